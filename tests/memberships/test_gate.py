"""Who may keep an answer."""

import pytest
from django.contrib.auth.models import Permission
from django.http import HttpResponse
from django.test import RequestFactory

from memberships.access import Access, Reason
from memberships.middleware import PaywallMiddleware
from memberships.readers import entitlements, is_at_the_desk
from newsroom.lib import caching
from newsroom.roles import AUTHOR, CIRCULATION, EDITOR, ROLES
from tests.factories import make_staff, make_user


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


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize(
    ("access", "stated"),
    [
        (None, caching.KEPT),
        (Access(True, Reason.ENTITLED), caching.PRIVATE),
        (Access(True, Reason.OPEN), caching.PRIVATE),
        (Access(False, Reason.SIGN_IN), caching.PRIVATE),
    ],
)
def test_browsers_keep_for_long_what_is_no_article(access, stated, known):
    request, response = RequestFactory().get("/"), HttpResponse()
    request.access, response["Cache-Control"] = access, caching.KEPT

    PaywallMiddleware(None).mark(request, response, known=known)

    assert response["Cache-Control"] == stated


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_who_writes_and_edits_reads_everything_and_who_keeps_members_does_not(role):
    user = make_staff(role)

    assert entitlements(user).is_editor == is_at_the_desk(user) == (role != CIRCULATION)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [AUTHOR, EDITOR])
def test_whoever_has_left_reads_as_a_reader_though_the_group_was_forgotten(role):
    user = make_staff(role)
    user.is_staff = False
    user.save()

    assert not entitlements(user).is_editor
    assert not is_at_the_desk(user)


@pytest.mark.django_db
def test_a_right_given_by_hand_counts_too():
    user = make_user(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_article"))

    assert entitlements(user).is_editor
    assert is_at_the_desk(user)
