"""Pages of one's account that allauth does not have: the profile, one session's end, the second step."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import proof
from accounts.forms import ConfirmItIsYouForm
from accounts.profile import ProfileForm
from newsroom.lib import caching

a_page_with_a_form = require_http_methods(["GET", "HEAD", "POST"])


@caching.private
@a_page_with_a_form
@login_required
def profile(request):
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form})


@caching.private
@require_POST
@login_required
def end_session(request, pk):
    """One browser is signed out; whose it is decides, not the number."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    end_sessions(request, [session])
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")


@caching.private
@require_safe
@login_required
def second_step(request):
    """Why the newsroom does not open yet, and the two ways to open it."""
    return render(request, "accounts/second_step.html")


@caching.private
@a_page_with_a_form
@login_required
def confirm_it_is_you(request):
    """A code to one's own address. GET sends nothing: a button does, so that no link can."""
    process = proof.PresentAddressProcess.resume(request)
    if request.method == "POST" and (process is None or "again" in request.POST):
        proof.PresentAddressProcess.initiate(request)
        return redirect(request.get_full_path())
    form = ConfirmItIsYouForm(request.POST or None, code=process.code) if process else None
    if request.method == "POST":
        return confirmed(request, process) if form.is_valid() else mistaken(request, process, form)
    return show(request, process, form)


def confirmed(request, process):
    """On with what they were about to do."""
    process.finish()
    return resume_request(request) or redirect("accounts:profile")


def mistaken(request, process, form):
    if process.record_invalid_attempt():
        return show(request, process, form)
    messages.error(request, get_adapter().error_messages["too_many_login_attempts"])
    return redirect(request.get_full_path())


def show(request, process, form):
    context = {"form": form, "sent": process is not None, "email": proof.address_of(request.user)}
    return render(request, "accounts/confirm_it_is_you.html", context)
