"""The front page: what the desk arranged, and the newest of each part of the paper for the rest.

No article stands on it twice. What the desk chose and is live comes first; where it chose nothing,
or its choice is not live any more, the newest move up.
"""

from dataclasses import dataclass, field, replace

from django.conf import settings
from django.utils import timezone

from articles.arrangement import SECOND_ROW, STRIP, STRIPS
from articles.models import Article, FrontPage, Region
from memberships.access import AccessLevel

LATEST = 8
INTEL, MEMO, REPORT = "intel", "memo", "trend-report"
# The parts that hold one kind each, and how many.
KINDS = {INTEL: 6, MEMO: 4, REPORT: 4}


@dataclass(frozen=True)
class Strip:
    """A row of the front page under one heading: a region, or the desk's own title."""

    region: Region | None
    articles: list
    title: str = ""

    @property
    def name(self):
        return self.title or self.region.name


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


class Stock:
    """The live articles at one moment, each given out once."""

    def __init__(self, live, arrangement):
        self.live, self.shown = live, set()
        chosen = arrangement.numbers
        self.chosen_ones = live.in_bulk(chosen) if chosen else {}

    def chosen(self, numbers):
        """Those of the desk's choice that are live."""
        return self.give(self.chosen_ones[each] for each in numbers if each in self.chosen_ones)

    @property
    def fresh(self):
        """What stands nowhere on the page, and that nobody chose for a place further down."""
        return self.live.exclude(pk__in=self.shown | self.chosen_ones.keys())

    @property
    def news(self):
        return self.fresh.exclude(kind__slug=INTEL)

    def give(self, articles):
        articles = list(articles)
        self.shown.update(each.pk for each in articles)
        return articles


def front_page(at=None, language=settings.LANGUAGE_CODE, arrangement=None):
    """The front at a moment, or as an arrangement would make it. At most eleven queries, whatever the archive."""
    at = at or timezone.now()
    arrangement = arrangement or FrontPage.objects.arrangement_at(at)
    live = Article.objects.live(at).in_language(language).newest_first().for_cards()
    stock = Stock(live, arrangement)
    lead, second_row = top(stock, arrangement)
    pinned = [stock.chosen(strip.articles) for strip in arrangement.strips]
    kinds = of_kinds(stock)
    return Front(
        lead=lead,
        second_row=second_row,
        intel=kinds[INTEL],
        memos=kinds[MEMO],
        reports=kinds[REPORT],
        latest=stock.give(stock.fresh[:LATEST]),
        strips=strips(stock, arrangement, pinned),
    )


def fit_for_the_top(articles):
    """Nothing but news that is not PRO, with a picture, leads by itself."""
    news = articles.exclude(kind__slug=INTEL).exclude(access_level=AccessLevel.PRO)
    return news.exclude(lead_picture=None)


def top(stock, arrangement):
    """The lead and the second row."""
    chosen_lead = stock.chosen([arrangement.lead])
    chosen_row = stock.chosen(arrangement.second_row)
    open_places = 1 + SECOND_ROW - len(chosen_lead) - len(chosen_row)
    newest = stock.give(fit_for_the_top(stock.fresh)[:open_places]) if open_places else []
    lead = chosen_lead or newest[:1]
    row = chosen_row + (newest if chosen_lead else newest[1:])
    return (lead[0] if lead else None), row


def of_kinds(stock):
    """{kind: its newest}. One query for all of them."""
    first, *others = (stock.fresh.filter(kind__slug=kind)[:most] for kind, most in KINDS.items())
    found = stock.give(first.union(*others, all=True))
    found.sort(key=lambda article: (article.published_at, article.pk), reverse=True)
    return {kind: [each for each in found if each.kind.slug == kind] for kind in KINDS}


def strips(stock, arrangement, pinned):
    """The pinned strips in the desk's order, then the first regions that are not among them."""
    regions = {region.pk: region for region in regions_for(arrangement)}
    rows = [
        filled(stock, Strip(regions.pop(strip.region, None), chosen, strip.title))
        for strip, chosen in zip(arrangement.strips, pinned, strict=True)
    ]
    automatic = [region for region in regions.values() if region.parent_id is None]
    for region in automatic[: STRIPS - len(rows)]:
        rows.append(filled(stock, Strip(region, [])))
    return [row for row in rows if row.articles and (row.title or row.region)]


def regions_for(arrangement):
    """Those that are pinned and those that may come by themselves, in the desk's order."""
    come_by_themselves = len(arrangement.strips) < STRIPS
    return [
        region
        for region in Region.objects.with_numbers_within()
        if region.pk in arrangement.regions or (come_by_themselves and region.parent_id is None)
    ]


def filled(stock, strip):
    """The strip with the newest of its region in the places that the desk left empty."""
    room = STRIP - len(strip.articles)
    if not room or not strip.region:
        return strip
    newest = stock.give(stock.news.in_regions(strip.region.numbers_within)[:room])
    return replace(strip, articles=strip.articles + newest)
