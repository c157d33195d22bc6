"""Grants: given, extended, revoked, each with a row that says who and why."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from memberships.access import AccessLevel, Entitlement
from memberships.models import AccessChange, Grant
from memberships.readers import entitlements
from tests.factories import BELOW, make_article, make_editor, make_user

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HOUR = timedelta(hours=1)


def give(user, **fields):
    fields = {
        "kind": Grant.Kind.COMPLIMENTARY,
        "reason": "A judge of our prize.",
        "by": None,
        "at": NOW,
    } | fields
    return Grant.objects.give(user, **fields)


def reads_pro(user, at):
    return entitlements(user, at=at).holding(Entitlement.READ_PRO) is not None


@pytest.mark.parametrize(
    ("starts", "ends", "revoked", "holds"),
    [
        (-HOUR, None, None, True),
        (-HOUR, HOUR, None, True),
        (0 * HOUR, HOUR, None, True),
        (HOUR, None, None, False),
        (-2 * HOUR, -HOUR, None, False),
        (-HOUR, 0 * HOUR, None, False),
        (-HOUR, HOUR, -HOUR / 2, False),
        (-HOUR, None, -HOUR / 2, False),
    ],
)
def test_three_ways_of_asking_for_a_grant_give_one_answer(starts, ends, revoked, holds):
    user = make_user()
    grant = Grant.objects.create(
        user=user,
        plan="pro",
        kind=Grant.Kind.GIFT,
        starts_at=NOW + starts,
        ends_until=None if ends is None else NOW + ends,
        revoked_at=None if revoked is None else NOW + revoked,
    )

    assert reads_pro(user, NOW) == holds
    assert grant.is_in_force(NOW) == holds
    assert Grant.objects.in_force(NOW).filter(pk=grant.pk).exists() == holds


def test_a_grant_of_a_plan_that_is_no_more_opens_nothing():
    user = make_user()
    Grant.objects.create(user=user, plan="platinum", kind=Grant.Kind.GIFT, starts_at=NOW)

    assert not reads_pro(user, NOW)


def test_a_reader_knows_the_ground_and_the_end():
    user = make_user()
    grant = give(user, until=NOW + HOUR)

    holding = entitlements(user, at=NOW).holding(Entitlement.READ_PRO)

    assert (holding.source, holding.until) == (grant.source, NOW + HOUR)


def test_each_verb_leaves_an_audit_row():
    user, desk = make_user(), make_editor()
    grant = give(user, by=desk, until=NOW + HOUR)
    grant.extend(until=NOW + 2 * HOUR, reason="She asked.", by=desk, at=NOW)
    grant.revoke(reason="Asked twice.", by=desk, at=NOW)
    grant.revoke(reason="Pressed twice.", by=desk, at=NOW)

    rows = AccessChange.objects.filter(user=user, made_by=desk).order_by("pk")

    assert [row.verb for row in rows] == ["granted", "extended", "revoked"]
    assert [row.reason for row in rows] == ["A judge of our prize.", "She asked.", "Asked twice."]
    assert {row.source for row in rows} == {grant.source}


@pytest.mark.parametrize("until", [NOW, NOW + HOUR])
def test_extending_never_shortens(until):
    grant = give(make_user(), until=NOW + HOUR)

    with pytest.raises(ValidationError):
        grant.extend(until=until, reason="", by=None, at=NOW)

    grant.refresh_from_db()
    assert grant.ends_until == NOW + HOUR
    assert AccessChange.objects.count() == 1


def test_what_was_revoked_is_not_extended_also_by_somebody_who_looked_before():
    grant = give(make_user(), until=NOW + HOUR)
    Grant.objects.get().revoke(reason="", by=None, at=NOW)

    with pytest.raises(ValidationError):
        grant.extend(until=None, reason="", by=None, at=NOW)


def test_a_grant_that_ends_before_it_begins_is_refused_by_form_and_database():
    user = make_user()
    with pytest.raises(ValidationError):
        give(user, until=NOW - HOUR)
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(user=user, plan="pro", kind="gift", starts_at=NOW, ends_until=NOW)


def test_a_grant_opens_the_page_at_once_and_its_end_closes_it(client):
    user, article = make_user(), make_article(access_level=AccessLevel.PRO)
    client.force_login(user)
    address = article.get_absolute_url()

    before = client.get(address)
    grant = give(user)
    during = client.get(address)
    grant.revoke(reason="", by=None, at=timezone.now())
    after = client.get(address)

    assert [BELOW in page.text for page in (before, during, after)] == [False, True, False]
    assert {page["Cache-Control"] for page in (before, during, after)} == {"private, no-store"}
