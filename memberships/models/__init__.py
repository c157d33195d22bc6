"""What a reader may have that is not everybody's, and how they came by it."""

from memberships.models.access_change import AccessChange
from memberships.models.grant import Grant
from memberships.models.metered import MeteredRead, MeterKey, NetworkCount

__all__ = ["AccessChange", "Grant", "MeterKey", "MeteredRead", "NetworkCount"]
