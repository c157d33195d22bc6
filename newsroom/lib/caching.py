"""Cache-Control is stated by every view of ours, with one of these two marks."""

from functools import wraps

from django.conf import settings

PUBLIC = "public, max-age=0, must-revalidate, s-maxage=60"
PRIVATE = "private, no-store"
# For what is the same for everybody who may have it, and has another address whenever it changes:
# their own browser keeps it, no cache on the way does.
KEPT = "private, max-age=31536000, immutable"


def is_known(request):
    """Does the request carry a cookie of somebody's? Read from the cookies, not the session."""
    return not settings.PERSONAL_COOKIES.isdisjoint(request.COOKIES)


def shareable(view):
    """Mark a view whose answer is the same for everybody: shared caches may keep it.

    For a request that carries a personal cookie the answer is private all the same.
    """

    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = PRIVATE if is_known(request) else PUBLIC
        return response

    return marked


def private(view):
    """Mark a view whose answer is one reader's: nobody keeps it."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = PRIVATE
        return response

    # For answers given in its place, such as the way to prove that it is still the same person.
    marked.answers_privately = True
    return marked
