"""Django's migrate, which may take its time for a statement but never waits long for a lock."""

from django.core.management.commands import migrate
from django.db import connections

PATIENCE = "SET statement_timeout = 0; SET lock_timeout = '2s'"


class Command(migrate.Command):
    """An index on a large site takes minutes; a lock held for minutes would stop the site."""

    def handle(self, *args, **options):
        with connections[options["database"]].cursor() as cursor:
            cursor.execute(PATIENCE)
        super().handle(*args, **options)
