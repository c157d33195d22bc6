"""Forms on pages that everybody shares carry no token: their views look at where a post came from."""

from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponseForbidden
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from newsroom.lib import caching

OURS = {"same-origin", "none"}


def from_our_pages_only(view):
    """Let a post in without a token, unless Origin, Sec-Fetch-Site or Referer name another site.

    Such a view changes nothing without a confirmation of its own (a mail, a second page).
    """

    @csrf_exempt
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method not in ("GET", "HEAD", "OPTIONS") and is_foreign(request):
            return refuse()
        return view(request, *args, **kwargs)

    return guarded


def is_foreign(request):
    """Does one of the three headers name another site? A header that is absent says nothing."""
    fetched_from = request.headers.get("Sec-Fetch-Site", "same-origin")
    named = [request.headers.get("Origin"), request.headers.get("Referer")]
    if request.headers.get("Sec-Fetch-Site") == "same-origin" and named[0] == "null":
        named[0] = None  # a page of ours that sends no referrer posts so; others' are cross-site
    # The host it was sent to is one of ALLOWED_HOSTS: the site may be seen by another than its own.
    here = request.build_absolute_uri("/")
    others = [url for url in named if url and not is_our_address(url) and not is_under(here, url)]
    return fetched_from not in OURS or bool(others)


def is_our_address(url):
    """Scheme, host and port are those of the configured site. "null" is nobody's."""
    return is_under(settings.SITE_URL, url)


def is_under(site, url):
    try:
        parts, ours = urlsplit(url), urlsplit(site)
        return (parts.scheme, parts.hostname, parts.port) == (
            ours.scheme,
            ours.hostname,
            ours.port,
        )
    except ValueError:
        return False


def refuse():
    return HttpResponseForbidden(
        _("This form was sent from another site. Nothing was changed; please use our own page."),
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": caching.PRIVATE},
    )
