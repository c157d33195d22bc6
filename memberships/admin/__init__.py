"""What readers may have, in the admin."""

from memberships.admin import grants  # noqa: F401  (they register themselves)
