"""What an operator is told: once, when it begins; the admin shows it until it is mended."""

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from accounts import outbox
from accounts.models import OutgoingMail, SendingPause
from newsroom.lib import background
from newsroom.lib.addresses import absolute
from newsroom.models import Alert, JobRun
from publication.models import SiteSettings

QUEUE_TOO_OLD = timedelta(minutes=10)
SETTLED_AFTER = timedelta(minutes=2)
LONGEST_RUN = timedelta(hours=1)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@transaction.atomic
def open_alert(key, message, *, at):
    """Say it once: a second call while the alert stands does nothing."""
    alert, is_new = Alert.objects.open().get_or_create(
        key=key, defaults={"key": key, "message": message, "opened_at": at}
    )
    if is_new:
        tell(alert)
    return alert


def close_alert(key, *, at):
    Alert.objects.open().filter(key=key).update(closed_at=at)


def tell(alert):
    """One mail to the operations address of the site settings, if there is one."""
    site = SiteSettings.current()
    if not site.operations_email:
        return
    outbox.post(
        key=f"alert:{alert.pk}",
        kind="alert",
        to=site.operations_email,
        subject=_("%(site)s needs a look") % {"site": site.name},
        text=f"{alert.message}\n\n{absolute('/')}",
    )


def watch(timetable, *, at=None, since=LONG_AGO):
    """Look for what stands still; open and close alerts accordingly.

    `since` is when the watcher began: what stood still while nobody could work is not told at once.
    """
    at = at or timezone.now()
    for key, message in (*failed_tasks(), *failed_mails()):
        open_alert(key, message, at=at)
    watch_mail_server(at=at)
    watch_queues(at=at, since=since)
    watch_jobs(timetable, at=at, since=since)


def failed_tasks():
    """Each task that failed for good is an alert of its own; it stays until someone closes it."""
    known = set(Alert.objects.filter(key__startswith="task:").values_list("key", flat=True))
    for result in DBTaskResult.objects.failed():
        if (key := f"task:{result.pk}") not in known:
            what = {"task": result.task_path, "error": result.exception_class_path}
            yield key, _("The task %(task)s failed: %(error)s.") % what


def failed_mails():
    known = set(Alert.objects.filter(key__startswith="mail:").values_list("key", flat=True))
    states = [OutgoingMail.State.FAILED, OutgoingMail.State.UNKNOWN]
    for mail in OutgoingMail.objects.filter(state__in=states).exclude(kind="alert"):
        if (key := f"mail:{mail.pk}") not in known:
            what = {"number": mail.pk, "state": mail.get_state_display(), "error": mail.last_error}
            yield key, _("Mail %(number)s: %(state)s. %(error)s") % what


def watch_mail_server(*, at):
    """A wrong password or a blocked sender stops every mail, this alert's own too: the admin shows it."""
    if stopped := OutgoingMail.objects.server_takes_none().order_by("-pk").first():
        open_alert("mail-server", stopped.last_error, at=at)
    else:
        close_alert("mail-server", at=at)


def watch_queues(*, at, since):
    """The tasks and the outbox must not stand still, unless an operator paused them."""
    ages = {"tasks": background.queue_age(at=at), "outbox": outbox_age(at=at)}
    for name, age in ages.items():
        if min(age, at - since) > QUEUE_TOO_OLD and not SendingPause.stands():
            minutes = int(age.total_seconds() // 60)
            what = {"queue": name, "minutes": minutes}
            message = _("The queue “%(queue)s” has stood still for %(minutes)d minutes.") % what
            open_alert(f"queue:{name}", message, at=at)
        else:
            close_alert(f"queue:{name}", at=at)


def outbox_age(*, at):
    oldest = OutgoingMail.objects.due(at).order_by("not_before").first()
    return at - oldest.not_before if oldest else timedelta()


def watch_jobs(timetable, *, at, since):
    """Each job of the timetable must start, and end."""
    settled = at - since > SETTLED_AFTER and not SendingPause.stands()
    for job in timetable:
        run = JobRun.objects.filter(job=job.name).order_by("-slot").first()
        for key, (is_so, sentence) in WRONG_WITH_A_JOB.items():
            if settled and is_so(job, run, at):
                open_alert(f"{key}:{job.name}", sentence % {"job": job.name}, at=at)
            else:
                close_alert(f"{key}:{job.name}", at=at)


def did_not_start(job, run, at):
    """Not for three of its turns, or never: whoever keeps time starts at once what is due."""
    return run is None or at - run.slot > 3 * job.every


def did_not_end(job, run, at):
    """Killed in the middle, or still at it after longer than any job takes."""
    return run is not None and run.finished_at is None and at - run.started_at > LONGEST_RUN


WRONG_WITH_A_JOB = {
    "job": (did_not_start, gettext_lazy("The job “%(job)s” did not start.")),
    "unfinished": (did_not_end, gettext_lazy("The job “%(job)s” began and did not end.")),
}
