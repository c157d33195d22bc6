"""What was imported, so that it is not imported twice nor over an editor's work."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportedItem(models.Model):
    """One item of an export: its fingerprint, and what it became."""

    key = models.CharField(_("key"), max_length=200, unique=True)
    digest = models.CharField(max_length=64)
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    page = models.ForeignKey(
        "publication.Page", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    left_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When the import last wrote the article.")
    )

    class Meta:
        verbose_name, verbose_name_plural = _("imported item"), _("imported items")

    def __str__(self):
        return self.key

    @property
    def was_edited(self):
        """Has somebody changed the article since the import left it?"""
        return self.article is not None and self.article.modified_at != self.left_at
