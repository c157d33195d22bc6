"""The one offer box: its wording, chosen by the reason why the rest of a text is not shown."""

from dataclasses import dataclass

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from memberships.access import Reason


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
        _("This one is for PRO members"),
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


def offer_for(access):
    """What to offer a reader who was refused; None for one who was not."""
    return None if access.granted else OFFERS[access.reason]
