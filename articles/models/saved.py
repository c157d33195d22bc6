"""What readers keep for themselves: articles to read later, and which they read."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SavedArticle(models.Model):
    """A reader put this aside. It stays until they remove it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_articles"
    )
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)

    class Meta:
        verbose_name, verbose_name_plural = _("saved article"), _("saved articles")
        constraints = [
            models.UniqueConstraint(fields=["user", "article"], name="article_is_saved_once"),
        ]
        indexes = [
            models.Index(fields=["user", "-saved_at", "-id"], name="saved_articles_newest_first"),
        ]

    def __str__(self):
        return f"{self.article_id}, {self.saved_at:%Y-%m-%d}"


class ReadingHistory(models.Model):
    """This reader wants a history. Without the row nothing is kept; removing it removes all of it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reading_history"
    )
    since = models.DateTimeField(_("switched on at"), default=timezone.now)

    class Meta:
        verbose_name, verbose_name_plural = _("reading history"), _("reading histories")

    def __str__(self):
        return f"{self.since:%Y-%m-%d}"


class HistoryEntry(models.Model):
    """An article that was read, and when last."""

    history = models.ForeignKey(ReadingHistory, on_delete=models.CASCADE, related_name="entries")
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(_("read at"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name, verbose_name_plural = _("entry of a history"), _("entries of histories")
        constraints = [
            models.UniqueConstraint(fields=["history", "article"], name="history_names_it_once"),
        ]
        indexes = [
            models.Index(fields=["history", "-read_at", "-id"], name="history_newest_first"),
        ]

    def __str__(self):
        return f"{self.article_id}, {self.read_at:%Y-%m-%d}"
