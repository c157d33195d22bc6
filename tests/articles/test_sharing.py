"""Passing a story on, without a script."""

from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest

from articles.templatetags.sharing import share_links

STORY = SimpleNamespace(
    headline="Salt & light: 5% more",
    share_headline="",
    get_absolute_url=lambda: "/culture/salt/",
)


@pytest.fixture
def links(settings):
    settings.SITE_URL = "https://news.example"
    return {way["name"]: way["url"] for way in share_links(STORY)}


def test_every_way_carries_the_address_of_the_configured_site(links):
    for url in links.values():
        words = " ".join(
            word for values in parse_qs(urlsplit(url).query).values() for word in values
        )
        assert "https://news.example/culture/salt/" in words


def test_a_mail_keeps_the_headline_as_it_is(links):
    query = parse_qs(urlsplit(links["E-mail"]).query)

    assert query["subject"] == ["Salt & light: 5% more"]
    assert "+" not in links["E-mail"]  # Mail programs do not read a plus as a space.
