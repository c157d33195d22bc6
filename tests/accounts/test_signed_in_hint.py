"""The hint that lets the header ask who is signed in, only where somebody may be."""

import pytest
from django.conf import settings
from django.http import HttpResponse

from accounts.middleware import SignedInHint
from tests.factories import make_user

SESSION = settings.SESSION_COOKIE_NAME


def answer(change=lambda response: None):
    def view(request):
        response = HttpResponse()
        change(response)
        return response

    return SignedInHint(view)(None)


def test_a_page_that_opens_no_session_sets_no_hint():
    assert not answer().cookies


def test_the_hint_lives_as_long_as_the_session():
    hint = answer(lambda page: page.set_cookie(SESSION, "key", max_age=60)).cookies["signed_in"]

    assert (hint.value, hint["max-age"], hint["httponly"]) == ("1", 60, "")


def test_the_hint_goes_with_the_session():
    hint = answer(lambda page: page.delete_cookie(SESSION)).cookies["signed_in"]

    assert (hint.value, hint["max-age"]) == ("", 0)


@pytest.mark.django_db
def test_signing_in_leaves_the_hint_and_signing_out_takes_it(client):
    make_user()
    form = {"login": "reader@example.org", "password": "a long password of a reader"}

    client.post("/accounts/login/", form)
    signed_in = client.cookies["signed_in"].value
    client.post("/accounts/logout/")

    assert signed_in == "1"
    assert client.cookies["signed_in"].value == ""
