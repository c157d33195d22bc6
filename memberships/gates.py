"""The mark of a gated view: it says what it shows, the middleware decides who may."""

from functools import wraps


def gated(*, load):
    """Mark a view as showing gated content; `load(**kwargs)` is called before the view.

    What `load` returns has a `key` and a `level`; the view finds it as `request.content`, and the
    decision about it as `request.access`.
    """

    def mark(view):
        @wraps(view)
        def marked(request, *args, **kwargs):
            return view(request, *args, **kwargs)

        marked.load_gated = load
        return marked

    return mark
