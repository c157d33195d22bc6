"""Pages of an account that gather what several apps know."""

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import history, saving
from memberships.readers import is_at_the_desk
from memberships.views import explained
from newsroom import export
from newsroom.lib import caching


@caching.private
@require_safe
@login_required
def account(request):
    """The main things about an account on one page, each with a way to change it."""
    user = request.user
    context = {
        "explanation": explained(request),
        "may_view_as": is_at_the_desk(user),
        "saved": saving.count(user),
        "history": history.of(user),
        "has_second_step": Authenticator.objects.filter(user=user).exists(),
        "devices": user.usersession_set.count(),
    }
    return render(request, "newsroom/account.html", context)


@caching.private
@require_safe
@login_required
def your_data(request):
    """What may be done with all that we hold: have a copy, leave."""
    return render(request, "newsroom/your_data.html", {"most": settings.DATA_EXPORTS_A_DAY})


@caching.private
@require_POST
@login_required
@reauthentication_required
def export_data(request):
    """The copy itself, made while it is sent: it lies nowhere for anybody to find."""
    now = timezone.now()
    try:
        export.begin(request.user, at=now)
    except export.TooManyCopies:
        messages.error(request, _("You took as many copies today as we make. Please wait a day."))
        return redirect("your_data")
    response = StreamingHttpResponse(
        export.written(request.user, at=now), content_type="application/json; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="your-data-{now:%Y-%m-%d}.json"'
    return response
