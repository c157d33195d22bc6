"""Sitemaps: an index that leads to every live article, and the news of the last two days.

Files are cut by number, so that none counts or skips what stands in another.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import languages
from articles.models import Article, Author, Industry, Kind, Region, Section, Topic
from newsroom.lib import caching
from newsroom.lib.addresses import absolute
from newsroom.lib.xml import printable
from publication.models import Page, SiteSettings

IN_A_FILE = 2000
NEWS_AGE, MOST_NEWS = timedelta(days=2), 1000
MOST = 40_000  # of 50,000 in a file; topics are the only list that grows without end
# Pages that are there whatever is published; most of them belong to the project above this app.
STANDING = ["/", "/membership/", "/newsletters/", "/events/", "/corrections/"]
XML = "application/xml; charset=utf-8"


@require_safe
@caching.shareable
def sitemap_index(request):
    """Every file of the sitemap that holds something, with the time of its last change."""
    parts = (
        Article.objects.live()
        .annotate(part=F("pk") / IN_A_FILE)
        .values_list("part")
        .annotate(changed_at=Max(Coalesce("updated_at", "published_at")))
        .order_by("part")
    )
    files = [
        ("/sitemaps/pages.xml", None),
        *((f"/sitemaps/articles-{part}.xml", changed_at) for part, changed_at in parts),
        (reverse("articles:news_sitemap"), None),
        *((news_file(language), None) for language in languages.others_in_use()),
    ]
    rows = [{"address": absolute(path), "changed_at": changed_at} for path, changed_at in files]
    return TemplateResponse(request, "articles/sitemap_index.xml", {"rows": rows}, content_type=XML)


def news_file(language):
    return reverse("articles:news_sitemap_in_language", kwargs={"language": language})


@require_safe
@caching.shareable
def sitemap_articles(request, part):
    """The live articles whose numbers fall into this part."""
    if part > 1_000_000:
        raise Http404
    articles = Article.objects.live().filter(
        pk__gte=part * IN_A_FILE, pk__lt=(part + 1) * IN_A_FILE
    )
    rows = [
        {"address": absolute(article.get_absolute_url()), "changed_at": article.shown_at}
        for article in articles.select_related("section")
        .only("slug", "language", "published_at", "updated_at", "section__slug")
        .order_by("pk")
    ]
    return TemplateResponse(request, "articles/sitemap.xml", {"rows": rows}, content_type=XML)


@require_safe
@caching.shareable
def sitemap_pages(request):
    """The front pages, the lists in which something stands, the authors and the standing texts."""
    things = (thing for rows in lists() for thing in rows)
    fronts = map(languages.front_of, languages.others_in_use())
    addresses = [*STANDING, *fronts, *(thing.get_absolute_url() for thing in things)]
    rows = [{"address": absolute(address), "changed_at": None} for address in addresses]
    return TemplateResponse(request, "articles/sitemap.xml", {"rows": rows}, content_type=XML)


def lists():
    """Whatever has a page of its own; a list in which nothing stands is not for search engines."""
    regions = list(in_use(Region, "regions").values_list("pk", flat=True))
    return [
        in_use(Section, "section"),
        in_use(Kind, "kind"),
        in_use(Industry, "industries"),
        in_use(Topic, "topics").order_by("-pk")[:MOST],
        Region.objects.filter(
            Q(pk__in=regions) | Q(parts__in=regions) | Q(parts__parts__in=regions)
        ).distinct(),
        in_use(Author, "bylines__author"),
        Page.objects.all(),
    ]


def in_use(model, place):
    """Those that stand in this place of a live article.

    One is looked for in each: for an EXISTS, PostgreSQL would join all articles with all topics.
    """
    articles = Article.objects.live().filter(**{place: OuterRef("pk")}).values("pk")[:1]
    return model.objects.alias(an_article=Subquery(articles)).exclude(an_article=None)


@require_safe
@caching.shareable
def news_sitemap(request, language=settings.LANGUAGE_CODE):
    """One language's articles first published in the last two days (Google News), newest first."""
    since = timezone.now() - NEWS_AGE
    articles = Article.objects.live().in_language(language).filter(published_at__gte=since)
    rows = [
        {
            "article": article,
            "address": absolute(article.get_absolute_url()),
            "headline": printable(article.headline),
        }
        for article in articles.select_related("section").newest_first()[:MOST_NEWS]
    ]
    context = {"rows": rows, "name": printable(SiteSettings.current().name)}
    return TemplateResponse(request, "articles/news_sitemap.xml", context, content_type=XML)
