"""Whoever works here shows a second step before anything of the newsroom opens."""

from functools import wraps

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY as RECORDS_ARE_OF,
)
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, SESSION_KEY
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

SECOND_STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def only(view):
    """Mark a view outside the admin that is the newsroom's all the same."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    marked.for_staff = True
    return marked


def must_show(request):
    """Is this somebody who works here, whose session has not shown a second step yet?"""
    user = request.user
    if not (settings.STAFF_MFA_REQUIRED and user.is_authenticated and user.is_staff):
        return False
    return not has_shown(request)


def has_shown(request):
    """In this session: to have a second step somewhere is not to have used it here."""
    return is_among(get_authentication_records(request, request.user))


def has_shown_in(session):
    """The same, of the session's words as they are stored: allauth keeps them under these names."""
    if session.get(RECORDS_ARE_OF) != session.get(SESSION_KEY):
        return False
    records = session.get(AUTHENTICATION_METHODS_SESSION_KEY)
    return is_among(records if isinstance(records, list) else [])


def is_among(records):
    return any(record["method"] == "mfa" for record in records)


def way_to_show(request):
    """Where to show the second step, or where to set one up; then on to where they were going."""
    page = reverse("accounts:second_step")
    if is_mfa_enabled(request.user, SECOND_STEPS):
        methods = get_adapter().get_reauthentication_methods(request.user)
        page = next(one["url"] for one in methods if one["id"].startswith("mfa_reauthenticate"))
    target = request.get_full_path() if request.method == "GET" else reverse("admin:index")
    return redirect(f"{page}?{urlencode({REDIRECT_FIELD_NAME: target})}")
