"""The one place where allauth is told how this site differs."""

from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core import context as current
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, MaxLengthValidator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import punycode
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import deletion, proof
from accounts.models import User
from newsroom.lib.addresses import absolute
from publication.models import SiteSettings

# What a stranger can make us write by naming an address.
ASKED_FOR = {
    "account/email/account_already_exists",
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
    "account/email/login_code",
    "account/email/password_reset_code",
    "account/email/present_address",
    "account/email/unknown_account",
}


class AccountAdapter(DefaultAccountAdapter):
    """Mail links come from the configured site, mails carry the paper's name."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": gettext_lazy(
            "Too many tries. Please wait some minutes, then try again."
        ),
    }

    def clean_email(self, email):
        """allauth's forms take 320 characters, then cut the address to the column: it is another's then."""
        MaxLengthValidator(User._meta.get_field("email").max_length)(email)
        if not can_be_written_to(email):
            raise ValidationError(EmailValidator.message, code="invalid")
        return super().clean_email(email)

    def post_login(self, request, user, **kwargs):
        """Whoever asked to be deleted is told so first of all, and may stay."""
        response = super().post_login(request, user, **kwargs)
        return redirect("accounts:delete_account") if deletion.planned(user) else response

    def send_mail(self, template_prefix, email, context):
        if template_prefix in ASKED_FOR:
            self.spare(email)
        site = {"site_name": SiteSettings.current().name, "site_url": absolute("/")}
        with translation.override(language_of(email) or translation.get_language()):
            super().send_mail(template_prefix, email, {**context, **ours(context), **site})

    def spare(self, email):
        """Nobody's mailbox is filled through us, whichever of the forms is used for it."""
        if not ratelimit.consume(current.request, action="letter", key=email.lower()):
            raise ImmediateHttpResponse(ratelimit.respond_429(current.request))

    def is_safe_url(self, url):
        """On from a form to the host it was opened on, and to no other that the site answers to."""
        here, secure = {self.request.get_host()}, self.request.is_secure()
        return url_has_allowed_host_and_scheme(url, allowed_hosts=here, require_https=secure)

    def confirm_email(self, request, email_address):
        """Called where the code of a sign-up or of a change was typed in, and only there."""
        request.confirmed_at_sign_up = True
        return super().confirm_email(request, email_address)

    def get_reauthentication_methods(self, user):
        """A code by e-mail confirms whoever has neither password nor second step."""
        methods = super().get_reauthentication_methods(user)
        if methods or not user.is_authenticated:
            return methods
        return [
            {
                "id": "present_address",
                "description": _("Send me a code by e-mail"),
                "url": reverse("accounts:confirm_it_is_you"),
            }
        ]

    def is_reauthentication_required(self, *, app, **kwargs):
        """allauth asks such an account for nothing: it knows no way to ask."""
        request = current.request
        if not get_reauthentication_flows(request.user) and not proof.is_fresh(request):
            raise ReauthenticationRequired
        return super().is_reauthentication_required(app=app, **kwargs)


def can_be_written_to(email):
    """Has its domain a form that mail servers know? Unseen letters, such as turns of direction, have none."""
    try:
        punycode(email.rpartition("@")[2])
    except UnicodeError:
        return False
    return True


def ours(context):
    """Links in mails lead to the configured site, whatever host the request named."""
    links = (
        (name, urlsplit(str(value))) for name, value in context.items() if name.endswith("_url")
    )
    return {name: absolute(urlunsplit(("", "", *parts[2:]))) for name, parts in links}


def language_of(email):
    """In which this person reads our letters; asked for strangers' addresses, too."""
    found = User.objects.filter(email=email.lower()).values_list("language", flat=True)
    return found.first()
