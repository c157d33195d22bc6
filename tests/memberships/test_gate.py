"""Who may keep an answer, and who is reading."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from memberships.access import ANONYMOUS, Access, Reason
from memberships.middleware import PaywallMiddleware
from memberships.readers import reader_for
from newsroom.lib import caching
from tests.factories import make_user


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


@pytest.mark.django_db
def test_a_blocked_account_is_nobody():
    user = make_user(is_staff=True, is_active=False)

    assert reader_for(user) == ANONYMOUS
