"""Make many plausible articles, for measuring: fast, and gone again with --remove."""

from contextlib import contextmanager

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from articles.models import Article, ArticleText, Author, Topic
from newsroom.seeds import KEY, SLUG, Seeds

BATCH = 2000


class Command(BaseCommand):
    help = "Makes N live articles that differ in section, region, kind, level, words and date."

    def add_arguments(self, parser):
        parser.add_argument("number", type=int, nargs="?", default=60)
        parser.add_argument("--remove", action="store_true", help="remove what earlier runs made")

    def handle(self, *args, number, remove, verbosity, **options):
        if settings.PRODUCTION:
            raise CommandError("Invented articles have no place on a live site.")
        self.say = self.stdout.write if verbosity else lambda text: None
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            with in_bulk(cursor):
                self.remove() if remove else self.make(number)
            # The tables of ours alone: those that the whole server shares are locked by others.
            cursor.execute(f"ANALYZE {', '.join(tables())}")
            cursor.execute("RESET statement_timeout")

    def make(self, number):
        """As many as are missing to N: running it again adds nothing."""
        have = seeded().count()
        seeds = Seeds(seed=have, at=timezone.now()) if have < number else None
        for start in range(have, number, BATCH):
            end = min(start + BATCH, number)
            seeds.make(start, end)
            self.say(f"{end} of {number}")

    def remove(self):
        gone = 0
        while numbers := list(seeded().values_list("pk", flat=True)[:BATCH]):
            Article.objects.filter(pk__in=numbers).delete()
            gone += len(numbers)
            self.say(f"{gone} removed")
        Topic.objects.filter(slug__startswith=SLUG, article=None).delete()
        Author.objects.filter(slug__startswith=SLUG, bylines=None).delete()


def tables():
    models = apps.get_app_config("articles").get_models(include_auto_created=True)
    return [model._meta.db_table for model in models]


@contextmanager
def in_bulk(cursor):
    """Meanwhile the search indexes let new words wait: twice as fast for thousands of rows."""
    names = [index.name for index in ArticleText._meta.indexes]
    for name in names:
        cursor.execute(f"ALTER INDEX {name} SET (fastupdate = on)")
    try:
        yield
    finally:  # also when somebody ends it: a search must not look through a list that waits
        for name in names:
            cursor.execute(f"ALTER INDEX {name} SET (fastupdate = off)")
            cursor.execute("SELECT gin_clean_pending_list(%s)", [name])


def seeded():
    return Article.objects.filter(import_key__startswith=KEY)
