"""Pages that gather several apps: the front page, the search, what comes, the errors."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import search as searching
from articles.admin import front as front_desk
from articles.front import front_page
from articles.models import FrontPage, Industry
from articles.search_form import SearchForm
from newsroom.lib import caching
from newsroom.lib.addresses import absolute
from publication import frame as frames
from publication import wordings
from publication.models import SiteSettings

ROBOTS = """User-agent: *
Disallow: /account/
Disallow: /accounts/
Disallow: /gift/

Sitemap: {sitemap}
Sitemap: {news}
"""


@require_safe
@caching.shareable
def home(request):
    return render(request, "newsroom/home.html", {"front": front_page()})


@caching.private
def home_preview(request):
    """The front page byte for byte as readers will get it: of a moment, and of an unsaved arrangement."""
    if not admin.site.get_model_admin(FrontPage).has_view_permission(request):
        raise PermissionDenied
    try:
        asked = front_desk.wanted_by(request)
    except ValidationError as error:
        return HttpResponseBadRequest(
            "\n".join(error.messages), content_type="text/plain; charset=utf-8"
        )
    # As if it were asked for at its own address: menus, links and the content policy follow that.
    request.path = request.path_info = reverse("home")
    frames.as_of(request, asked.at)
    front = front_page(asked.at, arrangement=asked.arrangement)
    response = render(request, "newsroom/home.html", {"front": front, "as_of": asked.at})
    response["X-Robots-Tag"] = "noindex"
    return response


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
    """`?q=` words, and what narrows them; for whoever is signed in, also what they may read."""
    form = SearchForm(request.GET, ZoneInfo(frames.of(request).site.time_zone))
    wanted = form.search()
    results = searching.find(wanted, reader=request.reader)
    context = {
        "query": wanted.query,
        "form": form,
        "wanted": wanted,
        "results": results,
        "first_url": form.address_of(1),
        "next_url": form.address_of(results.page + 1) if results.has_next else "",
        "previous_url": form.address_of(results.page - 1) if results.page > 1 else "",
    }
    return render(request, "newsroom/search.html", context)


@require_safe
@caching.shareable
def robots(request):
    """Crawlers may read what everybody may; the admin is not even named.

    The search is not forbidden: a crawler that may not read it would not see its noindex either.
    """
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
