"""Sitemaps: an index that leads to every live article, and the news of the last two days.

Files are cut by number, so that none counts or skips what stands in another.
"""

from datetime import timedelta

from django.db.models import F, Max
from django.db.models.functions import Coalesce
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article, Author, Industry, Region, Section
from newsroom.lib import caching
from newsroom.lib.addresses import absolute
from publication.models import Page, SiteSettings

IN_A_FILE = 2000
NEWS_AGE, MOST_NEWS = timedelta(days=2), 1000
XML = "application/xml; charset=utf-8"


@require_safe
@caching.shareable
def sitemap_index(request):
    """Every file of the sitemap that holds something, with the time of its last change."""
    parts = (
        Article.objects.live()
        .annotate(part=F("pk") / IN_A_FILE)
        .values("part")
        .annotate(changed_at=Max(Coalesce("updated_at", "published_at")))
        .order_by("part")
    )
    rows = [
        {"address": absolute("/sitemaps/pages.xml"), "changed_at": None},
        *(
            {
                "address": absolute(f"/sitemaps/articles-{row['part']}.xml"),
                "changed_at": row["changed_at"],
            }
            for row in parts
        ),
        {"address": absolute("/news-sitemap.xml"), "changed_at": None},
    ]
    return TemplateResponse(request, "articles/sitemap_index.xml", {"rows": rows}, content_type=XML)


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
    """The front page, and the pages that lists and standing texts have."""
    lists = [*Section.objects.all(), *Region.objects.all(), *Industry.objects.all()]
    things = [*lists, *Author.objects.all(), *Page.objects.all()]
    addresses = ["/", *(thing.get_absolute_url() for thing in things)]
    rows = [{"address": absolute(address), "changed_at": None} for address in addresses]
    return TemplateResponse(request, "articles/sitemap.xml", {"rows": rows}, content_type=XML)


@require_safe
@caching.shareable
def news_sitemap(request):
    """Articles first published in the last two days (Google News), newest first."""
    since = timezone.now() - NEWS_AGE
    articles = Article.objects.live().filter(published_at__gte=since).select_related("section")
    rows = [
        {"article": article, "address": absolute(article.get_absolute_url())}
        for article in articles.newest_first()[:MOST_NEWS]
    ]
    context = {"rows": rows, "name": SiteSettings.current().name}
    return TemplateResponse(request, "articles/news_sitemap.xml", context, content_type=XML)
