"""Import a WordPress export."""

import contextlib
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.importers import mapping, wordpress, wxr
from articles.models import Kind, Section

WIDTH = 30


class Command(BaseCommand):
    help = (
        "Takes posts and pages from a WordPress export (Tools, Export). Safe to end and run again."
        " docs/import.md says what becomes of what."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="the export, an XML file")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, say everything")
        parser.add_argument("--map", dest="map_file", help="a YAML file with the rule for sections")
        parser.add_argument(
            "--write-map", help="write a rule to begin with into this file, and stop"
        )
        parser.add_argument("--section", help="section of what belongs to none")
        parser.add_argument("--kind", help="kind of the articles")
        parser.add_argument("--language", help="language of the texts")
        parser.add_argument("--access-level", help="free, registered or pro")
        parser.add_argument("--fetch-media", action="store_true", help="fetch pictures over https")
        parser.add_argument("--report", help="write the whole report into this file, as JSON")

    def handle(self, *args, file, **options):
        try:
            export = wxr.read(file)
            rule = self.rule(options)
        except (wxr.NotAnExport, mapping.BadMapping) as error:
            raise CommandError(f"{error} Nothing was written.") from error
        if options["write_map"]:
            self.write_map(export, options["write_map"])
            return
        # A picture is a file as well as a row: no rollback would take it away.
        may_fetch = options["fetch_media"] and not options["dry_run"]
        run = wordpress.Import(export, rule, fetch_media=may_fetch)
        try:
            self.take(run, options["dry_run"])
        finally:  # whatever ended it: what was done until then is known
            self.say(run.report, options)

    def take(self, run, is_dry):
        with wordpress.unhurried() if is_dry else contextlib.nullcontext():
            run.run(self.progress)
            if is_dry:
                transaction.set_rollback(True)

    def rule(self, options):
        rule = mapping.read(
            options["map_file"],
            default_section=options["section"],
            kind=options["kind"],
            language=options["language"],
            access_level=options["access_level"],
        )
        if not Kind.objects.filter(slug=rule.kind).exists():
            raise mapping.BadMapping(f"There is no kind “{rule.kind}”.")
        return rule

    def write_map(self, export, path):
        known = Section.objects.order_by("position").values_list("slug", flat=True)
        Path(path).write_text(mapping.starter(export, known), encoding="utf-8")
        self.stdout.write(f"{path}: change it, then import with --map {path}.")

    def progress(self, done, total):
        """A bar where somebody looks, a line now and then where nobody does."""
        if sys.stderr.isatty():
            filled = WIDTH * done // max(total, 1)
            self.stderr.write(
                f"\r[{'#' * filled}{' ' * (WIDTH - filled)}] {done}/{total}", ending=""
            )
        elif done % 1000 == 0 or done == total:
            self.stderr.write(f"{done} of {total} items")

    def say(self, report, options):
        if options["report"]:
            Path(options["report"]).write_text(report.as_json(), encoding="utf-8")
        if options["verbosity"] > 0:
            for what, item, reason in report.rows:
                if what != "picture" or options["verbosity"] > 1:
                    self.stdout.write(f"{what}: {item}: {reason}")
        self.stdout.write(report.summary())
        if options["dry_run"]:
            self.stdout.write("A dry run: nothing was written, and no picture fetched.")
