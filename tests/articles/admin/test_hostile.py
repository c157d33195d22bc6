"""Hostile words through every field of the edit screen: nothing of them runs in any output."""

import json
from itertools import batched
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from articles.models import Article
from tests.articles.admin.forms import form_of
from tests.factories import make_author, make_editor
from tests.markup import DATA, elements_of, harmful, hostile_markup, leads_astray, naughty_strings

pytestmark = pytest.mark.django_db
LENGTHS = {"headline": 300, "short_headline": 120, "kicker": 60, "standfirst": 600, "dateline": 120,
           "summary": 4000, "note": 4000, "picture_caption": 500, "picture_alt": 500,
           "search_title": 120, "search_description": 300, "share_headline": 160,
           "share_description": 300, "bylines-0-guest_name": 120, "bylines-0-role": 120}  # fmt: skip


@pytest.fixture
def desk(client):
    client.force_login(make_editor(is_superuser=True))
    return client


def payloads():
    rows = [*hostile_markup(), *naughty_strings()]
    return [row for row in rows if row.strip() and "\0" not in row]


def publish(desk, number, batch):
    """An article whose every field holds these words, live."""
    words = "\n".join(batch)
    fields = {name: " ".join(words[:length].split()) or "x" for name, length in LENGTHS.items()}
    rows = {"bylines-TOTAL_FORMS": 1, "bylines-0-position": 0}
    form = form_of(
        body_html=f"<p>{words}</p>", slug=f"hostile-{number}", access_level="free", **fields, **rows
    )
    desk.post(reverse("admin:articles_article_add"), {**form, "_publish": ""})
    article = Article.objects.filter(slug=f"hostile-{number}").first()
    if article and not article.is_live():
        article.publish(at=article.created_at)
    return article


def test_nothing_runs_in_any_output(desk, client):
    make_author()
    stranger, made = type(client)(), 0
    for number, batch in enumerate(batched(payloads(), 80, strict=False)):
        article = publish(desk, number, batch)
        if article is None:
            continue
        made += 1
        screen = reverse("admin:articles_article_change", args=[article.pk])
        pages = [stranger.get(article.get_absolute_url()), stranger.get(article.get_print_url()), desk.get(screen),
                 desk.get(reverse("admin:articles_article_history", args=[article.pk]))]  # fmt: skip
        for page in pages:
            assert page.status_code == 200
            assert_harmless(page.text)

    assert made > 5
    for address in ("/", "/business/", "/feeds/", "/news-sitemap.xml"):
        check(stranger.get(address))
    check(desk.get(reverse("admin:articles_article_changelist")))


def check(response):
    assert response.status_code == 200
    if "xml" in response["Content-Type"]:
        ElementTree.fromstring(response.content)
    else:
        assert_harmless(response.text)


def assert_harmless(page):
    """Of the admin's own pages only what comes from the payloads counts: Unfold has scripts in them."""
    is_desk = "/static/unfold/" in page
    for element in elements_of(page):
        if element.get("type") in DATA:
            json.loads(element.text)
        elif is_desk:
            said = [element.text or "", *(str(value) for value in runs_in(element))]
            assert not any(
                "alert(" in words for words in said if element.tag == "script" or words in said[1:]
            )
        else:
            assert not harmful(element), (element.tag, dict(element.attrib))


def runs_in(element):
    """The values of attributes that a browser runs."""
    for name, value in element.attrib.items():
        if str(name).startswith("on") or (
            name in ("href", "src", "action") and leads_astray(value)
        ):
            yield value
