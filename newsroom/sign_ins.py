"""What a browser did before somebody signed in, and that is theirs from then on."""

from django.utils import timezone

from memberships import meter


def bring_along(sender, request, user, **kwargs):
    """Each app that counts or keeps something for a browser hands it to the account."""
    meter.merge(request, user, at=timezone.now())
