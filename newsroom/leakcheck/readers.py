"""Who asks: one row for each state that a reader can be in, and what such a reader may have."""

from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.models import Session, User
from memberships.access import Reason
from memberships.models import Grant
from newsroom.leakcheck.canaries import DESK, LIBRARY, OWN, PRO, REGISTERED
from newsroom.roles import ADMINISTRATOR, AUTHOR, CIRCULATION, EDITOR

NOTHING, FREE_ACCOUNT, WHOLE = frozenset(), frozenset({REGISTERED}), frozenset({REGISTERED, PRO})
ALL = WHOLE | {OWN, DESK, LIBRARY}
BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@dataclass(frozen=True)
class State:
    """A kind of reader. `kinds`: the words by which routes.toml speaks of it."""

    name: str
    may: frozenset
    kinds: frozenset = frozenset()
    role: str = ""
    account: tuple = ()
    then: object = None
    is_known: bool = True


def sentences(*words):
    return frozenset(words)


# What happens to an account once it is there and signed in.


def given(edition, user, key, **times):
    now = timezone.now()
    words = {"kind": Grant.Kind.COMPLIMENTARY, "reason": "leakcheck", "by": None}
    return Grant.objects.give(user, at=now - timedelta(days=9), **words, **times)


def given_once(edition, user, key):
    given(edition, user, key, until=timezone.now() - timedelta(days=1))


def given_and_revoked(edition, user, key):
    given(edition, user, key).revoke(reason="leakcheck", by=None, at=timezone.now())


def given_later(edition, user, key):
    words = {"kind": Grant.Kind.GIFT, "reason": "leakcheck", "by": None}
    Grant.objects.give(user, at=timezone.now() + timedelta(days=1), **words)


def given_and_blocked(edition, user, key):
    given(edition, user, key)
    User.objects.filter(pk=user.pk).update(is_active=False)


def given_and_signed_out(edition, user, key):
    given(edition, user, key)
    Session.objects.filter(session_key=key).delete()


def given_and_overdue(edition, user, key):
    given(edition, user, key)
    past = timezone.now() - timedelta(seconds=1)
    Session.objects.filter(session_key=key).update(expire_date=past)


def given_and_password_changed(edition, user, key):
    given(edition, user, key)
    user.set_password("another pass phrase of theirs")
    User.objects.filter(pk=user.pk).update(password=user.password)


def unconfirmed(edition, user, key):
    user.emailaddress_set.update(verified=False)


SIGNED_IN, STAFF = sentences("signed_in"), sentences("signed_in", "staff")
STATES = (
    State("anonymous", NOTHING, is_known=False),
    State("registered", FREE_ACCOUNT, SIGNED_IN, account=("reader",)),
    State("unverified", FREE_ACCOUNT, SIGNED_IN, account=("reader",), then=unconfirmed),
    State("PRO by a grant", WHOLE, SIGNED_IN, account=("reader",), then=given),
    State("grant over", FREE_ACCOUNT, SIGNED_IN, account=("reader",), then=given_once),
    State("grant revoked", FREE_ACCOUNT, SIGNED_IN, account=("reader",), then=given_and_revoked),
    State("grant not begun", FREE_ACCOUNT, SIGNED_IN, account=("reader",), then=given_later),
    State("blocked", NOTHING, account=("reader",), then=given_and_blocked),
    State("signed out", NOTHING, account=("reader",), then=given_and_signed_out),
    State("session over", NOTHING, account=("reader",), then=given_and_overdue),
    State("password changed", NOTHING, account=("reader",), then=given_and_password_changed),
    State("forged cookies", NOTHING, account=()),
    State("staff without a role", FREE_ACCOUNT, STAFF | {"roleless"}, account=("staff",)),
    State("circulation", FREE_ACCOUNT, STAFF | {"circulation"}, CIRCULATION, ("staff",)),
    State("author", WHOLE | {OWN, LIBRARY}, STAFF | {"author"}, AUTHOR, ("staff",)),
    State("editor", ALL, STAFF | {"editor"}, EDITOR, ("staff",)),
    State("administrator", ALL, STAFF | {"administrator"}, ADMINISTRATOR, ("staff",)),
    State("superuser", ALL, STAFF | {"superuser"}, account=("staff", "superuser")),
)  # fmt: skip
BY_NAME = {state.name: state for state in STATES}

