"""Sentences about articles: live, in a section, newest first."""

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import rows
from articles.models.desk import Region
from articles.models.desk_sentences import DeskSentences
from articles.models.picture import PLACES
from articles.models.revision import Revision
from memberships.access import AccessLevel

# Not on cards: what only the article's own page shows.
LONG_FIELDS = ("public_html", "summary", "note", "search_description", "share_description")


class ArticleQuerySet(DeskSentences):
    """Filters are adjectives and phrases; each returns a queryset."""

    def live(self, at=None):
        """What readers can reach: published, past its embargo, not withdrawn."""
        return self.filter(published_at__lte=at or timezone.now(), withdrawn_at=None)

    def withdrawn(self, at=None):
        """Once live, taken down since: its address answers 410."""
        return self.filter(published_at__lte=at or timezone.now()).exclude(withdrawn_at=None)

    def in_section(self, section):
        return self.filter(section=section)

    def of_kind(self, kind):
        return self.filter(kind=kind)

    def uncut_of_kind(self, kind):
        """Free pieces of this kind that show all of their text to everybody."""
        free = self.filter(kind=kind, access_level=AccessLevel.FREE, lead_in_ready=False)
        return free.select_related("kind", "text")

    def in_language(self, language):
        return self.filter(language=language)

    def in_region(self, region):
        """In the region, or in a part of it. Asks for its parts first."""
        return self.in_regions(list(Region.objects.within(region).values_list("pk", flat=True)))

    def in_regions(self, numbers):
        """In one of these. Told by their numbers, PostgreSQL knows whether they hold much or little.

        Not told, it reads the whole archive for a region in which hardly anything stands.
        """
        links = self.model.regions.through.objects.filter(article=OuterRef("pk"))
        return self.filter(Exists(links.filter(region__in=numbers)))

    def with_newest_number(self):
        """`newest_number` of its revisions, 0 for none."""
        saves = Revision.objects.filter(article=OuterRef("pk")).order_by("-number")
        return self.annotate(newest_number=Coalesce(Subquery(saves.values("number")[:1]), 0))

    def with_signatures(self):
        """`is_signed`: does anybody's name stand above it?"""
        signed = self.model.objects.filter(pk=OuterRef("pk"), bylines__isnull=False)
        return self.annotate(is_signed=Exists(signed))

    def showing(self, picture):
        """With this picture in the text, or at the head, on the cover or for sharing.

        A union: each place has its index, where an OR would read all articles.
        """
        named = (self.model.objects.filter(**{place: picture}).values("pk") for place in PLACES)
        return self.filter(pk__in=picture.uses.values("article").union(*named))

    def on_topic(self, topic):
        return self.filter(topics=topic)

    def in_industry(self, industry):
        return self.filter(industries=industry)

    def by_author(self, author):
        return self.filter(bylines__author=author)

    def between(self, start, end):
        """Published from `start` up to, not including, `end`."""
        return self.filter(published_at__gte=start, published_at__lt=end)

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def for_cards(self):
        """Enough for a headline card, without the text. One query."""
        return (
            self.select_related("section", "kind", "lead_picture")
            .defer(*LONG_FIELDS)
            .with_bylines()
        )

    def for_reading(self):
        """All that an article's page shows around and in its text. One query."""
        return (
            self.select_related("section", "kind", "lead_picture", "cover", "share_picture", "text")
            .defer("text__body_text", "text__public_text", "text__headline", "text__standfirst",
                   "text__public_vector", "text__full_vector")
            .with_bylines()
            .with_labels()
            .with_corrections()
            .with_attachments()
            .with_translations()
        )  # fmt: skip

    def with_bylines(self):
        """`byline_rows`: [{name, slug, role, email, is_desk}] in their order."""
        return self.annotate(byline_rows=rows.BYLINES)

    def with_labels(self):
        """Regions, topics and industries as rows of {name, slug}."""
        return self.annotate(
            region_rows=rows.REGIONS, topic_rows=rows.TOPICS, industry_rows=rows.INDUSTRIES
        )

    def with_corrections(self):
        """`correction_rows`: [{kind, text, made_at}], oldest first."""
        return self.annotate(correction_rows=rows.CORRECTIONS)

    def with_attachments(self):
        """`attachment_rows`: [{title, kind, size, name}] of the files that come with it."""
        return self.annotate(attachment_rows=rows.ATTACHMENTS)

    def with_translations(self):
        """The live versions of the same story in all languages, this one among them."""
        return self.annotate(translation_rows=rows.TRANSLATIONS)
