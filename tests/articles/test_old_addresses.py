"""Addresses where something used to stand."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import writing
from articles.models import Redirect
from tests.factories import (
    make_article,
    make_author,
    make_editor,
    make_kind,
    make_region,
    make_topic,
)

pytestmark = pytest.mark.django_db


def test_an_old_slug_leads_to_the_new_address(client):
    article = make_article(slug="old")
    article.slug = "new"
    writing.rewrite(article)

    response = client.get("/business/old/")

    assert (response.status_code, response["Location"]) == (301, "/business/new/")


def test_an_old_address_with_its_query_leads_to_the_article(client):
    article = make_article()
    Redirect.objects.create(old_path="/?p=12", article=article)
    Redirect.objects.create(old_path="/2019/05/x/", article=article)

    for address in ("/?p=12", "/2019/05/x/"):
        response = client.get(address)

        assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())


def test_a_redirect_to_a_draft_tells_nothing(client):
    Redirect.objects.create(old_path="/2019/x/", article=make_article(live=False))

    assert client.get("/2019/x/").status_code == 404


def test_a_withdrawn_article_is_gone_and_says_so(client):
    article = make_article(headline="A secret headline")
    article.withdraw(at=timezone.now())

    response = client.get(article.get_absolute_url())

    assert response.status_code == 410
    assert "Zqcanary" not in response.text
    assert response["Cache-Control"] == "private, no-store"


def test_gone_in_one_language_is_not_gone_in_another(client):
    article = make_article(language="fa")
    article.withdraw(at=timezone.now())

    assert client.get(article.get_absolute_url()).status_code == 410
    assert client.get(article.get_absolute_url().removeprefix("/fa")).status_code == 404


def test_a_page_that_says_gone_says_in_which_language(client):
    article = make_article(language="fa")
    article.withdraw(at=timezone.now())

    page = client.get(article.get_absolute_url()).text

    assert '<html lang="fa" dir="rtl">' in page
    assert '<div class="narrow stack" lang="en" dir="ltr">' in page


def test_the_print_address_of_a_withdrawn_article_is_gone_too(client):
    article = make_article()
    article.withdraw(at=timezone.now())

    assert client.get(article.get_print_url()).status_code == 410


def test_what_never_was_is_not_found(client):
    assert client.get("/business/never/").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/?p=12", "/?p=12&utm_source=x", "/?fbclid=y&p=12", "/?page_id=12", "/?page_id=12&a="],
)
def test_short_addresses_lead_on_whatever_hangs_on_them(client, address):
    article = make_article()
    for name in ("p", "page_id"):
        Redirect.objects.create(old_path=f"/?{name}=12", article=article)

    response = client.get(address)

    assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())


@pytest.mark.parametrize("address", ["/?p=13", "/?page=12", "/?p=", "/"])
def test_the_front_page_stays_the_front_page(client, address):
    Redirect.objects.create(old_path="/?p=12", article=make_article())

    assert client.get(address).status_code == 200


def test_an_address_that_is_used_again_leads_nowhere_else(client):
    """Renamed to and fro: the redirect that stood at the new address is gone."""
    article = make_article(slug="one")
    for slug in ("two", "one"):
        article.slug = slug
        writing.rewrite(article)

    assert client.get("/business/one/").status_code == 200
    assert client.get("/business/two/")["Location"] == "/business/one/"
    assert not Redirect.objects.filter(old_path="/business/one/").exists()


# Renamed sections, regions, topics, kinds, industries and authors.


def rename(client, thing, slug):
    client.force_login(make_editor(f"{slug}@example.org", is_superuser=True))
    name = f"admin:articles_{thing._meta.model_name}_change"
    page = client.get(reverse(name, args=[thing.pk]))
    form = page.context["adminform"].form
    fields = {key: form[key].value() for key in form.fields if form[key].value() is not None}
    response = client.post(reverse(name, args=[thing.pk]), {**fields, "slug": slug})
    assert response.status_code == 302
    client.logout()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_everything_in_a_renamed_section_is_found_at_its_old_address(client, language):
    article = make_article(language=language)
    old = article.get_absolute_url()
    rename(client, article.section, "money")

    for address in (old, f"{old}print/"):
        response = client.get(address)
        assert response.status_code == 301
        assert response["Location"] == address.replace("/business/", "/money/")
        assert client.get(response["Location"]).status_code == 200
    assert client.get("/business/")["Location"] == "/money/"
    assert client.get("/feeds/section/business/")["Location"] == "/feeds/section/money/"


@pytest.mark.parametrize("make", [make_region, make_topic, make_author, make_kind])
def test_a_renamed_label_is_found_at_its_old_address(client, make):
    thing = make()
    old = thing.get_absolute_url()
    rename(client, thing, "renamed")

    response = client.get(old)

    assert (response.status_code, response["Location"]) == (
        301,
        type(thing)(slug="renamed").get_absolute_url(),
    )


def test_renaming_twice_and_back_leaves_no_loop(client):
    section = make_article().section
    rename(client, section, "money")
    section.refresh_from_db()
    rename(client, section, "markets")
    assert client.get("/business/")["Location"] == "/markets/"
    section.refresh_from_db()
    rename(client, section, "business")

    assert client.get("/business/").status_code == 200
    assert client.get("/money/")["Location"] == "/business/"


def test_an_address_of_no_section_is_not_found(client):
    assert client.get("/nowhere/at-all/").status_code == 404
