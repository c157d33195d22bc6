"""The timetable, the alerts, and tasks that are tried again."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.tasks import task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts import outbox
from accounts.models import OutgoingMail, SendingPause
from articles.models import WorkingCopy
from memberships.models import MeterKey
from newsroom import alerts, schedule, worker
from newsroom.lib import background
from newsroom.models import Alert, JobRun
from publication.models import SiteSettings
from tests.factories import make_editor

NOW = timezone.now()
HOUR = timedelta(hours=1)
done = []


@task
def note(word):
    done.append(word)


@task
@background.retrying(attempts=3)
def fail(word):
    done.append(word)
    raise ValueError(word)


@pytest.fixture(autouse=True)
def nothing_done():
    done.clear()


@pytest.fixture
def free_lock(transactional_db):
    """A session's lock outlives a test's transaction: earlier tests may have left it with us."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock_all()")


@pytest.fixture
def operations(db):
    SiteSettings.current()
    SiteSettings.objects.update(operations_email="ops@news.example")


def test_a_slot_is_the_latest_time_at_which_a_job_was_due():
    job = schedule.Job("x", timedelta(days=1), lambda: None, after=timedelta(hours=3))

    assert job.slot(datetime(2026, 5, 2, 2, 59, tzinfo=UTC)) == datetime(2026, 5, 1, 3, tzinfo=UTC)
    assert job.slot(datetime(2026, 5, 2, 3, tzinfo=UTC)) == datetime(2026, 5, 2, 3, tzinfo=UTC)


@pytest.mark.django_db
def test_a_job_runs_once_a_slot(monkeypatch):
    job = schedule.Job("count", HOUR, lambda: done.append("ran"))
    monkeypatch.setattr(schedule, "TIMETABLE", (job,))

    for minutes in (0, 1, 59):
        schedule.keep_time(at=datetime(2026, 5, 1, 12, minutes, tzinfo=UTC))
    schedule.keep_time(at=datetime(2026, 5, 1, 13, tzinfo=UTC))

    assert done == ["ran", "ran"]


