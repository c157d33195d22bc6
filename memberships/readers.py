"""Who is reading: from a request to the Reader that the decision needs."""

from memberships.access import ANONYMOUS, Reader
from memberships.plans import FREE


def recall(request):
    """The reader behind this request. Asks the session, so only for known requests."""
    return reader_for(request.user)


def reader_for(user):
    """What this account entitles to. A free account opens what is for registered readers."""
    if not (user.is_authenticated and user.is_active):
        return ANONYMOUS
    return Reader(FREE.grants, is_signed_in=True, is_editor=user.is_staff)
