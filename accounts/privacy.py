"""What the accounts hold about a person, how they get a copy of it, and how it goes."""

import json

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db.models import Q

from accounts.models import AccountDeletion, Invitation, OutgoingMail, Session
from newsroom.lib.persons import Fate, Held

A_SECRET = "It is a secret of the sign-in; a copy of it would be a way in."
NAMED_ABOVE = "It only ties the account to what the part “account” names."

HELD = {
    "accounts.User": Held(Fate.ERASED, exported="account"),
    "accounts.User_groups": Held(Fate.ERASED, not_exported_because=NAMED_ABOVE),
    "accounts.User_user_permissions": Held(Fate.ERASED, not_exported_because=NAMED_ABOVE),
    "accounts.AccountDeletion": Held(Fate.ERASED, exported="planned_deletion"),
    "accounts.DataRequest": Held(Fate.ANONYMISED, exported="requests_about_own_data"),
    "accounts.Invitation": Held(Fate.ERASED, exported="invitations"),
    "accounts.OutgoingMail": Held(Fate.ERASED, exported="mails"),
    "account.EmailAddress": Held(Fate.ERASED, exported="email_addresses"),
    "account.EmailConfirmation": Held(Fate.ERASED, not_exported_because=A_SECRET),
    "mfa.Authenticator": Held(Fate.ERASED, exported="second_steps"),
    "usersessions.UserSession": Held(Fate.ERASED, exported="devices"),
    "accounts.Session": Held(Fate.ERASED, not_exported_because=A_SECRET),
    "socialaccount.SocialAccount": Held(Fate.ERASED, exported="accounts_elsewhere"),
    "socialaccount.SocialToken": Held(Fate.ERASED, not_exported_because=A_SECRET),
}

# What is on its way or has been said; the texts are in the person's own mailbox.
SETTLED = [OutgoingMail.State.ACCEPTED, OutgoingMail.State.FAILED, OutgoingMail.State.UNKNOWN]


def addresses_of(user):
    """Every address that this person has or had with us, in lower case."""
    others = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return sorted({address.lower() for address in [user.email, *others]})


def among(field, addresses):
    """The rows whose field is one of these addresses, whatever its case."""
    found = Q(pk=None)
    for address in addresses:
        found |= Q(**{f"{field}__iexact": address})
    return found


def mails_to(user):
    return OutgoingMail.objects.filter(among("to_address", addresses_of(user)))


def export(user):
    """[(the part's name, its rows as plain data)]"""
    invitations = Invitation.objects.filter(among("email", addresses_of(user)))
    parts = [
        ("account", [account_of(user)]),
        (
            "planned_deletion",
            AccountDeletion.objects.filter(user=user).values("asked_at", "due_at"),
        ),
        ("requests_about_own_data", user.data_requests.order_by("at").values("kind", "at")),
        ("email_addresses", user.emailaddress_set.values("email", "verified", "primary")),
        ("devices", user.usersession_set.values("ip", "user_agent", "created_at", "last_seen_at")),
        (
            "second_steps",
            Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at"),
        ),
        ("invitations", invitations.values("email", "name", "role__name", "made_at", "used_at")),
        (
            "mails",
            mails_to(user)
            .order_by("pk")
            .values("to_address", "kind", "subject", "state", "created_at", "sent_at"),
        ),
    ]
    return parts + elsewhere(user)


def account_of(user):
    """The row itself, whatever it comes to hold, but for what opens it."""
    fields = [field for field in user._meta.concrete_fields if field.name != "password"]
    named = {field.name: field.value_from_object(user) for field in fields}
    return named | {"roles": list(user.groups.values_list("name", flat=True))}


def elsewhere(user):
    """Accounts of other providers that open this one, where the site takes any."""
    if not apps.is_installed("allauth.socialaccount"):
        return []
    rows = user.socialaccount_set.values(
        "provider", "uid", "last_login", "date_joined", "extra_data"
    )
    return [("accounts_elsewhere", rows)]


def is_being_written_to(user):
    """A mail to them leaves at this very moment: its row cannot go yet."""
    return mails_to(user).filter(state=OutgoingMail.State.SENDING).exists()


def erase(user, *, at):
    """Remove the account and all that leads to it; allauth's rows go with it."""
    addresses = addresses_of(user)
    mails_to(user).delete()
    mails_about(user).delete()
    Invitation.objects.filter(among("email", addresses)).delete()
    end_sessions(user, addresses)
    user.delete()


def mails_about(user):
    """Letters to others that name this person and have left: of the desk, and invitations."""
    named = Q(pk=None)
    for word in [user.name, *addresses_of(user)]:
        if word:
            named |= Q(text_body__icontains=word) | Q(html_body__icontains=word)
            named |= Q(subject__icontains=word)
    said = Q(kind__startswith="desk_") | Q(kind="invitation")
    return OutgoingMail.objects.filter(named, said, state__in=SETTLED)


def end_sessions(user, addresses):
    """Theirs, and the sign-ins begun with an address of theirs."""
    user.sessions.all().delete()
    for session in Session.objects.filter(user=None).iterator(chunk_size=500):
        held = json.dumps(session.get_decoded(), ensure_ascii=False, default=str).lower()
        if any(word in held for word in addresses):
            session.delete()
