"""Old addresses: where nothing stands any more, say where it went or that it was withdrawn."""

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import render

from articles import renaming
from articles.models import Article, Redirect
from articles.models.attachment import FOLDER
from newsroom.lib import caching

# WordPress's short addresses of posts and pages: /?p=12, /?page_id=7.
NUMBERS = frozenset({"p", "page_id"})


class OldAddresses:
    """Looks only at answers that would be 404: a redirect, a 410 with a sentence, or the 404."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return response
        if response.status_code == 404:
            return moved(request) or renamed(request) or withdrawn(request) or response
        if request.path == "/" and not NUMBERS.isdisjoint(request.GET):
            return moved(request) or response
        return response


def moved(request):
    """A permanent redirect from an old address; the query counts where one was kept with it."""
    paths = {request.path, request.get_full_path(), *numbered(request)}
    found = Redirect.objects.filter(old_path__in=paths).select_related("article__section").first()
    if found is None or (found.article and not found.article.is_live()):
        return None
    return led_to(request, found.article.get_absolute_url() if found.article else found.new_path)


def renamed(request):
    """A permanent redirect from a page of a section that has another slug now."""
    words = request.resolver_match.kwargs if request.resolver_match else {}
    if "section" not in words:
        return None
    target = renaming.new_path_of(request.path, words["section"])
    return target and led_to(request, target)


def led_to(request, target):
    response = HttpResponsePermanentRedirect(target)
    response["Cache-Control"] = caching.PRIVATE if caching.is_known(request) else caching.PUBLIC
    return response


def numbered(request):
    """WordPress's short address without what others have hung on to it, such as utm_source."""
    return {f"{request.path}?{name}={request.GET[name]}" for name in NUMBERS & request.GET.keys()}


def withdrawn(request):
    """410 at the address of an article that was live and has been taken down, or of a file of it."""
    words = (request.resolver_match.kwargs if request.resolver_match else {}) or {}
    article = withdrawn_article(words)
    if article is None:
        return None
    response = render(request, "410.html", {"article": article}, status=410)
    response["Cache-Control"] = caching.PRIVATE
    return response


def withdrawn_article(words):
    articles = Article.objects.withdrawn()
    if "attachment" in words:
        return articles.filter(attachments__file=FOLDER + words["attachment"]).first()
    if not {"section", "slug"} <= words.keys():
        return None
    articles = articles.in_language(words.get("language", "en"))
    return articles.filter(section__slug=words["section"], slug=words["slug"]).first()
