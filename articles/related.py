"""What else to read: the desk's choice first, then what shares the most with this piece."""

from django.utils import timezone

from articles.models import Article, Kind, Section

SHOWN = 4
# Only recent pieces are compared: older ones are seldom what a reader wants next.
COMPARED = 400
NOT_CHOSEN = 32767

# Shared topics count twice, shared regions and the section once. Constant SQL, because every article
# asks; only what a short card shows is fetched.
STATEMENT = f"""
    WITH near AS (
        (SELECT id, section_id, published_at, {NOT_CHOSEN} AS place FROM articles_article
         WHERE published_at <= %(at)s AND withdrawn_at IS NULL AND language = %(language)s
         ORDER BY published_at DESC, id DESC LIMIT {COMPARED})
        UNION ALL
        SELECT piece.id, piece.section_id, piece.published_at, chosen.position
        FROM articles_relatedarticle AS chosen JOIN articles_article AS piece ON piece.id = chosen.related_id
        WHERE chosen.article_id = %(article)s AND piece.language = %(language)s
            AND piece.published_at <= %(at)s AND piece.withdrawn_at IS NULL
    ), shared AS (
        SELECT article_id, sum(points) AS points FROM (
            SELECT article_id, 2 AS points FROM articles_article_topics
            WHERE article_id IN (SELECT id FROM near) AND topic_id = ANY (ARRAY(
                SELECT topic_id FROM articles_article_topics WHERE article_id = %(article)s))
            UNION ALL
            SELECT article_id, 1 FROM articles_article_regions
            WHERE article_id IN (SELECT id FROM near) AND region_id = ANY (ARRAY(
                SELECT region_id FROM articles_article_regions WHERE article_id = %(article)s))
        ) AS counted GROUP BY article_id
    ), alike AS (
        SELECT id, published_at, min(place) AS place,
            max(coalesce(points, 0) + CASE WHEN section_id = %(section)s THEN 1 ELSE 0 END) AS likeness
        FROM near LEFT JOIN shared ON article_id = id
        WHERE id <> %(article)s GROUP BY id, published_at
    ), best AS (
        SELECT * FROM alike WHERE place < {NOT_CHOSEN} OR likeness > 0
        ORDER BY place, likeness DESC, published_at DESC, id DESC LIMIT {SHOWN}
    )
    SELECT piece.id, piece.slug, piece.language, piece.headline, piece.short_headline,
        piece.access_level, piece.next_level, piece.next_level_after_days, piece.lead_in_ready,
        piece.published_at, piece.section_id, piece.kind_id,
        section.slug AS section_slug, section.name AS section_name, kind.kicker AS kind_kicker,
        kind.next_level_from AS kind_next_level_from, kind.next_level AS kind_next_level,
        kind.next_level_after_days AS kind_next_level_after_days
    FROM best JOIN articles_article AS piece ON piece.id = best.id
    JOIN articles_section AS section ON section.id = piece.section_id
    JOIN articles_kind AS kind ON kind.id = piece.kind_id
    ORDER BY best.place, best.likeness DESC, piece.published_at DESC, piece.id DESC"""


def related_to(article, at=None):
    """Up to four live articles in the same language, with what a short card shows. One query."""
    words = {
        "at": at or timezone.now(),
        "article": article.pk,
        "section": article.section_id,
        "language": article.language,
    }
    return [with_its_place(other) for other in Article.objects.raw(STATEMENT, words)]


def with_its_place(article):
    """Section and kind as the statement brought them: enough for an address and a kicker."""
    article.section = Section(
        article.section_id, name=article.section_name, slug=article.section_slug
    )
    article.kind = Kind(
        article.kind_id,
        kicker=article.kind_kicker,
        next_level_from=article.kind_next_level_from,
        next_level=article.kind_next_level,
        next_level_after_days=article.kind_next_level_after_days,
    )
    return article
