"""The timetable, and the one scheduler that keeps it."""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import SendingPause
from accounts.sessions import SessionStore
from articles import gift_links, history, scheduled, working
from memberships import meter
from newsroom import alerts, privacy, records
from newsroom.lib import background
from newsroom.models import JobRun
from publication.models import SiteSettings

log = logging.getLogger(__name__)
SCHEDULER = 7_340_002  # the number of the advisory lock: whoever holds it is the scheduler
STARTED = timezone.now()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Job:
    """What to do, how often, and how long after the hour or midnight of UTC."""

    name: str
    every: timedelta
    work: Callable
    after: timedelta = timedelta()
    runs_while_paused: bool = False

    def slot(self, at):
        """The latest time at which it was due."""
        return at - (at - EPOCH - self.after) % self.every


def give_back_abandoned_tasks():
    background.give_back_abandoned(at=timezone.now())


def watch():
    alerts.watch(TIMETABLE, since=STARTED)


def look_at_what_goes_live():
    """The desk is told at the operations address: a story that was to appear will not."""
    for article, wanting in scheduled.hold_back_what_wants():
        words = _("“%(headline)s” was taken off the schedule. %(wanting)s")
        message = words % {"headline": article.headline, "wanting": wanting}
        alerts.open_alert(f"schedule:{article.pk}", message, at=timezone.now())


def forget_old_tasks():
    call_command("prune_db_task_results", min_age_days=14, queue_name="*", verbosity=0)


def forget_old_sessions():
    SessionStore.clear_expired()
    records.forget_devices_without_session()


def forget_old_job_runs():
    JobRun.objects.filter(slot__lt=timezone.now() - timedelta(days=35)).delete()


def forget_old_records():
    records.forget_old(at=timezone.now())


def forget_old_history():
    history.forget_old(at=timezone.now())


def delete_accounts():
    privacy.erase_due(at=timezone.now())


def forget_old_working_copies():
    working.forget_old(at=timezone.now())


def forget_last_months_reads():
    meter.forget_past(at=timezone.now(), zone=SiteSettings.current().time_zone)


def forget_old_gift_links():
    gift_links.forget_old(at=timezone.now())


MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TIMETABLE = (
    Job("give_back_abandoned_tasks", MINUTE, give_back_abandoned_tasks),
    Job("look_at_what_goes_live", MINUTE, look_at_what_goes_live),
    Job("forget_old_tasks", DAY, forget_old_tasks, after=timedelta(hours=3)),
    Job("forget_old_sessions", DAY, forget_old_sessions, after=timedelta(hours=3, minutes=10)),
    Job("forget_old_job_runs", DAY, forget_old_job_runs, after=timedelta(hours=3, minutes=20)),
    Job(
        "forget_old_working_copies",
        DAY,
        forget_old_working_copies,
        after=timedelta(hours=3, minutes=30),
    ),
    Job("forget_old_records", DAY, forget_old_records, after=timedelta(hours=3, minutes=40)),
    Job("forget_old_history", DAY, forget_old_history, after=timedelta(hours=3, minutes=50)),
    Job("delete_accounts", 10 * MINUTE, delete_accounts),
    # What the meter knows ends with the month, in the site's zone: within the hour.
    Job("forget_last_months_reads", HOUR, forget_last_months_reads),
    Job("forget_old_gift_links", DAY, forget_old_gift_links, after=timedelta(hours=4)),
    # Last, so that it does not find late what has only just become due, or could only now be done.
    Job("watch", MINUTE, watch, runs_while_paused=True),
)


def keep_time(*, at=None):
    """Run what is due, if this process is the scheduler. Safe in any number of processes."""
    if not is_the_scheduler():
        return []
    at = at or timezone.now()
    paused = SendingPause.stands()
    due = [job for job in TIMETABLE if job.runs_while_paused or not paused]
    return [job.name for job in due if run_once(job, job.slot(at))]


def is_the_scheduler():
    """Take the lock, or say whether this connection holds it already."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s"
            " AND pid = pg_backend_pid() AND granted",
            [SCHEDULER],
        )
        if cursor.fetchone()[0]:
            return True
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [SCHEDULER])
        return cursor.fetchone()[0]


def run_once(job, slot):
    """Run the job for this slot, unless it was; say whether it ran."""
    try:
        with transaction.atomic():
            run = JobRun.objects.create(job=job.name, slot=slot)
    except IntegrityError:
        return False
    try:
        job.work()
    except Exception:
        log.exception("job %s failed", job.name)
        run.finish(at=timezone.now(), error=traceback.format_exc())
        message = f"{job.name}: {run.error.strip().splitlines()[-1]}"
        alerts.open_alert(f"failed:{job.name}", message, at=timezone.now())
    else:
        run.finish(at=timezone.now())
        alerts.close_alert(f"failed:{job.name}", at=timezone.now())
    return True
