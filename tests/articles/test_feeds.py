"""Feeds: the newest, lead-ins only."""

import io

import pytest
from defusedxml import ElementTree
from django.utils import timezone
from PIL import Image

from articles import feeds, pictures, writing
from articles.models import Topic
from memberships.access import AccessLevel
from publication.models import SiteSettings
from tests.factories import (
    make_article,
    make_author,
    make_kind,
    make_region,
    make_section,
    make_topic,
)

pytestmark = pytest.mark.django_db
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
CREATOR, LANGUAGE = f"{DUBLIN_CORE}creator", f"{DUBLIN_CORE}language"
MEDIA = "{http://search.yahoo.com/mrss/}"


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
    assert item.findtext("link") == address
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
    make_article(headline="On the topic", topics=[make_topic()], kind=make_kind("memo"))

    assert titles(client, "/feeds/topic/water/") == ["On the topic"]
    assert titles(client, "/feeds/kind/memo/") == ["On the topic"]
    assert len(titles(client, "/feeds/kind/news/")) == 3


def test_drafts_are_in_no_feed(client):
    make_article(live=False)

    assert titles(client, "/feeds/") == []


def test_the_papers_feed_is_in_its_first_language_and_others_have_theirs(client):
    make_article(headline="In English")
    make_article(headline="بالعربية", language="ar", slug="arabic")

    assert titles(client, "/feeds/") == titles(client, "/feeds/section/business/") == ["In English"]
    assert titles(client, "/feeds/language/ar/") == ["بالعربية"]
    assert channel(client).findtext("language") == "en"
    assert channel(client, "/feeds/language/ar/").findtext("language") == "ar"


def test_an_item_says_its_language_where_stories_come_in_several(client):
    make_article(language="ar", slug="arabic", regions=[make_region()])

    gulf = channel(client, "/feeds/region/gulf/")

    assert gulf.find("language") is None
    assert gulf.findtext(f"item/{LANGUAGE}") == "ar"


def test_words_are_no_markup_in_the_reader_of_feeds(client):
    make_article(standfirst="1 < 2 & <b>so on</b>", body_html="<p>Is 3 &lt; 4 &amp; 5?</p>")

    description = channel(client).findtext("item/description")

    assert description == (
        "<p>1 &lt; 2 &amp; &lt;b&gt;so on&lt;/b&gt;</p>\n<p>Is 3 &lt; 4 &amp; 5?</p>"
    )


def test_a_byte_that_xml_has_not_ends_no_feed(client):
    make_article(headline="Odd \x08 headline", standfirst="A \x0b in it \ufffe")

    assert titles(client, "/feeds/") == ["Odd  headline"]


def test_a_picture_goes_with_its_credit(client):
    make_article(lead_picture=make_picture(credit="Photo: Rami Haddad"))

    media = channel(client).find(f"item/{MEDIA}content")

    assert media.get("url").startswith("http://127.0.0.1:8000/media/pictures/")
    assert (media.get("type"), media.get("width")) == ("image/webp", "40")
    assert media.findtext(f"{MEDIA}credit") == "Photo: Rami Haddad"


def make_picture(**said):
    file = io.BytesIO()
    Image.new("RGB", (40, 30)).save(file, "PNG")
    return pictures.ingest(file, **said)


def test_what_a_feed_reader_has_is_not_sent_again(client):
    article = make_article()
    make_article()
    tag = client.get("/feeds/")["ETag"]

    again = client.get("/feeds/", headers={"if-none-match": tag})
    article.withdraw(at=timezone.now())
    changed = client.get("/feeds/", headers={"if-none-match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"].startswith("public")
    assert changed.status_code == 200
    assert not changed.has_header("Last-Modified")  # no newer date tells of a withdrawal


def test_feeds_are_only_read(client):
    assert client.post("/feeds/").status_code == 405


@pytest.mark.parametrize("kind", ["section", "region", "topic", "industry", "author", "kind"])
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


def test_an_item_is_the_same_whatever_becomes_of_its_address(client):
    article = make_article()
    [before] = [item.find("guid") for item in channel(client).iter("item")]
    article.slug, article.section = "another", make_section("culture")
    writing.rewrite(article)

    [after] = [item.find("guid") for item in channel(client).iter("item")]

    assert before.text == after.text
    assert after.get("isPermaLink") == "false"


def test_an_empty_feed_is_the_same_from_one_second_to_the_next(client):
    """And so is its ETag: nothing in it says what time it is."""
    assert channel(client).findtext("lastBuildDate") == "Thu, 01 Jan 1970 00:00:00 +0000"


def test_a_description_is_no_longer_than_its_bound(client):
    long = f"<p>{'word ' * 2000}</p>"
    make_article(standfirst="", body_html=f'{long}<hr class="paywall">{long}', access_level="pro")

    description = channel(client).findtext("item/description")

    assert len(description) <= feeds.LONGEST_DESCRIPTION + len("<p></p>")
    assert description.endswith(" …</p>")


def test_a_byte_that_xml_has_not_stands_in_no_name_or_label(client):
    make_article(authors=[make_author("Odd \x08 Name", slug="odd")], topics=[make_topic("a")])
    Topic.objects.update(name="Odd \x0c topic")

    [item] = channel(client).iter("item")

    assert item.findtext(CREATOR) == "Odd  Name"
    assert "Odd  topic" in [element.text for element in item.iter("category")]
