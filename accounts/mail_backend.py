"""Django's mail backend that sends nothing: it writes into the outbox."""

import uuid

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from accounts import outbox

OWN = ("X-Kind", "Message-ID", "From")  # the outbox sets these itself


class OutboxBackend(BaseEmailBackend):
    """What allauth and Django send becomes rows of the outbox, one for each recipient."""

    @transaction.atomic
    def send_messages(self, email_messages):
        messages = list(email_messages)
        for message in messages:
            for address in message.recipients():
                self.post(message, address)
        return len(messages)

    def post(self, message, address):
        alternatives = getattr(message, "alternatives", [])
        if message.attachments or any(part[1] != "text/html" for part in alternatives):
            raise NotImplementedError("The outbox carries text and HTML only: link to the file.")
        html = next((part[0] for part in alternatives), "")
        outbox.post(
            key=f"mail:{uuid.uuid4()}",
            kind=message.extra_headers.get("X-Kind", "account"),
            headers=headers_of(message),
            to=address,
            subject=message.subject,
            text=message.body,
            html=html,
        )


def headers_of(message):
    """What the sender added, and where answers go."""
    headers = {name: str(value) for name, value in message.extra_headers.items() if name not in OWN}
    if message.reply_to:
        headers.setdefault("Reply-To", ", ".join(map(str, message.reply_to)))
    return headers
