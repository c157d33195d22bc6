"""What we sell or give, and what it opens. Only this module names plans."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from memberships.access import Entitlement


@dataclass(frozen=True)
class Plan:
    """A name for a set of entitlements."""

    key: str
    name: str
    grants: frozenset


FREE = Plan("free", _("Free account"), grants=frozenset({Entitlement.READ_REGISTERED}))
PRO = Plan("pro", _("PRO"), grants=FREE.grants | {Entitlement.READ_PRO})

# What can be given; a key that is not here opens nothing.
PLANS = {plan.key: plan for plan in (FREE, PRO)}


def opened_by(key):
    """The entitlements of a plan; none where there is no such plan."""
    return PLANS[key].grants if key in PLANS else frozenset()
