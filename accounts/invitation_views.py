"""The page behind an invitation's link. GET shows it (scanners look, too); only POST accepts."""

from functools import wraps

from allauth.account.fields import SetPasswordField
from django import forms
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts import invitations
from accounts.models import User
from newsroom.lib import caching


class PasswordForm(forms.Form):
    password1 = SetPasswordField(label=_("Your new password"))

    def __init__(self, invitation, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].user = User(email=invitation.email, name=invitation.name)


def unseen(view):
    """No search engine lists it; no other site learns its address. Our own forms need a referrer."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Referrer-Policy"] = "same-origin"
        return response

    return caching.private(marked)


@unseen
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    found = invitations.invited(token, at=timezone.now())
    if found is None:
        return render(request, "accounts/invitation_over.html", status=404)
    account = invitations.account_of(found)
    form = None if account else PasswordForm(found, request.POST or None)
    if request.method == "POST" and (account or form.is_valid()):
        return accept(request, found, form)
    is_theirs = account is not None and account == request.user
    context = {"invitation": found, "form": form, "account": account, "is_theirs": is_theirs}
    return render(request, "accounts/invitation.html", context)


def accept(request, found, form):
    password = form.cleaned_data["password1"] if form else None
    by = request.user if request.user.is_authenticated else None
    try:
        invitations.accept(found, password=password, by=by, at=timezone.now())
    except invitations.NotOpen:
        return render(request, "accounts/invitation_over.html", status=404)
    except invitations.NotTheirs:
        return redirect(request.path)
    return render(request, "accounts/invitation_done.html", {"invitation": found})
