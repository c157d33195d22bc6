"""Sitemaps: every live article, and no other."""

from datetime import timedelta

import pytest
from defusedxml import ElementTree
from django.utils import timezone

from articles import sitemaps
from memberships.access import AccessLevel
from tests.factories import make_article, make_author, make_region

pytestmark = pytest.mark.django_db
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def addresses(client, path):
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, sitemaps.XML)
    return [element.text for element in ElementTree.fromstring(response.content).iter(LOC)]


def all_addresses(client):
    """What a crawler finds that begins at the index."""
    files = addresses(client, "/sitemap.xml")
    return [found for file in files for found in addresses(client, file.partition(":8000")[2])]


def test_the_index_leads_to_every_live_article_once_outside_the_news(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "IN_A_FILE", 3)
    old = timezone.now() - timedelta(days=9)
    articles = [
        make_article(published_at=old, access_level=level) for level in AccessLevel.values * 3
    ]
    articles.append(make_article(published_at=old, language="ar", slug="قصة"))

    found = all_addresses(client)

    expected = {f"http://127.0.0.1:8000{article.get_absolute_url()}" for article in articles}
    assert expected <= set(found)
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    "fields", [{"live": False}, {"published_at": "2100-01-01T00:00Z"}, {"withdrawn": True}]
)
def test_what_readers_cannot_reach_is_in_no_sitemap(client, fields):
    withdrawn = fields.pop("withdrawn", False)
    article = make_article(**fields)
    if withdrawn:
        article.withdraw(at=timezone.now())

    assert not [found for found in all_addresses(client) if article.slug in found]


def test_the_news_sitemap_holds_two_days(client):
    new, old = (
        make_article(headline="New & <fresh>"),
        make_article(published_at=timezone.now() - timedelta(days=3)),
    )

    response = client.get("/news-sitemap.xml")

    assert new.slug in response.text
    assert old.slug not in response.text
    assert "<news:title>New &amp; &lt;fresh&gt;</news:title>" in response.text


def test_the_index_names_no_empty_file_and_says_when_each_last_changed(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "IN_A_FILE", 1)
    live = make_article(updated_at="2026-11-20T10:00Z", published_at="2026-11-19T10:00Z")
    draft = make_article(live=False)

    index = client.get("/sitemap.xml").text

    assert f"articles-{draft.pk}.xml" not in index
    assert f"articles-{live.pk}.xml</loc><lastmod>2026-11-20T10:00:00+00:00</lastmod>" in index


def test_lists_and_pages_are_in_the_sitemap(client):
    make_author()
    make_region()

    found = addresses(client, "/sitemaps/pages.xml")

    assert "http://127.0.0.1:8000/author/alice-amari/" in found
    assert "http://127.0.0.1:8000/region/gulf/" in found


def test_a_part_that_is_not_there_is_empty_and_an_absurd_one_not_found(client):
    assert addresses(client, "/sitemaps/articles-77.xml") == []
    assert client.get("/sitemaps/articles-99999999999.xml").status_code == 404


def test_robots_name_the_sitemaps(client):
    text = client.get("/robots.txt").text

    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text
    assert "Disallow: /account/" in text
    assert "admin" not in text


def test_security_txt_says_where_to_write(client):
    text = client.get("/.well-known/security.txt").text

    assert text.startswith("Contact: ")
    assert "Expires: " in text
