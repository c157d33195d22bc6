"""The one small private answer that fills in what a page for everybody may not say."""

from django.contrib.auth.models import AnonymousUser
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from accounts import page_state as accounts_state
from articles import page_state as articles_state
from memberships import viewing
from newsroom.lib import caching

# Each says its part of the answer about this person and the articles on the page.
PARTS = (accounts_state.state, articles_state.state)
MOST_ARTICLES = 100


@require_safe
@caching.private
def page_state(request):
    """Who is signed in, and what they did with `?articles=1,2,3`; strangers cost no query."""
    user = request.user if caching.is_known(request) else AnonymousUser()
    numbers = numbers_in(request.GET.get("articles", ""))
    answer = {}
    for part in PARTS:
        answer.update(part(user, numbers))
    answer.update(viewing.state(request, user))
    return JsonResponse(answer)


def numbers_in(words):
    """The numbers of articles in a list from a page; whatever is none is passed over."""
    found = words.split(",", MOST_ARTICLES)[:MOST_ARTICLES]
    return [int(word) for word in found if word.isascii() and word.isdigit() and len(word) < 18]
