"""A new installation, before anybody has written or loaded anything, is a site already."""

import pytest

from articles.models import Article, Industry, Kind

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/newsletters/", "/membership/", "/events/", "/search/"])
def test_its_pages_answer_without_any_data(client, address):
    response = client.get(address)

    assert not Article.objects.exists()
    assert response.status_code == 200
    assert "Newsroom" in response.text


def test_its_kinds_and_industries_have_pages(client):
    addresses = [row.get_absolute_url() for row in [*Kind.objects.all(), *Industry.objects.all()]]

    assert len(addresses) == 8 + 9
    assert {client.get(address).status_code for address in addresses} == {200}


@pytest.mark.parametrize("address", ["/newsletters/", "/membership/", "/events/"])
def test_it_announces_no_letter_price_or_event_that_nobody_planned(client, address):
    page = client.get(address).text.partition("<main")[2]

    assert "$" not in page
    assert "What is planned" not in page
    assert "For everybody" not in page
