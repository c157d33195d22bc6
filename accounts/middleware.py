"""What accounts add to every request: a hint for the account corner, and the newsroom's second step."""

from django.conf import settings

from accounts import staff
from newsroom.lib import caching

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


class StaffSecondStep:
    """No page of the newsroom before the second step: neither admin nor preview, whatever the method.

    It asks the route that was found, not the path: no spelling of an address goes around it.
    """

    open = {"admin:login", "admin:logout"}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if self.guards(request.resolver_match, view) and staff.must_show(request):
            return caching.private(staff.way_to_show)(request)
        return None

    def guards(self, match, view):
        of_admin = match.route.startswith(settings.ADMIN_PATH) and match.view_name not in self.open
        return of_admin or getattr(view, "for_staff", False)
