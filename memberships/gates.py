"""The mark of a gated view: it says what it shows, the middleware decides who may."""

from functools import wraps

from django.utils import timezone

from memberships import crawlers, meter
from memberships.access import NOWHERE, decide

ASKED = 20


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


def first_open(request, found, *, openings=None):
    """(piece, decision): the piece that was loaded, or of several the first that lets this reader in.

    Links and the meter, which ask rows, are asked of the first few pieces only.
    """
    pieces = found if isinstance(found, list) else [found]
    for piece in pieces[1:]:
        if (access := decide(request.reader, piece)).granted:
            return piece, access
    answers = [(piece, decision(request, piece, openings=openings)) for piece in pieces[:ASKED]]
    answers = answers or [(NOWHERE, decide(request.reader, NOWHERE))]
    return next((answer for answer in answers if answer[1].granted), answers[0])


def gated(*, load, openings=None):
    """Mark a view as showing gated content; `load(**kwargs)` is called before the view.

    What `load` returns has a `key` and a `level`; the view finds it as `request.content`, and the
    decision about it as `request.access`. `openings(request, content)` is asked before somebody is
    refused: it answers what links have opened to this browser.

    A list of pieces stands for what each of them lets in, such as a picture in several articles;
    an empty one for what is the desk's alone.
    """

    def mark(view):
        @wraps(view)
        def marked(request, *args, **kwargs):
            return view(request, *args, **kwargs)

        marked.load_gated, marked.openings = load, openings
        return marked

    return mark
