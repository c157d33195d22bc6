"""What another site's page answered when the desk last asked for it."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FRESH_FOR = timedelta(hours=24)


class LinkCheckQuerySet(models.QuerySet):
    def fresh(self, at=None):
        return self.filter(checked_at__gt=(at or timezone.now()) - FRESH_FOR)

    def broken(self):
        return self.exclude(problem="")


class LinkCheck(models.Model):
    """One address, and why it did not answer; empty where it did."""

    address = models.CharField(_("address"), max_length=500, unique=True)
    problem = models.CharField(_("problem"), max_length=300, blank=True)
    checked_at = models.DateTimeField(_("asked at"), default=timezone.now)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("checked link"), _("checked links")

    def __str__(self):
        return self.address
