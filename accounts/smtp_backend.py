"""The way to the mail server, which tells apart what was surely not sent and what may have been."""

import smtplib

from django.core.mail.backends.smtp import EmailBackend as DjangoEmailBackend


class MayHaveBeenSent(OSError):
    """The line broke after the mail's text had begun to leave: nobody can know."""


class Watching:
    def data(self, msg):
        try:
            return super().data(msg)
        except smtplib.SMTPServerDisconnected as error:
            raise MayHaveBeenSent(f"The line broke after DATA: {error}") from error


class SMTP(Watching, smtplib.SMTP):
    """In the clear, or encrypted by STARTTLS."""


class EncryptedSMTP(Watching, smtplib.SMTP_SSL):
    """Encrypted from the first byte."""


class EmailBackend(DjangoEmailBackend):
    @property
    def connection_class(self):
        return EncryptedSMTP if self.use_ssl else SMTP
