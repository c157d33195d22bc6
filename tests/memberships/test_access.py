"""The one decision, as a table."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memberships.access import (
    ANONYMOUS,
    REASON_FOR_VISITORS,
    REQUIRED_ENTITLEMENT,
    Access,
    AccessLevel,
    Entitlement,
    Reader,
    Reason,
    decide,
    levels_open_to,
)
from memberships.offers import OFFERS
from memberships.plans import FREE, PRO

REGISTERED = Reader(FREE.grants, is_signed_in=True)
MEMBER = Reader(PRO.grants, is_signed_in=True)
EDITOR = Reader(FREE.grants, is_signed_in=True, is_editor=True)
STRANGE = Reader(frozenset({"read_everything", "pro", ""}), is_signed_in=True)


@dataclass(frozen=True)
class Content:
    access_level: str


@pytest.mark.parametrize(
    ("reader", "level", "granted", "reason"),
    [
        (ANONYMOUS, AccessLevel.FREE, True, Reason.OPEN),
        (ANONYMOUS, AccessLevel.REGISTERED, False, Reason.REGISTER),
        (ANONYMOUS, AccessLevel.PRO, False, Reason.SIGN_IN),
        (REGISTERED, AccessLevel.FREE, True, Reason.OPEN),
        (REGISTERED, AccessLevel.REGISTERED, True, Reason.ENTITLED),
        (REGISTERED, AccessLevel.PRO, False, Reason.UPGRADE),
        (MEMBER, AccessLevel.REGISTERED, True, Reason.ENTITLED),
        (MEMBER, AccessLevel.PRO, True, Reason.ENTITLED),
        (EDITOR, AccessLevel.FREE, True, Reason.OPEN),
        (EDITOR, AccessLevel.REGISTERED, True, Reason.EDITOR),
        (EDITOR, AccessLevel.PRO, True, Reason.EDITOR),
        (STRANGE, AccessLevel.PRO, False, Reason.UPGRADE),
    ],
)
def test_decide(reader, level, granted, reason):
    access = decide(reader, Content(level))

    assert (access.granted, access.reason) == (granted, reason)


def test_every_level_has_a_policy():
    assert set(REQUIRED_ENTITLEMENT) == set(AccessLevel)


def test_every_entitlement_a_level_needs_has_a_reason_for_visitors():
    assert set(REASON_FOR_VISITORS) == set(REQUIRED_ENTITLEMENT.values()) - {None}


@given(st.text().filter(lambda level: level not in AccessLevel.values))
def test_an_unknown_level_is_refused_to_every_reader(level):
    for reader in (ANONYMOUS, REGISTERED, MEMBER, STRANGE):
        assert not decide(reader, Content(level)).granted


@given(
    st.frozensets(st.one_of(st.sampled_from(Entitlement), st.text())),
    st.booleans(),
    st.sampled_from(AccessLevel),
)
def test_nobody_is_let_in_without_the_entitlement_that_the_level_needs(
    entitlements, is_signed_in, level
):
    access = decide(Reader(entitlements, is_signed_in), Content(level))

    required = REQUIRED_ENTITLEMENT[level]
    assert access.granted == (required is None or required in entitlements)


def test_only_what_is_open_to_all_is_not_beyond_free():
    assert not Access(True, Reason.OPEN).granted_beyond_free
    assert Access(True, Reason.ENTITLED).granted_beyond_free
    assert Access(True, Reason.EDITOR).granted_beyond_free
    assert not Access(False, Reason.UPGRADE).granted_beyond_free


def test_levels_open_to_a_reader_follow_the_decision():
    assert levels_open_to(ANONYMOUS) == [AccessLevel.FREE]
    assert levels_open_to(REGISTERED) == [AccessLevel.FREE, AccessLevel.REGISTERED]
    assert levels_open_to(MEMBER) == list(AccessLevel)


def test_every_refusal_has_an_offer():
    refusals = {
        decide(reader, Content(level)).reason
        for reader in (ANONYMOUS, REGISTERED, STRANGE)
        for level in [*AccessLevel, "unknown"]
    }
    refusals.discard(Reason.OPEN)
    refusals.discard(Reason.ENTITLED)

    assert refusals <= set(OFFERS)
