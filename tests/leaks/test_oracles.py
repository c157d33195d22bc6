"""What tells of the hidden part without showing it; and what happens when something changes or fails."""

import pytest
from django.db import OperationalError
from django.urls import reverse

from articles import writing
from memberships import readers
from memberships.access import AccessLevel
from tests.factories import ABOVE, BELOW, BODY, make_article, make_user

pytestmark = pytest.mark.django_db
WORD = BELOW.split()[0]


def outputs(article):
    """Where a story stands for everybody."""
    section = article.section.slug
    return [
        article.get_absolute_url(), article.get_print_url(), reverse("articles:feed"),
        reverse("articles:section_feed", args=[section]), f"/search/?q={WORD}", "/",
        article.section.get_absolute_url(), reverse("articles:news_sitemap"),
    ]  # fmt: skip


def test_an_outsiders_answer_does_not_change_with_what_is_hidden(client):
    article = make_article(access_level=AccessLevel.PRO)
    before = [client.get(address) for address in outputs(article)]

    backwards = " ".join(word[::-1] for word in BELOW.split())  # as many words, as many letters
    writing.write(article, body_html=BODY.replace(BELOW, backwards))
    after = [client.get(address) for address in outputs(article)]

    assert backwards[:20] in article.text.body_html
    for old, new in zip(before, after, strict=True):
        assert new.content == old.content, old.wsgi_request.path
        assert new.headers.get("ETag") == old.headers.get("ETag")


def test_a_free_story_that_becomes_pro_is_closed_at_once_everywhere(client):
    article = make_article(access_level=AccessLevel.FREE, body_html=BODY)
    assert WORD in client.get(article.get_absolute_url()).text

    article.access_level = AccessLevel.PRO
    writing.rewrite(article)

    answers = [
        client.get(address).text.replace(f'value="{WORD}"', "") for address in outputs(article)
    ]
    assert [text for text in answers if BELOW[10:40] in text] == []


@pytest.mark.parametrize("broken", ["recall", "ask", "held_by_session", "reader_of"])
def test_an_error_in_the_access_service_shows_nothing(client, monkeypatch, broken):
    article = make_article(access_level=AccessLevel.PRO)
    client.force_login(make_user())
    client.raise_request_exception = False

    def fail(*args, **kwargs):
        raise OperationalError("the database is away")

    monkeypatch.setattr(readers, broken, fail)
    answer = client.get(article.get_absolute_url())

    assert answer.status_code >= 500
    assert WORD not in answer.text
    assert ABOVE not in answer.text or "public" not in answer["Cache-Control"]


@pytest.mark.parametrize(
    "host", ["staging.example", "192.0.2.7", "www.127.0.0.1.example", "127.0.0.1."]
)
def test_another_host_is_no_other_door(client, host):
    article = make_article(access_level=AccessLevel.PRO)

    answer = client.get(article.get_absolute_url(), headers={"host": host})

    assert answer.status_code in (200, 400)
    assert WORD not in answer.text
