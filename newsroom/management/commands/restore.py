"""Restore a backup. Nothing is sent or charged afterwards until an operator releases it."""

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from newsroom import backups


class Command(BaseCommand):
    help = "Puts a backup back. Outbox, tasks and newsletters stay paused until `release`."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("folder", help="a folder that `backup` wrote")
        parser.add_argument("--replace", action="store_true", help="drop what is in the database")

    def handle(self, *args, folder, replace, **options):
        self.refuse_unless_free(replace)
        reason = f"Restored from {folder} at {timezone.now():%Y-%m-%d %H:%M} UTC."
        try:
            backups.restore(folder, reason=reason[:300])
        except (backups.BadBackup, OSError) as error:
            raise CommandError(str(error)) from error
        call_command("migrate", verbosity=0)
        self.stdout.write("Restored. Nothing is sent and no task runs until the command: release")

    def refuse_unless_free(self, replace):
        if backups.others():
            raise CommandError(
                "Something still uses the database. Stop the site first (systemctl stop newsroom),"
                " so that nothing is sent while the backup is put back."
            )
        if not replace and not backups.is_empty():
            raise CommandError(
                "The database is not empty. Restore into an empty one, or say --replace to lose"
                " what is in it. Nothing was changed."
            )
        connection.close()  # psql is alone with the database from here on
