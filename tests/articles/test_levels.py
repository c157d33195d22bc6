"""Levels that change with time: worked out from the times, the same in Python and in SQL."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from articles import levels, search, tasks, writing
from articles.models import Article, Kind
from memberships.access import ANONYMOUS, AccessLevel
from memberships.plans import FREE as FREE_PLAN
from memberships.readers import on_plan
from tests.factories import ABOVE, BELOW, make_article, make_kind, make_staff

pytestmark = pytest.mark.django_db
FREE, REGISTERED, PRO = AccessLevel
DAY = timedelta(days=1)
MEMO = {"next_level_from": PRO, "next_level": REGISTERED, "next_level_after_days": 30}
NEWS = {"next_level_from": FREE, "next_level": REGISTERED, "next_level_after_days": 2}


def published(days_ago, level, *, kind=None, **own):
    rule = make_kind("ruled", **(kind or {}))
    return make_article(
        access_level=level, kind=rule, published_at=timezone.now() - days_ago * DAY, **own
    )


def level_in_sql(article):
    statement = f"""SELECT {levels.LEVEL} FROM articles_article AS article
        JOIN articles_kind AS kind ON kind.id = article.kind_id WHERE article.id = %(id)s"""
    with connection.cursor() as cursor:
        cursor.execute(statement, {"id": article.pk, "at": timezone.now()})
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("days_ago", "level", "kind", "own", "now"),
    [
        (1, PRO, {}, {}, PRO),
        (900, PRO, {}, {}, PRO),
        (29.9, PRO, MEMO, {}, PRO),
        (30.1, PRO, MEMO, {}, REGISTERED),
        (30.1, REGISTERED, MEMO, {}, REGISTERED),
        (30.1, FREE, MEMO, {}, FREE),
        (1.9, FREE, NEWS, {}, FREE),
        (2.1, FREE, NEWS, {}, REGISTERED),
        (-1, PRO, MEMO, {}, PRO),
        (30.1, PRO, MEMO, {"next_level": PRO, "next_level_after_days": 0}, PRO),
        (8, PRO, MEMO, {"next_level": FREE, "next_level_after_days": 7}, FREE),
        (30.1, PRO, MEMO, {"next_level": FREE, "next_level_after_days": 60}, PRO),
        (2.1, FREE, {}, {"next_level": PRO, "next_level_after_days": 2}, PRO),
        (0.1, REGISTERED, {}, {"next_level": PRO, "next_level_after_days": 0}, PRO),
    ],
)
def test_the_level_follows_the_times_in_python_and_in_sql(days_ago, level, kind, own, now):
    article = published(days_ago, level, kind=kind, **own)

    assert article.level == now
    assert level_in_sql(article) == now


def test_a_draft_has_the_level_that_it_was_given():
    article = make_article(kind=make_kind("ruled", **NEWS), access_level=FREE, live=False)

    assert article.level == level_in_sql(article) == FREE


def pages_of(article):
    anonymous = Client().get(article.get_absolute_url())
    printed = Client().get(article.get_print_url())
    return [anonymous.text, printed.text]


def test_what_was_free_shows_its_lead_in_alone_once_it_is_shut():
    article = published(2.1, FREE, kind=NEWS)

    for page in pages_of(article):
        assert ABOVE in page
        assert BELOW not in page


def test_what_was_pro_opens_to_registered_readers_and_says_so_to_strangers():
    article = published(31, PRO, kind=MEMO)

    page = Client().get(article.get_absolute_url())

    assert BELOW not in page.text
    assert "Read on with a free account" in page.text
    assert 'class="pro"' not in page.text.partition("<h1>")[2].partition("</h1>")[0]
    assert article.carries_pro_mark is False


def found_by(reader, words="Zqcanary"):
    return search.find(search.Search(query=words), reader=reader).total


def test_the_search_opens_and_shuts_with_the_level():
    opened = published(31, PRO, kind=MEMO)
    registered = on_plan(FREE_PLAN)
    assert (found_by(ANONYMOUS), found_by(registered)) == (0, 1)

    Article.objects.filter(pk=opened.pk).update(published_at=timezone.now() - DAY)
    assert (found_by(ANONYMOUS), found_by(registered)) == (0, 0)


def test_the_search_filters_by_the_level_of_today():
    published(31, PRO, kind=MEMO)

    by_level = [
        search.find(search.Search(query="words", access=level), reader=ANONYMOUS).total
        for level in (PRO, REGISTERED)
    ]
    assert by_level == [0, 1]


def test_words_of_a_shut_piece_cannot_be_found_by_strangers():
    published(2.1, FREE, kind=NEWS)

    assert found_by(ANONYMOUS) == 0
    assert found_by(on_plan(FREE_PLAN)) == 1


def test_a_new_rule_shuts_no_piece_whose_lead_in_is_not_cut_yet():
    """Its public part is all of it: shut, it would show, and be found by, its last word all the same."""
    article = published(10, FREE)
    Kind.objects.filter(pk=article.kind_id).update(**NEWS)
    article.refresh_from_db()
    assert article.level == level_in_sql(article) == FREE

    tasks.cut_lead_ins_ahead.call(article.kind_id)

    article = Article.objects.for_reading().get(pk=article.pk)
    assert article.level == level_in_sql(article) == REGISTERED
    assert found_by(ANONYMOUS) == 0
    for page in pages_of(article):
        assert BELOW not in page


def test_an_administrator_sets_the_rule_of_a_kind(client):
    article = published(10, FREE)
    kind = article.kind
    client.force_login(make_staff("Administrator"))
    form = {
        "name": kind.name, "plural": kind.plural, "slug": kind.slug, "kicker": "",
        "default_access_level": "free", "schema_type": "NewsArticle", "position": "0", **NEWS,
    }  # fmt: skip

    incomplete = client.post(
        f"/admin/articles/kind/{kind.pk}/change/", {**form, "next_level_after_days": ""}
    )
    complete = client.post(f"/admin/articles/kind/{kind.pk}/change/", form)

    assert "Say all three" in incomplete.text
    assert complete.status_code == 302
    kind.refresh_from_db()
    assert kind.next_level_after_days == 2


@pytest.mark.parametrize(
    "halves", [{"next_level": PRO}, {"next_level_after_days": 3}], ids=["no days", "no level"]
)
def test_half_a_rule_is_refused(halves):
    article = make_article()
    for name, value in halves.items():
        setattr(article, name, value)

    with pytest.raises(ValidationError):
        article.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        article.save()


def test_the_public_part_of_what_will_be_shut_is_its_lead_in_from_the_start():
    article = make_article(access_level=FREE, next_level=PRO, next_level_after_days=2)

    assert BELOW not in article.public_html
    assert BELOW in Client().get(article.get_absolute_url()).text

    article.next_level, article.next_level_after_days = "", None
    writing.rewrite(article)
    assert BELOW in article.public_html


def test_cards_of_related_pieces_know_todays_level():
    old = published(31, PRO, kind=MEMO)
    other = make_article(kind=make_kind("news"), section=old.section)

    page = Client().get(other.get_absolute_url()).text

    assert old.headline in page
    assert 'class="pro"' not in page.partition(old.headline)[2].partition("</h3>")[0]


def test_structured_data_follows():
    article = published(2.1, FREE, kind=NEWS)

    assert '"isAccessibleForFree":false' in Client().get(article.get_absolute_url()).text.replace(
        " ", ""
    )
