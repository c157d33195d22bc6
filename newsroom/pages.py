"""Pages that gather several apps: the front page, the search, what comes, the errors."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import search as searching
from articles.front import front_page
from articles.models import Kind
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


@require_safe
@caching.shareable
def search(request):
    """`?q=` words, `?kind=`, `?order=newest`, `?page=`: what is odd is read as its default."""
    query = searching.usable(request.GET.get("q", ""))
    kind, order = request.GET.get("kind", ""), request.GET.get("order", "best")
    page = whole_number(request.GET.get("page", ""), default=1)
    results = searching.find(query, reader=request.reader, kind=kind, order=order, page=page)
    context = {
        "query": query,
        "results": results,
        "kinds": Kind.objects.order_by("position", "name"),
        "chosen_kind": kind,
        "order": order,
        "next_url": page_address(request, page + 1) if results.has_next else "",
        "previous_url": page_address(request, page - 1) if results.page > 1 else "",
    }
    return render(request, "newsroom/search.html", context)


def whole_number(text, *, default):
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default


def page_address(request, page):
    """The same search, at another page."""
    kept = {name: request.GET[name] for name in ("q", "kind", "order") if name in request.GET}
    return f"?{urlencode({**kept, 'page': page})}"
