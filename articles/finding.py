"""Which live articles somebody may mean: by an address, or by words of a headline. No drafts."""

from urllib.parse import unquote, urlsplit

from django.urls import Resolver404, resolve

from articles import search
from articles.models import Article, Redirect
from memberships.access import ANONYMOUS

LONGEST, MOST = 500, 10
ARTICLES = {
    f"article_{what}{tail}" for what in ("detail", "print") for tail in ("", "_in_language")
}


def live(words):
    """At most MOST of them; one alone where the words name it."""
    words = words.strip()[:LONGEST]
    if not words:
        return []
    if "/" in words and " " not in words and (article := at_address(words)):
        return [article]
    found = search.find(search.Search(query=words), reader=ANONYMOUS).items
    named = [one for one in found if one.headline.casefold() == words.casefold()]
    return named or found[:MOST]


def at_address(address):
    """The article whose page this is or was, on whatever host the address names; or None."""
    try:
        path = unquote(urlsplit(address).path)
        match = resolve(path)
    except (ValueError, Resolver404):
        return None
    article = of_page(match) if match.url_name in ARTICLES else None
    return article or moved_from(path)


def of_page(match):
    words = match.kwargs
    pieces = Article.objects.live().in_language(words.get("language", "en"))
    pieces = pieces.filter(section__slug=words["section"], slug=words["slug"])
    return pieces.for_cards().first()


def moved_from(path):
    row = Redirect.objects.filter(old_path=path).exclude(article=None).first()
    return row and Article.objects.live().for_cards().filter(pk=row.article_id).first()
