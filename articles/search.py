"""The search: what a reader may read, in two stages, so that a common word costs little.

Outsiders search what is public, so that no answer tells what stands below a paywall line.
"""

from dataclasses import dataclass, field

from django.db import connection
from django.utils import timezone
from django.utils.html import escape

from articles.models import Article
from articles.models.text import SEARCH_CONFIGURATIONS
from memberships.access import levels_open_to
from newsroom.lib import html

LONGEST_QUERY = 200
# The newest hits are ranked; an older, better match under more than these is not found by words.
RANKED_HITS = 500
SHOWN = 20
COUNTED = 1000
HALF_LIFE_DAYS = 180
MARK_START, MARK_END = "\ue000", "\ue001"

CONFIGURATIONS = sorted({*SEARCH_CONFIGURATIONS.values(), "simple"})
QUERIES = ",\n".join(
    f"websearch_to_tsquery('{name}', %(query)s) AS {name}_query" for name in CONFIGURATIONS
)
QUERY_OF_LANGUAGE = "CASE text.language {} ELSE simple_query END".format(
    " ".join(f"WHEN '{code}' THEN {name}_query" for code, name in SEARCH_CONFIGURATIONS.items())
)
# One condition a language: an index serves a constant vector against a constant query.
MATCHES = "\n            OR ".join(
    f"(text.language = '{code}' AND {{vector}} @@ {name}_query)"
    for code, name in SEARCH_CONFIGURATIONS.items()
) + "\n            OR (text.language <> ALL (ARRAY[{}]) AND {{vector}} @@ simple_query)".format(
    ", ".join(f"'{code}'" for code in SEARCH_CONFIGURATIONS)
)
FIND = f"""
WITH words AS (SELECT {QUERIES}),
hits AS MATERIALIZED (
    SELECT article.id, article.published_at, article.access_level = ANY(%(open)s) AS is_open
    FROM articles_article AS article
    JOIN articles_articletext AS text ON text.article_id = article.id
    CROSS JOIN words
    WHERE article.published_at <= %(at)s AND article.withdrawn_at IS NULL
      AND (
        ({MATCHES.format(vector="text.public_vector")})
        OR (article.access_level = ANY(%(open)s) AND ({MATCHES.format(vector="text.full_vector")}))
      )
      AND (%(kind)s = '' OR article.kind_id = (SELECT id FROM articles_kind WHERE slug = %(kind)s))
    ORDER BY article.published_at DESC, article.id DESC
    LIMIT {COUNTED + 1}
),
newest AS (SELECT * FROM hits ORDER BY published_at DESC, id DESC LIMIT {RANKED_HITS})
SELECT newest.id, (SELECT count(*) FROM hits),
    ts_rank(
        CASE WHEN is_open THEN text.full_vector ELSE text.public_vector END, {QUERY_OF_LANGUAGE}
    ) / (1 + extract(epoch FROM %(at)s - newest.published_at) / 86400 / {HALF_LIFE_DAYS}) AS rank
FROM newest JOIN articles_articletext AS text ON text.article_id = newest.id CROSS JOIN words
ORDER BY {{order}} LIMIT {SHOWN} OFFSET %(skip)s
"""
ORDERS = {
    "best": "rank DESC, newest.published_at DESC, newest.id DESC",
    "newest": "newest.published_at DESC, newest.id DESC",
}
HEADLINES = f"""
SELECT article.id, ts_headline(
    CASE text.language {" ".join(f"WHEN '{code}' THEN '{name}'::regconfig" for code, name in SEARCH_CONFIGURATIONS.items())}
        ELSE 'simple'::regconfig END,
    left(article.lead_in_text, 4000),
    {QUERY_OF_LANGUAGE},
    'StartSel={MARK_START}, StopSel={MARK_END}, MaxWords=38, MinWords=18'
)
FROM articles_article AS article
JOIN articles_articletext AS text ON text.article_id = article.id
CROSS JOIN (SELECT {QUERIES}) AS words
WHERE article.id = ANY(%(numbers)s)
"""  # noqa: E501


@dataclass(frozen=True)
class Results:
    """One page of what was found. `total` stops counting at a thousand."""

    items: list = field(default_factory=list)
    total: int = 0
    page: int = 1

    @property
    def is_many(self):
        return self.total > COUNTED

    @property
    def has_next(self):
        return self.page * SHOWN < min(self.total, RANKED_HITS)


def find(query, *, reader, kind="", order="best", page=1, at=None):
    """What this reader may find. Three queries, whatever the size of the archive."""
    query = usable(query)
    page = min(max(page, 1), RANKED_HITS // SHOWN)
    if not query:
        return Results()
    words = {
        "query": query,
        "open": [str(level) for level in levels_open_to(reader)],
        "kind": kind,
        "at": at or timezone.now(),
        "skip": (page - 1) * SHOWN,
    }
    rows = fetch(FIND.format(order=ORDERS.get(order, ORDERS["best"])), words)
    return Results(cards(rows, words), rows[0][1] if rows else 0, page)


def usable(query):
    """The words without what no text holds, and no longer than a long headline."""
    return " ".join(query.replace("\0", " ").split())[:LONGEST_QUERY]


def fetch(statement, words):
    with connection.cursor() as cursor:
        cursor.execute(statement, words)
        return cursor.fetchall()


def cards(rows, words):
    """The articles found, in their order, each with an excerpt of its lead-in."""
    numbers = [number for number, _total, _rank in rows]
    if not numbers:
        return []
    excerpts = dict(fetch(HEADLINES, {**words, "numbers": numbers}))
    articles = Article.objects.live(words["at"]).for_cards().in_bulk(numbers)
    found = [articles[number] for number in numbers if number in articles]
    for article in found:
        article.excerpt_html = marked(excerpts.get(article.pk) or "", article.lead_in_text)
    return found


def marked(excerpt, lead_in):
    """Escaped text in which the words that were found are marked; … stands for what is left out."""
    words = excerpt.replace(MARK_START, "").replace(MARK_END, "")
    before = "" if not words or lead_in.startswith(words) else "… "
    after = "" if not words or lead_in.endswith(words) else " …"
    safe = escape(excerpt).replace(MARK_START, "<mark>").replace(MARK_END, "</mark>")
    return html.trusted(f"{before}{safe}{after}")
