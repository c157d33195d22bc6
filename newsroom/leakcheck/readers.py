"""Who asks: one row for each state that a reader can be in, and what such a reader may have."""

import ipaddress
import time
from dataclasses import dataclass, field, replace
from datetime import timedelta
from importlib import import_module

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY as RECORDS_ARE_OF,
)
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY as RECORDS,
)
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts import proof
from accounts.models import AccountDeletion, Session, User
from memberships import crawlers
from memberships.access import Reason
from memberships.models import Grant
from memberships.readers import VIEW_AS
from newsroom.leakcheck import openings
from newsroom.leakcheck.canaries import (
    DESK,
    EVERYBODY,
    GIVEN,
    LIBRARY,
    METERED,
    OWN,
    PRO,
    REGISTERED,
    SAMPLED,
    SHUT,
)  # fmt: skip
from newsroom.roles import ADMINISTRATOR, AUTHOR, CIRCULATION, EDITOR

NOTHING = frozenset({EVERYBODY})
FREE_ACCOUNT = NOTHING | {REGISTERED, METERED, SHUT}
WHOLE = FREE_ACCOUNT | {PRO, SAMPLED, GIVEN}
ALL = WHOLE | {OWN, DESK, LIBRARY}
# What is shown by the desk's own pages, whoever the desk sees the site as.
OF_THE_DESK = ("desk", "preview", "front preview", "mail", "support")
BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@dataclass(frozen=True)
class State:
    """A kind of reader. `kinds`: the words by which routes.toml speaks of it.

    `then` happens to the account once it is signed in; `opens` answers the cookies that this
    browser has by what was opened in it, `cookie` names the setting that says what they are called.
    `at_desk`: what such a person may have there, where that is something else. `settings` are those
    under which the state can be: only in our own process.
    """

    name: str
    may: frozenset
    kinds: frozenset = frozenset()
    role: str = ""
    account: tuple = ()
    then: object = None
    opens: object = None
    cookie: str = ""
    at_desk: frozenset | None = None
    settings: dict = field(default_factory=dict, hash=False)
    headers: dict = field(default_factory=dict, hash=False)
    address: str = "127.0.0.1"

    def may_have(self, output=""):
        is_desk = self.at_desk is not None and output.startswith(OF_THE_DESK)
        return self.at_desk if is_desk else self.may

    @property
    def words(self):
        """Those of `kinds`, and for each thing that it may have one such as `may_pro`."""
        return self.kinds | {f"may_{what}" for what in self.may}


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


def in_session(user, key, **values):
    session = import_module(settings.SESSION_ENGINE).SessionStore(session_key=key)
    session.update(values)
    session.save()


def seen_as(choice):
    def then(edition, user, key):
        in_session(user, key, **{VIEW_AS: choice})

    return then


def just_proven(edition, user, key):
    """As signing in a moment ago leaves it."""
    record = {"method": proof.METHOD, "at": time.time(), "email": user.email}
    in_session(user, key, **{RECORDS: [record], RECORDS_ARE_OF: str(user.pk)})


def given_and_leaving(edition, user, key):
    given(edition, user, key)
    now = timezone.now()
    AccountDeletion.objects.create(user=user, asked_at=now, due_at=now + timedelta(days=7))


# Crawlers are known by their address; what DNS said of these two is remembered already.
VERIFIED, ELSEWHERE = "66.249.66.1", "95.216.227.158"
GOOGLEBOT = {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}
RELAYED = {"X-Forwarded-For": VERIFIED, "Forwarded": f"for={VERIFIED}", "X-Real-IP": VERIFIED}
CRAWLED = {"CRAWLERS_READ": True, "CRAWLER_RANGES": [], "ALLAUTH_TRUSTED_PROXY_COUNT": 0}


def looked_up(address, answer):
    def opens(edition, people, user):
        later = timezone.now() + timedelta(hours=12)
        crawlers.memory.keep(ipaddress.ip_address(address), answer, at=later)
        return {}

    return opens


