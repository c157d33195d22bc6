"""RSS: the newest of the paper, a language, a section, region, topic, kind or author; lead-ins only."""

from dataclasses import dataclass
from datetime import UTC, datetime
from textwrap import shorten
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import format_html_join
from django.views.decorators.http import conditional_page, require_safe

from articles.models import Article, Author, Industry, Kind, Region, Section, Topic
from articles.models.querysets import ArticleQuerySet
from articles.pictures import to_share
from newsroom.lib import caching
from newsroom.lib.addresses import absolute
from newsroom.lib.xml import printable
from publication.models import SiteSettings

SHOWN = 30
LONGEST_DESCRIPTION = 1200
BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)
NAMESPACES = {
    "xmlns:media": "http://search.yahoo.com/mrss/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


@dataclass(frozen=True)
class Channel:
    """What one feed is of. `language` is empty where stories come in several."""

    title: str
    page: str
    address: str
    description: str
    copyright: str
    articles: QuerySet
    language: str = ""


class Rss(Rss201rev2Feed):
    """RSS 2.0 with the language of each item, its writers, its picture and the picture's credit."""

    def latest_post_date(self):
        """An empty feed is the same from one second to the next, and so is its ETag."""
        return super().latest_post_date() if self.items else BEFORE_ALL

    def rss_attributes(self):
        return {**super().rss_attributes(), **NAMESPACES}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("dc:language", item["language"])
        for name in item["names"]:
            handler.addQuickElement("dc:creator", name)
        if item["picture"]:
            handler.startElement("media:content", item["picture"])
            if item["credit"]:
                handler.addQuickElement("media:credit", item["credit"])
            handler.endElement("media:content")


class NewsFeed(Feed):
    """Django's feed of a channel; `find(site, **words of the address)` says which."""

    feed_type = Rss
    item_guid_is_permalink = False  # an address may change; what was read stays read

    def __init__(self, find):
        self.find = find

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        # What is withdrawn goes without a newer date: only the ETag tells that something changed.
        del response["Last-Modified"]
        return response

    def get_object(self, request, **words):
        return self.find(SiteSettings.current(), **words)

    def get_feed(self, channel, request):
        feed = super().get_feed(channel, request)
        feed.feed["language"] = channel.language or None
        return feed

    def title(self, channel):
        return printable(channel.title)

    def link(self, channel):
        return absolute(channel.page)

    def feed_url(self, channel):
        return absolute(channel.address)

    def description(self, channel):
        return printable(channel.description)

    def feed_copyright(self, channel):
        return printable(channel.copyright)

    def items(self, channel):
        cards = channel.articles.newest_first().for_cards()
        return cards.prefetch_related("topics")[:SHOWN]

    def item_title(self, article):
        return printable(article.headline)

    def item_description(self, article):
        """Standfirst and lead-in as HTML: what everybody may read, of free stories too."""
        lead_in = shorten(article.lead_in_text, LONGEST_DESCRIPTION, placeholder=" …")
        parts = [printable(part) for part in (article.standfirst, lead_in) if part]
        return format_html_join("\n", "<p>{}</p>", ((part,) for part in parts))

    def item_link(self, article):
        return absolute(article.get_absolute_url())

    def item_guid(self, article):
        """A tag URI (RFC 4151): of the article, whatever becomes of its slug or section."""
        host = urlsplit(settings.SITE_URL).hostname
        return f"tag:{host},{article.created_at:%Y-%m-%d}:article:{article.pk}"

    def item_pubdate(self, article):
        return article.published_at

    def item_updateddate(self, article):
        return article.shown_at

    def item_categories(self, article):
        names = [article.section.name, *(topic.name for topic in article.topics.all())]
        return [printable(name) for name in names]

    def item_extra_kwargs(self, article):
        picture = article.lead_picture
        return {
            "language": article.language,
            "names": [printable(row["name"]) for row in article.byline_rows],
            "picture": media_of(picture) if picture else None,
            "credit": printable(picture.credit) if picture and not picture.is_gated else "",
        }


def media_of(picture):
    shared = to_share(picture)
    if shared is None:
        return None
    address, width, height = shared
    size = {"width": str(width), "height": str(height)}
    return {"url": absolute(address), "medium": "image", "type": "image/webp", **size}


def feed(find):
    """A view: shared like other pages for everybody, and not sent again to whoever has it."""
    return require_safe(caching.shareable(conditional_page(NewsFeed(find))))


def channel(site, name, page, address, articles, *, description="", language=""):
    return Channel(
        title=f"{site.name}: {name}" if name else site.name,
        page=page,
        address=address,
        description=description or site.tagline or site.description or site.name,
        copyright=site.copyright_line,
        articles=articles,
        language=language,
    )


@feed
def latest(site):
    """The paper in its first language, like its front page."""
    articles = Article.objects.live().in_language(settings.LANGUAGE_CODE)
    language = settings.LANGUAGE_CODE
    return channel(site, "", "/", reverse("articles:feed"), articles, language=language)


@feed
def in_language(site, language):
    """One of the other languages, like its own front page."""
    words = {"language": language}
    return channel(
        site,
        dict(settings.LANGUAGES)[language],
        reverse("articles:language_home", kwargs=words),
        reverse("articles:language_feed", kwargs=words),
        Article.objects.live().in_language(language),
        language=language,
    )


def of_each(model, name, select, *, language=""):
    """A feed for each row of the model: what its page lists."""

    def find(site, slug):
        row = get_object_or_404(model, slug=slug)
        articles = select(Article.objects.live(), row)
        return channel(
            site,
            getattr(row, "plural", str(row)),
            row.get_absolute_url(),
            reverse(f"articles:{name}_feed", kwargs={"slug": slug}),
            articles.in_language(language) if language else articles,
            description=getattr(row, "description", ""),
            language=language,
        )

    return feed(find)


in_section = of_each(
    Section, "section", ArticleQuerySet.in_section, language=settings.LANGUAGE_CODE
)
in_region = of_each(Region, "region", ArticleQuerySet.in_region)
on_topic = of_each(Topic, "topic", ArticleQuerySet.on_topic)
in_industry = of_each(Industry, "industry", ArticleQuerySet.in_industry)
of_kind = of_each(Kind, "kind", ArticleQuerySet.of_kind)
by_author = of_each(Author, "author", ArticleQuerySet.by_author)
