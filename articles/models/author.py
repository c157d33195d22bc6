"""Who writes: authors, desks, and the bylines that put them above a text."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Author(models.Model):
    """A journalist, or a desk that signs for several."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    role = models.CharField(_("role"), max_length=120, blank=True)
    biography = models.TextField(_("biography"), blank=True)
    languages = ArrayField(
        models.CharField(max_length=40), verbose_name=_("languages"), default=list, blank=True
    )
    email = models.EmailField(_("public address"), blank=True)
    portrait = models.ForeignKey(
        "articles.Picture",
        verbose_name=_("portrait"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    is_desk = models.BooleanField(_("stands for several people"), default=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
    )

    class Meta:
        verbose_name, verbose_name_plural = _("author"), _("authors")
        constraints = [
            models.CheckConstraint(name="author_has_an_address", condition=~Q(slug="")),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("articles:author_detail", kwargs={"slug": self.slug})

    @property
    def initials(self):
        """Two letters for the square that stands where a portrait is missing."""
        words = [word for word in self.name.replace("-", " ").split() if word[0].isupper()]
        return "".join(word[0] for word in (words or self.name.split())[:2])


class Byline(models.Model):
    """One name above one article; a guest has no page of their own."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="bylines"
    )
    author = models.ForeignKey(
        Author,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bylines",
    )
    guest_name = models.CharField(_("guest"), max_length=120, blank=True)
    role = models.CharField(
        _("role"),
        max_length=120,
        blank=True,
        help_text=_("For this piece, for example “Research”."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name, verbose_name_plural = _("byline"), _("bylines")
        constraints = [
            models.CheckConstraint(
                name="byline_names_an_author_or_a_guest",
                condition=Q(author=None) ^ Q(guest_name=""),
            ),
            models.UniqueConstraint(
                fields=["article", "author"], name="byline_names_an_author_once"
            ),
        ]

    def __str__(self):
        return self.guest_name or str(self.author)
