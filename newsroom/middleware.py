"""What every request and answer passes: refused bytes, headers, a stated Cache-Control."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponseBadRequest
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import errors
from newsroom.lib import caching
from newsroom.lib.private_files import StoredFile
from publication import frame as frames

OURS = ("newsroom", "publication", "accounts", "memberships", "articles", "newsletters", "events")
PERMISSIONS = (
    "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(),"
    " payment=(), usb=(), browsing-topics=()"
)


def refused(sentence):
    response = HttpResponseBadRequest(sentence, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = caching.PRIVATE
    return response


class RefuseUnreadable:
    """What cannot be read is answered 400, not 500.

    PostgreSQL takes no NUL; and Django's own refusal of too many fields fails with DEBUG on.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if self.carries_nul(request):
            return refused(_("This request holds a character that no text has. Nothing was saved."))
        if (
            request.META.get("QUERY_STRING", "").count("&")
            >= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        ):
            return refused(_("This address asks for more than any page here takes."))
        return self.get_response(request)

    def carries_nul(self, request):
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path or "\0" in query or "%00" in query:
            return True
        if any("\0" in value for value in request.COOKIES.values()):  # quoted: "\000"
            return True
        # Forms only: a file may hold any byte, and its own field checks it.
        form = request.content_type == "application/x-www-form-urlencoded"
        return form and (b"%00" in request.body or b"\0" in request.body)


class CompressPages(GZipMiddleware):
    """Django's own, for pages: a private file goes as it is."""

    def process_response(self, request, response):
        if isinstance(response, StoredFile):
            return response
        return super().process_response(request, response)


class ResponseHeaders:
    """Headers that every answer carries, and the admin's own Content-Security-Policy."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Cross-Origin-Resource-Policy", "same-site")
        match = request.resolver_match
        if match and match.view_name in settings.CSP_OF_VIEWS:
            response._csp_config = settings.CSP_OF_VIEWS[match.view_name]
        if request.path.startswith(f"/{settings.ADMIN_PATH}"):
            response._csp_config = settings.ADMIN_CSP
            response.setdefault("X-Robots-Tag", "noindex")
        return response


class DeskClock:
    """The desk works by the clocks of the paper: times in the admin are shown and read in its zone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith(f"/{settings.ADMIN_PATH}"):
            return self.get_response(request)
        with timezone.override(ZoneInfo(frames.of(request).site.time_zone)):
            return self.get_response(request)


class ReadersErrorPages:
    """The demo runs with DEBUG on; whoever clicks through it meets the pages that readers get.

    What a script is answered stays: the desk's screens say why something was refused.
    """

    pages = {400: errors.bad_request, 404: errors.page_not_found}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_page = settings.DEBUG and response.get("Content-Type") != "application/json"
        page = self.pages.get(response.status_code) if is_page else None
        return page(request) if page else response


class CacheControlMiddleware:
    """No answer leaves without a Cache-Control. Ours must state it; others' are private.

    What sets a cookie, such as a session's, is one person's: nobody keeps it, whatever it states.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            self.must_be_stated(request, response)
            response["Cache-Control"] = caching.PRIVATE
        if response.cookies and "no-store" not in response["Cache-Control"]:
            response["Cache-Control"] = caching.PRIVATE
        return response

    def must_be_stated(self, request, response):
        match = request.resolver_match
        if match and getattr(match.func, "answers_privately", False):
            return
        ours = match and match.func.__module__.partition(".")[0] in OURS
        if ours and response.status_code < 400 and (settings.DEBUG or settings.MODE == "test"):
            raise ImproperlyConfigured(
                f"{match.func.__module__}.{match.func.__name__} states no Cache-Control:"
                " mark it with newsroom.lib.caching.shareable or private."
            )
