"""What was imported, so that it is not imported twice nor over an editor's work."""

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_ADDRESS = 500


class ImportedItem(models.Model):
    """One thing of an export (a text, a writer, a picture) and what it became."""

    key = models.CharField(_("key"), max_length=200, unique=True)
    digest = models.CharField(max_length=64)
    guid = models.CharField(max_length=LONGEST_ADDRESS, blank=True, db_default="", default="")
    link = models.CharField(max_length=LONGEST_ADDRESS, blank=True, db_default="", default="")
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    page = models.ForeignKey(
        "publication.Page", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    author = models.ForeignKey(
        "articles.Author", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    picture = models.ForeignKey(
        "articles.Picture", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    left_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When the import last wrote the article.")
    )
    left_as = models.CharField(
        max_length=64, blank=True, db_default="", default="",
        help_text=_("Fingerprint of the page as the import last wrote it."),
    )  # fmt: skip
    has_all_pictures = models.BooleanField(db_default=False, default=False)

    class Meta:
        verbose_name, verbose_name_plural = _("imported item"), _("imported items")

    def __str__(self):
        return self.key

    @property
    def was_edited(self):
        """Has somebody changed the article or page since the import left it?"""
        if self.article is not None:
            return self.article.modified_at != self.left_at
        return self.page is not None and fingerprint_of_page(self.page) != self.left_as

    @property
    def is_public(self):
        """Can readers reach what it became, now or at a time that is set?"""
        article = self.article
        return self.page is not None or (
            article is not None and bool(article.published_at) and not article.withdrawn_at
        )

    def is_another_text(self, item):
        """Do two different texts go by one number? A guid never changes; without one its link says."""
        if self.guid and item.guid:
            return bare(self.guid) != bare(item.guid)
        return bool(self.link and item.link) and bare(self.link) != bare(item.link)


def bare(address):
    """An address as it is stored, without what changes when a site moves to https."""
    return address[:LONGEST_ADDRESS].partition("://")[2].rstrip("/") or address[:LONGEST_ADDRESS]


def fingerprint_of_page(page):
    """Of all that an editor can change; what an import of an older version left has none."""
    said = "\0".join(str(field.value_from_object(page)) for field in page._meta.concrete_fields)
    return hashlib.sha256(said.encode()).hexdigest()
