"""What readers keep: saved articles and the reading history. Buttons stand on pages for everybody."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import history, paging, saving
from newsroom.lib import caching
from newsroom.lib.origin import from_our_pages_only


def asks_for_json(request):
    """Our script does; a form without it is led to the list."""
    return request.headers.get("Accept", "").startswith("application/json")


def number_in(request):
    """The number of the article that a button names; 0 for anything that is none."""
    word = request.POST.get("article", "")
    return int(word) if word.isascii() and word.isdigit() and len(word) < 18 else 0


@caching.private
@require_safe
@login_required
def saved_articles(request):
    page = paging.page_of(
        request.user.saved_articles.all(), request.GET.get("before", ""), by="saved_at"
    )
    saving.with_cards(page)
    return render(request, "articles/saved_articles.html", {"rows": page})


@caching.private
@require_POST
@from_our_pages_only
def save_article(request):
    article = saving.live_article(number_in(request))
    if article is None:
        return answer(request, saved=False, sentence=_("This article is not there any more."))
    if not request.user.is_authenticated:
        return to_sign_in(request, article.get_absolute_url())
    try:
        saving.save(request.user, article, at=timezone.now())
    except saving.ShelfIsFull:
        sentence = _("You have saved %(most)d articles, which is as many as we keep.")
        return answer(request, saved=False, sentence=sentence % {"most": most()})
    return answer(request, saved=True, sentence=_("Saved."))


def most():
    return settings.SAVED_ARTICLES_MOST


@caching.private
@require_POST
@from_our_pages_only
def remove_saved_article(request):
    if not request.user.is_authenticated:
        return to_sign_in(request, request.path)
    saving.remove(request.user, number_in(request))
    return answer(request, saved=False, sentence=_("Removed."), is_done=True)


def to_sign_in(request, path):
    """People are led to sign-in and back; our script sends the form itself then."""
    return HttpResponse(status=401) if asks_for_json(request) else redirect_to_login(path)


def answer(request, *, saved, sentence, is_done=None):
    """JSON for our script; a list that says what happened for a form."""
    done = saved if is_done is None else is_done
    if asks_for_json(request):
        return JsonResponse({"saved": saved, "sentence": sentence}, status=200 if done else 409)
    if request.user.is_authenticated:
        (messages.success if done else messages.error)(request, sentence)
    return redirect("articles:saved_articles")


@caching.private
@require_safe
@login_required
def reading_history(request):
    kept = history.of(request.user)
    page = None
    if kept:
        page = paging.page_of(kept.entries.all(), request.GET.get("before", ""), by="read_at")
        saving.with_cards(page)
    context = {"history": kept, "rows": page, "days": settings.READING_HISTORY_KEPT.days}
    return render(request, "articles/reading_history.html", context)


@caching.private
@require_POST
@login_required
def switch_history(request):
    """On, off with all that is in it, or emptied: whichever button was pressed."""
    if request.POST.get("do") == "on":
        history.switch_on(request.user, at=timezone.now())
        messages.success(request, _("From now on we keep a list of what you read."))
    elif request.POST.get("do") == "off":
        history.switch_off(request.user)
        messages.success(
            request, _("Your reading history is off, and everything in it is deleted.")
        )
    elif request.POST.get("do") == "empty":
        history.empty(request.user)
        messages.success(request, _("Your reading history is empty."))
    return redirect("articles:reading_history")


@caching.private
@require_POST
@from_our_pages_only
def note_reading(request):
    """Our script says that an article is being read. Nothing is kept for whoever did not ask."""
    article = saving.live_article(number_in(request))
    if article is not None and request.user.is_authenticated:
        history.note(request.user, article, at=timezone.now())
    return HttpResponse(status=204)
