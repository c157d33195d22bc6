"""The menu of the account pages, as data. A page of an app that is not there is left out."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    """What it says, and the name of its page's address. Names may be those of apps above."""

    label: str
    url_name: str


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    is_here: bool


ENTRIES = (
    Entry(_("Your account"), "account"),
    Entry(_("Profile"), "accounts:profile"),
    Entry(_("Your access"), "memberships:your_access"),
    Entry(_("Saved articles"), "articles:saved_articles"),
    Entry(_("Reading history"), "articles:reading_history"),
    Entry(_("Gift links"), "articles:gifts"),
    Entry(_("E-mail addresses"), "account_email"),
    Entry(_("Password"), "account_change_password"),
    Entry(_("Two-step sign-in and passkeys"), "mfa_index"),
    Entry(_("Sessions"), "usersessions_list"),
    Entry(_("Your data"), "your_data"),
)


def links(path):
    """The entries that lead somewhere; the one nearest above this path is here."""
    found = [(entry.label, url) for entry in ENTRIES if (url := address_of(entry))]
    here = max((url for _label, url in found if path.startswith(url)), key=len, default="")
    # The overview stands above every page of ours: it is here only where it is the page itself.
    if here == address_of(ENTRIES[0]) != path:
        here = ""
    return [Link(label, url, url == here) for label, url in found]


def address_of(entry):
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return ""
