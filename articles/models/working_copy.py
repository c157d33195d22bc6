"""What an editor has on the screen: kept every few seconds, offered after a crash, named to others."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# The edit screen is heard of every 5 seconds; whoever is silent for longer has gone.
HEARD_WITHIN = timedelta(seconds=20)
# Each screen has a key of its own: one person may have one article open twice.
SCREEN_KEY = r"(?:new|article:[1-9]\d{0,17}):[\w-]{8,40}"


class WorkingCopyQuerySet(models.QuerySet):
    def of(self, user, key):
        return self.filter(user=user, key=key)

    def unsaved(self):
        """With words that are in no saved article."""
        return self.filter(values__isnull=False)

    def without_words(self):
        return self.filter(values__isnull=True)

    def open_now(self, at=None):
        """On somebody's screen at this moment."""
        return self.filter(seen_at__gt=(at or timezone.now()) - HEARD_WITHIN)


class WorkingCopy(models.Model):
    """One edit screen of one person, of an article saved or new. `key` says which screen."""

    key = models.CharField(max_length=64)
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, null=True, related_name="working_copies"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # {"fields": {name: [values]}, "labels": {name: {value: words}}}, as static/js/desk/copies.js
    # gathers them; None where nothing is unsaved.
    values = models.JSONField(null=True, blank=True)
    based_on = models.PositiveIntegerField(default=0)
    kept_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    objects = WorkingCopyQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("working copy"), _("working copies")
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="working_copy_is_one_a_screen"),
        ]

    def __str__(self):
        return f"{self.user}: {self.key}"

    def is_open(self, at=None):
        """The same rule as WorkingCopyQuerySet.open_now(), for one copy in hand."""
        return self.seen_at > (at or timezone.now()) - HEARD_WITHIN

    @property
    def headline(self):
        fields = (self.values or {}).get("fields", {})
        return (fields.get("headline") or [""])[0]
