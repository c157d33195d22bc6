"""What every request and answer passes."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse, JsonResponse
from django.test import RequestFactory
from django.urls import path, reverse
from django.utils import timezone

from newsroom import media
from newsroom.lib import caching
from newsroom.middleware import CacheControlMiddleware, ReadersErrorPages
from newsroom.models import Alert
from publication.models import SiteSettings
from tests.factories import make_editor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/%00", "/search/?q=%00", "/?before=a%00b"])
def test_a_nul_byte_in_an_address_is_refused(client, address):
    assert client.get(address).status_code == 400


def test_a_nul_byte_in_a_quoted_cookie_is_refused(client):
    client.cookies.clear()

    response = client.get("/account/corner/", headers={"cookie": 'sessionid="\\000aaaaaaaaaaaaaa"'})

    assert response.status_code == 400


@pytest.mark.parametrize("debug", [True, False])
def test_an_address_with_too_many_fields_is_refused(client, settings, debug):
    settings.DEBUG = debug

    response = client.get("/search/?" + "&".join(["q=a"] * 2001))

    assert (response.status_code, bool(response.content)) == (400, True)


def test_a_nul_byte_in_a_form_with_files_is_an_error_of_its_field(client):
    response = client.post("/accounts/login/", {"login": "a\0b", "password": "x"})

    assert response.status_code == 200
    assert response.context["form"].errors


def test_a_nul_byte_in_an_encoded_form_is_refused(client):
    response = client.post(
        "/accounts/login/", "login=a%00b", content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 400


def test_a_view_of_ours_that_states_no_cache_control_raises(settings):
    settings.MODE = "test"
    request = RequestFactory().get("/")
    request.resolver_match = Match("articles.views")

    with pytest.raises(ImproperlyConfigured, match="states no Cache-Control"):
        CacheControlMiddleware(lambda request: HttpResponse())(request)


def test_a_view_of_others_that_states_none_is_private():
    request = RequestFactory().get("/")
    request.resolver_match = Match("allauth.account.views")

    response = CacheControlMiddleware(lambda request: HttpResponse())(request)

    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("stated", [caching.KEPT, caching.PUBLIC])
def test_an_answer_that_sets_a_cookie_is_kept_by_nobody(client, settings, stated):
    def view(request):
        request.session["seen"] = "cookie" in request.GET  # the cookie is set on the way out
        request.session.modified = request.session["seen"]
        return HttpResponse(headers={"Cache-Control": stated})

    settings.ROOT_URLCONF = (path("", view),)

    assert client.get("/")["Cache-Control"] == stated
    assert client.get("/?cookie")["Cache-Control"] == caching.PRIVATE


@pytest.mark.parametrize(
    "address",
    ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/account/corner/"],
)
def test_account_pages_are_private(client, address):
    assert "no-store" in client.get(address)["Cache-Control"]


def test_every_answer_carries_the_headers(client):
    response = client.get("/")

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-site"
    assert "camera=()" in response["Permissions-Policy"]


def test_public_pages_run_only_our_own_files(client):
    policy = client.get("/")["Content-Security-Policy"]

    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy


def test_the_desk_works_by_the_clocks_of_the_paper(client):
    SiteSettings.objects.update_or_create(pk=1, defaults={"time_zone": "Asia/Tokyo"})
    client.force_login(make_editor(is_superuser=True))
    alert = Alert.objects.create(
        key="x", message="X", opened_at=datetime(2026, 1, 1, 3, tzinfo=UTC)
    )
    row = reverse("admin:newsroom_alert_change", args=[alert.pk])

    assert "12:00" in client.get(row).text or "noon" in client.get(row).text
    assert timezone.get_current_timezone_name() == "UTC"


def test_the_admin_has_its_own_policy(client):
    response = client.get("/admin/")

    assert "unsafe-eval" in response["Content-Security-Policy"]
    assert response["X-Robots-Tag"] == "noindex"


def test_in_production_the_site_itself_serves_no_pictures(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "picture.webp").write_bytes(b"a picture")
    here = client.get("/media/picture.webp")

    settings.PRODUCTION = True

    assert (here.status_code, here["Content-Security-Policy"]) == (200, media.SANDBOX)
    assert client.get("/media/picture.webp").status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "a b", "127.0.0.1@evil.example", "[::1", ""])
def test_a_hostile_host_is_refused(client, host):
    assert client.get("/", headers={"host": host}).status_code == 400


def test_forwarded_headers_change_nothing(client):
    response = client.get("/", headers={"x-forwarded-host": "evil.example"})

    assert "evil.example" not in response.text


@pytest.mark.parametrize("answer", [404, 400])
def test_the_demo_shows_readers_pages_although_debug_is_on(settings, rf, answer):
    settings.DEBUG = True
    request = rf.get("/no/such/page/")

    response = ReadersErrorPages(lambda request: HttpResponse("technical", status=answer))(request)

    assert response.status_code == answer
    assert "technical" not in response.text
    assert "</html>" in response.text


def test_the_demo_leaves_good_pages_alone(settings, rf):
    settings.DEBUG = True
    page = HttpResponse("good")

    assert ReadersErrorPages(lambda request: page)(rf.get("/")) is page


def test_with_debug_on_a_script_is_told_why_it_was_refused(rf, settings):
    settings.DEBUG = True
    why = JsonResponse({"error": "This is no picture."}, status=400)

    assert ReadersErrorPages(lambda request: why)(rf.get("/")) is why


class Match:
    def __init__(self, module):
        self.func = type("View", (), {"__module__": module, "__name__": "view"})
