"""What each list of the desk, and of the paper, costs with a million articles.

    make bench-million

Uses a database of its own under var/, filled once by bench.archive (some minutes, 5 GB); remove
var/bench-million when done. Time is the whole answer of one request through all middleware, the median
of five; what says how many milliseconds an answer needs also says how many of them PostgreSQL had.
"""

import os
import random
import statistics
import sys
import time
from pathlib import Path

os.environ.setdefault(
    "NEWSROOM_VAR", str(Path(__file__).resolve().parents[1] / "var" / "bench-million")
)

from bench import pages  # sets the environment and Django up

# isort: split

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from articles.models import Article, Author, Picture, Region, Section, Topic
from bench import archive
from newsroom import roles
from newsroom.seeds import rare_names

ARTICLES = int(os.environ.get("ARTICLES", 1_000_000))
REQUESTS, PATIENCE = 5, 4  # so many, or for so many seconds
RARE = rare_names(random.Random(7))[4900]


def main(only=""):
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_sample_edition", verbosity=0)
    archive.fill(ARTICLES)
    print(f"{'list':<58}{'queries':>9}{'ms':>9}{'SQL ms':>9}")  # noqa: T201
    for name, ask in lists():
        if only in name:
            print(f"{name:<58}" + "{:>9}{:>9.0f}{:>9.0f}".format(*cost(ask)), flush=True)  # noqa: T201


def lists():
    """(name, what asks for it once)."""
    yield from of_articles(client_of(roles.EDITOR), "editor")
    yield from of_pictures(client_of(roles.EDITOR))
    yield from while_writing(client_of(roles.EDITOR), "editor")
    yield from of_articles(client_of(roles.AUTHOR), "author")
    yield from while_writing(client_of(roles.AUTHOR), "author")
    yield from of_readers()


def client_of(role):
    """Somebody in this role; the author has signed some five thousand."""
    user, _new = User.objects.get_or_create(email=f"{role.lower()}@bench.example", is_staff=True)
    user.groups.set([Group.objects.get(name=role)])
    if role == roles.AUTHOR:
        Author.objects.filter(slug="seed-writer-5").update(user=user)
    client = Client()
    client.force_login(user)
    return client


def of_articles(desk, who):
    address = reverse("admin:articles_article_changelist")
    for asked in asked_of_articles():
        yield f"{who}: articles {asked}".rstrip("?"), get(desk, f"{address}{asked}")
    chosen = list(Article.objects.order_by("-pk").values_list("pk", flat=True)[:50])
    said = {"action": "publish_now", "_selected_action": chosen}
    for asked in ("", "?q=water", "?state=live"):
        yield (
            f"{who}: confirm 50 {asked}",
            lambda asked=asked: desk.post(f"{address}{asked}", said),
        )


def asked_of_articles():
    section, region, topic = (
        model.objects.order_by("pk").first().pk for model in (Section, Region, Topic)
    )
    few = Region.objects.get_or_create(slug="seed-islet", name="Seed Islet")[0].pk
    often, seldom = (Author.objects.get(slug=f"seed-writer-{n}").pk for n in (1, 1999))
    other = Section.objects.order_by("-pk").first().pk
    kind = Article.objects.exclude(kind=None).order_by("kind").first().kind_id
    states = ("draft", "submitted", "in_edit", "ready", "scheduled", "live", "withdrawn")
    words = (
        "water",
        "the",
        "water+council+bank",
        RARE,
        "qqqq",
        "wat",
        "archive-999999",
        "no-such",
    )
    return [
        "", "?p=2", "?p=20", *(f"?state={state}" for state in states),
        "?whose=mine", "?whose=assigned", "?whose=nobody", "?whose=mine&state=draft",
        "?state=scheduled&when=today", "?state=live&when=today", "?when=week", "?when=month",
        f"?section__id__exact={section}", f"?kind__id__exact={kind}", "?access_level__exact=pro",
        "?language__exact=en", "?language__exact=fa", f"?regions__id__exact={region}",
        f"?regions__id__exact={few}", f"?bylines__author__id__exact={often}",
        f"?bylines__author__id__exact={seldom}", "?published_at_from=2020-01-01&published_at_to=2020-01-31",
        "?published_at_to=1999-01-01",
        f"?section__id__exact={section}&kind__id__exact={kind}&language__exact=fa",
        f"?section__id__exact={section}&bylines__author__id__exact={seldom}",
        f"?regions__id__exact={region}&bylines__author__id__exact={seldom}",
        f"?regions__id__exact={region}&language__exact=he&access_level__exact=pro",
        f"?regions__id__exact={few}&state=live&section__id__exact={other}",
        f"?state=withdrawn&section__id__exact={section}&language__exact=tr",
        f"?state=scheduled&bylines__author__id__exact={seldom}",
        f"?state=draft&regions__id__exact={few}", "?state=ready&access_level__exact=free&language__exact=fa",
        f"?whose=assigned&section__id__exact={section}",
        *(f"?q={word}" for word in words), "?q=water&p=2", "?q=water&p=20", "?q=water&state=draft",
        "?q=water&state=scheduled", f"?q={RARE}&state=draft",
        f"?q=water&section__id__exact={section}&language__exact=fa", f"?q=water&regions__id__exact={few}",
        f"?q=water&bylines__author__id__exact={seldom}", "?q=water&when=today", "?q=water&whose=mine",
        "?q=water&published_at_to=1999-01-01",
    ]  # fmt: skip


