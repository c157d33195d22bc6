"""The button “Read this story free”: an address of its own, because reading alone never counts."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.models import Article
from memberships import meter
from newsroom.lib import caching
from newsroom.lib.origin import from_our_pages_only

# Where the page opens: at the sentence about what remains, or at the box. Whose browser keeps no
# cookie meets the box, with the same mark on the sentence that says so.
OPENED, REFUSED = "#free-read", "#h-offer"


@from_our_pages_only
@require_POST
@caching.private
def read_free(request, number):
    """Count the article once and lead to it; where that cannot be, to the page that says why."""
    at = timezone.now()
    article = get_object_or_404(once_live(at), pk=number)
    if not article.is_live(at):
        return led_to(article)
    opened = meter.open(request, article, at=at)
    if opened.outcome is meter.Outcome.CROWDED:
        return crowded(request, article)
    mark = OPENED if opened.outcome is meter.Outcome.OPENED else REFUSED
    return meter.keep(led_to(article, mark), opened)


def once_live(at):
    """Drafts are nobody's business; the address of a withdrawn article says what became of it."""
    return Article.objects.filter(published_at__lte=at).select_related("section")


def crowded(request, article):
    """In the site's own language, whatever the story's. Nothing leads back here: it answers no GET."""
    context = {"story": article, "hide_next": True}
    return render(request, "articles/free_read_crowded.html", context, status=429)


def led_to(article, mark=""):
    return HttpResponseRedirect(f"{article.get_absolute_url()}{mark}", status=303)
