"""Feeds: the newest, lead-ins only."""

import pytest
from defusedxml import ElementTree

from memberships.access import AccessLevel
from publication.models import SiteSettings
from tests.factories import make_article, make_author, make_region, make_section, make_topic

pytestmark = pytest.mark.django_db
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


def channel(client, address="/feeds/"):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/rss+xml")
    return ElementTree.fromstring(response.content).find("channel")


def titles(client, address):
    return [item.findtext("title") for item in channel(client, address).iter("item")]


def test_an_item_says_what_everybody_may_read(client):
    article = make_article(
        access_level=AccessLevel.PRO, authors=[make_author()], topics=[make_topic()]
    )

    [item] = channel(client).iter("item")

    address = f"http://127.0.0.1:8000{article.get_absolute_url()}"
    assert item.findtext("link") == item.findtext("guid") == address
    assert article.standfirst in item.findtext("description")
    assert "Lead words" in item.findtext("description")
    assert item.findtext(CREATOR) == "Alice Amari"
    assert {element.text for element in item.iter("category")} == {"Business", "Water"}


@pytest.mark.parametrize("level", AccessLevel.values)
def test_no_word_from_below_the_line_is_in_a_feed(client, level):
    make_article(access_level=level)

    assert b"Zqcanary" not in client.get("/feeds/").content


def test_each_feed_has_its_own_stories(client):
    gulf, author = make_region("gulf"), make_author()
    make_article(headline="In the section", section=make_section("culture"))
    make_article(headline="In the region", regions=[make_region("qatar", parent=gulf)])
    make_article(headline="By the author", authors=[author])

    assert titles(client, "/feeds/section/culture/") == ["In the section"]
    assert titles(client, "/feeds/region/gulf/") == ["In the region"]
    assert titles(client, "/feeds/author/alice-amari/") == ["By the author"]
    assert len(titles(client, "/feeds/kind/news/")) == 3


def test_drafts_are_in_no_feed(client):
    make_article(live=False)

    assert titles(client, "/feeds/") == []


@pytest.mark.parametrize("kind", ["section", "region", "author", "kind"])
def test_a_feed_of_nothing_is_not_found(client, kind):
    assert client.get(f"/feeds/{kind}/nothing/").status_code == 404


def test_a_feed_may_be_shared_and_names_its_own_address(client):
    response = client.get("/feeds/", headers={"host": "localhost"})

    assert response["Cache-Control"].startswith("public")
    assert b'href="http://127.0.0.1:8000/feeds/"' in response.content
    assert b"localhost" not in response.content


def test_a_feed_costs_the_same_whatever_it_holds(client, django_assert_max_num_queries):
    for _ in range(12):
        make_article(authors=[make_author()], topics=[make_topic()])

    SiteSettings.current()

    with django_assert_max_num_queries(4):
        client.get("/feeds/")


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/", "/feeds/"),
        ("/business/", "/feeds/section/business/"),
        ("/region/gulf/", "/feeds/region/gulf/"),
        ("/kind/news/", "/feeds/kind/news/"),
        ("/author/alice-amari/", "/feeds/author/alice-amari/"),
    ],
)
def test_pages_name_their_feeds(client, page, feed):
    make_article(authors=[make_author()], regions=[make_region()])

    assert f'href="http://127.0.0.1:8000{feed}"' in client.get(page).text
