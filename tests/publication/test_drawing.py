"""Menus and foot: drawn once for each state of the frame, and anew when it changes."""

import pytest
from django.core.cache import caches

from publication import drawing
from publication.models import MenuItem, SiteSettings
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    caches["local"].clear()


@pytest.fixture
def menu():
    SiteSettings.current()
    make_section("business")
    return MenuItem.objects.create(menu="header", label="Business", url="/business/")


def test_the_menus_are_drawn_once_for_many_pages(client, menu, monkeypatch):
    client.get("/corrections/")
    monkeypatch.setattr(drawing, "render_to_string", lambda *args: pytest.fail("drawn again"))

    page = client.get("/corrections/?x=1").text

    assert "Business" in page


def test_a_changed_menu_is_seen_at_once(client, menu):
    client.get("/corrections/")
    MenuItem.objects.update(label="Money")

    page = client.get("/corrections/").text

    assert "Money" in page
    assert "Business" not in page


def test_a_changed_setting_is_seen_at_once(client, menu):
    client.get("/corrections/")
    SiteSettings.objects.update(copyright_line="© The Owner")

    assert "© The Owner" in client.get("/corrections/").text


def test_each_page_says_where_in_the_menu_it_stands(client, menu):
    article = make_article(section=make_section("business"))

    assert 'href="/business/" aria-current="page"' in client.get("/business/").text
    assert 'href="/business/" aria-current="true"' in client.get(article.get_absolute_url()).text
    assert "aria-current" not in client.get("/corrections/").text


def test_words_of_the_address_get_into_nothing_that_is_kept(client, menu):
    client.get("/region/zq-canary/")

    kept = str(list(caches["local"]._cache.values()))

    assert "Business" in kept
    assert "zq-canary" not in kept


def test_templates_being_written_are_drawn_each_time(client, menu, settings):
    settings.DEBUG = True
    client.get("/corrections/")

    assert list(caches["local"]._cache) == []
