"""From the outbox to the mail server: one mail at a time, marked before its first byte leaves.

A mail is accepted once the server has said so. After a crash in between nobody can know: account
mail (codes, receipts) is sent again, everything else is held for a person (newsletter engine, N).
"""

import logging
import smtplib
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from accounts.models import OutgoingMail, SendingPause
from accounts.smtp_backend import MayHaveBeenSent
from publication.models import SiteSettings

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=2)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=2)
GIVEN_UP_AFTER = timedelta(hours=24)


def send_due(*, at=None, most=100):
    """Send what is due, account mail first; say how many were tried. Stops where the server takes none."""
    sent = 0
    if SendingPause.stands():
        return sent
    take_back_abandoned(at=at or timezone.now())
    while sent < most and (mail := claim(at=at or timezone.now())):
        sent += 1
        if not deliver(mail):
            break
    return sent


@transaction.atomic
def claim(*, at):
    """The next mail, marked as being sent; no two senders get the same one."""
    due = OutgoingMail.objects.due(at).account_mail_first()
    mail = due.select_for_update(skip_locked=True).first()
    if mail is not None:
        mail.begin(until=timezone.now() + LEASE)
    return mail


def take_back_abandoned(*, at):
    """What a dead sender left: account mail waits again, the rest is held."""
    with transaction.atomic():
        rows = OutgoingMail.objects.abandoned(at).select_for_update(skip_locked=True)
        for mail in rows:
            if mail.stream == OutgoingMail.Stream.ACCOUNT:
                mail.wait(until=at, error="The sender died; sent again.")
            else:
                mail.hold(error="The sender died while this mail was being sent.")


def deliver(mail):
    """Write down what the server said. Only its answers to RCPT and DATA are about this mail: any
    other refusal (connection, sign-in, our sender) meets the next one too, and False says to stop."""
    try:
        message(mail).send(using="delivery")
    except smtplib.SMTPRecipientsRefused as error:
        answered(mail, *next(iter(error.recipients.values())))
    except smtplib.SMTPDataError as error:
        answered(mail, error.smtp_code, error.smtp_error)
    except MayHaveBeenSent as error:
        interrupted(mail, str(error))
    except OSError as error:  # smtplib's own are among them
        try_later(mail, f"{OutgoingMail.SERVER_TAKES_NONE} {type(error).__name__}: {error}")
        return False
    except Exception as error:
        log.exception("mail %s could not be handed over", mail.pk)
        try_later(mail, f"{type(error).__name__}: {error}")
    else:
        mail.accept(at=timezone.now())
    return True


def answered(mail, code, words):
    words = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    if code >= 500:
        mail.fail(error=f"{code} {words}")
    else:
        try_later(mail, f"{code} {words}")


def interrupted(mail, error):
    """Nobody can know whether it went: account mail is sent again, the rest is held."""
    if mail.stream == OutgoingMail.Stream.ACCOUNT:
        try_later(mail, error)
    else:
        mail.hold(error=error)


def try_later(mail, error):
    now = timezone.now()
    if now - mail.created_at > GIVEN_UP_AFTER:
        mail.fail(error=f"Given up after a day. {error}")
    else:
        wait = min(FIRST_WAIT * 2 ** (mail.attempts - 1), LONGEST_WAIT)
        mail.wait(until=now + wait, error=error)


def message(mail):
    """The mail as the server gets it; its Message-ID is the delivery's own number."""
    site = SiteSettings.current()
    address = site.sender_email or settings.DEFAULT_FROM_EMAIL
    name = (site.sender_name or site.name).replace('"', "")
    built = EmailMultiAlternatives(
        mail.subject,
        mail.text_body,
        f'"{name}" <{address}>',
        [mail.to_address],
        headers={
            "Message-ID": f"<{mail.delivery_id}@{address.rpartition('@')[2]}>",
            "Auto-Submitted": "auto-generated",
            **mail.headers,
        },
    )
    if mail.html_body:
        built.attach_alternative(mail.html_body, "text/html")
    return built
