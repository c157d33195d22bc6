"""Queries of each page: a fixed number, whatever the size of the archive."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Picture
from memberships.access import AccessLevel
from publication.models import SiteSettings
from tests.factories import (
    make_article,
    make_author,
    make_editor,
    make_kind,
    make_region,
    make_section,
    make_staff,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db
LISTS = [
    "/business/", "/region/gulf/", "/topic/water/", "/kind/news/", "/author/alice-amari/", "/corrections/",
    "/search/?q=headline", "/feeds/", "/sitemaps/articles-0.xml", "/news-sitemap.xml",
]  # fmt: skip


def fill(number):
    SiteSettings.current()
    for _ in range(number):
        make_article(
            authors=[make_author()], regions=[make_region()], topics=[make_topic()],
            section=make_section(), kind=make_kind(),
        )  # fmt: skip


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_front_page_costs_at_most_twelve(client):
    fill(30)
    client.force_login(make_editor())

    assert queries(client, "/") <= 12


@pytest.mark.parametrize("signed_in", [False, True])
def test_an_article_costs_at_most_six(client, signed_in):
    fill(10)
    if signed_in:
        client.force_login(make_editor())

    assert queries(client, Article.objects.first().get_absolute_url()) <= 6


@pytest.mark.parametrize("level", [AccessLevel.REGISTERED, AccessLevel.PRO])
@pytest.mark.parametrize(("role", "most"), [(None, 6), ("Author", 6), ("Circulation", 7)])
def test_a_gated_article_costs_one_more_only_who_works_here_and_is_refused(
    client, role, most, level
):
    article = make_article(access_level=level, authors=[make_author()])
    SiteSettings.current()
    client.force_login(make_staff(role) if role else make_user())

    assert queries(client, article.get_absolute_url()) <= most


def test_an_article_with_pictures_and_mentions_costs_at_most_six(client):
    make_author()
    picture = Picture.objects.create(image="x.webp", width=9, height=9)
    text = f'<figure data-picture="{picture.pk}"></figure><p><a data-author="alice-amari">A</a></p>'
    article = make_article(body_html=text, authors=[make_author()])
    SiteSettings.current()
    client.force_login(make_editor())

    assert queries(client, article.get_absolute_url()) <= 6


@pytest.mark.parametrize("address", LISTS)
def test_a_list_costs_the_same_at_two_sizes(client, address):
    fill(3)
    few = queries(client, address)
    fill(30)

    assert queries(client, address) == few <= 8