# Actors of trust.md E2 that cannot be yet, and why.
NOT_YET = {
    "meter left": "the meter sets no cookie yet",
    "meter spent": "the meter sets no cookie yet",
    "gift opened": "there are no gift links yet",
    "gift expired": "there are no gift links yet",
    "share link": "there are no share links yet",
    "view as": "staff cannot view as a reader yet",
    "verified crawler": "crawlers get the lead-in like everybody",
    "staff without MFA": "staff are not asked for a second factor yet",
    "trial": "nothing is sold yet",
    "PRO active": "nothing is sold yet",
    "past due, in grace": "nothing is sold yet",
    "past due, over": "nothing is sold yet",
    "cancelled in period": "nothing is sold yet",
    "refunded or disputed": "nothing is sold yet",
    "paused": "nothing is sold yet",
    "team owner": "there are no teams yet",
    "team member": "there are no teams yet",
    "removed team member": "there are no teams yet",
    "other team's owner": "there are no teams yet",
}


@dataclass(frozen=True)
class Somebody:
    """A state with an account and the cookies of a browser."""

    state: State
    cookies: dict
    user: User | None = None


def everybody(edition, *, states=STATES):
    """Somebody of each state; the authors and editors first, for the edition needs them."""
    return {state.name: somebody(edition, state) for state in states}


def somebody(edition, state):
    if state.name == "forged cookies":
        return Somebody(state, forged())
    if not state.account:
        return Somebody(state, {})
    user = account(edition, state)
    key = sign_in(user)
    if state.then:
        state.then(edition, user, key)
    return Somebody(state, {settings.SESSION_COOKIE_NAME: key}, user)


def forged():
    """A cookie of each personal name, holding what nobody gave out."""
    return dict.fromkeys(sorted(settings.PERSONAL_COOKIES), "forged" * 6)


def account(edition, state):
    email = f"{edition.mark}-{state.name.replace(' ', '-')}@example.org".lower()
    user = User.objects.create_user(
        email, is_staff="staff" in state.account, is_superuser="superuser" in state.account
    )
    user.emailaddress_set.create(email=email, verified=True, primary=True)
    if state.role:
        user.groups.add(Group.objects.get(name=state.role))
    return edition.keep(user)


def sign_in(user):
    """A session as signing in leaves it, without the page for it."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


def cookies_without_a_state():
    """Personal cookies that no state carries: a cookie that opens something needs a reader who has it."""
    carried = {settings.SESSION_COOKIE_NAME, *NOT_CARRIED}
    for name in sorted(settings.PERSONAL_COOKIES - carried):
        yield (
            f"No reader state carries the cookie “{name}”. Add a State to STATES in"
            " newsroom/leakcheck/readers.py, or its name to NOT_CARRIED there."
        )


# Names of cookies that nothing gives out yet; "forged cookies" sends them all.
NOT_CARRIED = {"meter", "gift"}


# Reasons that no reader of the table meets yet.
REASONS_NOT_YET = {
    Reason.METERED, Reason.GIFTED, Reason.CRAWLER, Reason.METER_SPENT, Reason.TRIAL_OVER,
    Reason.PAYMENT_FAILED, Reason.SEAT_REMOVED, Reason.GIFT_EXPIRED,
}  # fmt: skip


def reasons_without_a_state(met):
    """Every reason of the decision is met by some reader, or named as one that nobody meets yet."""
    for reason in sorted(set(Reason) - set(met) - REASONS_NOT_YET):
        yield (
            f"No reader met the reason “{reason}”. Add a State that does to STATES in"
            " newsroom/leakcheck/readers.py, or the reason to REASONS_NOT_YET there."
        )
    for reason in sorted(REASONS_NOT_YET & set(met)):
        yield f"The reason “{reason}” is met now: take it out of REASONS_NOT_YET in newsroom/leakcheck/readers.py."
