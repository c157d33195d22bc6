"""The support desk: why somebody can or cannot read something, what changed it, and the means to mend it.

Addresses carry numbers only, so that no log keeps whose access was asked about.
"""

from functools import wraps
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from articles.models import Article
from memberships import explaining, readers, support
from memberships.access import AccessLevel, decide
from newsroom.lib import caching
from newsroom.support_forms import ExtendForm, GiveForm, QuestionForm, RevokeForm

MAY_LOOK, MAY_GIVE, MAY_CHANGE = (f"memberships.{verb}_grant" for verb in ("view", "add", "change"))
# What is pressed: (its form, the right it takes).
CHANGES = {
    "give": (GiveForm, MAY_GIVE),
    "extend": (ExtendForm, MAY_CHANGE),
    "revoke": (RevokeForm, MAY_CHANGE),
}


def door(view):
    """For those who keep the readers; staff of other rooms do not get in."""

    @caching.private
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.has_perm(MAY_LOOK):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return admin.site.admin_view(guarded)


@door
def support_desk(request):
    """Who, and what? One answer leads on to its page; several articles are offered to choose from."""
    form = QuestionForm(request.POST or None)
    found = []
    if request.method == "POST" and form.is_valid():
        account, found = form.cleaned_data["email"], form.cleaned_data["article"]
        if len(found) < 2:
            return redirect(address_of(account, found[0].pk if found else None))
        found = [(article, address_of(account, article.pk)) for article in found]
    return page(request, "admin/newsroom/support/desk.html", form=form, found=found)


@door
def support_reader(request, number):
    """The answer about one reader, and what can be done about it."""
    reader = get_object_or_404(User, pk=number)
    article = article_asked_for(request)
    form = change_of(request, reader) if request.method == "POST" else None
    if form and form.save(by=request.user, at=timezone.now()):
        messages.success(request, form.done)
        return redirect(address_of(reader, article.pk if article else None))
    context = answer(reader, article, at=timezone.now())
    return page(
        request, "admin/newsroom/support/reader.html", **context, **forms_for(request, reader, form)
    )


def page(request, template, **context):
    frame = admin.site.each_context(request)
    title = _("Support desk")
    return render(request, template, {**frame, "title": title, **context})


def address_of(reader, article_number):
    address = reverse("support_reader", args=[reader.pk])
    return f"{address}?{urlencode({'article': article_number})}" if article_number else address


def article_asked_for(request):
    """The live article that `?article=` numbers; drafts are nobody's but the desk's."""
    number = request.GET.get("article", "")
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return None
    return Article.objects.live().for_cards().filter(pk=number).first()


def answer(reader, article, *, at):
    """The decision, its reason and source, and the history behind it."""
    zone = timezone.get_current_timezone()
    found = readers.entitlements(reader, at=at)
    access = decide(found, article) if article else None
    return {
        "reader": reader,
        "article": article,
        "level": AccessLevel(article.level).label if article else "",
        "access": access,
        "sentence": explaining.to_the_desk(reader, article, access, zone) if article else "",
        "lines": explaining.lines_of(found, zone),
        "facts": support.facts(reader, at=at),
        "history": support.history(reader, at=at),
        "now": at,
    }


def change_of(request, reader):
    """The form that was sent, for those who may; 403 for others, 404 for another reader's grant."""
    form, right = CHANGES.get(request.POST.get("do"), (None, None))
    if form is None or not request.user.has_perm(right):
        raise PermissionDenied
    grant = None
    if form is not GiveForm:
        number = request.POST.get("grant", "")
        is_one = number.isascii() and number.isdigit() and len(number) < 18
        grant = get_object_or_404(reader.grants, pk=number if is_one else 0)
    return form(request.POST, reader=reader, grant=grant)


def forms_for(request, reader, sent):
    """A form to give, and two for each grant that can still be changed; the sent one with its errors."""
    may_give, may_change = request.user.has_perm(MAY_GIVE), request.user.has_perm(MAY_CHANGE)
    rows = []
    for grant in reader.grants.select_related("given_by").newest_first()[: support.MOST]:
        is_open = may_change and grant.revoked_at is None
        pair = (("extend", ExtendForm), ("revoke", RevokeForm)) if is_open else ()
        if grant.ends_until is None:
            pair = pair[1:]
        rows.append((grant, [(do, shown(form, sent, reader, grant)) for do, form in pair]))
    return {"give": shown(GiveForm, sent, reader) if may_give else None, "grants": rows}


def shown(form, sent, reader, grant=None):
    if type(sent) is form and sent.grant == grant:
        return sent
    prefix = f"{form.__name__}-{grant.pk if grant else ''}"
    return form(reader=reader, grant=grant, auto_id=f"{prefix}-%s")
