"""Make the demo's data: migrate, load the sample edition, make its accounts. Called by the demo."""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from articles.models import Article
from memberships.access import AccessLevel
from newsroom.sample_edition.accounts import sample_accounts


class Command(BaseCommand):
    help = "Prepares the demo's database; prints the addresses and accounts as one line of JSON."

    def add_arguments(self, parser):
        parser.add_argument("--static", action="store_true", help="also collect static files")

    def handle(self, *args, static, **options):
        if settings.PRODUCTION:
            raise CommandError("The sample edition has open accounts: never in production.")
        call_command("migrate", verbosity=0)
        self.say("migrations")
        call_command("load_sample_edition", verbosity=0)
        accounts = sample_accounts()
        self.say("sample edition")
        if static:
            collect_changed_static()
            self.say("static files")
        self.stdout.write(json.dumps({"accounts": accounts, "pages": pages()}))

    def say(self, what):
        self.stdout.write(what)
        self.stdout.flush()


def collect_changed_static():
    """Compressing all takes longer than all else: only when a source has changed since it was done."""
    stamp = Path(settings.STATIC_ROOT) / ".sources"
    now = digest_of_static_sources()
    if stamp.exists() and stamp.read_text() == now:
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(now)


def digest_of_static_sources():
    """Of the name, size and time of every file that would be collected."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            digest.update(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}\n".encode())
    return digest.hexdigest()


def pages():
    """Addresses of one page of each sort, by what the edition holds."""
    return {
        "home": "/",
        "article_free": newest(language="en", access_level=AccessLevel.FREE),
        "article_registered": newest(language="en", access_level=AccessLevel.REGISTERED),
        "article_pro": newest(language="en", access_level=AccessLevel.PRO, kind__slug="memo"),
        "article_arabic": newest(language="ar"),
        "search": reverse("search"),
        "feed": reverse("articles:feed"),
        "sitemap": reverse("articles:sitemap_index"),
        "admin": reverse("admin:index"),
    }


def newest(**what):
    live = Article.objects.live().filter(**what).select_related("section")
    return live.newest_first()[0].get_absolute_url()
