"""An address and a code make an account; both addresses are asked before one takes the other's place."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import OutgoingMail, User
from newsroom.roles import CIRCULATION
from tests.factories import make_staff, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "a long password of a reader"
HOSTS = ("127.0.0.1:8000", "localhost:8000")
CODE = re.compile(r"^[A-Z]{4}-[A-Z]{4}$", re.M)


def last_code(*, to):
    letter = mail.outbox[-1]
    assert letter.to == [to]
    return CODE.search(letter.body)[0]


def sign_in(client, user, password=PASSWORD):
    return client.post("/accounts/login/", {"login": user.email, "password": password})


def is_in(client):
    return client.get("/account/corner/").json()["signed_in"]


@pytest.fixture
def reader():
    return make_user()


# Signing up.


def test_an_address_and_a_code_make_an_account(client):
    answer = client.post("/accounts/signup/", {"email": "New@Example.org", "next": "/search/"})
    assert answer["Location"].startswith("/accounts/confirm-email/")
    assert not is_in(client)

    answer = client.post(answer["Location"], {"code": last_code(to="new@example.org")})

    assert answer["Location"] == "/search/"
    assert is_in(client)
    user = User.objects.get(email="new@example.org")
    assert not user.has_usable_password()
    assert user.emailaddress_set.get().verified


def test_a_password_may_be_chosen(client):
    client.post("/accounts/signup/", {"email": "new@example.org", "password1": PASSWORD})
    client.post("/accounts/confirm-email/", {"code": last_code(to="new@example.org")})

    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short words", "at least 12 characters"),
        ("x" * 129, "up to 128 characters"),
        ("1q2w3e4r5t6y", "too common"),
        ("new@example.org", "too similar"),
        ("themeridian12", "the name of this site"),
    ],
)
def test_a_weak_password_is_refused(client, paper, password, why):
    answer = client.post("/accounts/signup/", {"email": "new@example.org", "password1": password})

    assert answer.status_code == 200
    assert why in answer.text
    assert not User.objects.exists()


@pytest.fixture
def paper(db):
    from publication.models import SiteSettings

    site = SiteSettings.current()
    site.name = "The Meridian"
    site.save()


def test_what_a_stranger_signed_up_is_the_owners_once_they_come(client):
    """A stranger named the address and a password; its owner comes in by a code."""
    client.post("/accounts/signup/", {"email": "victim@example.org", "password1": PASSWORD})
    owner = Client(REMOTE_ADDR="192.0.2.7")
    owner.post("/accounts/login/code/", {"email": "victim@example.org"})
    owner.post("/accounts/login/code/confirm/", {"code": last_code(to="victim@example.org")})
    assert is_in(owner)

    sign_in(client, User.objects.get())

    assert not is_in(client)
    assert not User.objects.get().has_usable_password()


# Resetting.


def test_a_password_is_reset_by_code_and_ends_what_was_open(client, reader):
    elsewhere = Client()
    sign_in(elsewhere, reader)
    client.post("/accounts/password/reset/", {"email": reader.email})
    code = last_code(to=reader.email)
    client.post("/accounts/password/reset/confirm/", {"code": code})
    new = "four green bicycles"
    client.post("/accounts/password/reset/complete/", {"password1": new, "password2": new})

    reader.refresh_from_db()
    assert reader.check_password(new)
    assert not is_in(elsewhere)
    assert mail.outbox[-1].to == [reader.email]
    client.post("/accounts/password/reset/confirm/", {"code": code})
    assert User.objects.get().check_password(new)


# Changing the address.


def test_both_addresses_are_asked_and_the_old_one_is_told(client, reader):
    elsewhere = Client()
    sign_in(elsewhere, reader)
    sign_in(client, reader)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    asked = client.post("/accounts/email/", {"email": "new@example.org", "action_add": "1"})
    assert asked["Location"].startswith("/account/confirm/")
    assert mail.outbox == []
    client.get(asked["Location"])
    assert mail.outbox == []
    client.post(asked["Location"])
    there = client.post(asked["Location"], {"code": last_code(to=reader.email)})
    assert there["Location"].startswith("/accounts/confirm-email/")
    code = last_code(to="new@example.org")
    reader.refresh_from_db()
    assert reader.email == "reader@example.org"

    client.post(there["Location"], {"code": code})

    reader.refresh_from_db()
    assert reader.email == "new@example.org"
    assert list(EmailAddress.objects.values_list("email", "verified")) == [
        ("new@example.org", True)
    ]
    assert mail.outbox[-1].to == ["reader@example.org"]
    assert "new@example.org" in mail.outbox[-1].body
    assert is_in(client)
    assert not is_in(elsewhere)


def test_a_password_is_not_enough_to_change_the_address(client, reader):
    sign_in(client, reader)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/email/", {"email": "thief@example.org", "action_add": "1"})

    for _ in range(4):
        client.post("/account/confirm/", {"code": "WRNG-WRNG"})

    assert not any("thief@example.org" in letter.to for letter in mail.outbox)
    assert not EmailAddress.objects.filter(email="thief@example.org").exists()


def test_an_address_that_the_desk_changes_shuts_the_old_one_out(client, reader):
    elsewhere = Client()
    sign_in(elsewhere, reader)
    client.force_login(make_staff(CIRCULATION))

    client.post(
        reverse("admin:accounts_user_change", args=[reader.pk]),
        {"email": "new@example.org", "name": reader.name, "is_active": "on"},
    )

    assert not is_in(elsewhere)
    letter = OutgoingMail.objects.get(kind="account_moved")
    assert (letter.to_address, "new@example.org" in letter.text_body) == (
        "reader@example.org",
        False,
    )
    assert list(reader.emailaddress_set.values_list("email", "verified", "primary")) == [
        ("new@example.org", False, True)
    ]
    elsewhere.post("/accounts/login/", {"login": "reader@example.org", "password": PASSWORD})
    assert not is_in(elsewhere)
    elsewhere.post("/accounts/login/code/", {"email": "new@example.org"})
    code = last_code(to="new@example.org")
    elsewhere.post("/accounts/login/code/confirm/", {"code": code})
    assert is_in(elsewhere)
    assert reader.emailaddress_set.get().verified


def test_a_name_that_the_desk_changes_ends_nothing(client, reader):
    elsewhere = Client()
    sign_in(elsewhere, reader)
    client.force_login(make_staff(CIRCULATION))

    client.post(
        reverse("admin:accounts_user_change", args=[reader.pk]),
        {"email": reader.email, "name": "Another", "is_active": "on"},
    )

    reader.refresh_from_db()
    assert reader.name == "Another"
    assert is_in(elsewhere)


def test_a_code_for_the_address_is_of_use_to_it_alone(client, reader):
    """The proof is of an address: once the address has changed, it proves nothing."""
    sign_in(client, reader)
    client.post("/account/confirm/")
    client.post("/account/confirm/", {"code": last_code(to=reader.email)})
    reader.emailaddress_set.update(email="moved@example.org")
    User.objects.update(email="moved@example.org")

    answer = client.post("/accounts/email/", {"email": "new@example.org", "action_add": "1"})

    assert "confirm" in answer["Location"] or "reauthenticate" in answer["Location"]


def test_no_passkey_is_asked_for_where_none_can_be_made(client, reader):
    sign_in(client, reader)
    page = "/accounts/2fa/webauthn/add/"
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    by_number, by_name = (client.get(page, headers={"Host": host}) for host in HOSTS)

    assert "Passkeys need a host name" in by_number.text
    assert "mfa_webauthn_add" not in by_number.text
    assert "Passkeys need a host name" not in by_name.text
    assert "mfa_webauthn_add" in by_name.text


def test_who_has_no_password_confirms_by_code(client, reader):
    """allauth asks such an account for nothing."""
    reader.set_unusable_password()
    reader.save()
    client.post("/accounts/login/code/", {"email": reader.email})
    client.post("/accounts/login/code/confirm/", {"code": last_code(to=reader.email)})

    for page in ("/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/"):
        assert client.get(page)["Location"].startswith("/account/confirm/?next=")
    new = "four green bicycles"
    asked = client.post("/accounts/password/set/", {"password1": new, "password2": new})
    assert asked["Location"].startswith("/account/confirm/?next=")
    assert new not in str(dict(client.session))
    client.post(asked["Location"])
    back = client.post(asked["Location"], {"code": last_code(to=reader.email)})
    assert back["Location"] == "/accounts/password/set/"
    client.post("/accounts/password/set/", {"password1": new, "password2": new})

    assert User.objects.get().check_password(new)


# Sessions.


def test_one_device_is_signed_out_and_then_all_others(client, reader):
    phone, tablet = Client(headers={"User-Agent": "Safari iPhone"}), Client()
    for browser in (client, phone, tablet):
        sign_in(browser, reader)
    page = client.get("/accounts/sessions/").text
    assert page.count("Signed in on") == 3
    assert "Safari on iPhone" in page

    row = UserSession.objects.get(user_agent="Safari iPhone")
    assert client.get(f"/account/devices/{row.pk}/end/").status_code == 405
    client.post(f"/account/devices/{row.pk}/end/")

    assert not is_in(phone)
    assert is_in(tablet)
    client.post("/accounts/sessions/")
    assert not is_in(tablet)
    assert is_in(client)


def test_nobody_ends_the_session_of_another(client, reader):
    sign_in(client, reader)
    stranger = Client()
    sign_in(stranger, make_user("stranger@example.org"))

    assert (
        stranger.post(f"/account/devices/{UserSession.objects.first().pk}/end/").status_code == 404
    )
    assert is_in(client)


def test_a_new_password_ends_other_sessions_and_has_a_new_key(client, reader):
    elsewhere = Client()
    sign_in(elsewhere, reader)
    before = client.session.session_key
    sign_in(client, reader)
    signed_in = client.session.session_key
    new = "four green bicycles"
    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert signed_in != before
    assert client.session.session_key != signed_in
    assert is_in(client)
    assert not is_in(elsewhere)
    assert UserSession.objects.count() == 1


# The profile.


def test_the_profile_is_kept(client, reader):
    sign_in(client, reader)
    said = {"name": "Tamsin", "language": "ar", "time_zone": "Asia/Beirut", "is_staff": "1"}
    assert client.post("/account/profile/", said).status_code == 302

    reader.refresh_from_db()
    assert (reader.name, reader.language, reader.time_zone) == ("Tamsin", "ar", "Asia/Beirut")
    assert not reader.is_staff
    assert "Signed in on" in client.get("/accounts/sessions/").text


@pytest.mark.parametrize(
    "said", [{"language": "xx"}, {"time_zone": "Mars/Base"}, {"name": "x" * 121}]
)
def test_a_profile_that_cannot_be_is_refused(client, reader, said):
    sign_in(client, reader)

    assert client.post("/account/profile/", said).status_code == 200
    assert User.objects.get().name == ""


def test_strangers_are_asked_to_sign_in(client):
    for page in ("/account/profile/", "/account/confirm/", "/account/second-step/"):
        assert client.get(page)["Location"].startswith("/accounts/login/?next=")
