"""Limits hold exactly, however many guess at once and through however many processes."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from threading import Barrier

import pytest
from allauth.core.internal import ratelimit
from django.core import mail
from django.core.cache import cache
from django.db import connections
from django.test import Client

from tests.factories import make_staff, make_user

GUESSES = 12
RIGHT = "a long password of a reader"


@pytest.fixture
def reader(transactional_db, monkeypatch):
    """Committed, so that every thread's own connection sees the account; threads are to the
    database what processes are. On a busy machine they wait for each other longer than the second
    after which allauth refuses unseen."""
    monkeypatch.setattr(ratelimit, "CACHE_LOCK_WAIT_TIMEOUT", 60)
    cache.clear()
    yield make_user()
    cache.clear()


def all_at_once(one, times=GUESSES):
    barrier = Barrier(times)

    def run(number):
        barrier.wait()
        try:
            return one(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def guess(number, path="/accounts/login/", **fields):
    fields = {"login": "reader@example.org", "password": f"wrong guess number {number}", **fields}
    return Client(REMOTE_ADDR=f"192.0.2.{number}").post(path, fields).text


def evaluated(answers):
    """Answered by a look at the password, not by the limit."""
    return sum(
        "Too many tries" not in answer and "Let us pause" not in answer for answer in answers
    )


def test_of_many_guesses_at_once_from_many_addresses_five_are_looked_at(reader):
    assert evaluated(all_at_once(guess)) == 5
    assert evaluated([guess(99, password=RIGHT)]) == 0


def test_without_the_lock_more_get_through(reader, monkeypatch):
    """The negative control: the race is there, and the lock is what ends it."""
    monkeypatch.setattr(ratelimit, "cache_lock", lambda key: nullcontext(True))

    assert evaluated(all_at_once(guess, 20)) > 5


def test_an_address_gets_twenty_a_minute(reader):
    answers = all_at_once(
        lambda number: Client().post(
            "/accounts/login/", {"login": f"reader-{number}@example.org", "password": "wrong"}
        ),
        30,
    )

    assert sum(answer.status_code == 200 for answer in answers) == 20
    assert sum(answer.status_code == 429 for answer in answers) == 10


def test_a_right_password_is_not_counted(db, client):
    make_user()
    for _ in range(7):
        answer = client.post("/accounts/login/", {"login": "reader@example.org", "password": RIGHT})
        assert answer.status_code == 302
        client.post("/accounts/logout/")


def code_asked_for(client, email="reader@example.org"):
    client.post("/accounts/login/code/", {"email": email})
    assert mail.outbox[-1].to == [email]
    return next(line for line in mail.outbox[-1].body.splitlines() if len(line) == 9)


def test_a_code_takes_three_guesses_even_at_once(reader):
    client = Client()
    code = code_asked_for(client)
    session = client.cookies["sessionid"].value

    def one(number):
        other = Client()
        other.cookies["sessionid"] = session
        said = "WRNG-WRNG" if number else "WRNG-WRNX"
        return other.post("/accounts/login/code/confirm/", {"code": said}).text

    answers = all_at_once(one)

    assert sum("That is not the code" in answer for answer in answers) == 3
    assert "_auth_user_id" not in client.session
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_a_code_lives_ten_minutes_and_signs_in_once(client):
    make_user()
    code = code_asked_for(client)
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 601
    session.save()

    client.post("/accounts/login/code/confirm/", {"code": code})

    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_the_right_code_signs_in(client):
    user = make_user()
    answer = client.post("/accounts/login/code/confirm/", {"code": code_asked_for(client)})

    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("known", [True, False])
def test_one_mailbox_gets_three_letters_an_hour_whichever_form_is_used(known):
    if known:
        make_user()
    address = {"email": "reader@example.org"}
    statuses = [
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(path, address).status_code
        for number, path in enumerate(
            ["/accounts/signup/", "/accounts/login/code/", "/accounts/password/reset/"] * 2
        )
    ]

    assert statuses == [302, 302, 302, 429, 429, 429]
    assert [letter.to for letter in mail.outbox] == [[address["email"]]] * 3


@pytest.mark.django_db
def test_an_address_makes_five_accounts_an_hour(client):
    answers = [
        client.post("/accounts/signup/", {"email": f"somebody-{number}@example.org"}).status_code
        for number in range(6)
    ]

    assert answers == [302] * 5 + [429]


@pytest.mark.django_db
def test_the_admins_door_is_the_same_door(client):
    editor = make_staff("Editor")
    answer = client.post("/admin/login/", {"username": editor.email, "password": RIGHT})

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=")
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("proxies", "said", "counted_as"),
    [
        (0, "198.51.100.7", "127.0.0.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
    ],
)
def test_who_asks_is_what_our_proxies_say(rf, settings, proxies, said, counted_as):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    assert ratelimit.get_ip(rf.get("/", headers={"X-Forwarded-For": said})) == counted_as


@pytest.mark.django_db(transaction=True)
def test_without_the_table_nobody_is_let_in(client, monkeypatch):
    """A limit that cannot be counted is a refusal."""
    make_user()
    monkeypatch.setattr(cache, "_table", "no_such_table")
    client.raise_request_exception = False
    answer = client.post("/accounts/login/", {"login": "reader@example.org", "password": RIGHT})

    assert answer.status_code >= 500
    assert "_auth_user_id" not in client.session
