"""What somebody may read, why and until when, in a sentence: for their account page and the support desk.

The sentences are read off the answers of decide(); nothing is worked out again here.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from memberships import readers
from memberships.access import Access, AccessLevel, Reason, decide
from memberships.models import Grant
from memberships.plans import FREE


@dataclass(frozen=True)
class Sample:
    """Any piece of a level: it has no key, so no link has opened it."""

    level: str
    key: str = ""


@dataclass(frozen=True)
class Line:
    """One level, and the decision about it."""

    level: AccessLevel
    access: Access
    until: str


@dataclass(frozen=True)
class Explanation:
    """The sentence, and the three decisions that it sums up."""

    sentence: str
    lines: tuple

    @property
    def refused(self):
        """The last thing that this reader may not have; None where there is none."""
        return next((line.access for line in reversed(self.lines) if not line.access.granted), None)


# What a reader has whose widest level is this one.
WHAT = {
    AccessLevel.FREE: gettext_lazy("what is free for everybody"),
    AccessLevel.REGISTERED: gettext_lazy("every story for registered readers"),
    AccessLevel.PRO: gettext_lazy("everything in the paper, PRO included,"),
}
# By what ground: (to the reader, to the support desk, until when where no end is set).
EVERYBODY = (
    gettext_lazy("it is open to all"),
    gettext_lazy("it is open to all"),
    gettext_lazy("for as long as it is free"),
)
AT_THE_DESK = (
    gettext_lazy("you work at the desk"),
    gettext_lazy("they work at the desk, which reads everything"),
    gettext_lazy("for as long as you do"),
)
FREE_ACCOUNT = (
    gettext_lazy("you have a free account"),
    gettext_lazy("they have an account, and that is enough for it"),
    gettext_lazy("for as long as you keep it"),
)
OTHERWISE = (
    gettext_lazy("your account opens it"),
    gettext_lazy("their account opens it"),
    pgettext_lazy("access", "with no end set"),
)
BY_KIND = {
    Grant.Kind.COMPLIMENTARY: (
        gettext_lazy("you were given complimentary access"),
        gettext_lazy("they were given complimentary access"),
        pgettext_lazy("access", "with no end set"),
    ),
    Grant.Kind.GIFT: (
        gettext_lazy("you were given access as a gift"),
        gettext_lazy("they were given access as a gift"),
        pgettext_lazy("access", "with no end set"),
    ),
    Grant.Kind.SUPPORT: (
        gettext_lazy("our support desk opened it for you"),
        gettext_lazy("the support desk opened it for them"),
        pgettext_lazy("access", "with no end set"),
    ),
}
TO_READER, TO_DESK, WITHOUT_END = range(3)

# To the support desk: why the rest of a piece is shown or held back, where no account opens it.
WHY = {
    Reason.METERED: gettext_lazy("it is one of their free reads of this month"),
    Reason.GIFTED: gettext_lazy("a gift or share link opened it for them"),
    Reason.CRAWLER: gettext_lazy("it is a search engine whose address was verified"),
    Reason.REGISTER: gettext_lazy("it is for registered readers, and nobody is signed in"),
    Reason.SIGN_IN: gettext_lazy("it is for PRO members, and nobody is signed in"),
    Reason.METER_SPENT: gettext_lazy("their free reads of this month are spent"),
    Reason.UPGRADE: gettext_lazy("it is for PRO members, and they have a free account"),
    Reason.TRIAL_OVER: gettext_lazy("their trial is over"),
    Reason.PAYMENT_FAILED: gettext_lazy("their last payment failed and the days of grace are over"),
    Reason.SEAT_REMOVED: gettext_lazy("their seat in a team was withdrawn"),
    Reason.GIFT_EXPIRED: gettext_lazy("the gift link they used is over"),
}


def of_account(user, *, zone, at=None):
    """What this account opens, said to whoever has it."""
    lines = lines_of(readers.entitlements(user, at=at), zone)
    widest = [line for line in lines if line.access.granted][-1]
    return Explanation(sentence_of(widest), lines)


def lines_of(reader, zone):
    """The three decisions."""
    decided = [(level, decide(reader, Sample(level))) for level in AccessLevel]
    return tuple(
        Line(level, access, until_in_words(access.until, zone)) for level, access in decided
    )


def sentence_of(line):
    """What, why, until when, and what to do if it is wrong."""
    ground = ground_of(line.access)
    words = {
        "what": WHAT[line.level],
        "why": ground[TO_READER],
        "until": line.until or ground[WITHOUT_END],
    }
    said = _(
        "You can read %(what)s because %(why)s, %(until)s; if that is wrong, write to us and we"
        " will look into it."
    )
    return said % words


def ground_of(access):
    """The three ways to say by what a reader got in through their account."""
    if access.reason is Reason.OPEN:
        return EVERYBODY
    if access.reason is Reason.EDITOR:
        return AT_THE_DESK
    if access.source == FREE.key:
        return FREE_ACCOUNT
    grant = grant_behind(access)
    return BY_KIND.get(grant.kind, OTHERWISE) if grant else OTHERWISE


def grant_behind(access):
    """The grant that the decision names as its ground; None where it names something else."""
    kind, _colon, number = access.source.partition(":")
    is_one = kind == "grant" and number.isdecimal()
    return Grant.objects.filter(pk=number).first() if is_one else None


def to_the_desk(user, article, access, zone):
    """Can this reader read all of this now, and why? Said to the support desk."""
    words = {"reader": user.get_full_name(), "headline": article.headline}
    words["why"] = why(access) if user.is_active or access.granted else _("the account is closed")
    words["until"] = until_in_words(access.until, zone)
    if not access.granted:
        said = _("%(reader)s cannot read all of “%(headline)s” now, because %(why)s.")
    elif words["until"]:
        said = _("%(reader)s can read all of “%(headline)s” %(until)s, because %(why)s.")
    else:
        said = _("%(reader)s can read all of “%(headline)s” now, because %(why)s.")
    return said % words


def why(access):
    """To the support desk: why this decision is as it is."""
    if access.granted and access.reason not in WHY:
        return ground_of(access)[TO_DESK]
    return WHY[access.reason]


def until_in_words(until, zone):
    """ "until 3 March 2027, 14:00"; an end at midnight is named by the last day before it."""
    if until is None:
        return ""
    here = timezone.localtime(until, zone)
    if (here.hour, here.minute) == (0, 0):
        last = (here - timedelta(days=1)).date()
        return _("up to and including %(day)s") % {"day": date_format(last, "j F Y")}
    return _("until %(moment)s") % {"moment": date_format(here, "j F Y, H:i")}