READER, SIGNED_IN = ("reader",), sentences("signed_in")
DESK_ACCOUNT, STAFF = ("staff",), sentences("signed_in", "staff")
EDITORS = {"kinds": STAFF | {"editor"}, "role": EDITOR, "account": DESK_ACCOUNT}
METER, GIFT = {"cookie": "METER_COOKIE_NAME"}, {"cookie": "GIFT_COOKIE_NAME"}
GIVEN_TO = NOTHING | {GIVEN}
STATES = (
    State("anonymous", NOTHING),
    State("registered", FREE_ACCOUNT, SIGNED_IN, account=READER),
    State("unverified", FREE_ACCOUNT, SIGNED_IN, account=READER, then=unconfirmed),
    State("just signed in", FREE_ACCOUNT, SIGNED_IN | {"proven"}, account=READER, then=just_proven),
    State("PRO by a grant", WHOLE, SIGNED_IN | {"giver"}, account=READER, then=given),
    State("grant over", FREE_ACCOUNT, SIGNED_IN, account=READER, then=given_once),
    State("grant revoked", FREE_ACCOUNT, SIGNED_IN | {"former"}, account=READER, then=given_and_revoked),
    State("grant not begun", FREE_ACCOUNT, SIGNED_IN, account=READER, then=given_later),
    State("deletion planned", WHOLE, SIGNED_IN, account=READER, then=given_and_leaving),
    State("blocked", NOTHING, account=READER, then=given_and_blocked),
    State("signed out", NOTHING, account=READER, then=given_and_signed_out),
    State("session over", NOTHING, account=READER, then=given_and_overdue),
    State("password changed", NOTHING, account=READER, then=given_and_password_changed),
    State("forged cookies", NOTHING, opens=openings.forged),
    State("meter left", NOTHING | {METERED}, opens=openings.one_read, **METER),
    State("meter spent", NOTHING | {METERED, SHUT}, opens=openings.all_reads, **METER),
    State("sample opened", FREE_ACCOUNT | {SAMPLED}, SIGNED_IN, account=READER, opens=openings.sample),
    State("gift taken back", NOTHING, opens=openings.gift_taken_back, **GIFT),
    State("gift of a former member", NOTHING, opens=openings.gift_of_a_former_member, **GIFT),
    State("gift opened", GIVEN_TO, opens=openings.gift, **GIFT),
    State("share link ended", NOTHING, opens=openings.share_ended, **GIFT),
    State("share link opened", GIVEN_TO, opens=openings.share, **GIFT),
    State("verified crawler", WHOLE, sentences("crawler"), opens=looked_up(VERIFIED, True),
          settings=CRAWLED, headers=GOOGLEBOT, address=VERIFIED),
    State("forged crawler", NOTHING, opens=looked_up(ELSEWHERE, False), settings=CRAWLED,
          headers=GOOGLEBOT | RELAYED, address=ELSEWHERE),
    State("view as without the right", FREE_ACCOUNT, SIGNED_IN, account=READER, then=seen_as("pro")),
    State("staff without a role", FREE_ACCOUNT, STAFF | {"roleless"}, account=DESK_ACCOUNT),
    State("circulation", FREE_ACCOUNT, STAFF | {"circulation"}, CIRCULATION, DESK_ACCOUNT),
    State("author", WHOLE | {OWN, LIBRARY}, STAFF | {"author"}, AUTHOR, DESK_ACCOUNT),
    State("editor", ALL, **EDITORS),
    State("editor as anonymous", NOTHING, then=seen_as("anonymous"), at_desk=ALL, **EDITORS),
    State("editor as registered", FREE_ACCOUNT, then=seen_as("registered"), at_desk=ALL, **EDITORS),
    State("editor as PRO", WHOLE, then=seen_as("pro"), at_desk=ALL, **EDITORS),
    State("editor without a second step", FREE_ACCOUNT, SIGNED_IN | {"stepless"}, EDITOR, DESK_ACCOUNT,
          settings={"STAFF_MFA_REQUIRED": True}),
    State("administrator", ALL, STAFF | {"administrator"}, ADMINISTRATOR, DESK_ACCOUNT),
    State("superuser", ALL, STAFF | {"superuser"}, account=("staff", "superuser")),
)  # fmt: skip
BY_NAME = {state.name: state for state in STATES}

# Actors of trust.md E2 that cannot be yet, and why.
NOT_YET = {
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
    if not state.account:
        return Somebody(state, {})
    user = account(edition, state)
    key = sign_in(user)
    if state.then:
        state.then(edition, user, key)
    return Somebody(state, {settings.SESSION_COOKIE_NAME: key}, user)


def one_of_each(people):
    """One of all who are spoken of in the same words."""
    return list({somebody.state.words: somebody for somebody in people.values()}.values())


def with_openings(edition, people):
    """The same people, once there is something that could be opened to them."""
    return {
        name: replace(one, cookies={**one.cookies, **one.state.opens(edition, people, one.user)})
        if one.state.opens
        else one
        for name, one in people.items()
    }


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
    carried = {getattr(settings, state.cookie) for state in STATES if state.cookie}
    for name in sorted(settings.PERSONAL_COOKIES - carried - {settings.SESSION_COOKIE_NAME}):
        yield (
            f"No reader state carries the cookie “{name}”. Add a State to STATES in"
            " newsroom/leakcheck/readers.py whose `cookie` names its setting."
        )


# Reasons that no reader of the table meets yet.
REASONS_NOT_YET = {Reason.TRIAL_OVER, Reason.PAYMENT_FAILED, Reason.SEAT_REMOVED}


def reasons_without_a_state(met):
    """Every reason of the decision is met by some reader, or named as one that nobody meets yet."""
    for reason in sorted(set(Reason) - set(met) - REASONS_NOT_YET):
        yield (
            f"No reader met the reason “{reason}”. Add a State that does to STATES in"
            " newsroom/leakcheck/readers.py, or the reason to REASONS_NOT_YET there."
        )
    for reason in sorted(REASONS_NOT_YET & set(met)):
        yield f"The reason “{reason}” is met now: take it out of REASONS_NOT_YET in newsroom/leakcheck/readers.py."
