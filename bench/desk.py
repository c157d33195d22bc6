"""What the desk waits for: queries and server time of its screens at 100,000 articles.

    make bench-desk

Uses the database of `make bench`. Time is the whole answer of one request through all middleware on this machine, the
median of many; a fixed loop is timed beside it, so that runs on other machines can be compared.
"""

import json
import statistics
import sys
import time

from bench import pages  # sets the environment and Django up

# isort: split

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from articles import writing
from articles.models import Article, Picture

ARTICLES, PICTURES, REQUESTS = 100_000, 60, 20


def main():
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_sample_edition", verbosity=0)
    call_command("seed_articles", ARTICLES, verbosity=0)
    fill_library()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"{'screen':<34}{'queries':>9}{'ms':>9}{'loops':>8}")  # noqa: T201
    for name, ask in screens():
        queries, milliseconds = cost(ask)
        print(  # noqa: T201
            f"{name:<34}{queries:>9}{milliseconds:>9.1f}{milliseconds / pages.yardstick():>8.1f}",
            flush=True,
        )


def fill_library():
    missing = PICTURES - Picture.objects.count()
    Picture.objects.bulk_create(
        Picture(image=f"pictures/bench-{number}.webp", width=1440, height=900, alt="A picture")
        for number in range(max(missing, 0))
    )


def screens():
    """(name, what asks for it once)."""
    desk = Client()
    administrator = User.objects.filter(is_superuser=True).first()
    desk.force_login(administrator or User.objects.create_superuser("desk@news.example"))
    article = Article.objects.get(import_key="sample:brine-the-gulfs-hardest-permit")
    change = reverse("admin:articles_article_change", args=[article.pk])
    lists = reverse("admin:articles_article_changelist")
    yield "edit screen", lambda: desk.get(change)
    yield "words kept (autosave)", lambda: keep(desk, article)
    yield "preview", lambda: desk.get(f"/preview/article:{article.pk}/?as=pro")
    yield (
        "media library, 60 pictures",
        lambda: desk.get(reverse("admin:articles_picture_changelist")),
    )
    yield "list of articles", lambda: desk.get(lists)
    yield "list, search", lambda: desk.get(f"{lists}?q=water")


def keep(desk, article):
    fields = {"headline": [article.headline], "slug": [article.slug], "language": [article.language],
              "section": [str(article.section_id)], "access_level": [article.access_level],
              "body_html": [writing.text_of(article)]}  # fmt: skip
    said = {"key": f"article:{article.pk}", "article": article.pk, "based_on": 0,
            "values": {"fields": fields, "labels": {}}}  # fmt: skip
    address = reverse("admin:articles_desk_keep")
    return desk.post(address, json.dumps(said), content_type="application/json")


def cost(ask):
    ask()  # what a process learns once is no part of an answer
    with CaptureQueriesContext(connection) as queries:
        response = ask()
        count = len(queries)
    assert response.status_code == 200, response.status_code
    times = []
    for _ in range(REQUESTS):
        started = time.perf_counter()
        ask()
        times.append((time.perf_counter() - started) * 1000)
    return count, statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
