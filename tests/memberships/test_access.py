"""The one decision, as a table."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

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
    Holding,
    Lapse,
    Meter,
    Opening,
    Reader,
    Reason,
    decide,
    levels_open_to,
)
from memberships.offers import OFFERS
from memberships.plans import FREE, PLANS, PRO, opened_by
from memberships.readers import on_plan

FREE_LEVEL, REGISTERED_LEVEL, PRO_LEVEL = AccessLevel
KEY = "article:7"
LATER = datetime(2026, 12, 1, tzinfo=UTC)

REGISTERED = on_plan(FREE)
MEMBER = on_plan(PRO)
EDITOR = replace(REGISTERED, is_editor=True)
STRANGE = Reader((Holding("read_everything", ""), Holding("pro", "")), is_signed_in=True)
CRAWLER = Reader(is_crawler=True)
GIFTED = Reader(openings=(Opening(KEY, "gift:3", LATER),))
TOO_LATE = Reader(openings=(Opening(KEY, "gift:3", is_over=True),))
ELSEWHERE = Reader(openings=(Opening("article:8", "gift:3"),))
OVER = replace(REGISTERED, lapse=Lapse(Reason.TRIAL_OVER, LATER, "membership:1"))

UNREAD, OPENED, SPENT = Meter(3, 2), Meter(3, 0, has_opened=True, until=LATER), Meter(3, 0)
NONE_FREE = Meter(0, 0)


@dataclass(frozen=True)
class Content:
    level: str
    key: str = KEY


@pytest.mark.parametrize(
    ("reader", "level", "meter", "granted", "reason"),
    [
        (ANONYMOUS, FREE_LEVEL, None, True, Reason.OPEN),
        (ANONYMOUS, REGISTERED_LEVEL, None, False, Reason.REGISTER),
        (ANONYMOUS, PRO_LEVEL, None, False, Reason.SIGN_IN),
        (ANONYMOUS, "unheard of", None, False, Reason.SIGN_IN),
        (ANONYMOUS, REGISTERED_LEVEL, UNREAD, False, Reason.REGISTER),
        (ANONYMOUS, REGISTERED_LEVEL, OPENED, True, Reason.METERED),
        (ANONYMOUS, REGISTERED_LEVEL, SPENT, False, Reason.METER_SPENT),
        (ANONYMOUS, REGISTERED_LEVEL, NONE_FREE, False, Reason.REGISTER),
        (ANONYMOUS, PRO_LEVEL, SPENT, False, Reason.SIGN_IN),
        (ANONYMOUS, "unheard of", OPENED, False, Reason.SIGN_IN),
        (REGISTERED, FREE_LEVEL, None, True, Reason.OPEN),
        (REGISTERED, REGISTERED_LEVEL, None, True, Reason.ENTITLED),
        (REGISTERED, REGISTERED_LEVEL, OPENED, True, Reason.ENTITLED),
        (REGISTERED, PRO_LEVEL, None, False, Reason.UPGRADE),
        (REGISTERED, PRO_LEVEL, OPENED, True, Reason.METERED),
        (REGISTERED, PRO_LEVEL, SPENT, False, Reason.UPGRADE),
        (MEMBER, REGISTERED_LEVEL, None, True, Reason.ENTITLED),
        (MEMBER, PRO_LEVEL, SPENT, True, Reason.ENTITLED),
        (MEMBER, "unheard of", None, False, Reason.UPGRADE),
        (EDITOR, FREE_LEVEL, None, True, Reason.OPEN),
        (EDITOR, REGISTERED_LEVEL, None, True, Reason.EDITOR),
        (EDITOR, PRO_LEVEL, None, True, Reason.EDITOR),
        (EDITOR, "unheard of", None, True, Reason.EDITOR),
        (STRANGE, PRO_LEVEL, None, False, Reason.UPGRADE),
        (OVER, REGISTERED_LEVEL, None, True, Reason.ENTITLED),
        (OVER, PRO_LEVEL, None, False, Reason.TRIAL_OVER),
        (GIFTED, PRO_LEVEL, None, True, Reason.GIFTED),
        (GIFTED, "unheard of", None, False, Reason.GIFT_EXPIRED),
        (TOO_LATE, FREE_LEVEL, None, True, Reason.OPEN),
        (TOO_LATE, PRO_LEVEL, None, False, Reason.GIFT_EXPIRED),
        (TOO_LATE, REGISTERED_LEVEL, OPENED, True, Reason.METERED),
        (replace(MEMBER, openings=TOO_LATE.openings), PRO_LEVEL, None, True, Reason.ENTITLED),
        (ELSEWHERE, PRO_LEVEL, None, False, Reason.SIGN_IN),
        (CRAWLER, FREE_LEVEL, None, True, Reason.OPEN),
        (CRAWLER, PRO_LEVEL, None, True, Reason.CRAWLER),
        (CRAWLER, "unheard of", None, False, Reason.SIGN_IN),
    ],
)
def test_decide(reader, level, meter, granted, reason):
    access = decide(reader, Content(level), meter)

    assert (access.granted, access.reason) == (granted, reason)


def test_the_answer_names_its_ground_and_its_end():
    """Of two grounds the one that lasts longest; no end is the longest of all."""
    soon = datetime(2026, 11, 30, tzinfo=UTC)
    short = Holding(Entitlement.READ_PRO, "grant:1", soon)
    long = Holding(Entitlement.READ_PRO, "grant:2", LATER)
    endless = Holding(Entitlement.READ_PRO, "grant:3")

    def ground(*held):
        access = decide(Reader(held, is_signed_in=True), Content(PRO_LEVEL))
        return access.source, access.until

    assert ground(short, long) == ground(long, short) == ("grant:2", LATER)
    assert ground(short, endless, long) == ("grant:3", None)
    assert decide(GIFTED, Content(PRO_LEVEL)).source == "gift:3"
    assert decide(GIFTED, Content(PRO_LEVEL)).until == LATER
    assert decide(OVER, Content(PRO_LEVEL)).until == LATER
    assert decide(ANONYMOUS, Content(REGISTERED_LEVEL), OPENED).until == LATER


def test_every_level_has_a_policy():
    assert set(REQUIRED_ENTITLEMENT) == set(AccessLevel)


def test_every_entitlement_a_level_needs_has_a_reason_for_visitors():
    assert set(REASON_FOR_VISITORS) == set(REQUIRED_ENTITLEMENT.values()) - {None}


# Everybody there is, in every state, before everything there is.
readers = st.builds(
    Reader,
    st.lists(
        st.builds(
            Holding,
            st.one_of(st.sampled_from(Entitlement), st.text()),
            st.text(),
            st.one_of(st.none(), st.datetimes(timezones=st.just(UTC))),
        ),
        max_size=4,
    ).map(tuple),
    is_signed_in=st.booleans(),
    is_crawler=st.booleans(),
    openings=st.lists(
        st.builds(Opening, st.sampled_from([KEY, "article:8"]), st.text(), is_over=st.booleans()),
        max_size=2,
    ).map(tuple),
    lapse=st.one_of(st.none(), st.builds(Lapse, st.just(Reason.PAYMENT_FAILED))),
)
meters = st.one_of(st.none(), st.builds(Meter, st.integers(0, 5), st.integers(0, 5), st.booleans()))


@given(readers, meters, st.text().filter(lambda level: level not in AccessLevel.values))
def test_an_unknown_level_is_refused_to_every_reader(reader, meter, level):
    assert not decide(reader, Content(level), meter).granted


@given(readers, meters, st.sampled_from(AccessLevel))
def test_nobody_is_let_in_without_a_ground(reader, meter, level):
    access = decide(reader, Content(level), meter)

    required = REQUIRED_ENTITLEMENT[level]
    first = next((opening for opening in reader.openings if opening.key == KEY), None)
    grounds = [
        required is None,
        required in {holding.entitlement for holding in reader.held},
        first is not None and not first.is_over,
        meter is not None and meter.has_opened,
        reader.is_crawler,
    ]
    assert access.granted == any(grounds)


@given(readers, meters, st.one_of(st.sampled_from(AccessLevel), st.text()))
def test_every_refusal_has_an_offer(reader, meter, level):
    access = decide(reader, Content(level), meter)

    assert access.granted or access.reason in OFFERS


@given(readers, meters, st.sampled_from(AccessLevel))
def test_only_what_is_open_to_all_is_not_beyond_free(reader, meter, level):
    access = decide(reader, Content(level), meter)

    assert access.granted_beyond_free == (access.granted and level != AccessLevel.FREE)


def test_levels_open_to_a_reader_follow_the_decision():
    assert levels_open_to(ANONYMOUS) == [AccessLevel.FREE]
    assert levels_open_to(GIFTED) == [AccessLevel.FREE]
    assert levels_open_to(REGISTERED) == [AccessLevel.FREE, AccessLevel.REGISTERED]
    assert levels_open_to(MEMBER) == list(AccessLevel)


def test_an_unknown_plan_opens_nothing():
    assert opened_by("gold") == frozenset()
    assert all(opened_by(key) == plan.grants for key, plan in PLANS.items())


def test_access_is_refused_where_nothing_is_said():
    with pytest.raises(TypeError):
        Access()
