"""The one decision: may this reader have all of this? Pure: no request, no database, no clock."""

from dataclasses import dataclass
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

    OPEN = "open"
    EDITOR = "editor"
    ENTITLED = "entitled"
    REGISTER = "register"
    SIGN_IN = "sign_in"
    UPGRADE = "upgrade"


@dataclass(frozen=True)
class Reader:
    """All that the decision knows of whoever reads."""

    entitlements: frozenset = frozenset()
    is_signed_in: bool = False
    is_editor: bool = False


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

    `content` has an `access_level`. `meter` is not read yet: it takes its place here when
    free reads are counted. Anything unknown is refused.
    """
    if content.access_level == AccessLevel.FREE:
        return Access(True, Reason.OPEN)
    if reader.is_editor:
        return Access(True, Reason.EDITOR, source="staff")
    required = REQUIRED_ENTITLEMENT.get(content.access_level)
    if required is not None and required in reader.entitlements:
        return Access(True, Reason.ENTITLED, source=required)
    if reader.is_signed_in:
        return Access(False, Reason.UPGRADE)
    return Access(False, REASON_FOR_VISITORS.get(required, Reason.SIGN_IN))


def levels_open_to(reader):
    """The levels whose whole text this reader may have: for lists and the search."""
    return [level for level in AccessLevel if decide(reader, _Content(level)).granted]


@dataclass(frozen=True)
class _Content:
    access_level: str
