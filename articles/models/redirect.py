"""Where an article used to live: old addresses go on working."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Redirect(models.Model):
    """An old address of ours, and the article or page that is meant."""

    old_path = models.CharField(_("old address"), max_length=500, unique=True)
    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="redirects",
    )
    new_path = models.CharField(_("new address"), max_length=500, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("redirect"), _("redirects")
        constraints = [
            models.CheckConstraint(
                name="redirect_leads_to_an_article_or_an_address",
                condition=Q(article=None) ^ Q(new_path=""),
            ),
        ]

    def __str__(self):
        return self.old_path
