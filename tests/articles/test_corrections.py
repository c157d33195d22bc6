"""The page of corrections."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_article

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def correct(article, text, at=NOW):
    article.correct(kind="correction", text=text, at=at)


def test_only_corrections_of_live_articles_are_listed(client):
    live, draft, withdrawn = make_article(), make_article(live=False), make_article()
    for article, text in ((live, "Shown."), (draft, "Zqdraft."), (withdrawn, "Zqwithdrawn.")):
        correct(article, text)
    withdrawn.withdraw(at=NOW)

    page = client.get("/corrections/").text

    assert "Shown." in page
    assert "Zqdraft" not in page
    assert "Zqwithdrawn" not in page


def test_older_corrections_are_a_page_further(client):
    article = make_article()
    for number in range(23):
        correct(article, f"Number {number}!", NOW - timedelta(days=number))
    make_article(headline="Taken down").withdraw(at=NOW)

    first = client.get("/corrections/")
    second = client.get(f"/corrections/?before={first.context['corrections'].older_cursor}")

    assert "Number 19!" in first.text
    assert "Number 20!" not in first.text
    assert "Older corrections" in first.text
    assert "Number 22!" in second.text
    assert "Number 19!" not in second.text
    assert "Taken down" in first.text
    assert "Taken down" not in second.text


def test_a_broken_cursor_is_not_found(client):
    assert client.get("/corrections/?before=x").status_code == 404
