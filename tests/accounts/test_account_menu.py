"""The menu of the account pages: what is there, in one order, and where one is."""

import pytest
from django.conf import settings

from accounts import account_menu
from tests.factories import make_user


def here(path):
    return [str(link.label) for link in account_menu.links(path) if link.is_here]


def test_entries_keep_their_order_and_lead_somewhere():
    labels = [str(link.label) for link in account_menu.links("/account/")]

    assert labels[0] == "Your account"
    assert labels[-1] == "Your data"
    assert [label for label in labels if label in ("Saved articles", "Password")] == [
        "Saved articles", "Password",
    ]  # fmt: skip


def test_a_page_that_is_not_there_has_no_entry(monkeypatch):
    absent = account_menu.Entry("Boats", "boats:list")
    monkeypatch.setattr(account_menu, "ENTRIES", (*account_menu.ENTRIES, absent))

    assert "Boats" not in [link.label for link in account_menu.links("/account/")]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/account/", ["Your account"]),
        ("/account/saved/", ["Saved articles"]),
        ("/account/history/", ["Reading history"]),
        ("/account/delete/", []),
        ("/accounts/2fa/totp/activate/", ["Two-step sign-in and passkeys"]),
        ("/business/", []),
    ],
)
def test_the_nearest_entry_is_here(path, expected):
    assert here(path) == expected


@pytest.mark.django_db
@pytest.mark.parametrize("address", [link.url for link in account_menu.links("/")])
def test_each_page_of_the_menu_stands_in_the_frame_and_is_private(client, address):
    client.force_login(make_user())

    page = client.get(address, follow=True)

    assert page.status_code == 200
    assert 'class="tabs"' in page.text or "/reauthenticate/" in page.request["PATH_INFO"]
    assert "private" in page["Cache-Control"]
    assert page.text.count('aria-current="page"') <= 1 + page.text.count('class="nav')


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/account/", "/account/data/"])
def test_strangers_are_led_to_sign_in_and_back(client, address):
    answer = client.get(address)

    assert answer.url == f"{settings.LOGIN_URL}?next={address}"
    assert answer["Cache-Control"] == "private, no-store"
