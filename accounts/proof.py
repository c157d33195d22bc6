"""A code to the present address proves that it is its owner who asks.

Whoever has neither a password nor a second step confirms so that it is them; and everybody does
before the address of the account changes: the new one is confirmed by a code as well.
"""

import time

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import (
    raise_if_reauthentication_required,
    suspend_request,
)
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

KEY = "accounts_present_address"
METHOD = "present_address"


class PresentAddressProcess(AbstractCodeVerificationProcess):
    """One code, sent to the account's own address; allauth's other codes work the same way."""

    def __init__(self, request, state):
        self.request = request
        super().__init__(
            state=state,
            user=request.user,
            max_attempts=app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS,
            timeout=app_settings.LOGIN_BY_CODE_TIMEOUT,
        )

    @classmethod
    def initiate(cls, request):
        process = cls(request, cls.initial_state(request.user, address_of(request.user)))
        process.send()
        process.persist()

    @classmethod
    def resume(cls, request):
        """The code that this person waits for; None where there is none, or it is over."""
        state = request.session.get(KEY)
        if not state or state.get("email") != address_of(request.user):
            return None
        return cls(request, state).abort_if_invalid()

    def send(self):
        adapter = get_adapter()
        self.state["code"] = adapter.generate_login_code()
        said = {"request": self.request, "code": self.code}
        adapter.send_mail("account/email/present_address", self.state["email"], said)

    def persist(self):
        self.request.session[KEY] = self.state

    def abort(self):
        self.request.session.pop(KEY, None)

    def finish(self):
        self.abort()
        record_authentication(
            self.request, self.user, METHOD, email=self.state["email"], reauthenticated=True
        )


def address_of(user):
    return EmailAddress.objects.get_primary_email(user) or user.email


def is_fresh(request):
    """Has a code from the address that the account has now been typed in, a moment ago?"""
    since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    return any(
        record["method"] == METHOD
        and record["at"] >= since
        and record.get("email") == address_of(request.user)
        for record in get_authentication_records(request, request.user)
    )


def require(request):
    """Go on where that is so; else ask for the code first, then go on with the same post."""
    if not is_fresh(request):
        page = reverse("accounts:confirm_it_is_you")
        raise ImmediateHttpResponse(suspend_request(request, page))


def require_any(request):
    """As allauth does before its own sensitive changes, but without keeping what was posted: it
    holds a new password."""
    try:
        raise_if_reauthentication_required(request, app="allauth.account")
    except ReauthenticationRequired:
        page = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
        query = urlencode({REDIRECT_FIELD_NAME: request.path})
        raise ImmediateHttpResponse(redirect(f"{page}?{query}")) from None
