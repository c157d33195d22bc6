"""Fold the letters of what is searched again, after their table has changed."""

from django.core.management.base import BaseCommand

from articles import search_letters


class Command(BaseCommand):
    help = "Stores the searched words of every article with today's folded letters. Safe to repeat."

    def handle(self, *args, **options):
        folded = sum(search_letters.refold())
        self.stdout.write(f"{folded} texts folded.")
