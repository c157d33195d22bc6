"""What is said of the meter: one plain sentence, and what the desk's own wording may name."""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from memberships.access import AccessLevel

# {(level of the piece, how much is left): the sentence for this number}
SAID = {
    (AccessLevel.REGISTERED, "all"): ngettext_lazy(
        "Without an account you can read %(number)s story a month.",
        "Without an account you can read %(number)s stories a month.",
        "number",
    ),
    (AccessLevel.REGISTERED, "some"): ngettext_lazy(
        "You have %(number)s free story left this month.",
        "You have %(number)s free stories left this month.",
        "number",
    ),
    (AccessLevel.REGISTERED, "none"): _("You have no free stories left this month."),
    (AccessLevel.PRO, "all"): ngettext_lazy(
        "With your free account you can read %(number)s PRO piece a month.",
        "With your free account you can read %(number)s PRO pieces a month.",
        "number",
    ),
    (AccessLevel.PRO, "some"): ngettext_lazy(
        "You have %(number)s free PRO piece left this month.",
        "You have %(number)s free PRO pieces left this month.",
        "number",
    ),
    (AccessLevel.PRO, "none"): _("You have no free PRO pieces left this month."),
}


def values(meter):
    """For the offer box: {limit} and {reset_date}."""
    if meter is None:
        return {}
    # As it stands, in the site's zone: there the month ends at midnight.
    return {"limit": meter.limit, "reset_date": date_format(meter.until, "j F")}


def reads_left(meter, level):
    """What remains of the month. To whoever has opened nothing it says the same as to everybody."""
    if meter is None:
        return ""
    how_much = "all" if meter.left == meter.limit else "some" if meter.left else "none"
    said = SAID.get((level, how_much), "")  # a level may change while the page is made
    return said and said % {"number": meter.left}
