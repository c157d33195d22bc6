"""The one decision: may this reader have all of this? Pure: no request, no database, no clock."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AccessLevel(TextChoices):
    """Who a piece is for; it belongs to the content."""

    FREE = "free", _("Free")
    REGISTERED = "registered", _("Registered readers")
    PRO = "pro", _("PRO")


class Entitlement(StrEnum):
    """What a reader may have; it belongs to the reader."""

    READ_REGISTERED = "read_registered"
    READ_PRO = "read_pro"


class Reason(StrEnum):
    """Why a text is shown or held back; the offer box reads it."""

    # Granted.
    OPEN = "open"
    EDITOR = "editor"
    ENTITLED = "entitled"
    METERED = "metered"
    GIFTED = "gifted"
    CRAWLER = "crawler"
    # Refused.
    REGISTER = "register"
    SIGN_IN = "sign_in"
    METER_SPENT = "meter_spent"
    UPGRADE = "upgrade"
    TRIAL_OVER = "trial_over"
    PAYMENT_FAILED = "payment_failed"
    SEAT_REMOVED = "seat_removed"
    GIFT_EXPIRED = "gift_expired"


@dataclass(frozen=True)
class Holding:
    """One thing that a reader has: what, on what ground ("grant:12"), until when (None: no end)."""

    entitlement: Entitlement
    source: str
    until: datetime | None = None


@dataclass(frozen=True)
class Opening:
    """One piece that a link has opened to this browser, by its key ("article:42"), or no longer does."""

    key: str
    source: str
    until: datetime | None = None
    is_over: bool = False


@dataclass(frozen=True)
class Lapse:
    """Why a reader no longer has what they had, since when, and by what."""

    reason: Reason
    at: datetime | None = None
    source: str = ""


@dataclass(frozen=True)
class Reader:
    """All that the decision knows of whoever reads."""

    held: tuple[Holding, ...] = ()
    is_signed_in: bool = False
    is_editor: bool = False
    is_crawler: bool = False
    openings: tuple[Opening, ...] = ()
    lapse: Lapse | None = None
    user_id: int | None = None
    # Whoever works at the desk may look at the site as another reader: as which one, then.
    seen_as: str = ""

    def holding(self, entitlement):
        """What gives this reader the entitlement: of several the one that lasts longest."""
        holdings = [one for one in self.held if one.entitlement == entitlement]
        return max(holdings, key=lambda one: (one.until is None, one.until), default=None)

    def with_openings(self, openings):
        return replace(self, openings=openings)

    def opening(self, key):
        return next((one for one in self.openings if one.key == key), None)


@dataclass(frozen=True)
class Meter:
    """The free reads of a month: how many there are, how many remain, is this piece one of them."""

    limit: int
    left: int
    has_opened: bool = False
    until: datetime | None = None


@dataclass(frozen=True)
class Access:
    """The answer: granted or not, why, on what ground, and until when (None: no end known)."""

    granted: bool
    reason: Reason
    source: str = ""
    until: datetime | None = None

    @property
    def granted_beyond_free(self):
        """Granted to this reader, not to everybody: no shared cache may keep it."""
        return self.granted and self.reason is not Reason.OPEN


ANONYMOUS = Reader()

UNKNOWN = object()

# A level that is not in this table is refused to everybody but the desk.
REQUIRED_ENTITLEMENT = {
    AccessLevel.FREE: None,
    AccessLevel.REGISTERED: Entitlement.READ_REGISTERED,
    AccessLevel.PRO: Entitlement.READ_PRO,
}

# What a reader who is not signed in is asked to do.
REASON_FOR_VISITORS = {
    Entitlement.READ_REGISTERED: Reason.REGISTER,
    Entitlement.READ_PRO: Reason.SIGN_IN,
}


def decide(reader, content, meter=None):
    """Say whether this reader may have all of this content, and why.

    `content` has a `key` ("article:42") and a `level`: who it is for now. `meter` is what this
    reader may still read of it without an account or a plan; None where nothing is metered.
    Anything unknown is refused.
    """
    required = REQUIRED_ENTITLEMENT.get(content.level, UNKNOWN)
    if required is None:
        return Access(True, Reason.OPEN)
    if reader.is_editor:
        return Access(True, Reason.EDITOR, source="staff")
    if required is UNKNOWN:
        return refusal(reader, content, required, None)
    return way_in(reader, content, required, meter) or refusal(reader, content, required, meter)


def way_in(reader, content, required, meter):
    """By what this reader gets in: of several, by that which costs nobody anything."""
    if holding := reader.holding(required):
        return Access(True, Reason.ENTITLED, holding.source, holding.until)
    opening = reader.opening(content.key)
    if opening and not opening.is_over:
        return Access(True, Reason.GIFTED, opening.source, opening.until)
    if meter and meter.has_opened:
        return Access(True, Reason.METERED, "meter", meter.until)
    if reader.is_crawler:
        return Access(True, Reason.CRAWLER, source="crawler")
    return None


def refusal(reader, content, required, meter):
    """Why not, in the words that help most: what this reader lost, spent, or never had."""
    if reader.opening(content.key):
        return Access(False, Reason.GIFT_EXPIRED)
    if reader.is_signed_in:
        lapse = reader.lapse or Lapse(Reason.UPGRADE)
        return Access(False, lapse.reason, lapse.source, lapse.at)
    if meter and meter.limit and not meter.left and required == Entitlement.READ_REGISTERED:
        return Access(False, Reason.METER_SPENT, "meter", meter.until)
    return Access(False, REASON_FOR_VISITORS.get(required, Reason.SIGN_IN))


def levels_open_to(reader):
    """The levels whose whole text this reader may have: for lists and the search."""
    return [level for level in AccessLevel if decide(reader, _Content(level)).granted]


@dataclass(frozen=True)
class _Content:
    level: str
    key: str = ""


# What stands in no piece that readers have: the desk's alone, by the rule for unknown levels.
NOWHERE = _Content("")
