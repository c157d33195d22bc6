"""The search: what a reader may find, in two stages, so that a common word costs little.

Outsiders search what is public, and only that is looked into: neither an answer nor its time
tells what stands below a paywall line.
"""

from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from django.db import OperationalError, connection
from django.utils import timezone
from django.utils.html import escape
from psycopg2.errors import QueryCanceled

from articles import levels, search_words
from articles.models import Article
from articles.models.text import SEARCH_CONFIGURATIONS
from articles.search_letters import composed, fold_sql, unfolded
from articles.search_words import Problem
from memberships.access import AccessLevel, levels_open_to
from newsroom.lib import html

# The newest hits are ranked; an older, better match under more than these is not found by words.
RANKED_HITS = 500
SHOWN = 20
COUNTED = 1000
HALF_LIFE_DAYS = 180
MARK_START, MARK_END = "\ue000", "\ue001"
WITHOUT_MARKS = str.maketrans("", "", MARK_START + MARK_END)
# So many letters of a lead-in are looked through for an excerpt.
EXCERPTED = 4000
BEST, NEWEST = "best", "newest"
FILTERS = {
    "kind": "article.kind_id = (SELECT id FROM articles_kind WHERE slug = %(kind)s)",
    "section": "article.section_id = (SELECT id FROM articles_section WHERE slug = %(section)s)",
    "access": f"({levels.LEVEL}) = %(access)s",
    "since": "article.published_at >= %(since)s",
    "until": "article.published_at < %(until)s",
}
HITS = f"""
    SELECT article.id, article.published_at, {{is_open}} AS is_open
    FROM articles_articletext AS text JOIN articles_article AS article ON article.id = text.article_id
        JOIN articles_kind AS kind ON kind.id = article.kind_id
    WHERE article.published_at <= %(at)s AND article.withdrawn_at IS NULL
        AND ({{matches}}){{filters}}
    ORDER BY published_at DESC, id DESC LIMIT {COUNTED + 1}"""
# ts_headline is asked of the few that are shown, and of the lead-in alone.
FIND = f"""
WITH hits AS MATERIALIZED ({{hits}}),
newest AS (SELECT * FROM hits ORDER BY published_at DESC, id DESC LIMIT {RANKED_HITS}),
shown AS (
    SELECT newest.id, newest.published_at, {{rank}} AS rank
    FROM newest JOIN articles_articletext AS text ON text.article_id = newest.id
    ORDER BY rank DESC, newest.published_at DESC, newest.id DESC LIMIT {SHOWN} OFFSET %(skip)s
)
SELECT counted.total, shown.id, {{excerpt}}
FROM (SELECT count(*) AS total FROM hits) AS counted LEFT JOIN shown ON TRUE
LEFT JOIN articles_article AS article ON article.id = shown.id
LEFT JOIN articles_articletext AS text ON text.article_id = shown.id
ORDER BY shown.rank DESC, shown.published_at DESC, shown.id DESC
"""
RANK = f"""ts_rank(CASE WHEN is_open THEN text.full_vector ELSE text.public_vector END, {{words}})
    / (1 + extract(epoch FROM %(at)s - newest.published_at) / 86400 / {HALF_LIFE_DAYS})"""
EXCERPT = f"""ts_headline(
    CASE text.language {{configurations}} ELSE 'simple'::regconfig END,
    {fold_sql(f"translate(left(article.lead_in_text, {EXCERPTED}), '{MARK_START}{MARK_END}', '')")}, {{words}},
    'StartSel={MARK_START}, StopSel={MARK_END}, MaxWords=38, MinWords=18')"""
CONFIGURATIONS = " ".join(
    f"WHEN '{code}' THEN '{name}'::regconfig" for code, name in SEARCH_CONFIGURATIONS.items()
)


@dataclass(frozen=True)
class Search:
    """What somebody looks for. Empty fields are not asked for."""

    query: str = ""
    kind: str = ""
    section: str = ""
    access: str = ""
    since: datetime | None = None
    until: datetime | None = None
    order: str = BEST
    page: int = 1

    @property
    def filters(self):
        """What narrows it, as parameters of FILTERS."""
        wanted = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: wanted[name] for name in FILTERS if wanted[name]}


