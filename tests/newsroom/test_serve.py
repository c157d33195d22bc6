"""Serving in production: what it refuses, and what its processes are told."""

import socket
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError

from newsroom import checks, environment, ports
from newsroom.demo import children
from newsroom.demo.launcher import free_port
from newsroom.management.commands import create_administrator, serve
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db


@pytest.fixture
def production(settings, monkeypatch, tmp_path):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").write_text("{}")
    settings.PRODUCTION, settings.MODE = True, "production"
    monkeypatch.setattr(checks, "refuse_unsafe", lambda: None)
    asked = []
    monkeypatch.setattr(
        serve, "call_command", lambda *words, **options: asked.append((words, options))
    )
    return asked


def test_djangos_own_deployment_checks_are_asked_too(production):
    serve.refuse_unsafe("127.0.0.1", free_port())

    [(words, options)] = production
    assert words == ("check",)
    assert (options["deploy"], options["fail_level"]) == (True, "WARNING")


def test_serving_is_for_production():
    with pytest.raises(CommandError, match="NEWSROOM_MODE says test"):
        serve.refuse_unsafe("127.0.0.1", free_port())


def test_an_unsafe_configuration_is_not_served(production, monkeypatch):
    def refuse():
        raise ImproperlyConfigured("newsroom.E001: DEBUG is on.")

    monkeypatch.setattr(checks, "refuse_unsafe", refuse)

    with pytest.raises(CommandError, match="DEBUG is on"):
        serve.refuse_unsafe("127.0.0.1", free_port())


def test_a_busy_port_is_named(production):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port}"):
            serve.refuse_unsafe("127.0.0.1", port)


def test_static_files_are_collected_first(production, settings):
    (settings.STATIC_ROOT / "staticfiles.json").unlink()

    with pytest.raises(CommandError, match="collectstatic"):
        serve.refuse_unsafe("127.0.0.1", free_port())


def test_a_port_just_left_may_be_taken_again():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        client = socket.create_connection(("127.0.0.1", port))
        listening.accept()[0].close()  # the server's side closes first and so fades
        client.close()

    assert ports.trouble("127.0.0.1", port) == ""


def test_an_address_of_the_sixth_version_is_asked_as_such():
    assert ports.trouble("::1", free_port()) == ""
    assert ports.trouble("::1", 0)


def test_what_serve_starts_ends_when_serve_is_killed():
    code = (
        "import time; from newsroom.management.commands import serve;"
        "print(serve.start(['sleep', '300']).pid, flush=True); time.sleep(300)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True
    )
    child = int(parent.stdout.readline())

    parent.kill()
    parent.wait()

    wait_until(lambda: children.started(child) is None, within=10)


def test_migrations_are_applied_first(production, monkeypatch):
    monkeypatch.setattr(serve.MigrationExecutor, "migration_plan", lambda *args: ["one"])

    with pytest.raises(CommandError, match="migrations to apply"):
        serve.refuse_unsafe("127.0.0.1", free_port())


def test_a_safe_start_is_let_through(production):
    assert serve.refuse_unsafe("127.0.0.1", free_port()) is None


def test_processes_are_told_what_the_settings_read_and_no_more(monkeypatch):
    monkeypatch.setenv("SECRET_KEY_FILE", "/run/secrets/key")
    monkeypatch.setenv("AN_UNRELATED_SECRET", "x")

    small = environment.small()

    assert small["SECRET_KEY_FILE"] == "/run/secrets/key"
    assert "PATH" in small
    assert "AN_UNRELATED_SECRET" not in small


@pytest.mark.parametrize(
    ("email", "password"),
    [("not-an-address", "a very long passphrase"), ("boss@news.example", "short")],
)
def test_the_first_administrator_needs_an_address_and_a_good_password(email, password):
    with pytest.raises(CommandError):
        create_administrator.check(email, password)
