"""A hint for the account corner: somebody may be signed in here. It holds nothing and opens nothing."""

from django.conf import settings

HINT = "signed_in"


class SignedInHint:
    """Let a readable cookie live as long as the session's, so that strangers ask for no corner.

    It follows the session cookie of the answer and never looks into the session itself. Whoever
    sets it by hand only makes the browser ask the corner, which answers from the session.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        session = response.cookies.get(settings.SESSION_COOKIE_NAME)
        if session is not None and session.value:
            response.set_cookie(
                HINT,
                "1",
                max_age=session["max-age"] or None,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite=settings.SESSION_COOKIE_SAMESITE,
            )
        elif session is not None:
            response.delete_cookie(HINT, samesite=settings.SESSION_COOKIE_SAMESITE)
        return response
