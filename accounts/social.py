"""Sign-in with an account held elsewhere, where it differs here."""

from functools import wraps

from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.shortcuts import render
from requests import RequestException


class SocialAccounts(DefaultSocialAccountAdapter):
    def pre_social_login(self, request, sociallogin):
        """An address counts as verified where the provider says so in as many words."""
        said = sociallogin.account.extra_data
        claims = said.get("userinfo") or said.get("id_token") or said
        if "email_verified" in claims:
            word = claims["email_verified"]
            for address in sociallogin.email_addresses:
                address.verified = word is True or word == "true"

    def populate_user(self, request, sociallogin, data):
        user = super().populate_user(request, sociallogin, data)
        names = (data.get("first_name"), data.get("last_name"))
        user.name = (data.get("name") or " ".join(filter(None, names)))[:120]
        return user

    def get_requests_session(self):
        session = super().get_requests_session()
        session.request = or_say_so(session.request)
        return session


def or_say_so(ask):
    """A provider that does not answer is a page that says so, and no error of ours."""

    @wraps(ask)
    def asking(*args, **kwargs):
        try:
            return ask(*args, **kwargs)
        except RequestException:
            page = render(context.request, "socialaccount/authentication_error.html", status=503)
            raise ImmediateHttpResponse(page) from None

    return asking
