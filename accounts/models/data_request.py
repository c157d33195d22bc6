"""What people asked about their own data: to have it, to be deleted, to stay after all."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AccountDeletionQuerySet(models.QuerySet):
    def due(self, at):
        return self.filter(due_at__lte=at)


class AccountDeletion(models.Model):
    """Somebody asked to be deleted. While the row stands the day may come; taking it back removes it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.CASCADE,
        related_name="deletion",
    )  # fmt: skip
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    due_at = models.DateTimeField(_("deleted at"), db_index=True)

    objects = AccountDeletionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("planned deletion"), _("planned deletions")
        constraints = [
            models.CheckConstraint(
                name="deletion_leaves_time_to_think", condition=Q(due_at__gt=F("asked_at"))
            ),
        ]

    def __str__(self):
        return f"{self.due_at:%Y-%m-%d %H:%M}"


class DataRequest(models.Model):
    """An audit row. After a deletion the fact stays and the person does not."""

    class Kind(models.TextChoices):
        EXPORTED = "exported", _("took a copy")
        DELETION_ASKED = "deletion_asked", _("asked to be deleted")
        DELETION_TAKEN_BACK = "deletion_taken_back", _("stays after all")
        ERASED = "erased", _("was deleted")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.SET_NULL,
        null=True, blank=True, related_name="data_requests",
    )  # fmt: skip
    kind = models.CharField(_("what"), max_length=24, choices=Kind)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name, verbose_name_plural = (
            _("request about own data"),
            _("requests about own data"),
        )
        indexes = [models.Index(fields=["-at"], name="data_requests_newest_first")]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d}"
