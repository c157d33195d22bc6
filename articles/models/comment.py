"""What the desk says to itself about an article; no reader ever sees it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DeskComment(models.Model):
    """A remark of a colleague: open until somebody says that it is settled."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="desk_comments"
    )
    text = models.TextField(_("comment"), max_length=4000)
    made_at = models.DateTimeField(_("written at"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("written by"), on_delete=models.SET_NULL,
        null=True, blank=True, related_name="+",
    )  # fmt: skip
    resolved_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("settled by"), on_delete=models.SET_NULL,
        null=True, blank=True, related_name="+",
    )  # fmt: skip

    class Meta:
        verbose_name, verbose_name_plural = _("comment of the desk"), _("comments of the desk")
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="desk_comment_is_not_empty", condition=~Q(text__regex=r"^\s*$")
            ),
        ]

    def __str__(self):
        return self.text[:60]

    def resolve(self, *, at, by):
        self.resolved_at, self.resolved_by = at, by
        self.save(update_fields=["resolved_at", "resolved_by"])

    def reopen(self):
        self.resolved_at = self.resolved_by = None
        self.save(update_fields=["resolved_at", "resolved_by"])
