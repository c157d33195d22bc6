"""The front page where nobody curates it: the newest of each part of the paper."""

from dataclasses import dataclass, field

from django.conf import settings

from articles.models import Article, Region
from memberships.access import AccessLevel

LATEST, SECOND_ROW, INTEL, PRO, STRIPS, STRIP = 8, 4, 6, 4, 4, 4
INTEL_KIND = "intel"


@dataclass(frozen=True)
class Strip:
    """A region of the front page and its newest pieces."""

    region: Region
    articles: list


@dataclass(frozen=True)
class Front:
    """What the front page shows, in reading order."""

    lead: Article | None = None
    second_row: list = field(default_factory=list)
    latest: list = field(default_factory=list)
    intel: list = field(default_factory=list)
    memos: list = field(default_factory=list)
    reports: list = field(default_factory=list)
    strips: list = field(default_factory=list)


def front_page(at=None, language=settings.LANGUAGE_CODE):
    """The automatic front. At most nine queries, whatever the size of the archive."""
    live = Article.objects.live(at).in_language(language).newest_first().for_cards()
    news = live.exclude(kind__slug=INTEL_KIND).exclude(access_level=AccessLevel.PRO)
    leads = list(news.exclude(lead_picture=None)[: SECOND_ROW + 1])
    return Front(
        lead=leads[0] if leads else None,
        second_row=leads[1:],
        latest=list(live[:LATEST]),
        intel=list(live.filter(kind__slug=INTEL_KIND)[:INTEL]),
        memos=list(live.filter(kind__slug="memo")[:PRO]),
        reports=list(live.filter(kind__slug="trend-report")[:PRO]),
        strips=strips(live, shown={article.pk for article in leads}),
    )


def strips(live, *, shown):
    """The first regions of the desk's order, each with what stands nowhere above it."""
    regions = Region.objects.filter(parent=None).order_by("position", "name")[:STRIPS]
    news, shown, rows = live.exclude(kind__slug=INTEL_KIND), set(shown), []
    for region in regions:
        articles = list(news.exclude(pk__in=shown).in_region(region)[:STRIP])
        shown.update(article.pk for article in articles)
        rows += [Strip(region, articles)] if articles else []
    return rows