def test_two_schedulers_run_a_job_once(monkeypatch, free_lock):
    job = schedule.Job("count", HOUR, lambda: done.append("ran"))
    monkeypatch.setattr(schedule, "TIMETABLE", (job,))
    threads = [threading.Thread(target=keep_time_in_a_thread) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert done == ["ran"]


def keep_time_in_a_thread():
    try:
        schedule.keep_time(at=NOW)
    finally:
        connection.close()


def test_only_one_process_is_the_scheduler(free_lock):
    assert schedule.is_the_scheduler()
    others = []

    thread = threading.Thread(
        target=lambda: (others.append(schedule.is_the_scheduler()), connection.close())
    )
    thread.start()
    thread.join()

    assert others == [False]
    assert schedule.is_the_scheduler()
    connection.close()


@pytest.mark.django_db
def test_a_job_that_fails_is_told_once_and_closes_when_it_works(monkeypatch, operations):
    works = []
    job = schedule.Job("shaky", HOUR, lambda: None if works else 1 / 0)
    monkeypatch.setattr(schedule, "TIMETABLE", (job,))

    schedule.keep_time(at=NOW)
    schedule.keep_time(at=NOW + HOUR)
    assert "ZeroDivisionError" in Alert.objects.open().get().message
    assert OutgoingMail.objects.filter(kind="alert").count() == 1

    works.append(True)
    schedule.keep_time(at=NOW + 2 * HOUR)
    assert not Alert.objects.open().exists()


@pytest.mark.django_db
def test_a_failed_task_is_told_once(operations):
    result = note.enqueue("x").db_result
    result.set_failed(ValueError("x"))

    alerts.watch((), at=NOW)
    alerts.watch((), at=NOW)

    assert OutgoingMail.objects.get().to_address == "ops@news.example"
    assert "test_schedule.note" in Alert.objects.get().message


@pytest.mark.django_db
def test_a_queue_that_stands_still_is_told_and_closes_when_it_moves(operations):
    note.enqueue("x")
    DBTaskResult.objects.update(enqueued_at=NOW - timedelta(minutes=11))

    alerts.watch((), at=NOW)
    assert Alert.objects.open().get().key == "queue:tasks"

    DBTaskResult.objects.all().delete()
    alerts.watch((), at=NOW)
    assert not Alert.objects.open().exists()


@pytest.mark.django_db
def test_a_job_that_did_not_start_is_told(operations):
    job = schedule.Job("hourly", HOUR, lambda: None)
    JobRun.objects.create(job="hourly", slot=NOW - 4 * HOUR)

    alerts.watch((job,), at=NOW)

    assert "did not start" in Alert.objects.open().get().message


@pytest.mark.django_db
def test_without_an_operations_address_the_admin_still_shows_it():
    alerts.open_alert("x", "Something.", at=NOW)

    assert Alert.objects.open().exists()
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_a_task_that_fails_is_tried_again_and_then_fails():
    fail.call("x")
    again = DBTaskResult.objects.get()
    assert again.args_kwargs == {"args": ["x"], "kwargs": {"attempt": 2}}
    assert again.run_after > NOW

    fail.call("x", attempt=2)
    with pytest.raises(ValueError, match="x"):
        fail.call("x", attempt=3)


@pytest.mark.django_db
def test_a_task_whose_worker_died_is_given_back():
    result = note.enqueue("x").db_result
    result.claim("worker-1")

    assert background.give_back_abandoned(at=timezone.now()) == 0
    assert background.give_back_abandoned(at=timezone.now() + timedelta(minutes=16)) == 1
    result.refresh_from_db()
    assert result.status == "READY"


@pytest.mark.django_db
def test_a_task_that_killed_three_workers_has_failed():
    result = note.enqueue("x").db_result
    for number in range(3):
        result.claim(f"worker-{number}")

    background.give_back_abandoned(at=timezone.now() + timedelta(minutes=16))

    result.refresh_from_db()
    assert result.status == "FAILED"


@pytest.fixture
def paused_worker(transactional_db):
    note.enqueue("x")
    SendingPause.begin("Restored.", at=NOW)
    return worker.PausableWorker(
        queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False,
        max_tasks=1, worker_id="w", excluded_queue_names=[],
    )  # fmt: skip


def test_while_a_pause_stands_no_task_is_claimed(paused_worker, monkeypatch):
    looks = []

    def look_again(seconds):
        looks.append(DBTaskResult.objects.get().worker_ids)
        if len(looks) == 3:
            SendingPause.objects.all().delete()

    monkeypatch.setattr(worker.time, "sleep", look_again)
    monkeypatch.setattr(worker, "unclaim", None)

    paused_worker.run()

    assert (looks, done) == ([[], [], []], ["x"])


def test_a_pause_that_begins_after_the_claim_takes_it_back(paused_worker):
    result = DBTaskResult.objects.get()
    result.claim("w")

    with pytest.raises(worker.PauseBegan):
        paused_worker.run_task(result)

    result.refresh_from_db()
    assert (done, result.status, result.worker_ids, result.started_at) == ([], "READY", [], None)


@pytest.mark.django_db
def test_while_a_pause_stands_no_job_runs_but_the_watch(monkeypatch):
    jobs = [
        schedule.Job("work", HOUR, lambda: done.append("work")),
        schedule.Job("watch", HOUR, lambda: done.append("watch"), runs_while_paused=True),
    ]
    monkeypatch.setattr(schedule, "TIMETABLE", jobs)
    SendingPause.begin("Restored.", at=NOW)

    schedule.keep_time(at=NOW)

    assert done == ["watch"]


def test_whoever_is_not_the_scheduler_runs_nothing(monkeypatch):
    monkeypatch.setattr(schedule, "is_the_scheduler", lambda: False)
    monkeypatch.setattr(schedule, "run_once", None)

    assert schedule.keep_time(at=NOW) == []


@pytest.mark.django_db
def test_while_a_pause_stands_no_queue_and_no_job_is_told():
    note.enqueue("x")
    DBTaskResult.objects.update(enqueued_at=NOW - HOUR)
    SendingPause.begin("Restored.", at=NOW)

    alerts.watch((schedule.Job("hourly", HOUR, lambda: None),), at=NOW)

    assert not Alert.objects.exists()


@pytest.mark.django_db
def test_a_queue_counts_from_when_its_task_could_run():
    note.using(run_after=NOW - timedelta(seconds=1)).enqueue("x")
    DBTaskResult.objects.update(enqueued_at=NOW - HOUR)

    assert background.queue_age(at=NOW) == timedelta(seconds=1)


@pytest.mark.django_db
def test_a_task_given_back_counts_from_then():
    result = note.enqueue("x").db_result
    result.claim("worker-1")
    later = timezone.now() + HOUR

    background.give_back_abandoned(at=later)

    result.refresh_from_db()
    assert result.run_after == later


@pytest.mark.django_db
def test_what_stood_still_while_nothing_ran_is_not_told_at_once():
    note.enqueue("x")
    DBTaskResult.objects.update(enqueued_at=NOW - HOUR)
    job = schedule.Job("hourly", HOUR, lambda: None)

    alerts.watch((job,), at=NOW, since=NOW - timedelta(minutes=1))
    assert not Alert.objects.exists()

    alerts.watch((job,), at=NOW, since=NOW - timedelta(minutes=11))
    assert set(Alert.objects.values_list("key", flat=True)) == {"queue:tasks", "job:hourly"}


@pytest.mark.django_db
def test_an_outbox_that_stands_still_is_told():
    outbox.post(key="x", kind="code", to="reader@example.org", subject="x", text="x")
    OutgoingMail.objects.update(not_before=NOW - timedelta(minutes=11))

    alerts.watch((), at=NOW)

    assert Alert.objects.get().key == "queue:outbox"


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "kind", "told"), [
    ("failed", "code", 1), ("unknown", "letter", 1), ("queued", "code", 0), ("failed", "alert", 0),
])  # fmt: skip
def test_a_mail_that_failed_is_told_once(state, kind, told):
    outbox.post(key="x", kind=kind, to="reader@example.org", subject="x", text="x")
    OutgoingMail.objects.update(state=state, last_error="554 No")

    alerts.watch((), at=NOW)
    alerts.watch((), at=NOW)

    assert Alert.objects.filter(message__contains="554 No").count() == told


