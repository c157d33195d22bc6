"""How long a session lives, and what ends it at once."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts import sessions
from accounts.models import Session
from accounts.sessions import READERS, STAFF, SessionStore
from memberships.access import AccessLevel
from tests.factories import BELOW, make_article, make_editor, make_user

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def pages():
    """A page that asks by the raw query, and one that asks through Django's session."""
    article = make_article(access_level=AccessLevel.REGISTERED)
    return article.get_absolute_url(), "/account/corner/"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def is_known(client, pages):
    """Do both ways of asking know the person? They must agree."""
    article, corner = pages
    knows = {BELOW in client.get(article).text, client.get(corner).json()["signed_in"]}
    assert len(knows) == 1
    return knows.pop()


def session_of(client):
    return Session.objects.get(pk=client.cookies[settings.SESSION_COOKIE_NAME].value)


def move(client, *, ends_in=None, began_ago=None):
    """Let this session end in a while, or have begun a while ago."""
    session = session_of(client)
    if ends_in is not None:
        session.expire_date = timezone.now() + ends_in
    if began_ago is not None:
        data = session.get_decoded()
        data[sessions.BEGAN] = (timezone.now() - began_ago).timestamp()
        session.session_data = SessionStore().encode(data)
    session.save()
    return session


def test_a_session_has_its_person_in_a_column(pages):
    user = make_user()
    client = signed_in(user)

    assert session_of(client).user == user
    assert is_known(client, pages)


def test_ending_all_sessions_of_a_person_is_deleting_rows(pages):
    user = make_user()
    here, there = signed_in(user), signed_in(user)

    user.sessions.all().delete()

    assert not is_known(here, pages)
    assert not is_known(there, pages)


def test_a_session_that_is_over_is_nobodys(pages):
    client = signed_in(make_user())

    move(client, ends_in=-SECOND)

    assert not is_known(client, pages)


def test_a_change_of_password_ends_every_other_session(pages):
    user = make_user()
    client = signed_in(user)

    user.set_password("another password, quite long")
    user.save()

    assert not is_known(client, pages)


def test_a_rotated_secret_key_ends_no_session_while_it_is_named(pages, settings):
    client = signed_in(make_user())

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the new secret key of this test, long enough to be taken"

    assert is_known(client, pages)


def test_a_session_whose_person_was_changed_by_hand_is_nobodys(pages):
    client = signed_in(make_user())
    session = session_of(client)

    session.user = make_user("other@example.org")
    session.save()

    assert BELOW not in client.get(pages[0]).text


def test_a_blocked_account_is_nobody(pages):
    user = make_user()
    client = signed_in(user)

    user.is_active = False
    user.save()

    assert not is_known(client, pages)


@pytest.mark.parametrize("way", [0, 1], ids=["raw query", "session"])
@pytest.mark.parametrize(("person", "lifetime"), [(make_user, READERS), (make_editor, STAFF)])
def test_use_puts_the_end_off(pages, person, lifetime, way):
    client = signed_in(person())
    move(client, ends_in=lifetime.idle - lifetime.notice - SECOND)

    client.get(pages[way])

    left = session_of(client).expire_date - timezone.now()
    assert lifetime.idle - timedelta(minutes=1) < left <= lifetime.idle


@pytest.mark.parametrize("way", [0, 1], ids=["raw query", "session"])
def test_a_use_that_was_just_noted_writes_nothing(pages, way, django_assert_num_queries):
    client = signed_in(make_user())
    ends_at = move(client, ends_in=READERS.idle - READERS.notice / 2).expire_date

    client.get(pages[way])

    assert session_of(client).expire_date == ends_at


@pytest.mark.parametrize("way", [0, 1], ids=["raw query", "session"])
@pytest.mark.parametrize(("person", "lifetime"), [(make_user, READERS), (make_editor, STAFF)])
def test_no_use_puts_off_the_absolute_end(pages, person, lifetime, way):
    client = signed_in(person())
    left = lifetime.notice * 3
    move(client, ends_in=lifetime.notice, began_ago=lifetime.absolute - left)

    client.get(pages[way])

    assert session_of(client).expire_date - timezone.now() <= left


def test_whoever_becomes_staff_has_the_short_life_from_the_next_use_on(pages):
    user = make_user()
    client = signed_in(user)
    user.is_staff = True
    user.save()

    session = client.session
    session["anything"] = True
    session.save()

    assert session_of(client).expire_date <= timezone.now() + STAFF.idle


def test_signing_in_begins_a_new_life_under_a_new_key():
    store = SessionStore()
    store["left"] = "before"
    store.save()
    old = store.session_key
    store[sessions.BEGAN] = 0

    store.cycle_key()
    store.save()

    assert store.session_key != old
    assert not Session.objects.filter(pk=old).exists()
    assert SessionStore(store.session_key)[sessions.BEGAN] > 0


def test_noting_a_use_never_writes_over_what_another_request_saved(pages):
    client = signed_in(make_user())
    move(client, ends_in=timedelta(days=1))
    stale = SessionStore(session_of(client).pk)
    fresh = SessionStore(session_of(client).pk)
    fresh["kept"] = "yes"
    fresh.save()

    stale.load()

    assert SessionStore(session_of(client).pk)["kept"] == "yes"


def test_a_changed_password_ends_also_a_session_that_is_on_no_list_of_devices(client):
    """The list of devices is allauth's; what is ended is what stands in our own table."""
    user = make_user()
    forgotten = signed_in(user)
    UserSession.objects.all().delete()
    client.force_login(user)

    client.post(
        "/accounts/password/change/",
        {
            "oldpassword": "a long password of a reader",
            "password1": "seven tin lanterns hung low",
            "password2": "seven tin lanterns hung low",
        },
    )

    assert list(user.sessions.values_list("pk", flat=True)) == [client.session.session_key]
    assert not Session.objects.filter(
        pk=forgotten.cookies[settings.SESSION_COOKIE_NAME].value
    ).exists()
