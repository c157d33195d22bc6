"""allauth's forms, where they differ here."""

from allauth.account import forms
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import proof


class SignupForm(forms.SignupForm):
    """An address is all we need: whoever leaves the password empty signs in by code."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "password1" in self.fields:
            self.fields["password1"].label = _("Password (only if you want one)")

    def try_save(self, request):
        """An address that has an account takes as long as one that has none: hashing is the time."""
        if self.account_already_exists and self.cleaned_data.get("password1"):
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class AsksTheAdapter:
    """Asks the adapter about the address, as allauth's other forms do by themselves."""

    def clean_email(self):
        get_adapter().clean_email(self.cleaned_data["email"])
        return super().clean_email()


class RequestLoginCodeForm(AsksTheAdapter, forms.RequestLoginCodeForm):
    pass


class ChangeEmailForm(AsksTheAdapter, forms.ChangeEmailForm):
    pass


class AddEmailForm(forms.AddEmailForm):
    """A new address is written to only after a code from the present one has been typed in."""

    def save(self, request):
        proof.require(request)
        return super().save(request)


class SetPasswordForm(forms.SetPasswordForm):
    """A first password is a new way in: allauth asks nothing before it."""

    def __init__(self, *args, **kwargs):
        proof.require_any(context.request)
        super().__init__(*args, **kwargs)


class CountsGuesses:
    """Three guesses for one code, exactly.

    allauth counts them in the session: many guesses sent at once would all be the first.
    """

    def clean_code(self):
        request, error = context.request, get_adapter().validation_error
        key = f"{request.session.session_key}:{self.expected_code}"
        if not ratelimit.consume(request, action="code_guess", key=key):
            raise error("too_many_login_attempts")
        return super().clean_code()


class ConfirmLoginCodeForm(CountsGuesses, forms.ConfirmLoginCodeForm):
    pass


class ConfirmPasswordResetCodeForm(CountsGuesses, forms.ConfirmPasswordResetCodeForm):
    pass


class ConfirmEmailVerificationCodeForm(CountsGuesses, forms.ConfirmEmailVerificationCodeForm):
    pass


class ConfirmItIsYouForm(CountsGuesses, forms.BaseConfirmCodeForm):
    """The code that was sent to the present address."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = gettext("Code from the e-mail")
