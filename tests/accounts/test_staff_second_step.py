"""Nothing of the newsroom opens before the second step, and what was shown elsewhere does not count."""

import re
import time

import pytest
import time_machine
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY as RECORDS_ARE_OF,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.contrib.auth.models import Group
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone

from accounts import invitations
from accounts.middleware import StaffSecondStep
from accounts.models import Invitation
from tests.factories import BELOW, make_article, make_staff, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "a long password of a reader"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
OPEN = {"login", "logout"}


@pytest.fixture(autouse=True)
def required(settings):
    """On, as in production; and one moment at the beginning of a code's thirty seconds."""
    settings.STAFF_MFA_REQUIRED = True
    with time_machine.travel(time.time() // 30 * 30, tick=False):
        yield


@pytest.fixture
def chief(client):
    """A superuser, signed in with a password alone."""
    user = make_staff("Administrator", is_superuser=True)
    sign_in(client, user)
    return user


def sign_in(client, user):
    return client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})


def code_now():
    return totp.format_hotp_value(
        totp.hotp_value(SECRET, next(totp.yield_hotp_counters_from_time()))
    )


def give_app(user):
    return totp.TOTP.activate(user, SECRET).instance


def admin_addresses():
    """Every address of the admin, with stand-ins for what varies in it."""
    found = []

    def collect(patterns, prefix):
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                if pattern.name not in OPEN:
                    found.append((route, pattern))
            else:
                collect(pattern.url_patterns, route)

    collect(get_resolver().url_patterns, "")
    return [(route, one) for route, one in found if route.startswith(settings.ADMIN_PATH)]


def address(route):
    route = re.sub(r"\(\?P<\w+>[^)]*\)", "accounts", route)
    route = re.sub(r"<int:\w+>", "1", route)
    route = re.sub(r"<(?:\w+:)?\w+>", "x", route)
    return "/" + route.replace("^", "").replace("$", "").replace("\\Z", "")


@pytest.mark.parametrize("method", ["get", "post", "head", "put", "delete"])
def test_no_address_of_the_admin_opens(client, chief, method):
    addresses = admin_addresses()
    assert len(addresses) > 100
    for route, _ in addresses:
        answer = getattr(client, method)(address(route))

        assert answer.status_code == 302, route
        assert answer["Location"].startswith("/account/second-step/?next="), route


@pytest.mark.parametrize(
    "spelling", ["/admin", "/admin/", "/admin//", "/ADMIN/", "/admin/;x/", "/admin/%2e/"]
)
def test_no_spelling_goes_around(client, chief, spelling):
    answer = client.get(spelling)

    assert answer.status_code in (301, 302, 404)
    assert "Site administration" not in answer.text


def test_the_desks_preview_does_not_open_either(client, chief):
    article = make_article(live=False)
    page = reverse("articles:desk_preview", kwargs={"key": f"article:{article.pk}:abcdefgh"})

    assert client.get(page)["Location"].startswith("/account/second-step/")


def test_what_is_marked_for_staff_is_the_only_thing_outside_the_admin():
    """Whoever adds a page of the desk elsewhere marks it; this list says which are."""
    marked = [
        pattern.name
        for pattern in walk(get_resolver().url_patterns)
        if getattr(pattern.callback, "for_staff", False)
    ]

    assert sorted(marked) == ["desk_preview", "view_as"]


def walk(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from walk(pattern.url_patterns)


def test_readers_pages_stay_open(client, chief):
    assert client.get("/").status_code == 200
    assert client.get("/account/profile/").status_code == 200
    assert client.post("/admin/logout/").status_code in (200, 302)


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_opens_the_newsroom(client, chief):
    assert "One more step" in client.get("/admin/", follow=True).text
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/")
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    assert page.status_code == 200
    client.post("/accounts/2fa/totp/activate/", {"code": code_now()})

    assert client.get("/admin/").status_code == 200


def test_a_session_that_never_showed_it_is_asked(client, chief):
    """It was set up elsewhere: this browser signed in with a password alone."""
    give_app(chief)
    answer = client.get("/admin/accounts/user/?q=x")

    assert answer["Location"] == (
        "/accounts/2fa/reauthenticate/?next=%2Fadmin%2Faccounts%2Fuser%2F%3Fq%3Dx"
    )
    shown = client.post(answer["Location"], {"code": code_now()})
    assert shown["Location"] == "/admin/accounts/user/?q=x"
    assert client.get("/admin/").status_code == 200


def test_signing_in_with_both_opens_it(client):
    user = make_staff("Editor")
    give_app(user)
    assert sign_in(client, user)["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/admin/")["Location"].startswith("/admin/login/")

    client.post("/accounts/2fa/authenticate/", {"code": code_now()})

    assert client.get("/admin/").status_code == 200


def test_a_recovery_code_works_once(client):
    user = make_staff("Editor")
    give_app(user)
    code = RecoveryCodes.activate(user).generate_codes()[0]
    for expected in (200, 302):
        sign_in(client, user)
        client.post("/accounts/2fa/authenticate/", {"code": code})
        assert client.get("/admin/").status_code == expected
        client.post("/accounts/logout/")


def test_a_code_of_the_app_works_once(client):
    user = make_staff("Editor")
    give_app(user)
    code = code_now()
    for expected in (200, 302):
        sign_in(client, user)
        client.post("/accounts/2fa/authenticate/", {"code": code})
        assert client.get("/admin/").status_code == expected
        client.post("/accounts/logout/")


def test_who_was_invited_is_asked_as_well(client, chief):
    role = Group.objects.get(name="Editor")
    invitation, token = Invitation.objects.make(
        email="nur@example.org", name="Nur", role=role, by=chief, at=timezone.now()
    )
    client.post("/accounts/logout/")
    client.post(f"/account/invitation/{token}/", {"password1": "seven tin lanterns"})
    client.post("/accounts/login/", {"login": "nur@example.org", "password": "seven tin lanterns"})

    assert invitations.account_of(invitation).is_staff
    assert client.get("/admin/")["Location"].startswith("/account/second-step/")


def test_a_reader_is_not_led_there(client):
    sign_in(client, make_user())

    assert "second-step" not in client.get("/admin/").headers.get("Location", "")


def test_where_it_is_off_the_admin_says_so(client, chief, settings):
    settings.STAFF_MFA_REQUIRED = False

    assert "Staff sign in without a second step here" in client.get("/admin/").text


def test_the_guard_is_what_closes_it(client, chief, monkeypatch):
    """The negative control."""
    monkeypatch.setattr(StaffSecondStep, "guards", lambda self, match, view: False)

    assert client.get("/admin/").status_code == 200


def test_secrets_are_kept_encrypted(chief, settings):
    row = give_app(chief)
    seed = RecoveryCodes.activate(chief).instance.data["seed"]

    assert SECRET not in str(Authenticator.objects.get(pk=row.pk).data)
    assert len(seed) > 100
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 10
    assert totp.TOTP(row).validate_code(code_now())


def test_whoever_has_shown_no_second_step_reads_as_a_reader(client, settings):
    """A password alone opens the newsroom's pages no more than what is behind the wall."""
    settings.STAFF_MFA_REQUIRED = True
    article = make_article(access_level="pro")
    editor, other = make_staff("Editor"), make_staff("Author")
    client.force_login(editor)
    before = client.get(article.get_absolute_url()).text

    assert BELOW not in before
    for shown_by in (other, editor):
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp"}]
        session[RECORDS_ARE_OF] = str(shown_by.pk)
        session.save()
        page = client.get(article.get_absolute_url()).text
        assert (BELOW in page) is (shown_by == editor)
