"""The gate in front of every view: who reads, what may they have, who may keep the answer."""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from memberships import gates, meter, readers
from memberships.access import ANONYMOUS, Reason
from newsroom.lib import caching


class PaywallMiddleware:
    """Know the reader, decide for marked views before they run, keep personal pages private."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Cookies, not the session: asking the session would vary every page on it.
        known = caching.is_known(request)
        request.reader = SimpleLazyObject(
            lambda: readers.recall(request, at=timezone.now()) if known else ANONYMOUS
        )
        request.access = request.content = request.meter = None
        response = self.get_response(request)
        self.mark(request, response, known=known)
        if getattr(request, "meter_is_over", False):
            meter.forget(response)
        return response

    def process_view(self, request, view, args, kwargs):
        if load := getattr(view, "load_gated", None):
            request.content, request.access = gates.first_open(
                request, load(**kwargs), openings=view.openings
            )

    def mark(self, request, response, *, known):
        """State who may keep this answer: a granted gated text never, whoever reads it.

        What browsers keep for as long as its address stands is never an article's.
        """
        if request.access is not None and not response.has_header("Cache-Control"):
            response["Cache-Control"] = caching.PUBLIC
        kept = response.get("Cache-Control") == caching.KEPT
        if kept and request.access is None:
            return
        if response.has_header("Cache-Control") and (
            known or kept or (request.access and request.access.granted_beyond_free)
        ):
            response["Cache-Control"] = caching.PRIVATE
        if request.access and request.access.reason is Reason.CRAWLER:
            response["X-Robots-Tag"] = "noarchive"
