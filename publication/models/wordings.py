"""Sentences of the site that the desk may word for itself."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Wording(models.Model):
    """One sentence or label in one language; where there is none, the site says its own."""

    group = models.SlugField(
        _("group"), max_length=40, help_text=_("Where it is said, for example “offers”.")
    )
    key = models.CharField(
        _("key"), max_length=80, help_text=_("What is said, for example “sign_in.headline”.")
    )
    language = models.CharField(
        _("language"), max_length=8, choices=settings.LANGUAGES, default="en"
    )
    text = models.TextField(
        _("text"),
        help_text=_(
            "Names in braces are filled by the site. A sentence with one that stays empty is"
            " left out."
        ),
    )

    class Meta:
        verbose_name, verbose_name_plural = _("wording"), _("wordings")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "key", "language"], name="wording_stands_once_a_language"
            ),
        ]

    def __str__(self):
        return f"{self.group}: {self.key}"
