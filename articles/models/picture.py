"""A picture: its master, what it shows, and who is to be credited."""

from functools import reduce
from operator import or_

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _
from pictures.models import PictureField

from articles import picture_store

# Where an article names a picture, apart from its text.
PLACES = ("lead_picture", "cover", "share_picture")


# One text to look through for each word, not four; no word holds the space between them.
ALL_WORDS = Concat("caption", Value(" "), "alt", Value(" "), "credit", Value(" "), "original_name")


class PictureQuerySet(models.QuerySet):
    def found_by(self, words):
        """Those whose description, credit or file name holds every one of these words."""
        found = self.alias(said=ALL_WORDS)
        for word in words.replace("\0", " ").split()[:8]:
            found = found.filter(said__icontains=word)
        return found

    def without_alt(self):
        return self.filter(alt="")

    def without_credit(self):
        return self.filter(credit="")

    def in_use(self):
        """In a text, or as lead picture, cover or picture for sharing of an article."""
        return self.filter(self._is_used())

    def unused(self):
        return self.exclude(self._is_used())

    def _is_used(self):
        from articles.models import Article, PictureUse  # noqa: PLC0415  (they name Picture)

        places = [Article.objects.filter(**{place: OuterRef("pk")}) for place in PLACES]
        uses = [PictureUse.objects.filter(picture=OuterRef("pk")), *places]
        return reduce(or_, (Q(Exists(use)) for use in uses))


def place_of(picture, name):
    """Where a new file of this picture goes: its name says who may have it."""
    return f"{picture_store.GATED if picture.is_gated else picture_store.PUBLIC}{name}"


class Picture(models.Model):
    """One picture of the library. articles.pictures.ingest() is how a file gets in."""

    image = PictureField(
        _("image"),
        upload_to=place_of,
        width_field="width",
        height_field="height",
        aspect_ratios=[None],
    )
    width = models.PositiveIntegerField(_("width"), editable=False, default=0)
    height = models.PositiveIntegerField(_("height"), editable=False, default=0)
    alt = models.CharField(
        _("text for those who cannot see it"),
        max_length=500,
        blank=True,
        help_text=_("Say what the picture shows, not what it means."),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    creator = models.CharField(_("creator"), max_length=200, blank=True)
    copyright_notice = models.CharField(_("copyright"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    focal_x = models.PositiveSmallIntegerField(
        _("focal point from the left, %"), default=50, validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point from the top, %"), default=50, validators=[MaxValueValidator(100)]
    )
    original_name = models.CharField(_("name of the file"), max_length=255, blank=True)
    is_gated = models.BooleanField(
        _("only with the articles it stands in"),
        default=False,
        db_default=False,
        help_text=_(
            "Whoever may not read an article that shows it does not get its file either. It stands"
            " below the paywall line of texts, never at the head of an article or on a list."
        ),
    )
    renditions_made_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("picture"), _("pictures")
        indexes = [
            models.Index("image", name="articles_gated_picture", condition=Q(is_gated=True)),
        ]
        constraints = [
            models.CheckConstraint(
                name="picture_stands_where_its_flag_says",
                condition=Q(is_gated=True, image__startswith=picture_store.GATED)
                | (Q(is_gated=False) & ~Q(image__startswith=picture_store.GATED)),
            ),
        ]

    def __str__(self):
        return (
            self.caption or self.alt or self.original_name or f"{self._meta.verbose_name} {self.pk}"
        )

    @property
    def thumbnail_url(self):
        """The smallest rendition, or the master until there is one."""
        files = self.image.aspect_ratios[None].get("WEBP") if self.renditions_made_at else None
        return files[min(files)].url if files else self.image.url

    @property
    def public_url(self):
        """Its address for other people's pages; none where not everybody may have it."""
        return "" if self.is_gated or not self.image else self.image.url

    @property
    def is_missing(self):
        """Is its file gone from the store?"""
        return not self.image or not self.image.storage.exists(self.image.name)
