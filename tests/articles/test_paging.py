"""Pages by keyset."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from articles import paging
from articles.models import Article
from tests.factories import make_article

NOW = timezone.now()


@pytest.mark.django_db
def test_pages_hold_every_article_once_also_where_times_are_the_same():
    for number in range(7):
        make_article(published_at=NOW - timedelta(minutes=number // 3))
    seen, cursor = [], ""

    while True:
        page = paging.page_of(Article.objects.live(), cursor, size=2)
        seen += [article.pk for article in page]
        if not (cursor := page.older_cursor):
            break

    assert seen == [article.pk for article in Article.objects.live().newest_first()]
    assert len(seen) == 7


@pytest.mark.django_db
def test_an_article_published_meanwhile_moves_nothing_to_the_next_page():
    for number in range(4):
        make_article(published_at=NOW - timedelta(hours=number))
    first = paging.page_of(Article.objects.live(), size=2)
    make_article(published_at=NOW)

    second = paging.page_of(Article.objects.live(), first.older_cursor, size=2)

    assert not {article.pk for article in first} & {article.pk for article in second}


@pytest.mark.parametrize(
    "cursor", ["x", "1", "1-", "-", "1-2-3", "9" * 30 + "-1", "1-" + "9" * 30, "٣-٣", "' or 1=1"]
)
def test_a_broken_cursor_is_not_found(cursor):
    with pytest.raises(Http404):
        paging.read_cursor(cursor)


def test_a_time_that_no_calendar_has_is_not_found():
    with pytest.raises(Http404):
        paging.read_cursor("999999999999999999-1")
