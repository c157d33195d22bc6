"""Prove that the paywall holds: of this code in a throw-away database, or of a live site."""

import tempfile

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test.utils import override_settings, setup_test_environment, teardown_test_environment

from newsroom.leakcheck import running


class Command(BaseCommand):
    help = (
        "Asks every route as every kind of reader and by every known trick, and searches each answer"
        " for words that this reader may not have. With --url it asks a live site that has this"
        " database, with a throw-away edition that it removes again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--url", help="the address of a live site, such as https://news.example"
        )
        parser.add_argument("--fast", action="store_true", help="the cut that CI runs")

    def handle(self, *args, url, fast, **options):
        whole = not fast
        report = running.check_site(url, whole=whole) if url else self.check_code(whole=whole)
        for line in report.lines():
            self.stdout.write(line)
        if not report.is_clean:
            raise CommandError(f"{len(report.faults)} leaks or gaps, named above.")
        self.stdout.write("Nothing leaks.")

    def check_code(self, *, whole):
        """In a database and folders that exist for this check only."""
        name = connection.settings_dict["NAME"]
        with (
            tempfile.TemporaryDirectory() as media,
            tempfile.TemporaryDirectory() as private,
            override_settings(MEDIA_ROOT=media, PRIVATE_ROOT=private),
        ):
            setup_test_environment(debug=False)
            connection.creation.create_test_db(verbosity=0, autoclobber=True)
            try:
                return running.check_code(whole=whole)
            finally:
                connection.creation.destroy_test_db(name, verbosity=0)
                teardown_test_environment()
