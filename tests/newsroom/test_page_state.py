"""The one private answer that fills in a page for everybody."""

import pytest
from django.utils import timezone

from articles import history, saving
from tests.factories import make_article, make_editor, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/account/corner/"


def test_strangers_learn_nothing_and_cost_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get(ADDRESS, {"articles": "1,2"})

    assert answer.json() == {
        "signed_in": False, "name": "", "links": [], "saved": [],
    }  # fmt: skip
    assert answer["Cache-Control"] == "private, no-store"


def test_it_says_which_of_the_articles_are_saved_and_whether_reading_is_noted(client):
    user, saved, other, unasked = make_user(), make_article(), make_article(), make_article()
    for article in (saved, unasked):
        saving.save(user, article, at=timezone.now())
    history.switch_on(user, at=timezone.now())
    client.force_login(user)

    answer = client.get(ADDRESS, {"articles": f"{saved.pk},{other.pk},x,,-1,{'9' * 40}"}).json()

    assert (answer["saved"], answer["note_at"]) == ([saved.pk], "/account/history/read/")
    assert [link["label"] for link in answer["links"]] == [
        "Your account", "Saved articles", "Sign out",
    ]  # fmt: skip


def test_staff_find_the_newsroom_there(client):
    client.force_login(make_editor())

    assert "Newsroom" in [link["label"] for link in client.get(ADDRESS).json()["links"]]
