"""What the meter knows until the month ends: what was opened, how much through one network."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from memberships.access import AccessLevel


class MeteredRead(models.Model):
    """One piece that one account, or one browser, opened in a month without being entitled to it.

    No time of day and no network stand beside it, and of a browser's random id only its hash.
    """

    month = models.DateField(_("month"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reader"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="metered_reads",
    )
    visitor = models.CharField(_("browser"), max_length=64, blank=True)
    content_key = models.CharField(_("what was opened"), max_length=60)
    level = models.CharField(_("access level then"), max_length=16, choices=AccessLevel)

    class Meta:
        verbose_name, verbose_name_plural = _("metered read"), _("metered reads")
        constraints = [
            models.CheckConstraint(
                name="metered_read_is_an_accounts_or_a_browsers",
                condition=Q(user=None) ^ Q(visitor=""),
            ),
            models.UniqueConstraint(
                fields=["user", "month", "content_key"], name="metered_read_counts_once_an_account"
            ),
            models.UniqueConstraint(
                fields=["visitor", "month", "content_key"],
                condition=~Q(visitor=""),
                name="metered_read_counts_once_a_browser",
            ),
        ]
        indexes = [models.Index(fields=["month"], name="metered_reads_of_a_month")]

    def __str__(self):
        return f"{self.month:%Y-%m} {self.content_key}"


class NetworkCountQuerySet(models.QuerySet):
    def add_one(self, month, network, *, most):
        """Count one more read of this network, unless that would pass `most`; say whether it did.

        One statement compares and counts: of any number at once, none passes the limit.
        """
        self.bulk_create([self.model(month=month, network=network)], ignore_conflicts=True)
        row = self.filter(month=month, network=network, opened__lt=most)
        return row.update(opened=F("opened") + 1) == 1


class NetworkCount(models.Model):
    """How much was opened through one network in a month: by a keyed hash, never by its address."""

    month = models.DateField(_("month"))
    network = models.CharField(_("hash of the network"), max_length=64)
    opened = models.PositiveIntegerField(_("opened"), default=0)

    objects = NetworkCountQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("count of a network"), _("counts of networks")
        constraints = [
            models.UniqueConstraint(
                fields=["month", "network"], name="network_count_is_one_row_a_month"
            ),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m} {self.opened}"


def new_key():
    return get_random_string(43)


class MeterKey(models.Model):
    """The key of a month's hashes. Deleted with the month: nobody can make one of them again."""

    month = models.DateField(_("month"), unique=True)
    key = models.CharField(_("key"), max_length=64, default=new_key)

    class Meta:
        verbose_name, verbose_name_plural = _("key of the meter"), _("keys of the meter")

    def __str__(self):
        return f"{self.month:%Y-%m}"

    @classmethod
    def of(cls, month):
        """The key of this month, made by whoever asks first."""
        return cls.objects.get_or_create(month=month)[0].key
