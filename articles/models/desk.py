"""How the paper is divided: kinds, sections, regions, topics, industries."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.addresses import must_not_be_reserved
from memberships.access import AccessLevel
from newsroom.lib.addresses import path_of


class Kind(models.Model):
    """What sort of piece it is: Intel, News, Memo. An administrator may add some."""

    class SchemaType(models.TextChoices):
        """Which schema.org type says it best."""

        NEWS = "NewsArticle", _("News article")
        REPORTAGE = "ReportageNewsArticle", _("Reportage")
        ANALYSIS = "AnalysisNewsArticle", _("Analysis")
        OPINION = "OpinionNewsArticle", _("Opinion")
        BACKGROUND = "BackgroundNewsArticle", _("Background")

    name = models.CharField(_("name"), max_length=60, unique=True)
    plural = models.CharField(_("plural"), max_length=60)
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    kicker = models.CharField(
        _("kicker"),
        max_length=40,
        blank=True,
        help_text=_("Runs into the headline, for example “Intel”. Leave empty for none."),
    )
    default_access_level = models.CharField(
        _("access level of a new piece"),
        max_length=16,
        choices=AccessLevel,
        default=AccessLevel.FREE,
    )
    next_level_from = models.CharField(
        _("pieces at this level"),
        max_length=16,
        choices=AccessLevel,
        blank=True,
        default="",
        db_default="",
        help_text=_("Pieces of this kind may change their level by themselves. Empty: they stay."),
    )
    next_level = models.CharField(
        _("change to"), max_length=16, choices=AccessLevel, blank=True, default="", db_default=""
    )
    next_level_after_days = models.PositiveSmallIntegerField(
        _("so many days after publication"), null=True, blank=True
    )
    schema_type = models.CharField(
        _("type for search engines"),
        max_length=40,
        choices=SchemaType,
        default=SchemaType.NEWS,
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name, verbose_name_plural = _("kind"), _("kinds")
        constraints = [
            models.CheckConstraint(
                name="kind_says_all_of_a_change_of_level",
                condition=Q(next_level_from="", next_level="", next_level_after_days=None)
                | (
                    ~Q(next_level_from="")
                    & ~Q(next_level="")
                    & ~Q(next_level=F("next_level_from"))
                    & Q(next_level_after_days__isnull=False)
                ),
                violation_error_message=_(
                    "Say all three: from which level, to which other one, and after how many days."
                ),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return path_of("articles:kind_detail", slug=self.slug)


class Section(models.Model):
    """A part of the paper; the first word of an article's address."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(
        _("slug"), max_length=60, unique=True, validators=[must_not_be_reserved]
    )
    description = models.CharField(_("description"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name, verbose_name_plural = _("section"), _("sections")
        constraints = [
            models.CheckConstraint(name="section_has_an_address", condition=~Q(slug="")),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return path_of("articles:section_detail", section=self.slug)


LEVELS = 3  # a country, its region, its continent


class RegionQuerySet(models.QuerySet):
    def within(self, region):
        """The region itself and all that lies in it, two steps down."""
        return self.filter(Q(pk=region.pk) | Q(parent=region) | Q(parent__parent=region))

    def with_numbers_within(self):
        """All of them in the desk's order, each with `numbers_within`: its own and those in it. One query."""
        regions = list(self.order_by("position", "name"))
        named = {region.pk: region for region in regions}
        for region in regions:
            region.numbers_within = []
        for region in regions:
            above = region
            for _step in range(LEVELS):
                above.numbers_within.append(region.pk)
                above = named.get(above.parent_id)
                if above is None:
                    break
        return regions


class Region(models.Model):
    """A country, or a part of the world that holds some."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("lies in"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text=_("At most three levels: a country, its region, its continent."),
    )
    description = models.CharField(_("description"), max_length=300, blank=True)
    longitude = models.DecimalField(
        _("longitude"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("region"), _("regions")
        constraints = [
            models.CheckConstraint(
                name="region_does_not_lie_in_itself",
                condition=Q(parent=None) | ~Q(parent=F("pk")),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return path_of("articles:region_detail", slug=self.slug)


class Topic(models.Model):
    """What a piece is about, in the desk's own words."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)

    class Meta:
        verbose_name, verbose_name_plural = _("topic"), _("topics")
        constraints = [
            models.CheckConstraint(name="topic_has_an_address", condition=~Q(slug="")),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return path_of("articles:topic_detail", slug=self.slug)


class Industry(models.Model):
    """One of the industries that PRO covers."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    description = models.CharField(_("description"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name, verbose_name_plural = _("industry"), _("industries")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return path_of("articles:industry_detail", slug=self.slug)
