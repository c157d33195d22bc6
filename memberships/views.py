"""Pages about what a reader may have."""

from zoneinfo import ZoneInfo

from allauth.account.utils import get_next_redirect_url
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts import staff
from memberships import explaining, viewing
from memberships.offers import offer_for
from memberships.readers import is_at_the_desk
from newsroom.lib import caching
from newsroom.lib.origin import from_our_pages_only
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


@staff.only
@caching.private
@require_POST
@from_our_pages_only
def view_as(request):
    """From the bar, the corner or the account: look at the site as somebody else, or stop doing so."""
    if not is_at_the_desk(request.user):
        raise PermissionDenied
    # Not redirect(): it takes a word for the name of a view.
    response = HttpResponseRedirect(get_next_redirect_url(request) or reverse("home"))
    viewing.choose(request, response, request.POST.get("as", ""))
    return response
