"""Sentences about articles: live, in a section, newest first."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from articles.models.author import Byline
from articles.models.correction import Correction
from articles.models.desk import Industry, Region, Topic

# Not on cards: what only the article's own page shows.
LONG_FIELDS = ("public_html", "summary", "note", "search_description", "share_description")


class ArticleQuerySet(models.QuerySet):
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

    def in_language(self, language):
        return self.filter(language=language)

    def in_region(self, region):
        """In the region, or in a part of it."""
        through = self.model.regions.through
        places = Region.objects.within(region)
        return self.filter(
            Exists(through.objects.filter(article=OuterRef("pk"), region__in=places))
        )

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
            .with_translations()
        )  # fmt: skip

    def with_bylines(self):
        rows = (
            Byline.objects.filter(article=OuterRef("pk"))
            .order_by("position", "pk")
            .values(
                json=JSONObject(
                    name=Coalesce("author__name", "guest_name"),
                    slug="author__slug",
                    role=_first_given("role", "author__role"),
                    email="author__email",
                    is_desk="author__is_desk",
                )
            )
        )
        return self.annotate(byline_rows=ArraySubquery(rows))

    def with_labels(self):
        """Regions, topics and industries as rows of {name, slug}."""
        return self.annotate(
            region_rows=_labels(Region, "position", "name"),
            topic_rows=_labels(Topic, "name"),
            industry_rows=_labels(Industry, "position", "name"),
        )

    def with_corrections(self):
        rows = (
            Correction.objects.filter(article=OuterRef("pk"))
            .order_by("made_at", "pk")
            .values(json=JSONObject(kind="kind", text="text", made_at="made_at"))
        )
        return self.annotate(correction_rows=ArraySubquery(rows))

    def with_translations(self, at=None):
        """The live versions of the same story in all languages, this one among them."""
        root = OuterRef("root_pk")
        rows = (
            self.model.objects.live(at)
            .filter(Q(pk=root) | Q(translation_of=root))
            .order_by("language")
            .values(
                json=JSONObject(
                    language="language", slug="slug", section="section__slug", headline="headline"
                )
            )
        )
        return self.annotate(root_pk=Coalesce(F("translation_of"), F("pk"))).annotate(
            translation_rows=ArraySubquery(rows)
        )


def _first_given(*fields):
    """The first of these columns that is not empty."""
    empty = models.Value("")
    given = [models.functions.NullIf(F(field), empty) for field in fields]
    return Coalesce(*given, empty)


def _labels(model, *order):
    rows = model.objects.filter(article=OuterRef("pk")).order_by(*order)
    return ArraySubquery(rows.values(json=JSONObject(name="name", slug="slug")))