@dataclass(frozen=True)
class Results:
    """One page of what was found. `total` stops counting after a thousand."""

    items: list = field(default_factory=list)
    total: int = 0
    page: int = 1
    problem: Problem | None = None

    @property
    def is_many(self):
        return self.total > COUNTED

    @property
    def has_next(self):
        return self.page * SHOWN < min(self.total, RANKED_HITS)

    @property
    def is_cut(self):
        """There are more than are shown on all pages together."""
        return self.total > RANKED_HITS

    @property
    def is_past_the_end(self):
        return not self.items and self.total > 0


def find(search, *, reader, at=None):
    """What this reader may find. Three queries, whatever the size of the archive."""
    query, at = search_words.usable(search.query), at or timezone.now()
    if not query:
        return Results()
    words = search_words.read(query)
    if words.problem:
        return Results(problem=words.problem)
    search = replace(search, page=min(max(search.page, 1), RANKED_HITS // SHOWN))
    try:
        rows = ask(search, words, gated_levels_open_to(reader), at)
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        return Results(problem=Problem.TOO_SLOW)
    total = rows[0][0]
    problem = Problem.COMMON_WORDS if words.are_common and not total else None
    return Results(cards(rows, at), total, search.page, problem)


def gated_levels_open_to(reader):
    """A free text is public as a whole: the public words are all its words."""
    return [str(level) for level in levels_open_to(reader) if level != AccessLevel.FREE]


def ask(search, words, open_levels, at):
    """[(total, number of the article or None, excerpt)], in the order of the page."""
    statement = FIND.format(
        hits=hits(search, words, open_levels),
        rank="0" if search.order == NEWEST else RANK.format(words=words.of_text),
        excerpt=EXCERPT.format(words=words.of_text, configurations=CONFIGURATIONS),
    )
    skip = (search.page - 1) * SHOWN
    parameters = {**words.parameters, **search.filters, "open": open_levels, "at": at, "skip": skip}
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def hits(search, words, open_levels):
    """The newest hits: among public words, and among all words of what is open to the reader."""
    filters = "".join(f" AND {FILTERS[name]}" for name in search.filters)
    public = {"is_open": "FALSE", "matches": words.match("public_vector")}
    if not open_levels:
        return HITS.format(**public, filters=filters)
    whole = {"is_open": "TRUE", "matches": words.match("full_vector")}
    return "({}) UNION ALL ({}) ORDER BY published_at DESC, id DESC LIMIT {}".format(
        HITS.format(**public, filters=f"{filters} AND ({levels.LEVEL}) <> ALL(%(open)s)"),
        HITS.format(**whole, filters=f"{filters} AND ({levels.LEVEL}) = ANY(%(open)s)"),
        COUNTED + 1,
    )


def cards(rows, at):
    """The articles found, in their order, each with an excerpt of its lead-in."""
    excerpts = {number: excerpt for _total, number, excerpt in rows if number}
    articles = Article.objects.live(at).for_cards().in_bulk(excerpts) if excerpts else {}
    found = [articles[number] for number in excerpts if number in articles]
    for article in found:
        article.excerpt_html = marked(excerpts[article.pk] or "", article)
    return found


def marked(excerpt, article):
    """Escaped text in which the words that were found are marked; … stands for what is left out."""
    lead_in = composed(article.lead_in_text.translate(WITHOUT_MARKS))
    excerpt = unfolded(excerpt, lead_in, article.language, marks=MARK_START + MARK_END)
    words = excerpt.replace(MARK_START, "").replace(MARK_END, "")
    before = "" if not words or lead_in.startswith(words) else "… "
    after = "" if not words or lead_in.endswith(words) else " …"
    safe = escape(excerpt).replace(MARK_START, "<mark>").replace(MARK_END, "</mark>")
    return html.trusted(f"{before}{safe}{after}")
