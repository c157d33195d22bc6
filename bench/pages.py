"""What each page costs, uncached: queries and CPU, at 60 and at 60,000 articles.

    make bench

Uses a database of its own on the embedded server, filled with the sample edition and seeded articles. CPU is this
process's own time for one request through all middleware, the median of many; PostgreSQL's comes on top. A fixed
loop of the same length is timed beside it, so that runs on other machines can be compared.
"""

import os
import statistics
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ.setdefault("NEWSROOM_VAR", str(Path(__file__).resolve().parents[1] / "var" / "bench"))
os.environ["DEBUG"] = "no"
os.environ["STAFF_MFA_REQUIRED"] = "no"  # the bench signs in without a second step

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from accounts.sessions import SessionStore  # noqa: E402
from articles import paging  # noqa: E402
from articles.models import Article, Region, Section  # noqa: E402
from memberships import readers  # noqa: E402
from memberships.access import decide  # noqa: E402
from memberships.models import Grant  # noqa: E402

REQUESTS = 40
SIZES = (60, 60_000)


def main():
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_sample_edition", verbosity=0)
    print(f"{'page':<34}{'articles':>10}{'queries':>9}{'CPU ms':>9}{'loops':>8}")  # noqa: T201
    for size in SIZES:
        call_command("seed_articles", size, verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        for name, path, client in pages():
            queries, milliseconds = cost(client, path)
            loops = milliseconds / yardstick()
            print(f"{name:<34}{size:>10,}{queries:>9}{milliseconds:>9.1f}{loops:>8.1f}", flush=True)  # noqa: T201
    access()


def access():
    """What it costs to know a member and to decide, beside the page that they get for it."""
    member = Client()
    user = User.objects.create_user(f"member-{time.time_ns()}@news.example")
    Grant.objects.give(user, kind="gift", reason="Bench", by=None, at=timezone.now())
    member.force_login(user)
    article = Article.objects.live().for_reading().filter(access_level="pro").first()
    queries, page = cost(member, article.get_absolute_url())
    request = RequestFactory().get("/")
    request.COOKIES = {settings.SESSION_COOKIE_NAME: member.session.session_key}
    times = []
    for _ in range(400):
        request.session = SessionStore(member.session.session_key)
        started = time.process_time()
        decide(readers.recall(request, at=timezone.now()), article)
        times.append((time.process_time() - started) * 1000)
    known = statistics.median(times)
    print(f"\na member's PRO article: {queries} queries, {page:.1f} ms; of these to know the member and"  # noqa: T201
          f" to decide: 1 query, {known:.2f} ms = {known / page:.1%}", flush=True)  # fmt: skip


def pages():
    """(name, path, client) of what is measured."""
    anonymous, staff = Client(), Client()
    editor = User.objects.filter(is_staff=True).first() or User.objects.create_superuser(
        "bench@news.example"
    )
    staff.force_login(editor)
    article = Article.objects.live().get(import_key="sample:brine-the-gulfs-hardest-permit")
    report = Article.objects.live().get(import_key="sample:digital-connectivity-corridors")
    section, region = Section.objects.get(slug="business"), Region.objects.get(slug="gulf")
    yield "home", "/", anonymous
    yield "article, lead-in", report.get_absolute_url(), anonymous
    yield "article, whole, signed in", article.get_absolute_url(), staff
    yield "report with charts, signed in", report.get_absolute_url(), staff
    for name, thing, articles in (
        ("section", section, Article.objects.live().in_section(section)),
        ("region", region, Article.objects.live().in_region(region)),
    ):
        yield name, thing.get_absolute_url(), anonymous
        for number in (2, 5000):
            if cursor := cursor_of_page(articles, number):
                yield (
                    f"{name}, page {number}",
                    f"{thing.get_absolute_url()}?before={cursor}",
                    anonymous,
                )
    yield "search, common word", "/search/?q=water", anonymous
    yield "feed", "/feeds/", anonymous


def cursor_of_page(articles, number):
    """Where this page begins; the deepest there is, where the list is shorter."""
    rows = articles.newest_first()
    place = min((number - 1) * paging.PAGE_SIZE, rows.count() - paging.PAGE_SIZE)
    return paging.cursor_of(rows[place - 1]) if place > 0 else ""


def cost(client, path):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
        count = len(queries)  # now: the next request forgets them
    assert response.status_code == 200, path
    times = []
    for _ in range(REQUESTS):
        started = time.process_time()
        client.get(path)
        times.append((time.process_time() - started) * 1000)
    return count, statistics.median(times)


def yardstick():
    """Milliseconds of CPU that a fixed piece of Python takes here and now."""
    started = time.process_time()
    sum(number * number for number in range(20_000))
    return (time.process_time() - started) * 1000


if __name__ == "__main__":
    sys.exit(main())
