"""Every save of an article, whole, with who and when: never changed, never deleted."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Revision(models.Model):
    """An article as it was saved. articles.revisions.record() writes it."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="revisions"
    )
    number = models.PositiveIntegerField(_("number"))
    values = models.JSONField()
    note = models.CharField(_("note"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("saved at"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("saved by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name, verbose_name_plural = _("revision"), _("revisions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], name="revision_has_its_number_alone"
            ),
        ]

    def __str__(self):
        return f"{self.article} ({self.number})"


class DeskAction(models.Model):
    """What somebody did to an article, other than writing: an audit row, only ever added."""

    class Verb(models.TextChoices):
        PUBLISHED = "published", _("published")
        SCHEDULED = "scheduled", _("scheduled")
        UNSCHEDULED = "unscheduled", _("taken off the schedule")
        WITHDRAWN = "withdrawn", _("withdrawn")
        CORRECTED = "corrected", _("corrected")
        TRANSLATED = "translated", _("opened as a translation")
        RESTORED = "restored", _("restored from an earlier revision")
        SUBMITTED = "submitted", _("submitted")
        TAKEN = "taken", _("taken into edit")
        READY = "ready", _("marked ready")
        RETURNED = "returned", _("sent back to its author")
        ASSIGNED = "assigned", _("assigned")
        LINKED = "linked", _("shared by a preview link")
        UNLINKED = "unlinked", _("preview link taken back")
        SHARED = "shared", _("shared by a share link")
        RESHARED = "reshared", _("share link renewed")
        UNSHARED = "unshared", _("share link ended")
        MOVED = "moved", _("moved to another section")
        LABELLED = "labelled", _("given a topic")

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="desk_actions"
    )
    verb = models.CharField(_("what"), max_length=16, choices=Verb)
    detail = models.CharField(_("detail"), max_length=300, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name, verbose_name_plural = _("desk action"), _("desk actions")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.article}: {self.get_verb_display()}"
