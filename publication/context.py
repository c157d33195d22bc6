"""The frame as a template variable, asked for only where a template uses it."""

from publication import frame as frames


def frame(request):
    """`frame` in every template; one query a request."""
    return {"frame": frames.of(request)}
