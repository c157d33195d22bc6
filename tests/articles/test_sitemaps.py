"""Sitemaps: every live article, and no other."""

from datetime import timedelta

import pytest
from defusedxml import ElementTree
from django.utils import timezone

from articles import sitemaps
from memberships.access import AccessLevel
from publication.models import SiteSettings
from tests.factories import make_article, make_author, make_region, make_topic

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


def test_the_news_of_each_language_has_a_file_of_its_own(client):
    english, arabic = make_article(), make_article(language="ar", slug="qissa")

    def news(path):
        return [found.rpartition("/business/")[2] for found in addresses(client, path)]

    assert news("/news-sitemap.xml") == [f"{english.slug}/"]
    assert news("/sitemaps/news-ar.xml") == [f"{arabic.slug}/"]
    index = addresses(client, "/sitemap.xml")
    assert "http://127.0.0.1:8000/sitemaps/news-ar.xml" in index
    assert "http://127.0.0.1:8000/sitemaps/news-he.xml" not in index


def test_a_news_sitemap_holds_no_more_than_it_may(client, monkeypatch):
    assert sitemaps.MOST_NEWS == 1000  # Google's bound
    monkeypatch.setattr(sitemaps, "MOST_NEWS", 2)
    for _ in range(3):
        make_article()

    assert len(addresses(client, "/news-sitemap.xml")) == 2


def test_a_byte_that_xml_has_not_ends_no_sitemap(client):
    make_article(headline="Odd \x08 headline \ufffe")
    SiteSettings.current()
    SiteSettings.objects.update(name="The \x0b Owner")

    assert len(addresses(client, "/news-sitemap.xml")) == 1


def test_the_index_names_no_empty_file_and_says_when_each_last_changed(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "IN_A_FILE", 1)
    live = make_article(updated_at="2026-11-20T10:00Z", published_at="2026-11-19T10:00Z")
    draft = make_article(live=False)

    index = client.get("/sitemap.xml").text

    assert f"articles-{draft.pk}.xml" not in index
    assert f"articles-{live.pk}.xml</loc><lastmod>2026-11-20T10:00:00+00:00</lastmod>" in index


def test_lists_and_pages_are_in_the_sitemap(client):
    qatar = make_region("qatar", parent=make_region())
    make_article(authors=[make_author()], regions=[qatar], topics=[make_topic()])
    make_article(language="ar", slug="qissa")

    found = addresses(client, "/sitemaps/pages.xml")

    for path in (
        "/", "/ar/", "/business/", "/kind/news/", "/topic/water/", "/region/gulf/", "/region/qatar/",
        "/author/alice-amari/", "/membership/", "/corrections/",
    ):  # fmt: skip
        assert f"http://127.0.0.1:8000{path}" in found
        assert client.get(path).status_code == 200
    assert len(found) == len(set(found))


def test_lists_in_which_nothing_stands_are_not_in_the_sitemap(client):
    make_article(live=False, authors=[make_author()], topics=[make_topic()], language="ar")
    make_region()

    found = addresses(client, "/sitemaps/pages.xml")

    assert not [address for address in found if "/author/" in address or "/region/" in address]
    assert not [address for address in found if "/topic/" in address or "/ar/" in address]


def test_a_part_that_is_not_there_is_empty_and_an_absurd_one_not_found(client):
    assert addresses(client, "/sitemaps/articles-77.xml") == []
    assert client.get("/sitemaps/articles-99999999999.xml").status_code == 404


def test_robots_name_the_sitemaps(client):
    text = client.get("/robots.txt").text

    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text
    assert "Disallow: /account/" in text
    assert "/search/" not in text  # its pages say noindex, which somebody must be able to read
    assert "admin" not in text


def test_security_txt_says_where_to_write(client):
    text = client.get("/.well-known/security.txt").text

    assert text.startswith("Contact: ")
    assert "Expires: " in text
