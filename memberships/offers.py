"""The one offer box: its wording, chosen by the reason why the rest of a text is not shown.

The desk may word it: what stands in Wording under “offers” wins over what is said here.
"""

from dataclasses import dataclass, replace

from django.urls import reverse_lazy
from django.utils.formats import date_format
from django.utils.timezone import localtime
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
    secondary: str = ""
    secondary_url: str = ""

    # Whoever signs in or up on the way comes back to the page.

    @property
    def button_leads_back(self):
        return self.button_url in (SIGN_IN, SIGN_UP)

    @property
    def secondary_leads_back(self):
        return self.secondary_url in (SIGN_IN, SIGN_UP)


SIGN_IN = reverse_lazy("account_login")
SIGN_UP = reverse_lazy("account_signup")
MEMBERSHIP = reverse_lazy("membership")
ACCOUNT = reverse_lazy("account")
YOUR_ACCESS = reverse_lazy("memberships:your_access")
CONTACT = reverse_lazy("publication:page_detail", kwargs={"slug": "contact"})

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
    ),
    Reason.METER_SPENT: Offer(
        _("You have read your free stories for this month"),
        _(
            "Thank you for reading. Create a free account to go on with this story and others like"
            " it. Your {limit} visitor stories return on {reset_date}."
        ),
        _("Create a free account"),
        SIGN_UP,
        _("I have an account: sign in"),
        SIGN_IN,
    ),
    Reason.TRIAL_OVER: Offer(
        _("Your free week has ended"),
        _(
            "Your trial ended on {trial_end} and you have not been charged. Choose a plan to pick"
            " up where you stopped; your saved articles are as you left them."
        ),
        _("Choose a plan"),
        MEMBERSHIP,
        _("Stay with a free account"),
        ACCOUNT,
    ),
    Reason.PAYMENT_FAILED: Offer(
        _("Your last payment did not go through"),
        _(
            "We could not take the payment due on {due_date}, and the days of grace have passed."
            " Nothing is lost. Update your card and this page will open at once; we charge only"
            " the amount that was due."
        ),
        _("Update payment"),
        ACCOUNT,
        _("Write to us about it"),
        CONTACT,
    ),
    Reason.SEAT_REMOVED: Offer(
        _("You no longer have a seat in your team"),
        _(
            "Your access to PRO came through a team, and the seat was withdrawn on {removed_date}."
            " Your account and what you saved are still yours. To read PRO again, ask the team's"
            " owner or take a membership of your own."
        ),
        _("See membership plans"),
        MEMBERSHIP,
        _("Why can I not read this?"),
        YOUR_ACCESS,
    ),
    Reason.GIFT_EXPIRED: Offer(
        _("This gift link has been used up or has expired"),
        _(
            "A gift link opens one article for 14 days and up to 25 times. This one no longer"
            " works. You can ask the person who sent it for another."
        ),
        _("What PRO is"),
        MEMBERSHIP,
        _("Already a member? Sign in"),
        SIGN_IN,
    ),
}


# What the wording calls the date that an answer names.
END_NAMES = {
    Reason.METER_SPENT: "reset_date",
    Reason.TRIAL_OVER: "trial_end",
    Reason.PAYMENT_FAILED: "due_date",
    Reason.SEAT_REMOVED: "removed_date",
}

# Where a button of ours may lead, by the names that the wording uses.
PLACES = {
    "membership": MEMBERSHIP,
    "sign_in": SIGN_IN,
    "sign_up": SIGN_UP,
    "account": ACCOUNT,
    "your_access": YOUR_ACCESS,
    "contact": CONTACT,
}


def offer_for(access, **values):
    """What to offer a reader who was refused; None for one who was not.

    `values` fill the placeholders of the wording. One query, for the refused alone.
    """
    if access.granted:
        return None
    ends = END_NAMES.get(access.reason)
    if ends and access.until:
        values.setdefault(ends, date_format(localtime(access.until), "j F"))
    return worded(OFFERS[access.reason], access.reason, wordings.of("offers"), values)


def worded(offer, reason, said, values):
    """The offer in the desk's own words, as far as there are any; sentences that want a value fall out."""
    parts = ("headline", "text", "button", "secondary")
    texts = {
        part: wordings.filled(said.get(f"{reason}.{part}", ""), values)
        or wordings.filled(str(getattr(offer, part)), values)
        for part in parts
    }
    places = {
        f"{part}_url": PLACES[place]
        for part in ("button", "secondary")
        if (place := said.get(f"{reason}.{part}_goes_to")) in PLACES
    }
    return replace(offer, **texts, **places)
