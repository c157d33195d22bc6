"""The one offer box: its wording, chosen by the reason why the rest of a text is not shown.

The desk may word it: what stands in Wording under “offers” wins over what is said here.
"""

from dataclasses import dataclass, replace

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from memberships.access import Reason
from publication import wordings


@dataclass(frozen=True)
class Offer:
    """What the box says. `places` in the links are addresses of ours."""

    headline: str
    text: str
    button: str
    button_url: str
    secondary: str
    secondary_url: str


SIGN_IN = reverse_lazy("account_login")
SIGN_UP = reverse_lazy("account_signup")
MEMBERSHIP = reverse_lazy("membership")

OFFERS = {
    Reason.SIGN_IN: Offer(
        _("Already a member? Sign in to read on"),
        _(
            "This piece is part of PRO. If you are a member, sign in and we will bring you"
            " straight back to this page."
        ),
        _("Sign in"),
        SIGN_IN,
        _("What PRO is"),
        MEMBERSHIP,
    ),
    Reason.REGISTER: Offer(
        _("Read on with a free account"),
        _(
            "This story is free for registered readers. An e-mail address is all we need: no card,"
            " no password unless you want one."
        ),
        _("Create a free account"),
        SIGN_UP,
        _("I have an account: sign in"),
        SIGN_IN,
    ),
    Reason.UPGRADE: Offer(
        _("This piece is for PRO members"),
        _(
            "You are signed in with a free account. PRO adds memos, trend reports, live Q&A with"
            " our correspondents and nine weekly industry newsletters."
        ),
        _("See everything in PRO"),
        MEMBERSHIP,
        "",
        "",
    ),
}


# Where a button of ours may lead, by the names that the wording uses.
PLACES = {"membership": MEMBERSHIP, "sign_in": SIGN_IN, "sign_up": SIGN_UP}


def offer_for(access, **values):
    """What to offer a reader who was refused; None for one who was not.

    `values` fill the placeholders of the wording. One query, for the refused alone.
    """
    if access.granted:
        return None
    return worded(OFFERS[access.reason], access.reason, wordings.of("offers"), values)


def worded(offer, reason, said, values):
    """The offer in the desk's own words, as far as there are any."""
    parts = ("headline", "text", "button", "secondary")
    texts = {part: wordings.filled(said.get(f"{reason}.{part}", ""), values) for part in parts}
    places = {
        f"{part}_url": PLACES[place]
        for part in ("button", "secondary")
        if (place := said.get(f"{reason}.{part}_goes_to")) in PLACES
    }
    return replace(offer, **{part: text for part, text in texts.items() if text}, **places)
