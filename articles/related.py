"""What else to read: the desk's choice first, then what shares the most with this piece."""

from django.db.models import IntegerField, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from articles.models import Article

SHOWN = 4
# Only recent pieces are compared: older ones are seldom what a reader wants next.
COMPARED = 400

RECENT = f"""
    SELECT recent.id FROM articles_article AS recent
    WHERE recent.published_at <= %s AND recent.withdrawn_at IS NULL AND recent.language = %s
    ORDER BY recent.published_at DESC, recent.id DESC LIMIT {COMPARED}"""
CHOSEN = "SELECT related_id FROM articles_relatedarticle WHERE article_id = %s"
PLACE = """(SELECT position FROM articles_relatedarticle
    WHERE article_id = %s AND related_id = articles_article.id)"""
# Shared topics count twice, shared regions and the section once.
LIKENESS = """(
    2 * (SELECT count(*) FROM articles_article_topics AS theirs
         JOIN articles_article_topics AS ours USING (topic_id)
         WHERE theirs.article_id = articles_article.id AND ours.article_id = %s)
    + (SELECT count(*) FROM articles_article_regions AS theirs
       JOIN articles_article_regions AS ours USING (region_id)
       WHERE theirs.article_id = articles_article.id AND ours.article_id = %s)
    + CASE WHEN articles_article.section_id = %s THEN 1 ELSE 0 END)"""


def related_to(article, at=None):
    """Up to four live articles in the same language. One query."""
    at = at or timezone.now()
    compared = Q(pk__in=RawSQL(RECENT, [at, article.language]))
    chosen = Q(pk__in=RawSQL(CHOSEN, [article.pk]))
    return list(
        Article.objects.live(at)
        .in_language(article.language)
        .filter(compared | chosen)
        .exclude(pk=article.pk)
        .annotate(
            chosen_at=number(f"coalesce({PLACE}, 32767)", article.pk),
            likeness=number(LIKENESS, article.pk, article.pk, article.section_id),
        )
        .filter(Q(chosen_at__lt=32767) | Q(likeness__gt=0))
        .for_cards()
        .order_by("chosen_at", "-likeness", "-published_at", "-pk")[:SHOWN]
    )


def number(statement, *words):
    return RawSQL(statement, words, output_field=IntegerField())
