"""View as: whoever works at the desk looks at the site as another reader, until they stop or sign out.

The choice is kept in the session, and readers.recall() follows it. What stands here only makes and
shows it: the hint is a cookie that makes pages look whether there is a bar to show, and opens nothing.
"""

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from memberships.readers import SEEN_AS, VIEW_AS, is_at_the_desk

HINT = "view_as"
# What the bar says, and what the button says.
WORDS = {
    "anonymous": (
        _("You see this as a visitor does who is not signed in."),
        _("Visitor"),
    ),
    "registered": (
        _("You see this as a reader with a free account does."),
        _("Free account"),
    ),
    "pro": (
        _("You see this as a PRO member does."),
        _("PRO"),
    ),
}
SENTENCE, BUTTON = range(2)


def choose(request, response, key):
    """Look at the site as this reader; anything that is none ends it."""
    if key in SEEN_AS:
        request.session[VIEW_AS] = key
        response.set_cookie(
            HINT,
            "1",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite=settings.SESSION_COOKIE_SAMESITE,
        )
    else:
        request.session.pop(VIEW_AS, None)
        response.delete_cookie(HINT, samesite=settings.SESSION_COOKIE_SAMESITE)


def shown(request):
    """As whom this page is seen. Pages that nobody asked the reader of do so only on the hint."""
    is_known_already = getattr(request, "access", None) is not None
    if not is_known_already and HINT not in request.COOKIES:
        return ""
    reader = getattr(request, "reader", None)
    return reader.seen_as if reader else ""


def state(request, user):
    """For the corner of pages that are the same for everybody: the bar, and the choice."""
    if not is_at_the_desk(user):
        return {}
    now = request.session.get(VIEW_AS, "")
    script = static("js/view_as.js")
    return {"view_as": {"bar_html": bar(now), "choice_html": choice(now), "script": script}}


def bar(key, *, next_url=""):
    """The bar above a page that is seen as somebody else; nothing where it is not."""
    if key not in WORDS:
        return ""
    context = {"sentence": WORDS[key][SENTENCE], "choice": choice(key, next_url=next_url)}
    return render_to_string("memberships/includes/view_as_bar.html", context)


def choice(key, *, next_url=""):
    """The form with a button for each reader, and one to stop."""
    buttons = [(value, words[BUTTON], value == key) for value, words in WORDS.items()]
    context = {"buttons": buttons, "is_on": key in WORDS, "next_url": next_url}
    return render_to_string("memberships/includes/view_as.html", context)
