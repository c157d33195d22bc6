"""Background tasks that survive failure: tried again, given back after a crash, watched.

Every task may run twice (a worker can die after the work and before the record of it), so every
task must be safe to repeat.
"""

from datetime import timedelta
from functools import wraps

from django.db.models import Case, Min, When
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

FIRST_WAIT = timedelta(seconds=20)
LONGEST_WAIT = timedelta(hours=1)
ABANDONED_AFTER = timedelta(minutes=15)
MOST_WORKERS = 3


def retrying(*, attempts, first_wait=FIRST_WAIT):
    """Let a task that raises try again later, twice as late each time; the last failure is raised.

    Stands under @task: the name it wraps must be importable as the task.
    """

    def mark(work):
        @wraps(work)
        def try_it(*args, attempt=1, **kwargs):
            try:
                return work(*args, **kwargs)
            except Exception:
                if attempt >= attempts:
                    raise
                wait = min(first_wait * 2 ** (attempt - 1), LONGEST_WAIT)
                task = import_string(f"{work.__module__}.{work.__qualname__}")
                again = task.using(run_after=timezone.now() + wait)
                again.enqueue(*args, attempt=attempt + 1, **kwargs)
                return None

        return try_it

    return mark


def give_back_abandoned(*, at):
    """Tasks whose worker died go back into the queue; one that killed three workers has failed."""
    abandoned = DBTaskResult.objects.running().filter(started_at__lt=at - ABANDONED_AFTER)
    given_back = 0
    for result in abandoned:
        if len(result.worker_ids) >= MOST_WORKERS:
            result.set_failed(RuntimeError("Three workers died over this task."))
        else:
            given_back += abandoned.filter(pk=result.pk).update(
                status="READY", started_at=None, run_after=at
            )
    return given_back


def queue_age(*, at):
    """How long the oldest task has been waiting that could run now."""
    could_run = Case(
        When(run_after__lte=at, then=Greatest("enqueued_at", "run_after")),
        default="enqueued_at",  # run_after is the end of time where nothing was said
    )
    oldest = DBTaskResult.objects.ready().aggregate(oldest=Min(could_run))["oldest"]
    return at - oldest if oldest else timedelta()
