"""Who signs in, and the outbox every mail leaves through."""

from accounts.models.user import User

__all__ = ["User"]
