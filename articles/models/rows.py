"""What stands around an article, gathered by PostgreSQL into one column each.

Written as SQL because every list and every page asks for them: built by the ORM they cost more time
than the database takes to answer. Constant text; nothing of a request gets in.
"""

from django.db.models import JSONField
from django.db.models.expressions import RawSQL


def rows(select):
    """A column of JSON objects, empty where there is none."""
    return RawSQL(f"(SELECT coalesce(jsonb_agg(row ORDER BY place), '[]') FROM ({select}) AS found)", [],
                  output_field=JSONField())  # fmt: skip


BYLINES = rows("""
    SELECT jsonb_build_object(
        'name', coalesce(author.name, byline.guest_name), 'slug', author.slug,
        'role', coalesce(nullif(byline.role, ''), author.role, ''),
        'email', coalesce(author.email, ''), 'is_desk', coalesce(author.is_desk, false)
    ) AS row, ARRAY[byline.position, byline.id] AS place
    FROM articles_byline AS byline LEFT JOIN articles_author AS author ON author.id = byline.author_id
    WHERE byline.article_id = articles_article.id""")

CORRECTIONS = rows("""
    SELECT jsonb_build_object('kind', kind, 'text', text, 'made_at', made_at) AS row, (made_at, id) AS place
    FROM articles_correction WHERE article_id = articles_article.id""")

ATTACHMENTS = rows("""
    SELECT jsonb_build_object('title', title, 'kind', kind, 'size', size, 'name', file) AS row, id AS place
    FROM articles_attachment WHERE article_id = articles_article.id""")

# One for each language, itself before others: two of one language contradict each other (hreflang).
TRANSLATIONS = rows("""
    SELECT DISTINCT ON (version.language) jsonb_build_object(
        'language', version.language, 'slug', version.slug, 'section', section.slug,
        'headline', version.headline, 'is_original', version.translation_of_id IS NULL) AS row,
        version.language AS place
    FROM articles_article AS version JOIN articles_section AS section ON section.id = version.section_id
    WHERE coalesce(articles_article.translation_of_id, articles_article.id)
            IN (version.id, version.translation_of_id)
        AND version.published_at <= now() AND version.withdrawn_at IS NULL
    ORDER BY version.language, version.id <> articles_article.id, version.translation_of_id NULLS FIRST,
        version.id""")


def labels(name, plural):
    """Regions, topics or industries as {name, slug}, by name."""
    return rows(f"""
    SELECT jsonb_build_object('name', label.name, 'slug', label.slug) AS row, label.name AS place
    FROM articles_{name} AS label JOIN articles_article_{plural} AS link ON link.{name}_id = label.id
    WHERE link.article_id = articles_article.id""")


REGIONS = labels("region", "regions")
TOPICS = labels("topic", "topics")
INDUSTRIES = labels("industry", "industries")
