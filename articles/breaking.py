"""The bar of breaking news, read with the frame of the page: no page pays a query for it."""

import json
from dataclasses import dataclass

from articles.models.article import article_address

# The newest that has begun and not ended, with its article where readers can open that.
SELECT = """
    SELECT jsonb_build_object('words', bar.words, 'language', article.language,
        'section', section.slug, 'slug', article.slug)::text
    FROM articles_breakingbar AS bar
    LEFT JOIN articles_article AS article ON article.id = bar.article_id
        AND article.published_at <= %(at)s AND article.withdrawn_at IS NULL
    LEFT JOIN articles_section AS section ON section.id = article.section_id
    WHERE bar.starts_at <= %(at)s AND bar.ends_at > %(at)s AND bar.taken_down_at IS NULL
    ORDER BY bar.starts_at DESC, bar.id DESC LIMIT 1"""


@dataclass(frozen=True)
class Bar:
    """What stands above every page: words, and where they lead, if anywhere."""

    words: str
    url: str = ""


def read(found):
    """The bar, or None; from what the database answered."""
    if not found:
        return None
    row = json.loads(found)
    if not row["slug"]:
        return Bar(row["words"])
    address = article_address("article_detail", row["language"], row["section"], row["slug"])
    return Bar(row["words"], address)
