"""What the support desk learns of a reader: how the account stands, and what changed its access."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import deletion
from accounts.models import Session
from memberships.models import AccessChange

MOST = 200
DONE = {
    AccessChange.Verb.GRANTED: gettext_lazy("Access given"),
    AccessChange.Verb.EXTENDED: gettext_lazy("Access extended"),
    AccessChange.Verb.REVOKED: gettext_lazy("Access taken back"),
}


@dataclass(frozen=True)
class Event:
    """Something that changed what this reader may read."""

    at: datetime
    words: str
    detail: str = ""
    reason: str = ""
    by: str = ""


def history(user, *, at):
    """What changed this reader's access, oldest first."""
    changes = user.access_changes.select_related("made_by").order_by("-made_at", "-pk")[:MOST]
    events = [
        Event(user.joined_at, _("The account was opened")),
        *(event_of(change) for change in changes),
        *(ended(grant) for grant in user.grants.all()[:MOST] if has_ended(grant, at)),
    ]
    return sorted(events, key=lambda event: event.at)


def event_of(change):
    return Event(
        change.made_at,
        DONE.get(change.verb, change.get_verb_display()),
        f"{change.source}: {change.detail}",
        change.reason,
        change.made_by.get_full_name() if change.made_by else "",
    )


def has_ended(grant, at):
    """By its date, not by somebody's hand."""
    return grant.ends_until is not None and grant.ends_until <= at and grant.revoked_at is None


def ended(grant):
    return Event(grant.ends_until, _("Access ended on its date"), f"{grant.source}: {grant}")


def facts(user, *, at):
    """[(what, how it is)] of the account. Nothing of what this person reads."""
    planned = deletion.planned(user)
    confirmed = user.emailaddress_set.filter(verified=True).exists()
    return [
        (_("Account"), _("open") if user.is_active else _("closed: nobody can sign in to it")),
        (_("E-mail address"), _("confirmed") if confirmed else _("not confirmed yet")),
        (_("Works here"), _("yes") if user.is_staff else _("no")),
        (_("Browsers signed in"), Session.objects.filter(user=user, expire_date__gt=at).count()),
        (_("Last sign-in"), user.last_login),
        (_("Planned deletion"), planned.due_at if planned else None),
    ]
