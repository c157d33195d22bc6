"""The share link of an article on its edit screen: made, renewed, ended. JSON, told once."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from articles import gift_links, rights
from articles.models import Article


def make(request):
    """A share link; the one before is dead."""
    article = shareable_by(request)
    try:
        link, url = gift_links.share(article, by=request.user, at=timezone.now())
    except gift_links.NotGiven as refusal:
        return JsonResponse({"error": str(refusal)}, status=409)
    return JsonResponse({"url": url, "ends_at": link.ends_until})


def end(request):
    gift_links.unshare(shareable_by(request), by=request.user, at=timezone.now())
    return JsonResponse({})


def shareable_by(request):
    """The article, for whoever may give away what is sold: those who publish it."""
    number = request.POST.get("article", "")
    is_number = number.isascii() and number.isdigit() and len(number) < 18
    article = get_object_or_404(Article, pk=number if is_number else 0)
    if not rights.may_publish(request.user) or not rights.may_see(request.user, article):
        raise PermissionDenied
    return article


def state_for(user, article):
    """What the screen shows: may this person share it, and the link that stands."""
    if article is None or not rights.may_publish(user):
        return {"may": False, "link": None}
    # What readers do not have yet has no share link: the screen of a draft asks for none.
    has_been_out = article.published_at is not None
    link = gift_links.share_link_of(article, at=timezone.now()) if has_been_out else None
    return {"may": True, "link": link, "lasts": settings.SHARE_LINK_LASTS.days}
