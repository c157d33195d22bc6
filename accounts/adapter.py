"""The one place where allauth is told how this site differs."""

from allauth.account.adapter import DefaultAccountAdapter
from django.core.validators import MaxLengthValidator
from django.shortcuts import redirect

from accounts import deletion
from accounts.models import User
from newsroom.lib.addresses import absolute
from publication.models import SiteSettings


class AccountAdapter(DefaultAccountAdapter):
    """Mail links come from the configured site, mails carry the paper's name."""

    def clean_email(self, email):
        """allauth's forms take 320 characters, then cut the address to the column: it is another's then."""
        MaxLengthValidator(User._meta.get_field("email").max_length)(email)
        return super().clean_email(email)

    def post_login(self, request, user, **kwargs):
        """Whoever asked to be deleted is told so first of all, and may stay."""
        response = super().post_login(request, user, **kwargs)
        return redirect("accounts:delete_account") if deletion.planned(user) else response

    def send_mail(self, template_prefix, email, context):
        context = {**context, "site_name": SiteSettings.current().name, "site_url": absolute("/")}
        return super().send_mail(template_prefix, email, context)

    def get_email_confirmation_url(self, request, emailconfirmation):
        path = super().get_email_confirmation_url(None, emailconfirmation)
        return absolute(path)
