"""What else to read: the desk's choice first, then what shares the most with this piece."""

from django.db.models import Case, Count, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from articles.models import Article, RelatedArticle

SHOWN = 4
# Only recent pieces are compared: older ones are seldom what a reader wants next.
COMPARED = 400


def related_to(article, at=None):
    """Up to four live articles in the same language. One query."""
    chosen = RelatedArticle.objects.filter(article=article, related=OuterRef("pk"))
    live = Article.objects.live(at).in_language(article.language).exclude(pk=article.pk)
    recent = live.newest_first().values("pk")[:COMPARED]
    return list(
        live.filter(Q(pk__in=recent) | Q(pk__in=chosen_numbers(article)))
        .annotate(
            chosen_at=Subquery(chosen.values("position")[:1]),
            likeness=likeness(article),
        )
        .filter(Q(chosen_at__isnull=False) | Q(likeness__gt=0))
        .for_cards()
        .order_by(Coalesce("chosen_at", Value(32767)), "-likeness", "-published_at", "-pk")[:SHOWN]
    )


def chosen_numbers(article):
    return RelatedArticle.objects.filter(article=article).values("related")


def likeness(article):
    """Shared topics count twice, shared regions and the section once."""
    topics, regions = (through_of(name) for name in ("topics", "regions"))
    shared_topics = Subquery(shared(topics, "topic", article), output_field=IntegerField())
    shared_regions = Subquery(shared(regions, "region", article), output_field=IntegerField())
    same_section = Case(When(section=article.section_id, then=1), default=0)
    return Coalesce(shared_topics, 0) * 2 + Coalesce(shared_regions, 0) + same_section


def through_of(name):
    return getattr(Article, name).through.objects


def shared(through, column, article):
    """How many rows the other article has in common with this one."""
    mine = through.filter(article=article).values(column)
    rows = through.filter(article=OuterRef("pk"), **{f"{column}__in": mine})
    return rows.order_by().values("article").annotate(number=Count("pk")).values("number")
