"""Make the renditions of pictures that have none yet."""

from django.core.management.base import BaseCommand

from articles import renditions
from articles.models import Picture


class Command(BaseCommand):
    help = "Makes missing renditions now, instead of waiting for the worker."

    def add_arguments(self, parser):
        parser.add_argument("--again", action="store_true", help="look at every picture")

    def handle(self, *args, again, verbosity, **options):
        pictures = Picture.objects.order_by("pk")
        waiting = pictures if again else pictures.filter(renditions_made_at=None)
        total = waiting.count()
        for done, picture in enumerate(waiting.iterator(), start=1):
            renditions.make_renditions(picture)
            if verbosity:
                self.stdout.write(f"{done} of {total}")