def of_pictures(desk):
    address = reverse("admin:articles_picture_changelist")
    asked = ["", "?p=2", "?p=1600", "?wanting=alt", "?wanting=credit", "?use=yes", "?use=no",
             "?q=water", "?q=water+council", f"?q={RARE}", "?q=qqqq", "?q=DSC_99999", "?q=qqqq&use=no",
             "?created_at__gte=2026-01-01", "?wanting=alt&use=no", "?o=4", "?o=6", "?o=-6", "?o=2"]  # fmt: skip
    for each in asked:
        yield f"pictures {each}", get(desk, f"{address}{each}")
    pictures = Picture.objects.filter(image__startswith="pictures/archive-").order_by("pk")
    # In bulk: saving one by one measures a file, and these have none.
    named = Picture.objects.filter(image="pictures/unused.webp")
    unused = (
        named.first()
        or Picture.objects.bulk_create([Picture(image="pictures/unused.webp", width=9, height=9)])[
            0
        ]
    )
    for name, picture in (("often", pictures.first()), ("seldom", pictures.last()), ("never", unused)):  # fmt: skip
        yield (
            f"a picture used {name}",
            get(desk, reverse("admin:articles_picture_change", args=[picture.pk])),
        )


def while_writing(desk, who):
    """The edit screen, and what it asks for."""
    article = Article.objects.get(import_key="sample:brine-the-gulfs-hardest-permit")
    own = Author.objects.filter(user__email="author@bench.example").first()
    mine = (
        Article.objects.filter(published_at=None, stage="draft", bylines__author=own)
        .order_by("-pk")
        .first()
    )
    article = mine if who == "author" and mine else article
    for name in ("change", "history"):
        yield (
            f"{who}: {name}",
            get(desk, reverse(f"admin:articles_article_{name}", args=[article.pk])),
        )
    if who == "editor":
        long = archive.long_at_the_desk().pk
        yield (
            f"{who}: history of 150",
            get(desk, reverse("admin:articles_article_history", args=[long])),
        )
    fields = {"related": ("relatedarticle", "related"), "author": ("byline", "author"), "topic": ("article", "topics"),
              "picture": ("article", "lead_picture"), "original": ("article", "translation_of")}  # fmt: skip
    for name, (model, field) in fields.items():
        for term in ("", "water", "qqqq"):
            asked = f"?app_label=articles&model_name={model}&field_name={field}&term={term}"
            yield f"{who}: choose {name} {term}", get(desk, reverse("admin:autocomplete") + asked)
    for name in ("pictures", "authors"):
        for term in ("", "water", "qqqq"):
            yield (
                f"{who}: desk {name} {term}",
                get(desk, reverse(f"admin:articles_desk_{name}") + f"?q={term}"),
            )
    if who == "editor":
        yield "front page's board", get(desk, reverse("admin:articles_frontpage_changelist"))
        for term in ("", "water", "qqqq"):
            yield (
                f"front page: choose {term}",
                get(desk, reverse("admin:articles_front_articles") + f"?q={term}"),
            )
        for model in ("author", "topic", "redirect", "section", "region"):
            yield f"{who}: {model}s", get(desk, reverse(f"admin:articles_{model}_changelist"))
            yield (
                f"{who}: {model}s ?q=qqqq",
                get(desk, reverse(f"admin:articles_{model}_changelist") + "?q=qqqq"),
            )


def of_readers():
    reader = Client()
    article = Article.objects.get(import_key="sample:brine-the-gulfs-hardest-permit")
    new = Article.objects.live().filter(slug__startswith="seed-").newest_first().first()
    addresses = ["/", article.get_absolute_url(), new.get_absolute_url(), "/ar/", "/search/?q=water",
                 f"/search/?q={RARE}", "/feeds/", "/corrections/", "/sitemap.xml", "/sitemaps/pages.xml",
                 "/sitemaps/articles-250.xml", "/news-sitemap.xml"]  # fmt: skip
    often, seldom = (Author.objects.get(slug=f"seed-writer-{n}") for n in (1, 1999))
    topics = [Topic.objects.get(slug=f"seed-topic-{n}") for n in (1, 2999)]
    things = [Section.objects.first(), *Region.objects.order_by("pk")[:1], Region.objects.get(slug="seed-islet"),
              *topics, often, seldom, article.kind, article.industries.first()]  # fmt: skip
    addresses += [thing.get_absolute_url() for thing in things if thing]
    for address in addresses:
        yield f"reader: {address}", get(reader, address)
    for name, thing, rows in (("section", things[0], Article.objects.live().in_section(things[0])),
                              ("region", things[1], Article.objects.live().in_region(things[1])),
                              ("topic", topics[0], Article.objects.live().on_topic(topics[0]))):  # fmt: skip
        for place in (40, 100_000):
            row = rows.newest_first()[place : place + 1].first()
            if row:
                yield (
                    f"reader: {name}, page {place // 20}",
                    get(reader, f"{thing.get_absolute_url()}?before={pages.paging.cursor_of(row)}"),
                )


def get(client, address):
    return lambda: client.get(address)


def cost(ask):
    ask()  # what a process learns once is no part of an answer
    with CaptureQueriesContext(connection) as queries:
        response = ask()
        spent = sum(float(query["time"]) for query in queries)
        count = len(queries)
    if response.status_code != 200:
        return count, -response.status_code, spent * 1000
    times, began = [], time.perf_counter()
    while len(times) < REQUESTS and time.perf_counter() - began < PATIENCE:
        started = time.perf_counter()
        ask()
        times.append((time.perf_counter() - started) * 1000)
    return count, statistics.median(times), spent * 1000


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
