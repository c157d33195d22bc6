"""Run the background worker."""

from django.core.management.base import BaseCommand

from newsroom import worker


class Command(BaseCommand):
    help = "Runs tasks, sends the outbox and keeps the timetable, until it is stopped."

    def add_arguments(self, parser):
        parser.add_argument("--interval", type=float, default=1.0, help="Seconds between looks.")

    def handle(self, *args, interval, **options):
        worker.run(interval=interval)
