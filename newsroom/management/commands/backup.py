"""Back up the database and the media."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from newsroom import backups


class Command(BaseCommand):
    help = (
        f"Writes a checked backup and removes those older than {settings.BACKUPS_KEPT.days} days."
    )

    def add_arguments(self, parser):
        parser.add_argument("--to", default=str(settings.VAR_DIR / "backups"), help="folder")

    def handle(self, *args, to, **options):
        now = timezone.now()
        try:
            place = backups.make(to, at=now)
        except (backups.BadBackup, OSError) as error:
            raise CommandError(f"No backup was made: {error}") from error
        self.stdout.write(f"{place}: written and checked.")
        for gone in backups.forget_old(to, at=now):
            self.stdout.write(f"{gone}: older than {settings.BACKUPS_KEPT.days} days, removed.")
