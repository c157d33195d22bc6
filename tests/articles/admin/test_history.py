"""The history of an article: every save, two side by side, one brought back."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import revisions, writing
from tests.factories import make_article, make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_editor(is_superuser=True, name="Nadia")


@pytest.fixture
def article(editor):
    article = make_article(headline="The port opens", body_html="<p>It opens today.</p>")
    revisions.record(article, by=editor)
    article.headline = "The port closes"
    writing.write(article, body_html="<p>It closes today.</p>")
    revisions.record(article, by=editor)
    return article


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def history(article, **query):
    return reverse("admin:articles_article_history", args=[article.pk], query=query)


def test_the_last_two_are_compared_in_words(desk, article):
    page = desk.get(history(article)).text

    assert "The port <del>opens</del>" in page
    assert "The port <ins>closes</ins>" in page
    assert "It <ins>closes</ins> today." in page
    assert "&lt;p&gt;" not in page


@pytest.mark.parametrize(
    "query", [{"left": 2, "right": 1}, {"left": "x"}, {"right": 99}, {"left": 1, "right": 1}]
)
def test_any_two_are_compared_older_left(desk, article, query):
    page = desk.get(history(article, **query))

    assert page.status_code == 200
    assert page.context["left"].number <= page.context["right"].number


def test_only_the_two_texts_that_are_compared_are_read(desk, article):
    def texts():
        with CaptureQueriesContext(connection) as queries:
            desk.get(history(article))
        return [query["sql"] for query in queries if '."values"' in query["sql"]]

    assert len(texts()) == 2
    article.headline = "The port opens again"
    revisions.record(article, by=None)
    assert len(texts()) == 2


def test_an_article_without_revisions_says_so(desk):
    assert "Nothing was saved here yet" in desk.get(history(make_article())).text


def test_one_is_brought_back_and_noted(desk, article):
    desk.post(reverse("admin:articles_article_restore", args=[article.pk, 1]))

    article.refresh_from_db()
    assert article.headline == "The port opens"
    assert article.desk_actions.get().verb == "restored"
    assert revisions.newest_number(article) == 3


def test_nothing_is_brought_back_by_looking(desk, article):
    assert (
        desk.get(reverse("admin:articles_article_restore", args=[article.pk, 1])).status_code == 405
    )
    assert (
        desk.post(reverse("admin:articles_article_restore", args=[article.pk, 9])).status_code
        == 404
    )


def test_whoever_may_not_change_brings_nothing_back(client, article):
    looker = make_editor("looker@example.org")
    looker.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(looker)

    assert "Bring back" not in client.get(history(article)).text
    response = client.post(reverse("admin:articles_article_restore", args=[article.pk, 1]))
    assert response.status_code == 403


def test_whoever_may_not_see_an_article_sees_no_history_of_it(client, article):
    """It is found for whoever may edit any, but that alone is no right to see one."""
    odd = make_editor("odd@example.org")
    odd.user_permissions.add(Permission.objects.get(codename="edit_any_article"))
    client.force_login(odd)

    assert client.get(history(article)).status_code == 403


def test_strangers_see_no_history(client, article):
    client.force_login(make_editor("stranger@example.org"))

    assert client.get(history(article)).status_code == 404


def test_a_revision_whose_address_another_article_has_now_is_refused_in_a_sentence(desk, article):
    article.slug = "moved"
    writing.rewrite(article)
    taken = article.revisions.last().values["slug"]
    make_article(slug=taken)

    page = desk.post(reverse("admin:articles_article_restore", args=[article.pk, 1]), follow=True)

    assert page.status_code == 200
    assert "already exists" in page.text or "address" in page.text
    article.refresh_from_db()
    assert article.slug == "moved"
