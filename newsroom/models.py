"""The record of what runs in the background: jobs that ran, and what went wrong."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JobRun(models.Model):
    """One job at one time of the timetable. The row is the right to run it: nobody runs it twice."""

    job = models.CharField(_("job"), max_length=80)
    slot = models.DateTimeField(_("due at"))
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("run of a job"), _("runs of jobs")
        constraints = [
            models.UniqueConstraint(fields=["job", "slot"], name="job_runs_once_a_slot"),
        ]
        indexes = [models.Index(fields=["-slot"], name="job_runs_newest_first")]

    def __str__(self):
        return f"{self.job} {self.slot:%Y-%m-%d %H:%M}"

    def finish(self, *, at, error=""):
        self.finished_at, self.error = at, error
        self.save(update_fields=["finished_at", "error"])


class AlertQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)


class Alert(models.Model):
    """Something that an operator must know: mailed once, shown until it is mended."""

    key = models.CharField(_("key"), max_length=200)
    message = models.TextField(_("message"))
    opened_at = models.DateTimeField(_("since"), default=timezone.now)
    closed_at = models.DateTimeField(_("mended at"), null=True, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("alert"), _("alerts")
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(closed_at=None), name="alert_is_open_once"
            ),
        ]

    def __str__(self):
        return self.message[:80]

    def close(self, *, at):
        self.closed_at = at
        self.save(update_fields=["closed_at"])
