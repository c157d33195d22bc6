"""Pages that gather several apps: the front page, the search, what comes, the errors."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.front import front_page
from newsroom.lib import caching


@require_safe
@caching.shareable
def home(request):
    return render(request, "newsroom/home.html", {"front": front_page()})


@require_safe
@caching.shareable
def newsletters(request):
    """What newsletters there will be; nothing is asked of the reader yet."""
    return render(request, "newsroom/newsletters.html")


@require_safe
@caching.shareable
def membership(request):
    """What PRO is; it cannot be bought yet."""
    return render(request, "newsroom/membership.html")


@require_safe
@caching.shareable
def events(request):
    return render(request, "newsroom/events.html")