@pytest.mark.django_db
def test_a_job_that_was_killed_in_the_middle_is_told_until_it_ends():
    job = schedule.Job("daily", 24 * HOUR, lambda: None)
    run = JobRun.objects.create(job="daily", slot=NOW, started_at=NOW)

    alerts.watch((job,), at=NOW + timedelta(minutes=59))
    assert not Alert.objects.exists()

    alerts.watch((job,), at=NOW + timedelta(minutes=61))
    assert "did not end" in Alert.objects.open().get().message

    run.finish(at=NOW + 2 * HOUR)
    alerts.watch((job,), at=NOW + 2 * HOUR)
    assert not Alert.objects.open().exists()


@pytest.mark.django_db
def test_a_job_that_never_started_is_told():
    alerts.watch((schedule.Job("hourly", HOUR, lambda: None),), at=NOW)

    assert "did not start" in Alert.objects.open().get().message


def test_the_watch_comes_last():
    assert schedule.TIMETABLE[-1].name == "watch"


def test_every_job_has_a_name_of_its_own():
    names = [job.name for job in schedule.TIMETABLE]

    assert len(names) == len(set(names))


@pytest.mark.django_db
def test_words_of_a_month_ago_and_closed_screens_without_words_are_forgotten():
    user, words = make_editor(), {"fields": {}, "labels": {}}
    for days, values in ((29, words), (31, words), (1, None), (0, None)):
        seen = timezone.now() - timedelta(days=days)
        WorkingCopy.objects.create(
            user=user, key=f"new:{days}", seen_at=seen, opened_at=seen, values=values
        )

    [job] = [job for job in schedule.TIMETABLE if job.name == "forget_old_working_copies"]
    job.work()

    assert job.every == timedelta(days=1)
    assert {copy.key for copy in WorkingCopy.objects.all()} == {"new:29", "new:0"}


@pytest.mark.django_db
def test_what_the_meter_knows_of_past_months_is_forgotten():
    MeterKey.of(NOW.date().replace(day=1) - timedelta(days=1))
    job = next(job for job in schedule.TIMETABLE if job.name == "forget_last_months_reads")

    job.work()

    assert job.every <= HOUR
    assert not MeterKey.objects.exists()
