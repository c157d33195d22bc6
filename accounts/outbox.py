"""The outbox: every mail of ours is a row, written with what caused it, before it is sent."""

from django.core.exceptions import BadRequest
from django.core.validators import validate_email

from accounts.models import OutgoingMail

IN_NO_HEADER = "\r\n\0\x0b\x0c\x85\u2028\u2029"


class UnfitForMail(BadRequest):
    """An address, subject or header that would break out of its line."""


def post(*, key, kind, to, subject, text, html="", stream="account", headers=None):
    """Write one mail to one address into the outbox; a second one with the same key does nothing.

    Call it in the transaction that causes the mail: both are there, or neither is.
    """
    headers = headers or {}
    for line in (to, subject, *headers, *headers.values()):
        must_be_one_line(line)
    validate_email(to)
    mail, _created = OutgoingMail.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "stream": stream,
            "to_address": to,
            "subject": subject[:300],
            "text_body": text,
            "html_body": html,
            "headers": headers,
        },
    )
    return mail


def must_be_one_line(line):
    if any(character in line for character in IN_NO_HEADER):
        raise UnfitForMail("A mail's address, subject and headers are one line each.")
