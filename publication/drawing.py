"""Parts of every page that show the frame and nothing else: drawn once for each state of it."""

from hashlib import blake2b

from django.conf import settings
from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.translation import get_language

A_DAY = 24 * 3600


def drawn(template, frame, **words):
    """The template with `frame` and `words`, all strings, as its only variables.

    Kept under all that goes in, so that a change of settings, menus or language draws anew and
    nothing of a request can get in. Drawn each time while templates are being written (DEBUG).
    """

    def draw():
        return render_to_string(template, {"frame": frame, **words})

    if settings.DEBUG:
        return draw()
    ingredients = (template, frame.as_written, get_language() or "", *words.values())
    key = blake2b("\0".join(ingredients).encode(), digest_size=20).hexdigest()
    return caches["local"].get_or_set(f"drawn:{key}", draw, A_DAY)
