"""A file that comes with an article: whoever may read the article may have it."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from newsroom.lib import private_files

FOLDER = "attachments/"


class Attachment(models.Model):
    """One PDF or CSV file. articles.attachments is how a file gets in."""

    class Kind(models.TextChoices):
        PDF = "pdf", _("PDF")
        CSV = "csv", _("CSV")

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="attachments"
    )
    title = models.CharField(
        _("title"),
        max_length=200,
        help_text=_(
            "What the file is, in a few words. Everybody who finds the article reads this, also"
            " those who may not have the file."
        ),
    )
    file = models.FileField(
        _("file"), storage=private_files.storage, max_length=100, unique=True, editable=False
    )
    kind = models.CharField(_("kind"), max_length=3, choices=Kind, editable=False)
    size = models.PositiveIntegerField(_("size"), editable=False)
    download_name = models.CharField(_("name of the file"), max_length=100, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("added by"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("file"), _("files")
        constraints = [
            models.CheckConstraint(
                name="attachment_is_of_a_known_kind", condition=models.Q(kind__in=["pdf", "csv"])
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return attachment_address(self.file.name)


def attachment_address(name):
    """Where a file is asked for: at a name that nothing else tells."""
    return reverse("articles:attachment", kwargs={"attachment": name.removeprefix(FOLDER)})
