"""The mark of a gated view: it says what it shows, the middleware decides who may."""

from functools import wraps

from django.utils import timezone

from memberships import crawlers, meter
from memberships.access import decide


def decision(request, content, *, openings=None):
    """The decision for this request: what the reader has, what a link opened, what the month still gives.

    Each of these is asked only of whoever would be refused without it.
    """
    reader, access = request.reader, decide(request.reader, content)
    if not access.granted and openings and (opened := openings(request, content)):
        reader = reader.with_openings(opened)
        access = decide(reader, content)
    if access.granted:
        return access
    if crawlers.may_read(request, at=timezone.now()):
        return decide(crawlers.CRAWLER, content)
    request.meter = meter.of(request, content, at=timezone.now())
    return decide(reader, content, request.meter)


def gated(*, load, openings=None):
    """Mark a view as showing gated content; `load(**kwargs)` is called before the view.

    What `load` returns has a `key` and a `level`; the view finds it as `request.content`, and the
    decision about it as `request.access`. `openings(request, content)` is asked before somebody is
    refused: it answers what links have opened to this browser.
    """

    def mark(view):
        @wraps(view)
        def marked(request, *args, **kwargs):
            return view(request, *args, **kwargs)

        marked.load_gated, marked.openings = load, openings
        return marked

    return mark
