"""The meter: a few reads a month without an account or a plan, counted on our side alone.

A visitor's browser holds a signed random id, and what it opened stands in our rows; an account is
counted on the account. The month is a calendar month of the site's zone.
"""

import secrets
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from django.conf import settings
from django.core import signing
from django.db import connection, transaction

from memberships import networks
from memberships.access import AccessLevel, Meter, decide
from memberships.models import MeteredRead, MeterKey, NetworkCount
from memberships.months import Month
from publication import frame as frames

SALT = "memberships.meter"
NETWORK_FACTOR = 5  # how many browsers' reads one network may open


@dataclass(frozen=True)
class FreeReads:
    """What a piece gives away a month: to visitors where it is for registered readers, and as
    samples to registered readers where it is PRO."""

    visitors: int = 0
    samples: int = 0


class Outcome(StrEnum):
    """What came of asking to read a piece free."""

    OPENED = "opened"
    NOT_METERED = "not_metered"  # it is open to this reader anyway, or not to be had this way
    SPENT = "spent"
    CROWDED = "crowded"  # too many were opened through this network


@dataclass(frozen=True)
class Opened:
    """The outcome, and the cookie that a new visitor is to keep until the month ends."""

    outcome: Outcome
    cookie: str = ""
    month: Month | None = None


@dataclass(frozen=True)
class Counted:
    """One who is counted: an account, or a browser by the hash of its id."""

    user_id: int | None = None
    visitor: str = ""

    def reads(self, month):
        return MeteredRead.objects.filter(
            month=month.first, user_id=self.user_id, visitor=self.visitor
        )

    def lock(self):
        """Let nobody else count for the same one until this transaction ends."""
        who = f"{SALT}:{self.user_id or ''}:{self.visitor}"
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [who])


# What a reader may read now.


def of(request, content, *, at):
    """The Meter that the decision asks for; None where nothing is metered. At most one query,
    and none for a visitor without the cookie: their page is the same for all of them."""
    limit = limit_for(request, content)
    if not limit:
        return None
    month = month_of(request, at=at)
    who = counted(request, month)
    keys = keys_opened(who, month, content.level) if who else set()
    return Meter(limit, max(limit - len(keys), 0), content.key in keys, month.end)


def limit_for(request, content):
    """How many such pieces this reader may have a month: 0 where the meter does not help."""
    free_reads = getattr(content, "free_reads", None)
    if free_reads is None:
        return 0
    if request.reader.is_signed_in:
        return free_reads(request).samples if content.level == AccessLevel.PRO else 0
    return free_reads(request).visitors if content.level == AccessLevel.REGISTERED else 0


def month_of(request, *, at):
    return Month.at(at, zone=frames.of(request).site.time_zone)


def counted(request, month):
    """Who this is to the meter; None for a visitor who has opened nothing this month."""
    if request.reader.is_signed_in:
        return Counted(user_id=request.reader.user_id) if request.reader.user_id else None
    return visitor_of(request, month)


def keys_opened(who, month, level):
    """Of a month all that was opened as this level: a piece that has become PRO since is closed."""
    return set(who.reads(month).filter(level=level).values_list("content_key", flat=True))


# The cookie. It carries no count: what it is worth stands in our rows.


def signer():
    return signing.Signer(salt=SALT)


def visitor_of(request, month):
    """The browser behind the cookie; None for none, a forged one, and one of another month."""
    try:
        said = signer().unsign(request.COOKIES.get(settings.METER_COOKIE_NAME, ""))
    except signing.BadSignature:
        return None
    first, _dot, number = said.partition(".")
    return visitor(number) if first == str(month.first) and number else None


def visitor(number):
    return Counted(visitor=sha256(number.encode()).hexdigest())


def keep(response, opened):
    """Let the browser keep its new cookie until the month ends."""
    if opened.cookie:
        response.set_cookie(
            settings.METER_COOKIE_NAME,
            opened.cookie,
            expires=opened.month.end,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response


def forget(response):
    response.delete_cookie(settings.METER_COOKIE_NAME, samesite="Lax")
    return response


# Reading one free.


def open(request, content, *, at):
    """Count this piece, once a month, and let this reader have it until the month ends."""
    limit = limit_for(request, content)
    if not limit or decide(request.reader, content).granted:
        return Opened(Outcome.NOT_METERED)
    month = month_of(request, at=at)
    if who := counted(request, month):
        return Opened(count(request, who, content, month, limit=limit))
    if request.reader.is_signed_in:
        return Opened(Outcome.NOT_METERED)
    number = secrets.token_urlsafe(16)
    outcome = count(request, visitor(number), content, month, limit=limit)
    cookie = signer().sign(f"{month.first}.{number}") if outcome is Outcome.OPENED else ""
    return Opened(outcome, cookie, month)


@transaction.atomic
def count(request, who, content, month, *, limit):
    """Write the read down, if one is left to this reader and to their network."""
    who.lock()
    keys = keys_opened(who, month, content.level)
    if content.key in keys:
        return Outcome.OPENED
    if len(keys) >= limit:
        return Outcome.SPENT
    if who.visitor and not network_has_room(request, month, most=NETWORK_FACTOR * limit):
        return Outcome.CROWDED
    # One that was opened as another level before counts as what it is now.
    who.reads(month).filter(content_key=content.key).delete()
    MeteredRead.objects.create(
        month=month.first,
        user_id=who.user_id,
        visitor=who.visitor,
        content_key=content.key,
        level=content.level,
    )
    return Outcome.OPENED


def network_has_room(request, month, *, most):
    network = networks.hashed(networks.network_of(request), key=MeterKey.of(month.first))
    return NetworkCount.objects.add_one(month.first, network, most=most)


# From a browser to an account, and out of our rows.


def merge(request, user, *, at):
    """What this browser opened this month is the account's from now on; its cookie goes."""
    if settings.METER_COOKIE_NAME not in request.COOKIES:
        return
    month = month_of(request, at=at)
    if who := visitor_of(request, month):
        move(who, Counted(user_id=user.pk), month)
    request.meter_is_over = True


@transaction.atomic
def move(before, after, month):
    before.lock()
    after.lock()
    known = after.reads(month).values_list("content_key", flat=True)
    before.reads(month).filter(content_key__in=list(known)).delete()
    before.reads(month).update(user_id=after.user_id, visitor="")


def forget_past(*, at, zone):
    """Delete what is older than this month: reads, counts of networks, and the keys of their hashes."""
    first = Month.at(at, zone=zone).first
    for model in (MeteredRead, NetworkCount, MeterKey):
        model.objects.filter(month__lt=first).delete()
