"""The desk's own search: drafts, too, and every word of the text. For staff only."""

import re

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from articles.models import ArticleText
from articles.models.text import SEARCH_CONFIGURATIONS

WORD = re.compile(r"\w+")
MOST_WORDS, LONGEST = 20, 200


def found_by(articles, query):
    """The articles with all these words, the last of which may be unfinished; or at this address."""
    query = query[:LONGEST].strip()
    if not query:
        return articles
    slug = query.rstrip("/").rpartition("/")[2]
    if looks_like_an_address(query):
        at_address = articles.filter(slug__startswith=slug)
        if at_address.order_by().values("pk")[:1]:
            return at_address
    words = WORD.findall(query)[:MOST_WORDS]
    return articles.filter(pk__in=texts_with(words).values("article")) if words else articles.none()


def looks_like_an_address(query):
    return " " not in query and ("-" in query or "/" in query) and query.strip("/-") != ""


def texts_with(words):
    """A subquery that the index of the whole text answers, in each language's own grammar."""
    asked = " & ".join([*words[:-1], f"{words[-1]}:*"])
    holds = ~Q(language__in=SEARCH_CONFIGURATIONS) & in_grammar(asked, "simple")
    for language, configuration in SEARCH_CONFIGURATIONS.items():
        holds |= Q(language=language) & in_grammar(asked, configuration)
    return ArticleText.objects.filter(holds)


def in_grammar(asked, configuration):
    return Q(full_vector=SearchQuery(asked, config=configuration, search_type="raw"))
