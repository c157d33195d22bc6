"""The account corner: the one small private answer that fills the page's header."""

from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from newsroom.lib import caching


@require_safe
@caching.private
def corner(request):
    """Who is signed in: {"signed_in", "name", "links": [{"label", "url"}]}."""
    user = request.user if caching.is_known(request) else None
    if user is None or not user.is_authenticated:
        return JsonResponse({"signed_in": False, "name": "", "links": []})
    return JsonResponse({"signed_in": True, "name": user.get_short_name(), "links": links_of(user)})


def links_of(user):
    """Where this person's corner leads."""
    links = [{"label": _("Your account"), "url": reverse("account_email")}]
    if user.is_staff:
        links.append({"label": _("Newsroom"), "url": reverse("admin:index")})
    return [*links, {"label": _("Sign out"), "url": reverse("account_logout")}]
