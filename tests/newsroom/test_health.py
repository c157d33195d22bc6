"""Is it alive, is it ready?"""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import SendingPause
from newsroom import health
from tests.newsroom.test_schedule import note


def test_alive_without_a_database(client):
    response = client.get("/healthz")

    assert (response.status_code, response.text) == (200, "ok\n")
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_ready_when_all_is_well(client):
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_not_ready_when_the_queue_stands_still(client):
    note.enqueue("x")
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=11))

    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_ready_while_an_operator_paused_the_queue(client):
    note.enqueue("x")
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=11))
    SendingPause.begin("Restored.", at=timezone.now())

    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_not_ready_while_migrations_wait(client, monkeypatch):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *args: ["one"])

    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_not_ready_when_the_database_does_not_answer(client, monkeypatch):
    def gone(connection):
        raise OperationalError("gone")

    monkeypatch.setattr(health, "MigrationExecutor", gone)

    response = client.get("/readyz")

    assert (response.status_code, response.text) == (503, "not ready\n")
