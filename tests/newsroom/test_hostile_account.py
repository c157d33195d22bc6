"""Hostile words through every form and query of the account pages: sentences, never a 500."""

import time

import pytest
from django.utils import timezone

from accounts.models import AccountDeletion
from articles import history
from articles.models import HistoryEntry, SavedArticle
from tests.factories import make_user
from tests.markup import naughty_strings

pytestmark = pytest.mark.django_db
EVERY = 7  # of the strings, so that the suite stays quick; they come in families
FORMS = [
    ("/account/saved/save/", "article"), ("/account/saved/remove/", "article"),
    ("/account/history/read/", "article"), ("/account/history/switch/", "do"),
    ("/account/delete/", "address"),
]  # fmt: skip
QUERIES = [
    ("/account/corner/", "articles"), ("/account/saved/", "before"), ("/account/history/", "before"),
]  # fmt: skip


@pytest.fixture
def reader(client):
    user = make_user()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session.save()
    history.switch_on(user, at=timezone.now())
    return user


def words():
    return [word for word in list(naughty_strings())[::EVERY] if word.strip()]


@pytest.mark.parametrize(("address", "field"), FORMS)
def test_no_form_falls_over(client, reader, address, field):
    codes = {client.post(address, {field: word}).status_code for word in words()}

    assert codes <= {200, 204, 302, 400}
    assert not AccountDeletion.objects.exists()
    assert not SavedArticle.objects.exists() and not HistoryEntry.objects.exists()


@pytest.mark.parametrize(("address", "field"), QUERIES)
def test_no_query_falls_over(client, reader, address, field):
    codes = {client.get(address, {field: word}).status_code for word in words()}

    assert codes <= {200, 400, 404}
