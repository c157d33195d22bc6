"""Pages that gather several apps: the front page, the search, what comes, the errors."""

from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import search as searching
from articles.front import front_page
from articles.models import Industry, Kind
from newsroom.lib import caching
from newsroom.lib.addresses import absolute
from publication import wordings
from publication.models import SiteSettings

ROBOTS = """User-agent: *
Disallow: /account/
Disallow: /accounts/
Disallow: /search/

Sitemap: {sitemap}
Sitemap: {news}
"""


@require_safe
@caching.shareable
def home(request):
    return render(request, "newsroom/home.html", {"front": front_page()})


@require_safe
@caching.shareable
def newsletters(request):
    """What newsletters there will be; nothing is asked of the reader yet."""
    planned = {"newsletters": wordings.rows("newsletters")}
    return render(request, "newsroom/newsletters.html", planned)


@require_safe
@caching.shareable
def membership(request):
    """What PRO is; it cannot be bought yet."""
    planned = {
        "industries": Industry.objects.order_by("position", "name"),
        "plans": wordings.rows("plans"),
        "questions": wordings.rows("questions"),
    }
    return render(request, "newsroom/membership.html", planned)


@require_safe
@caching.shareable
def events(request):
    """What is planned; there is nothing to register for yet."""
    return render(request, "newsroom/events.html", {"events": wordings.rows("events")})


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


@require_safe
@caching.shareable
def robots(request):
    """Crawlers may read what everybody may; the admin is not even named."""
    text = ROBOTS.format(sitemap=absolute("/sitemap.xml"), news=absolute("/news-sitemap.xml"))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@caching.shareable
def security_txt(request):
    """Where to report a hole (RFC 9116)."""
    site = SiteSettings.current()
    expires = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    contact = f"mailto:{site.contact_email}" if site.contact_email else absolute("/page/contact/")
    canonical = absolute("/.well-known/security.txt")
    text = f"Contact: {contact}\nExpires: {expires}\nCanonical: {canonical}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
