"""The desk's share link: one for an article, renewed, ended, told once, and only by whoever publishes."""

from datetime import timedelta

import pytest
from django.conf import settings as real
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import GiftLink
from tests.factories import BELOW, make_article, make_author, make_staff

pytestmark = pytest.mark.django_db
MAKE, END = reverse("admin:articles_desk_share"), reverse("admin:articles_desk_unshare")


@pytest.fixture
def article():
    return make_article(access_level="pro")


@pytest.fixture
def desk(client):
    client.force_login(make_staff("Editor"))
    return client


def make(desk, article):
    said = desk.post(MAKE, {"article": article.pk}).json()
    return said["url"].removeprefix(real.SITE_URL)


def read_by_link(path, article):
    browser = Client()
    browser.post(path)
    return browser, BELOW in browser.get(article.get_absolute_url()).text


def screen(desk, article):
    return desk.get(reverse("admin:articles_article_change", args=[article.pk])).text


def test_it_opens_the_article_as_often_as_it_is_asked(desk, article, settings):
    settings.GIFT_LINK_BROWSERS = 1
    path = make(desk, article)

    assert "has opened this article to you" in Client().get(path).text
    assert [read_by_link(path, article)[1] for _ in range(3)] == [True] * 3
    assert "it was opened in 3 browsers" in screen(desk, article)
    assert path not in screen(desk, article)


def test_a_new_one_ends_the_one_before_also_where_it_was_opened(desk, article):
    old = make(desk, article)
    browser, may_read = read_by_link(old, article)
    assert may_read

    new = make(desk, article)

    assert BELOW not in browser.get(article.get_absolute_url()).text
    assert Client().get(old).status_code == 410
    assert read_by_link(new, article)[1]
    assert [action.verb for action in article.desk_actions.all()] == ["reshared", "shared"]


def test_it_is_ended(desk, article):
    path = make(desk, article)
    browser, _may_read = read_by_link(path, article)

    assert desk.post(END, {"article": article.pk}).json() == {}
    desk.post(END, {"article": article.pk})

    assert BELOW not in browser.get(article.get_absolute_url()).text
    assert Client().get(path).status_code == 410
    assert [action.verb for action in article.desk_actions.all()] == ["unshared", "shared"]


def test_it_ends_by_itself_and_makes_room_for_another(desk, article):
    path = make(desk, article)
    browser, _may_read = read_by_link(path, article)
    now = timezone.now()
    GiftLink.objects.update(made_at=now - timedelta(days=91), ends_until=now)

    assert BELOW not in browser.get(article.get_absolute_url()).text
    assert "data-standing" not in screen(desk, article)
    assert read_by_link(make(desk, article), article)[1]


def test_the_database_holds_one_at_a_time(article):
    row = {"article": article, "made_at": timezone.now(),
           "ends_until": timezone.now() + timedelta(days=1)}  # fmt: skip
    GiftLink.objects.create(token_hash="a", **row)

    with pytest.raises(IntegrityError, match="article_has_one_share_link"):
        GiftLink.objects.create(token_hash="b", **row)


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"access_level": "free"}, "is free"), ({"access_level": "pro", "live": False}, "not on the")],
)
def test_what_needs_none_gets_none(desk, fields, said):
    article = make_article(**fields)

    answer = desk.post(MAKE, {"article": article.pk})

    assert answer.status_code == 409
    assert said in answer.json()["error"]
    assert "data-share" not in screen(desk, article)


@pytest.mark.parametrize(
    ("role", "status"),
    [("Author", 403), ("Circulation", 403), ("Editor", 200), ("Administrator", 200)],
)
def test_only_whoever_publishes_gives_away_what_is_sold(client, role, status):
    user = make_staff(role)
    article = make_article(access_level="pro", authors=[make_author(user=user)])
    client.force_login(user)

    assert client.post(MAKE, {"article": article.pk}).status_code == status
    assert client.post(END, {"article": article.pk}).status_code == status
    if role == "Author":
        assert "data-share" not in screen(client, article)


def test_strangers_and_odd_numbers_get_nothing(client, desk, article):
    assert Client().post(MAKE, {"article": article.pk}).status_code == 302
    for odd in ("", "0", "x", "²", "9" * 30, "-1"):
        assert desk.post(MAKE, {"article": odd}).status_code == 404
    assert desk.get(MAKE).status_code == 405
    assert not GiftLink.objects.exists()
