"""Editions of the front page, as the desk arranged them, and the bar of breaking news above every page."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.arrangement import LONGEST_TITLE, Arrangement, PinnedStrip
from articles.models.article import Article
from articles.models.desk import Region
from articles.models.rows import rows

PLACES = rows("""
    SELECT jsonb_build_object('part', part, 'strip', strip_id, 'article', article_id) AS row,
        (position, id) AS place
    FROM articles_frontplace WHERE front_id = articles_frontpage.id""")
STRIPS = rows("""
    SELECT jsonb_build_object('id', id, 'title', title, 'region', region_id) AS row,
        (position, id) AS place
    FROM articles_frontstrip WHERE front_id = articles_frontpage.id""")


def who(verbose_name):
    """Who did it; the row outlives the account."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=verbose_name,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )


class FrontPageQuerySet(models.QuerySet):
    def standing(self):
        """Not taken back."""
        return self.filter(taken_back_at=None)

    def started(self, at):
        return self.filter(starts_at__lte=at)

    def scheduled(self, at):
        """To be shown later, the next one first."""
        return self.standing().filter(starts_at__gt=at).order_by("starts_at", "number")

    def newest_first(self):
        return self.order_by("-starts_at", "-number")

    def with_places(self):
        """`place_rows` and `strip_rows`, in their order. One query."""
        return self.annotate(place_rows=PLACES, strip_rows=STRIPS)

    def shown(self, at):
        """The edition that readers get at this moment, or None: of those that stand, the last to start."""
        return self.standing().started(at).newest_first().with_places().first()

    def arrangement_at(self, at):
        """What the desk arranged for this moment; empty where it left the front to itself."""
        front = self.shown(at)
        return front.arrangement if front else Arrangement()


class FrontPage(models.Model):
    """One edition of the front. It is never changed: another is made, or it is taken back."""

    number = models.PositiveIntegerField(_("number"))
    starts_at = models.DateTimeField(_("shown from"))
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    made_by = who(_("made by"))
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    taken_back_by = who(_("taken back by"))

    objects = FrontPageQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("front page"), _("front pages")
        constraints = [
            models.UniqueConstraint(fields=["number"], name="front_page_has_its_number_alone"),
        ]
        indexes = [
            models.Index(
                F("starts_at").desc(),
                F("number").desc(),
                name="front_pages_standing",
                condition=Q(taken_back_at=None),
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.number}"

    def take_back(self, *, at, by):
        """Undo: it is not shown any more, and the one before it returns. The row stays."""
        self.taken_back_at, self.taken_back_by = at, by
        self.save(update_fields=["taken_back_at", "taken_back_by"])

    @property
    def arrangement(self):
        """Its places as values; with_places() brings them along."""
        return Arrangement(
            lead=next(iter(self.articles_in("lead")), None),
            second_row=self.articles_in("second"),
            strips=tuple(
                PinnedStrip(row["title"], row["region"], self.articles_in("strip", row["id"]))
                for row in self.strip_rows
            ),
        )

    def articles_in(self, part, strip=None):
        return tuple(
            row["article"]
            for row in self.place_rows
            if row["part"] == part and row["strip"] == strip
        )


class FrontStrip(models.Model):
    """A strip that an edition holds in its place: a title, a region, or both."""

    front = models.ForeignKey(FrontPage, on_delete=models.CASCADE, related_name="strips")
    title = models.CharField(_("title"), max_length=LONGEST_TITLE, blank=True)
    region = models.ForeignKey(
        Region,
        verbose_name=_("region"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name, verbose_name_plural = _("strip"), _("strips")
        constraints = [
            models.CheckConstraint(
                name="front_strip_says_what_it_holds",
                condition=~Q(title="") | Q(region__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["front", "region"], name="front_has_one_strip_a_region"
            ),
        ]

    def __str__(self):
        return self.title or str(self.region)


class FrontPlace(models.Model):
    """An article's place in an edition."""

    class Part(models.TextChoices):
        LEAD = "lead", _("lead")
        SECOND = "second", _("second row")
        STRIP = "strip", _("strip")

    front = models.ForeignKey(FrontPage, on_delete=models.CASCADE, related_name="places")
    part = models.CharField(_("part"), max_length=8, choices=Part)
    strip = models.ForeignKey(
        FrontStrip, on_delete=models.CASCADE, null=True, blank=True, related_name="places"
    )
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="front_places")
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name, verbose_name_plural = _("place"), _("places")
        constraints = [
            models.UniqueConstraint(
                fields=["front", "article"], name="front_shows_an_article_once"
            ),
            models.UniqueConstraint(
                fields=["front"], condition=Q(part="lead"), name="front_has_one_lead"
            ),
            models.CheckConstraint(
                name="front_place_names_a_strip_if_it_is_in_one",
                condition=Q(part="strip", strip__isnull=False)
                | (~Q(part="strip") & Q(strip__isnull=True)),
            ),
        ]

    def __str__(self):
        return f"{self.get_part_display()}: {self.article}"


class BreakingBarQuerySet(models.QuerySet):
    def not_over(self, at):
        """Running or to come, the newest first."""
        return self.filter(taken_down_at=None, ends_at__gt=at).order_by("-starts_at", "-pk")


class BreakingBar(models.Model):
    """A line of breaking news above every page, which always says when it ends."""

    words = models.CharField(_("words"), max_length=140)
    article = models.ForeignKey(
        Article,
        verbose_name=_("article"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    starts_at = models.DateTimeField(_("shown from"))
    ends_at = models.DateTimeField(_("shown until"))
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    made_by = who(_("made by"))
    taken_down_at = models.DateTimeField(_("taken down at"), null=True, blank=True)
    taken_down_by = who(_("taken down by"))

    objects = BreakingBarQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("breaking news"), _("breaking news")
        constraints = [
            models.CheckConstraint(
                name="breaking_news_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
        ]
        indexes = [models.Index(fields=["ends_at"], name="breaking_news_by_its_end")]

    def __str__(self):
        return self.words

    def take_down(self, *, at, by):
        """End it before its time."""
        self.taken_down_at, self.taken_down_by = at, by
        self.save(update_fields=["taken_down_at", "taken_down_by"])
