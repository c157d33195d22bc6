"""Posts without a token: from our own pages, or not at all."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from newsroom.lib.origin import from_our_pages_only

SITE = "https://news.example"


@from_our_pages_only
def view(request):
    return HttpResponse("done")


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


def post(**headers):
    return view(RequestFactory().post("/", headers=headers)).status_code


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": SITE},
        {"Origin": SITE, "Sec-Fetch-Site": "same-origin", "Referer": f"{SITE}/culture/"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    ],
    ids=str,
)
def test_a_post_from_our_own_pages_is_let_in(headers):
    assert post(**headers) == 200


def test_a_page_that_was_opened_under_another_name_of_the_site_may_post(settings):
    """The demo says to open it on localhost for passkeys; its own address is 127.0.0.1."""
    settings.ALLOWED_HOSTS = ["news.example", "localhost"]
    here = {"Host": "localhost:8000", "Sec-Fetch-Site": "same-origin"}

    assert post(**here, Origin="http://localhost:8000", Referer="http://localhost:8000/a/") == 200
    assert post(**here, Origin="http://localhost:8001") == 403
    assert post(**here, Origin="https://localhost:8000") == 403
    assert post(Host="news.example", Origin="http://localhost:8000") == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "null", "Sec-Fetch-Site": "none"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin", "Referer": "https://evil.example/"},
        {"Origin": "http://news.example"},
        {"Origin": "https://news.example.evil.example"},
        {"Origin": "https://news.example:444"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Referer": "https://evil.example/?https://news.example/"},
        {"Referer": "https://[::1"},
        {"Origin": SITE, "Sec-Fetch-Site": "cross-site"},
        {"Origin": SITE, "Referer": "https://evil.example/"},
    ],
    ids=str,
)
def test_a_post_from_another_site_is_refused(headers):
    assert post(**headers) == 403


def test_reading_is_not_guarded():
    request = RequestFactory().get("/", headers={"Referer": "https://evil.example/"})

    assert view(request).status_code == 200
