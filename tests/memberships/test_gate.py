"""Who may keep an answer."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from memberships.access import Access, Reason
from memberships.middleware import PaywallMiddleware
from newsroom.lib import caching


@pytest.mark.parametrize(
    ("access", "stated"),
    [
        (Access(True, Reason.ENTITLED), caching.PRIVATE),
        (Access(True, Reason.OPEN), caching.PUBLIC),
        (Access(False, Reason.SIGN_IN), caching.PUBLIC),
    ],
)
def test_what_is_granted_to_some_is_kept_by_nobody_also_without_a_cookie(access, stated):
    request, response = RequestFactory().get("/"), HttpResponse()
    request.access = access

    PaywallMiddleware(None).mark(request, response, known=False)

    assert response["Cache-Control"] == stated
