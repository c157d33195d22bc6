"""Load the sample edition into this database; running it again changes nothing."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.models import Article
from newsroom.sample_edition import loading
from newsroom.sample_edition.stories import import_key


class Command(BaseCommand):
    help = "Loads the sample edition: a fictional paper, to try the site with."

    def add_arguments(self, parser):
        parser.add_argument("--progress", action="store_true", help="say each step and its seconds")

    def handle(self, *args, progress, verbosity, **options):
        refuse_beside_a_real_paper()
        began = time.monotonic()
        shown = Steps(self.stdout) if progress else None
        try:
            number = loading.load(at=timezone.now(), progress=shown)
        except loading.AlreadyLoading as error:
            raise CommandError(str(error)) from error
        if verbosity:
            done = f"{number} items loaded" if number else "nothing to do"
            self.stdout.write(f"Sample edition: {done} in {time.monotonic() - began:.1f} s.")


def refuse_beside_a_real_paper():
    """In production, the sample edition would put its name over a paper that has readers."""
    real = Article.objects.exclude(import_key__startswith=import_key(""))
    if settings.PRODUCTION and real.exists():
        raise CommandError(
            "This paper has articles of its own; the sample edition would change its name and"
            " menus. Load it into an empty installation."
        )


class Steps:
    """One line for each step, written when the step is done."""

    def __init__(self, out):
        self.out = out
        self.began = time.monotonic()

    def __call__(self, step, done, total):
        if done == total:
            now = time.monotonic()
            self.out.write(f"  {now - self.began:5.1f} s  {step}: {total}")
            self.began = now
