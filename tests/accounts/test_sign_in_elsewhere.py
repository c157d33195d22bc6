"""Sign-in with an account held elsewhere, against a provider on this machine."""

import subprocess
import sys
import urllib.request
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.conf import settings as configured
from django.core import mail

from accounts.models import User
from newsroom import environment
from tests.accounts.identity_provider import CLIENT, SECRET, IdentityProvider
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PAGE = "/accounts/oidc/oidc/login/"
TAMSIN = {
    "sub": "person-1", "email": "tamsin@example.org", "email_verified": True, "name": "Tamsin O.",
}  # fmt: skip


@pytest.fixture(scope="module")
def running():
    provider = IdentityProvider()
    yield provider
    provider.close()


@pytest.fixture
def provider(running, settings):
    running.person, running.overrides = dict(TAMSIN), {}
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "oidc", "name": "The Union", "client_id": CLIENT, "secret": SECRET,
                    "settings": {"server_url": running.url, "oauth_pkce_enabled": True},
                }
            ]
        }
    }  # fmt: skip
    return running


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


def come_back(client, page=PAGE):
    """Press the button, be signed in there, follow the way back."""
    there = client.post(page)["Location"]
    try:
        urllib.request.build_opener(NoRedirect).open(there)
    except urllib.error.HTTPError as answer:
        back = urlsplit(answer.headers["Location"])
        answer.close()
    return client.get(f"{back.path}?{back.query}")


def is_in(client):
    return client.get("/account/corner/").json()["signed_in"]


def test_somebody_new_gets_an_account(client, provider):
    assert "Go on with The Union" in client.get("/accounts/login/").text
    come_back(client)

    user = User.objects.get()
    assert is_in(client)
    assert (user.email, user.name) == ("tamsin@example.org", "Tamsin O.")
    assert not user.has_usable_password()
    assert SocialAccount.objects.get().uid == "person-1"
    assert not SocialToken.objects.exists()


def test_the_number_is_who_they_are_not_the_address(client, provider):
    come_back(client)
    client.post("/accounts/logout/")
    provider.person["email"] = "married@example.org"
    come_back(client)

    assert is_in(client)
    assert User.objects.get().email == "tamsin@example.org"


def test_an_address_opens_no_account_that_is_here(client, provider):
    """The provider says, even, that it is verified."""
    make_user("tamsin@example.org")
    come_back(client)

    assert not is_in(client)
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == 1


@pytest.mark.parametrize("said", [False, "false", None, 1])
def test_an_unverified_address_is_sent_a_code(client, provider, said):
    provider.person["email_verified"] = said
    come_back(client)

    assert not is_in(client)
    assert not EmailAddress.objects.get().verified
    assert mail.outbox[0].to == ["tamsin@example.org"]


@pytest.mark.parametrize(
    "forged", [{"aud": "another-site"}, {"iss": "http://elsewhere.example"}, {"exp": 1}]
)
def test_a_token_for_somebody_else_opens_nothing(client, provider, forged):
    provider.overrides = forged
    answer = come_back(client)

    assert not is_in(client)
    assert not User.objects.exists()
    assert answer.status_code in (200, 401, 403)


def test_a_way_back_that_we_did_not_begin_opens_nothing(client, provider):
    answer = client.get("/accounts/oidc/oidc/login/callback/?code=x&state=y")

    assert not is_in(client)
    assert answer.status_code < 500


def test_a_provider_that_is_away_is_no_error_of_ours(client, provider, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = (
        "http://127.0.0.1:9"
    )
    answer = client.post(PAGE)

    assert answer.status_code == 503
    assert "does not answer" in answer.text


def test_looking_begins_nothing(client, provider):
    assert client.get(PAGE).status_code == 200


def test_without_settings_there_is_no_button_and_no_address(client):
    assert "Go on with" not in client.get("/accounts/login/").text
    assert client.get(PAGE).status_code == 404


# The environment.

SHOW = "from newsroom import settings; print(settings.SIGN_IN_HOSTS, list(settings.SOCIALACCOUNT_PROVIDERS))"


def start(**told):
    return subprocess.run(
        [sys.executable, "-c", SHOW], env={**environment.basics(), "NEWSROOM_MODE": "test", **told},
        cwd=configured.BASE_DIR, capture_output=True, text=True,
    )  # fmt: skip


def test_the_environment_names_them_all():
    told = {
        "GOOGLE_CLIENT_ID": "g", "GOOGLE_CLIENT_SECRET": "g", "APPLE_CLIENT_ID": "a",
        "APPLE_KEY_ID": "a", "APPLE_TEAM_ID": "a", "APPLE_PRIVATE_KEY": "a",
        "MICROSOFT_CLIENT_ID": "m", "MICROSOFT_CLIENT_SECRET": "m",
        "OIDC_SERVER_URL": "https://id.example/realm", "OIDC_CLIENT_ID": "o",
        "OIDC_CLIENT_SECRET": "o",
    }  # fmt: skip
    said = start(**told).stdout

    assert "['google', 'apple', 'microsoft', 'openid_connect']" in said
    assert "https://id.example'" in said


def test_half_a_provider_stops_the_start():
    assert "GOOGLE_CLIENT_SECRET must be set, too" in start(GOOGLE_CLIENT_ID="g").stderr
