"""Error pages: clear, private, and there even when much else is not."""

import pytest
from django.template import loader
from django.test import Client

from newsroom import errors, pages
from tests.factories import make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(monkeypatch):
    """A site whose front page fails."""

    def fail(*args):
        raise ZeroDivisionError

    monkeypatch.setattr(pages, "front_page", fail)
    return Client(raise_request_exception=False)


def test_a_failure_gets_a_page_with_a_reference_and_no_trace(broken):
    response = broken.get("/")

    assert response.status_code == 500
    assert "Something went wrong at our end" in response.text
    assert "ZeroDivisionError" not in response.text
    assert response["Cache-Control"] == "private, no-store"


def test_a_failure_of_the_error_page_gets_its_words_alone(broken, monkeypatch):
    monkeypatch.setattr(loader, "get_template", None)

    response = broken.get("/")

    assert response.status_code == 500
    assert "reference helps" in response.text


def test_without_collected_static_files_the_words_are_still_said(client, settings, tmp_path):
    backend = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}
    client.raise_request_exception = False

    response = client.get("/no/such/page/at/all/")

    assert response.status_code == 500
    assert "reference helps" in response.text


def test_what_is_not_there_says_so_kindly(client):
    response = client.get("/no/such/page/at/all/")

    assert response.status_code == 404
    assert "We cannot find that page" in response.text
    assert response["Cache-Control"] == "private, no-store"


def test_a_known_reader_gets_the_same_page(client):
    client.force_login(make_editor())

    assert client.get("/no-such-section/").status_code == 404


@pytest.mark.parametrize("handler", [errors.bad_request, errors.permission_denied])
def test_refusals_have_pages(handler, rf):
    response = handler(rf.get("/"))

    assert response.status_code in (400, 403)
    assert response.content


@pytest.mark.parametrize(
    "address",
    [
        "/archive/2026/13/01/", "/archive/2026/02/30/", "/archive/0/0/0/", "/archive/99999/01/01/",
        "/archive/9999/12/31/", "/kind/no-such-kind/", "/region/no-such/", "/topic/no-such/",
        "/industry/no-such/", "/author/no-such/", "/?before=x", "/business/?before=x", "/xx/business/",
        "/page/no-such/", "/%ff/", "/ar/no-such/", "/sitemaps/articles-x.xml", "/feeds/section/x/",
    ],
)  # fmt: skip
def test_odd_addresses_get_a_clear_page(client, address):
    assert client.get(address).status_code in (200, 404)
