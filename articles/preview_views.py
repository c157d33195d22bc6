"""Previews: exactly the page, for the desk as each reader, and by link for people without an account."""

from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import user_passes_test
from django.core.handlers.exception import response_for_exception
from django.http import Http404
from django.shortcuts import redirect
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from accounts import staff
from articles import drafts, rights
from articles.models import PreviewLink, WorkingCopy
from articles.views import print_article, show_article
from memberships.access import ANONYMOUS, decide
from memberships.plans import PRO
from memberships.readers import SEEN_AS, is_at_the_desk, on_plan
from newsroom.lib import caching

WHOLE = on_plan(PRO)
BESIDE_THE_EDITOR = {**settings.SECURE_CSP, "frame-ancestors": [CSP.SELF]}


def unseen(view):
    """Nobody keeps it, no search engine lists it, no other site learns its address."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        response = answer(view, request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return caching.private(marked)


def answer(view, request, *args, **kwargs):
    """What the view says; a page of "not found", too, so that it is marked like the rest."""
    try:
        return view(request, *args, **kwargs)
    except Http404 as error:
        return response_for_exception(request, error)


@staff.only
@require_safe
@unseen
@user_passes_test(is_at_the_desk)
@csp_override(BESIDE_THE_EDITOR)
@xframe_options_sameorigin
def desk_preview(request, key):
    """The article on this person's screen, unsaved words and all; `?as=` says who reads it."""
    article = article_on_screen(request.user, key)
    return preview(request, article, SEEN_AS.get(request.GET.get("as"), ANONYMOUS))


@require_safe
@unseen
def preview_link(request, token):
    """The article as it is saved, whole, for whoever holds a link that has not ended.

    Once it is published the page itself says what its reader may have; once withdrawn, nobody reads it.
    """
    link = PreviewLink.objects.open().opened_by(token).first()
    article = link and drafts.saved(link.article_id)
    if not article or article.withdrawn_at:
        raise Http404
    if article.is_live():
        return redirect(article)
    return preview(request, article, WHOLE)


def article_on_screen(user, key):
    """The saved article with what of it is unsaved; a new one is only what is unsaved."""
    copy = WorkingCopy.objects.of(user, key).first()
    number = key.split(":")[1] if key.startswith("article:") else None
    article = drafts.saved(number) if number else None
    if article and not rights.may_see(user, article):
        raise Http404
    if copy and copy.values:
        return drafts.on_screen(copy.values, article)
    if article is None:
        raise Http404
    return article


def preview(request, article, reader):
    article = drafts.as_if_published(article)
    show = print_article if request.GET.get("form") == "print" else show_article
    return show(request, article, decide(reader, article))
