"""What else to read: the desk's choice first, then what shares the most with this piece."""

from django.db.models import IntegerField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from articles.models import Article

SHOWN = 4
# Only recent pieces are compared: older ones are seldom what a reader wants next.
COMPARED = 400

# Shared topics count twice, shared regions and the section once. `piece` is the other article.
LIKENESS = """(
    2 * (SELECT count(*) FROM articles_article_topics AS theirs
         JOIN articles_article_topics AS ours USING (topic_id)
         WHERE theirs.article_id = {piece}.id AND ours.article_id = %s)
    + (SELECT count(*) FROM articles_article_regions AS theirs
       JOIN articles_article_regions AS ours USING (region_id)
       WHERE theirs.article_id = {piece}.id AND ours.article_id = %s)
    + CASE WHEN {piece}.section_id = %s THEN 1 ELSE 0 END)"""
PLACE = """coalesce((SELECT position FROM articles_relatedarticle
    WHERE article_id = %s AND related_id = {piece}.id), 32767)"""
BEST = f"""
    SELECT scored.id FROM (
        SELECT piece.id, piece.published_at, {PLACE.format(piece="piece")} AS place,
            {LIKENESS.format(piece="piece")} AS likeness
        FROM articles_article AS piece
        JOIN (
            (SELECT recent.id FROM articles_article AS recent
             WHERE recent.published_at <= %s AND recent.withdrawn_at IS NULL AND recent.language = %s
             ORDER BY recent.published_at DESC, recent.id DESC LIMIT {COMPARED})
            UNION SELECT related_id FROM articles_relatedarticle WHERE article_id = %s
        ) AS near ON near.id = piece.id
        WHERE piece.id <> %s AND piece.language = %s
            AND piece.published_at <= %s AND piece.withdrawn_at IS NULL
        OFFSET 0
    ) AS scored
    WHERE scored.place < 32767 OR scored.likeness > 0
    ORDER BY scored.place, scored.likeness DESC, scored.published_at DESC, scored.id DESC
    LIMIT {SHOWN}"""


def related_to(article, at=None):
    """Up to four live articles in the same language. One query."""
    at, number, section = at or timezone.now(), article.pk, article.section_id
    likeness = (number, number, section)
    near = (at, article.language, number)
    found = (number, *likeness, *near, number, article.language, at)
    return list(
        Article.objects.filter(pk__in=RawSQL(BEST, found))
        .annotate(
            place=whole(PLACE.format(piece="articles_article"), number),
            likeness=whole(LIKENESS.format(piece="articles_article"), *likeness),
        )
        .for_cards()
        .order_by("place", "-likeness", "-published_at", "-pk")
    )


def whole(statement, *words):
    return RawSQL(statement, words, output_field=IntegerField())
