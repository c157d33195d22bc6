"""The desk's own words: filled, and whole sentences or nothing."""

import pytest
from django.utils import translation

from publication import wordings
from publication.models import Wording

SPENT = "You have read {limit} stories. They return on {reset_date}. Thank you for reading."


def test_placeholders_are_filled():
    said = wordings.filled(SPENT, {"limit": 3, "reset_date": "1 May"})

    assert said == "You have read 3 stories. They return on 1 May. Thank you for reading."


@pytest.mark.parametrize("values", [{"limit": 3}, {"limit": 3, "reset_date": ""}])
def test_a_sentence_with_an_empty_placeholder_is_left_out(values):
    said = wordings.filled(SPENT, values)

    assert said == "You have read 3 stories. Thank you for reading."


def test_a_price_does_not_end_a_sentence():
    assert wordings.filled("It costs $25.00 a month.", {}) == "It costs $25.00 a month."


def test_what_is_filled_in_is_not_filled_again():
    assert wordings.filled("Sent by {team}.", {"team": "{limit}"}) == "Sent by {limit}."


@pytest.mark.django_db
def test_a_wording_is_said_in_its_own_language_only():
    Wording.objects.create(group="offers", key="register.button", language="en", text="Join")
    Wording.objects.create(group="offers", key="register.button", language="tr", text="Katıl")

    with translation.override("tr"):
        turkish = wordings.of("offers")

    assert turkish == {"register.button": "Katıl"}
    assert wordings.of("offers") == {"register.button": "Join"}
