"""What search engines and other people's pages are told of the pages that are no stories."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Picture
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
PAGES = [
    "/", "/business/", "/region/gulf/", "/topic/water/", "/kind/news/", "/author/alice-amari/",
    "/archive/2026/11/24/", "/ar/", "/corrections/", "/newsletters/", "/membership/", "/events/",
]  # fmt: skip
TOLD = (
    "og:type",
    "og:site_name",
    "og:title",
    "og:url",
    "og:description",
    "og:locale",
    "twitter:card",
    "description",
)


@pytest.fixture
def paper():
    SiteSettings.current()
    SiteSettings.objects.update(name="The Owner", description="News of somewhere.")
    make_article(
        authors=[make_author()], regions=[make_region()], topics=[make_topic()],
        section=make_section(), kind=make_kind(), published_at="2026-11-24T10:00Z",
    )  # fmt: skip


def told(page):
    return dict(re.findall(r'<meta (?:name|property)="([\w:]+)" content="([^"]*)">', page))


@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_what_it_is_once_and_by_its_own_address(client, paper, address):
    page = client.get(f"{address}?utm_source=x").text

    said = told(page)
    here = f"http://127.0.0.1:8000{address}"
    assert [name for name in TOLD if not said.get(name)] == []
    assert said["og:url"] == here
    assert page.count(f'<link rel="canonical" href="{here}">') == 1
    assert page.count('rel="canonical"') == page.count('property="og:title"') == 1


def test_an_older_page_of_a_list_has_an_address_of_its_own(client, paper):
    page = client.get("/business/?before=1700000000000000-1&utm_source=x").text

    assert 'canonical" href="http://127.0.0.1:8000/business/?before=1700000000000000-1"' in page


def test_a_language_is_named_with_its_territory(client, paper):
    article = make_article(language="ar", slug="qissa", section=make_section())

    assert told(client.get(article.get_absolute_url()).text)["og:locale"] == "ar_AR"


def test_an_older_page_has_one_address_however_its_place_is_spelled(client, paper):
    page = client.get("/business/?before=001700000000000000-01").text

    assert 'canonical" href="http://127.0.0.1:8000/business/?before=1700000000000000-1"' in page


@pytest.mark.parametrize(
    ("address", "robots"),
    [("/business/", "index"), ("/archive/1900/1/1/", "noindex"), ("/he/", "noindex"),
     ("/business/?before=0-1", "noindex")],
)  # fmt: skip
def test_a_list_in_which_nothing_stands_is_not_for_search_engines(client, paper, address, robots):
    assert told(client.get(address).text)["robots"].split(",")[0] == robots


def test_a_day_that_has_not_begun_is_not_found(client, paper):
    tomorrow = timezone.now() + timedelta(days=2)

    assert client.get(f"/archive/{tomorrow:%Y/%-m/%-d}/").status_code == 404


def test_the_picture_for_sharing_is_described_in_its_own_words(client, paper):
    lead, share = (
        Picture.objects.create(image=f"pictures/{name}.webp", width=4, height=3, alt=name)
        for name in ("lead", "share")
    )
    article = make_article(lead_picture=lead, share_picture=share)

    said = told(client.get(article.get_absolute_url()).text)

    assert said["og:image"].endswith("share.webp")
    assert said["og:image:alt"] == "share"


def test_front_pages_of_the_languages_in_use_name_each_other(client, paper):
    make_article(language="ar", slug="qissa")
    links = {("en", "/"), ("ar", "/ar/"), ("x-default", "/")}

    for address in ("/", "/ar/"):
        page = client.get(address).text
        found = re.findall(r'hreflang="([\w-]+)" href="http://127.0.0.1:8000([^"]*)">\n?', page)
        assert links <= set(found)
        assert "/he/" not in dict(found).values()


def test_where_there_is_one_language_no_front_page_names_versions(client, paper):
    make_article(language="ar", slug="qissa", live=False)

    assert 'rel="alternate" hreflang' not in client.get("/").text
