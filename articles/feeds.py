"""RSS: the newest of the paper, a section, a region or an author; lead-ins only."""

from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _

from articles.models import Article, Author, Kind, Region, Section
from newsroom.lib import caching
from newsroom.lib.addresses import absolute
from publication.models import SiteSettings

SHOWN = 30


class NewsFeed(Rss201rev2Feed):
    """RSS 2.0 with the picture and its credit (Media RSS)."""

    def rss_attributes(self):
        media = "http://search.yahoo.com/mrss/"
        dublin_core = "http://purl.org/dc/elements/1.1/"
        return {**super().rss_attributes(), "xmlns:media": media, "xmlns:dc": dublin_core}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name in item["names"]:
            handler.addQuickElement("dc:creator", name)
        if item["picture"]:
            handler.startElement("media:content", item["picture"])
            if item["credit"]:
                handler.addQuickElement("media:credit", item["credit"])
            handler.endElement("media:content")


class LatestFeed(Feed):
    """The paper's newest stories."""

    feed_type = NewsFeed

    def __call__(self, request, *args, **kwargs):
        self.site = SiteSettings.current()
        response = super().__call__(request, *args, **kwargs)
        response["Cache-Control"] = caching.PRIVATE if caching.is_known(request) else caching.PUBLIC
        return response

    def get_feed(self, obj, request):
        """Absolute addresses come from the settings, whatever host was asked."""
        request._current_scheme_host = absolute("/").rstrip("/")
        return super().get_feed(obj, request)

    def title(self, obj):
        return f"{self.site.name}: {obj}" if obj else self.site.name

    def link(self, obj):
        return absolute(obj.get_absolute_url() if obj else "/")

    def feed_url(self, obj):
        return absolute(self.own_address(obj))

    def own_address(self, obj):
        return reverse("articles:feed")

    def description(self, obj):
        return getattr(obj, "description", "") or self.site.tagline or self.site.description

    def feed_copyright(self, obj):
        return self.site.copyright_line

    def language(self):
        return self.site.language

    def items(self, obj):
        articles = self.articles(obj).newest_first().for_cards()
        return articles.prefetch_related("topics")[:SHOWN]

    def articles(self, obj):
        return Article.objects.live()

    def item_title(self, article):
        return article.headline

    def item_description(self, article):
        """Standfirst and lead-in: what everybody may read, of free stories too."""
        return "\n".join(part for part in (article.standfirst, article.lead_in_text[:1200]) if part)

    def item_link(self, article):
        return absolute(article.get_absolute_url())

    def item_guid(self, article):
        return absolute(article.get_absolute_url())

    def item_pubdate(self, article):
        return article.published_at

    def item_updateddate(self, article):
        return article.shown_at

    def item_categories(self, article):
        return [article.section.name, *(topic.name for topic in article.topics.all())]

    def item_extra_kwargs(self, article):
        picture = article.lead_picture
        return {
            "names": [row["name"] for row in article.byline_rows],
            "picture": media_of(picture) if picture else None,
            "credit": picture.credit if picture else "",
        }


def media_of(picture):
    return {
        "url": absolute(picture.image.url),
        "medium": "image",
        "width": str(picture.width),
        "height": str(picture.height),
    }


class SectionFeed(LatestFeed):
    def get_object(self, request, slug):
        return get_object_or_404(Section, slug=slug)

    def own_address(self, section):
        return reverse("articles:section_feed", kwargs={"slug": section.slug})

    def articles(self, section):
        return Article.objects.live().in_section(section)


class RegionFeed(LatestFeed):
    def get_object(self, request, slug):
        return get_object_or_404(Region, slug=slug)

    def own_address(self, region):
        return reverse("articles:region_feed", kwargs={"slug": region.slug})

    def articles(self, region):
        return Article.objects.live().in_region(region)


class KindFeed(LatestFeed):
    def get_object(self, request, slug):
        return get_object_or_404(Kind, slug=slug)

    def own_address(self, kind):
        return reverse("articles:kind_feed", kwargs={"slug": kind.slug})

    def articles(self, kind):
        return Article.objects.live().of_kind(kind)


class AuthorFeed(LatestFeed):
    def get_object(self, request, slug):
        return get_object_or_404(Author, slug=slug)

    def own_address(self, author):
        return reverse("articles:author_feed", kwargs={"slug": author.slug})

    def description(self, author):
        return _("Stories by %(name)s") % {"name": author.name}

    def articles(self, author):
        return Article.objects.live().by_author(author)
