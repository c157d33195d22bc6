"""What we sell or give, and what it opens. Only this module names plans."""

from dataclasses import dataclass

from memberships.access import Entitlement


@dataclass(frozen=True)
class Plan:
    """A name for a set of entitlements."""

    key: str
    name: str
    grants: frozenset


FREE = Plan("free", "Free account", grants=frozenset({Entitlement.READ_REGISTERED}))
PRO = Plan("pro", "PRO", grants=FREE.grants | {Entitlement.READ_PRO})
