"""Your access: one sentence that says what, why, until when, and what to do if it is wrong."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from memberships import explaining
from memberships.access import Access, AccessLevel, Reason
from memberships.models import Grant
from newsroom.roles import CIRCULATION, EDITOR
from tests.factories import make_staff, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/account/access/"
END = datetime(2031, 3, 4, tzinfo=UTC)
WRONG = "; if that is wrong, write to us and we will look into it."


def granted(user, **fields):
    given = {"kind": Grant.Kind.COMPLIMENTARY, "reason": "A judge.", "by": None} | fields
    return Grant.objects.give(user, at=timezone.now(), **given)


def sentence(user):
    return explaining.of_account(user, zone=UTC).sentence


def test_a_free_account_is_told_what_it_opens():
    said = sentence(make_user())

    assert said == (
        "You can read every story for registered readers because you have a free account,"
        f" for as long as you keep it{WRONG}"
    )


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (Grant.Kind.COMPLIMENTARY, "you were given complimentary access"),
        (Grant.Kind.GIFT, "you were given access as a gift"),
        (Grant.Kind.SUPPORT, "our support desk opened it for you"),
    ],
)
def test_a_grant_is_named_by_its_kind_and_its_last_day(kind, why):
    user = make_user()
    granted(user, kind=kind, until=END)

    assert sentence(user) == (
        f"You can read everything in the paper, PRO included, because {why},"
        f" up to and including 3 March 2031{WRONG}"
    )


def test_an_end_within_a_day_is_said_to_the_minute_by_the_readers_clock(client):
    user = make_user(time_zone="Asia/Tehran")
    granted(user, until=END + timedelta(hours=9))
    client.force_login(user)

    assert "until 4 March 2031, 12:30" in client.get(ADDRESS).text


def test_a_grant_without_an_end_says_so():
    user = make_user()
    granted(user)

    assert "with no end set" in sentence(user)


def test_the_desk_reads_everything_and_circulation_what_it_has():
    assert "because you work at the desk, for as long as you do" in sentence(make_staff(EDITOR))
    assert "because you have a free account" in sentence(make_staff(CIRCULATION))


def test_an_account_that_is_closed_is_told_no_more_than_strangers():
    assert "You can read what is free for everybody" in sentence(make_user(is_active=False))


def test_every_kind_of_grant_and_every_reason_has_its_words():
    assert set(explaining.BY_KIND) == set(Grant.Kind)
    assert set(explaining.WHAT) == set(AccessLevel)
    by_account = {Reason.OPEN, Reason.EDITOR, Reason.ENTITLED}
    assert set(explaining.WHY) == set(Reason) - by_account


@pytest.mark.parametrize("source", ["", "grant:", "grant:x", "grant:999999", "membership:1"])
def test_a_ground_that_nobody_knows_is_said_in_general(source):
    access = Access(True, Reason.ENTITLED, source)

    assert explaining.why(access) == "their account opens it"


def test_page_and_overview_say_the_same_and_nobody_keeps_them(client):
    user = make_user()
    client.force_login(user)
    pages = [client.get(ADDRESS), client.get("/account/")]

    assert all(sentence(user) in page.text for page in pages)
    assert {page["Cache-Control"] for page in pages} == {"private, no-store"}
    assert "/page/contact/" in pages[0].text
    assert "This piece is for PRO members" in pages[0].text


def test_whoever_has_everything_is_offered_nothing(client):
    user = make_user()
    granted(user)
    client.force_login(user)

    assert "h-offer" not in client.get(ADDRESS).text


def test_strangers_sign_in_first(client):
    answer = client.get(ADDRESS)

    assert answer.status_code == 302
    assert answer["Location"] == f"/accounts/login/?next={ADDRESS}"
