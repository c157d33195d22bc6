"""The worker process: tasks, the outbox and the timetable, until it is told to stop."""

import contextlib
import logging
import threading
import time

from django.db import Error as DatabaseError
from django.db import close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker

from accounts import mail_delivery
from accounts.models import SendingPause
from newsroom import schedule

log = logging.getLogger(__name__)
LONGEST_PAUSE = 30


class PauseBegan(Exception):
    """Between the look at the queue and the task: nothing was run."""


class PausableWorker(Worker):
    """django-tasks-db's worker, which claims nothing while a pause stands."""

    def run(self):
        while self.running:
            close_old_connections()
            if SendingPause.stands():
                time.sleep(self.interval)
                continue
            with contextlib.suppress(PauseBegan):
                return super().run()
        return None

    def run_task(self, db_task_result):
        if SendingPause.stands():
            unclaim(db_task_result)
            raise PauseBegan
        super().run_task(db_task_result)


def unclaim(result):
    """As if nobody had looked at it: each claim that stays counts as a worker that died over it."""
    result.status, result.started_at = "READY", None
    result.worker_ids = result.worker_ids[:-1]
    result.save(update_fields=["status", "started_at", "worker_ids"])


def run(*, interval=1.0):
    """Work until SIGTERM or SIGINT; a database that goes away is waited for."""
    stopping = threading.Event()
    loops = [
        threading.Thread(target=repeat, args=(mail_delivery.send_due, interval, stopping)),
        threading.Thread(target=repeat, args=(schedule.keep_time, 5 * interval, stopping)),
    ]
    for loop in loops:
        loop.start()
    try:
        work_on_tasks(interval)
    finally:
        stopping.set()
        for loop in loops:
            loop.join(timeout=15)


def work_on_tasks(interval):
    """The main thread's part: it takes the signals."""
    worker = PausableWorker(
        queue_names=["*"],
        interval=interval,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"worker-{threading.get_native_id()}-{time.time_ns()}"[:64],
        excluded_queue_names=[],
    )
    worker.configure_signals()
    pause = interval
    while worker.running:
        try:
            worker.run()
        except DatabaseError:
            log.warning("the database does not answer; trying again in %.0f s", pause)
            connection.close()
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


def repeat(work, interval, stopping):
    """Do it again and again, in a thread with a connection of its own."""
    pause = interval
    while not stopping.wait(pause):
        try:
            close_old_connections()
            work()
            pause = interval
        except DatabaseError:
            connection.close()
            pause = min(pause * 2, LONGEST_PAUSE)
        except Exception:
            log.exception("%s failed", work.__name__)
            pause = min(pause * 2, LONGEST_PAUSE)
    connection.close()
