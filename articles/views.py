"""Pages of the paper: an article, and the lists it stands in."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles import gift_links, paging, structured_data
from articles.models import (
    Article,
    Author,
    Correction,
    Industry,
    Kind,
    Region,
    Section,
    Topic,
)
from articles.related import related_to
from memberships import meter_words
from memberships.gates import gated
from memberships.offers import offer_for
from newsroom.lib import caching, compression
from newsroom.lib.addresses import absolute
from publication import frame as frames


def live_article(section, slug, language=settings.LANGUAGE_CODE):
    articles = Article.objects.live().for_reading().in_language(language)
    return get_object_or_404(articles, section__slug=section, slug=slug)


@csrf_exempt  # it takes no post: 405 is said to every one, not only to those with a token
@require_safe
@gated(load=live_article, openings=gift_links.openings)
@compression.compressed
def article_detail(request, section, slug, language=settings.LANGUAGE_CODE):
    return show_article(request, request.content, request.access)


@csrf_exempt  # it takes no post: 405 is said to every one, not only to those with a token
@require_safe
@gated(load=live_article, openings=gift_links.openings)
def article_print(request, section, slug, language=settings.LANGUAGE_CODE):
    return print_article(request, request.content, request.access)


def show_article(request, article, access):
    """The page of an article for whoever has this access: to it, or to its preview."""
    context = {
        "article": article,
        "access": access,
        "text_html": article.text_for(access),
        "offer": offer_for(access, **meter_words.values(request.meter)),
        "meter": request.meter,
        "reads_left": meter_words.reads_left(request.meter, article.level),
        "related": related_to(article),
        "here": article.section.get_absolute_url(),
        "structured_data": structured_data.of_article(article, frames.of(request).site),
    }
    return render(request, "articles/article_detail.html", context)


def print_article(request, article, access):
    """The same to be printed: the text alone."""
    context = {"article": article, "access": access, "text_html": article.text_for(access)}
    return render(request, "articles/article_print.html", context)


def list_page(request, template, articles, **context):
    """One page of a list; `?before=` names the place where it begins."""
    page = paging.page_of(articles.for_cards(), request.GET.get("before", ""))
    # The address of this page without whatever else the query string says.
    address = absolute(f"{request.path}?before={page.cursor}" if page.cursor else request.path)
    return render(
        request, f"articles/{template}.html", {"articles": page, "address": address, **context}
    )


@require_safe
@caching.shareable
def section_detail(request, section, language=settings.LANGUAGE_CODE):
    section = get_object_or_404(Section, slug=section)
    articles = Article.objects.live().in_section(section).in_language(language)
    return list_page(request, "section_detail", articles, section=section, language=language)


@require_safe
@caching.shareable
def language_home(request, language):
    articles = Article.objects.live().in_language(language)
    return list_page(request, "language_home", articles, language=language)


@require_safe
@caching.shareable
def region_detail(request, slug):
    region = get_object_or_404(Region.objects.select_related("parent"), slug=slug)
    articles = Article.objects.live().in_region(region)
    parts = region.parts.order_by("position", "name")
    return list_page(request, "region_detail", articles, region=region, parts=parts)


@require_safe
@caching.shareable
def topic_detail(request, slug):
    topic = get_object_or_404(Topic, slug=slug)
    return list_page(request, "topic_detail", Article.objects.live().on_topic(topic), topic=topic)


@require_safe
@caching.shareable
def industry_detail(request, slug):
    industry = get_object_or_404(Industry, slug=slug)
    articles = Article.objects.live().in_industry(industry)
    return list_page(request, "industry_detail", articles, industry=industry)


@require_safe
@caching.shareable
def kind_detail(request, slug):
    kind = get_object_or_404(Kind, slug=slug)
    return list_page(request, "kind_detail", Article.objects.live().of_kind(kind), kind=kind)


@require_safe
@caching.shareable
def author_detail(request, slug):
    author = get_object_or_404(Author.objects.select_related("portrait"), slug=slug)
    articles = Article.objects.live().by_author(author)
    return list_page(request, "author_detail", articles, author=author)


@require_safe
@caching.shareable
def day_detail(request, year, month, day):
    """All that was published on one day of the site's own calendar."""
    start, end = day_of(year, month, day, ZoneInfo(site_zone(request)))
    context = {
        "day": start.date(),
        "day_before": start.date() - timedelta(days=1),
        "day_after": end.date() if end <= timezone.now() else None,
    }
    return list_page(request, "day_detail", Article.objects.live().between(start, end), **context)


def day_of(year, month, day, zone):
    """From midnight to midnight in this zone; 404 where the calendar has no such day yet."""
    try:
        start = datetime(year, month, day)
        end = start + timedelta(days=1)
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    start, end = (datetime.combine(moment.date(), time(), zone) for moment in (start, end))
    if year < 1900 or start > timezone.now():
        raise Http404
    return start, end


def site_zone(request):
    return frames.of(request).site.time_zone


@require_safe
@caching.shareable
def corrections(request):
    """Every correction of a live article, newest first, and on the first page the withdrawals."""
    rows = Correction.objects.filter(article__in=Article.objects.live()).select_related(
        "article", "article__section"
    )
    page = paging.page_of(rows, request.GET.get("before", ""), by="made_at")
    withdrawn = Article.objects.withdrawn().order_by("-withdrawn_at")[:50] if page.is_first else ()
    return render(
        request, "articles/corrections.html", {"corrections": page, "withdrawn": withdrawn}
    )
