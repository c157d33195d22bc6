"""The pages of leaving. Only whoever proved a moment ago that it is them may ask for it."""

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts import deletion
from newsroom.lib import caching


class DeletionForm(forms.Form):
    """Typing one's own address is a thing nobody does by mistake."""

    # Not “email”: the browser would fill that in by itself.
    address = forms.CharField(
        label=gettext_lazy("Type the e-mail address of this account"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "inputmode": "email"}),
    )

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_address(self):
        typed = self.cleaned_data["address"]
        if typed.casefold() != self.user.email.casefold():
            raise forms.ValidationError(_("This is not the address of the account you are in."))
        return typed

    def clean(self):
        if deletion.is_last_superuser(self.user):
            raise forms.ValidationError(
                _("You are the only superuser here: name another one before you leave.")
            )
        return super().clean()


@caching.private
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required(enabled=lambda request: request.method == "POST")
def delete_account(request):
    form = DeletionForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        deletion.ask(request.user, at=timezone.now())
        return redirect("accounts:delete_account")
    return render(request, "accounts/delete_account.html", {"form": form})


@caching.private
@require_POST
@login_required
def keep_account(request):
    if deletion.take_back(request.user, at=timezone.now()):
        messages.success(request, _("Your account stays, with everything in it."))
    return redirect("account")
