"""Run the local mail sink and its inbox page: for the demo and for development."""

import ipaddress

from aiosmtpd.controller import Controller
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom.mail_sink import inbox
from newsroom.mail_sink.store import Store


class KeepEverything:
    """aiosmtpd's handler: what arrives is kept."""

    def __init__(self, store):
        self.store = store

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  (aiosmtpd's name)
        self.store.keep(envelope.content)
        return "250 Kept"


class Command(BaseCommand):
    help = "Takes every mail, delivers none, and shows them on a page."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--smtp-port", type=int, default=1025)
        parser.add_argument("--http-port", type=int, default=8025)
        parser.add_argument("--folder", default=str(settings.VAR_DIR / "mail"))

    def handle(self, *args, host, smtp_port, http_port, folder, **options):
        refuse_unless_local(host)
        store = Store(folder)
        try:
            smtp = Controller(KeepEverything(store), hostname=host, port=smtp_port)
            smtp.start()
            pages = inbox.serve(store, host, http_port)
        except OSError as error:
            raise CommandError(f"The mail sink cannot listen: {error}") from error
        self.stdout.write(f"Inbox at http://{host}:{http_port}/")
        try:
            pages.serve_forever()
        finally:
            smtp.stop(no_assert=True)


def refuse_unless_local(host):
    if settings.PRODUCTION:
        raise CommandError(
            "The mail sink shows mail to whoever asks: it does not run in production."
        )
    try:
        local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = host == "localhost"
    if not local:
        raise CommandError(f"The mail sink shows mail to whoever asks: not on {host}.")
