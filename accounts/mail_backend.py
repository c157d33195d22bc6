"""Django's mail backend that sends nothing: it writes into the outbox."""

import uuid

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from accounts import outbox


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
        html = next((part[0] for part in alternatives if part[1] == "text/html"), "")
        outbox.post(
            key=f"mail:{uuid.uuid4()}",
            kind=message.extra_headers.get("X-Kind", "account"),
            to=address,
            subject=message.subject,
            text=message.body,
            html=html,
        )
