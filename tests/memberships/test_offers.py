"""The offer box: every refusal has its words, and the desk may choose them."""

from datetime import UTC, datetime

import pytest

from memberships.access import Access, Reason
from memberships.offers import END_NAMES, OFFERS, SIGN_UP, offer_for
from publication.models import Wording

pytestmark = pytest.mark.django_db

GRANTED = {
    Reason.OPEN,
    Reason.EDITOR,
    Reason.ENTITLED,
    Reason.METERED,
    Reason.GIFTED,
    Reason.CRAWLER,
}
REFUSED = sorted(set(Reason) - GRANTED)
THEN = datetime(2026, 12, 1, 9, tzinfo=UTC)


def test_every_refusal_has_an_offer():
    assert set(OFFERS) == set(REFUSED)


def test_whoever_may_read_is_offered_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert offer_for(Access(True, Reason.OPEN)) is None


@pytest.mark.parametrize("reason", REFUSED)
def test_without_wording_the_site_says_its_own(reason):
    offer = offer_for(Access(False, reason, until=THEN), limit=3)

    assert offer.headline == OFFERS[reason].headline
    assert offer.text == OFFERS[reason].text.format(
        limit=3,
        trial_end="1 December",
        due_date="1 December",
        removed_date="1 December",
        reset_date="1 December",
    )


@pytest.mark.parametrize("reason", END_NAMES)
def test_a_sentence_whose_date_is_not_known_is_left_out(reason):
    offer = offer_for(Access(False, reason))

    assert offer.text
    assert "{" not in offer.text
    assert END_NAMES[reason] in OFFERS[reason].text


def test_the_desk_words_an_offer():
    Wording.objects.create(group="offers", key="register.headline", text="Come in")
    Wording.objects.create(group="offers", key="register.text", text="It is free. Ends {day}.")

    offer = offer_for(Access(False, Reason.REGISTER))

    assert (offer.headline, offer.text) == ("Come in", "It is free.")
    assert offer.button == OFFERS[Reason.REGISTER].button


def test_a_headline_that_wants_a_value_gives_way_to_the_sites_own():
    Wording.objects.create(group="offers", key="meter_spent.headline", text="All {limit} are read")

    assert offer_for(Access(False, Reason.METER_SPENT), limit=3).headline == "All 3 are read"
    without = offer_for(Access(False, Reason.METER_SPENT))
    assert without.headline == OFFERS[Reason.METER_SPENT].headline


def test_a_wording_leads_only_to_places_of_ours():
    Wording.objects.create(group="offers", key="sign_in.secondary_goes_to", text="sign_up")
    Wording.objects.create(
        group="offers", key="sign_in.button_goes_to", text="https://evil.example"
    )

    offer = offer_for(Access(False, Reason.SIGN_IN))

    assert offer.secondary_url == SIGN_UP
    assert offer.button_url == OFFERS[Reason.SIGN_IN].button_url


@pytest.mark.parametrize("reason", REFUSED)
def test_only_signing_in_or_up_leads_back_to_the_page(reason):
    offer = offer_for(Access(False, reason))

    assert offer.button_leads_back == (
        "/accounts/login" in str(offer.button_url) or "/accounts/signup" in str(offer.button_url)
    )
