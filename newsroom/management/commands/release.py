"""Let mail and tasks go again after a restore."""

import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import OutgoingMail, SendingPause

NOT_SENT = (OutgoingMail.State.QUEUED, OutgoingMail.State.SENDING)


class Command(BaseCommand):
    help = "Ends the pause that a restore began. Says first what would go."

    def add_arguments(self, parser):
        parser.add_argument("--yes", action="store_true", help="do not ask")
        parser.add_argument(
            "--drop-old-mail",
            action="store_true",
            help="do not send what came back with the backup: it went when it was new",
        )

    def handle(self, *args, yes, drop_old_mail, **options):
        pause = SendingPause.objects.first()
        if pause is None:
            self.stdout.write("Nothing is paused.")
            return
        waiting = OutgoingMail.objects.filter(state__in=NOT_SENT)
        tasks = DBTaskResult.objects.ready().count()
        self.stdout.write(f"{pause.reason} Waiting: {waiting.count()} mails, {tasks} tasks.")
        if not yes:
            self.ask()
        if drop_old_mail:
            for mail in waiting.filter(created_at__lt=pause.since):
                mail.fail(error="Not sent again after a restore.")
        pause.delete()
        self.stdout.write(f"Released at {timezone.now():%H:%M} UTC.")

    def ask(self):
        if not sys.stdin.isatty():
            raise CommandError("Still paused: say --yes, or run this in a terminal.")
        if input("Let them go? [yes/no] ").strip() != "yes":
            raise CommandError("Still paused.")
