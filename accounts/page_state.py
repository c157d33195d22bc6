"""What the header of a page says to whoever is signed in."""

from django.urls import reverse
from django.utils.translation import gettext as _


def state(user, article_numbers):
    """{"signed_in", "name", "links": [{"label", "url"}]} for the corner of the page."""
    if not user.is_authenticated:
        return {"signed_in": False, "name": "", "links": []}
    return {"signed_in": True, "name": user.get_short_name(), "links": links_of(user)}


def links_of(user):
    """Where this person's corner leads."""
    links = [
        {"label": _("Your account"), "url": reverse("account")},
        {"label": _("Saved articles"), "url": reverse("articles:saved_articles")},
    ]
    if user.is_staff:
        links.append({"label": _("Newsroom"), "url": reverse("admin:index")})
    return [*links, {"label": _("Sign out"), "url": reverse("account_logout")}]
