"""Pages about what a reader may have."""

from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from memberships import explaining
from memberships.offers import offer_for
from newsroom.lib import caching
from publication import frame as frames


@caching.private
@require_safe
@login_required
def your_access(request):
    """What this account opens, why, until when; and what is offered for the rest."""
    explanation = explained(request)
    refused = explanation.refused
    context = {"explanation": explanation, "offer": offer_for(refused) if refused else None}
    return render(request, "memberships/your_access.html", context)


def explained(request):
    """By the reader's own clock, or by the paper's."""
    zone = request.user.time_zone or frames.of(request).site.time_zone
    return explaining.of_account(request.user, zone=ZoneInfo(zone))
