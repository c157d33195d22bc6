"""The offer box: every refusal has its words, and the desk may choose them."""

import pytest

from memberships.access import Access, Reason
from memberships.offers import OFFERS, SIGN_UP, offer_for
from publication.models import Wording

pytestmark = pytest.mark.django_db

REFUSED = [Reason.SIGN_IN, Reason.REGISTER, Reason.UPGRADE]


def test_every_refusal_has_an_offer():
    granted = {Reason.OPEN, Reason.EDITOR, Reason.ENTITLED}

    assert set(OFFERS) == set(Reason) - granted


def test_whoever_may_read_is_offered_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert offer_for(Access(True, Reason.OPEN)) is None


@pytest.mark.parametrize("reason", REFUSED)
def test_without_wording_the_site_says_its_own(reason):
    assert offer_for(Access(False, reason)) == OFFERS[reason]


def test_the_desk_words_an_offer():
    Wording.objects.create(group="offers", key="register.headline", text="Come in")
    Wording.objects.create(group="offers", key="register.text", text="It is free. Ends {day}.")

    offer = offer_for(Access(False, Reason.REGISTER))

    assert (offer.headline, offer.text) == ("Come in", "It is free.")
    assert offer.button == OFFERS[Reason.REGISTER].button


def test_a_wording_leads_only_to_places_of_ours():
    Wording.objects.create(group="offers", key="sign_in.secondary_goes_to", text="sign_up")
    Wording.objects.create(
        group="offers", key="sign_in.button_goes_to", text="https://evil.example"
    )

    offer = offer_for(Access(False, Reason.SIGN_IN))

    assert offer.secondary_url == SIGN_UP
    assert offer.button_url == OFFERS[Reason.SIGN_IN].button_url
