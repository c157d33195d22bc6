"""The embedded PostgreSQL: shared, left alone while somebody uses it, whole after a crash."""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings

from newsroom import devdb, testdb

USE = (
    "import sys; from newsroom import devdb; devdb.ensure(sys.argv[1]);"
    " print('in', flush=True); sys.stdin.read()"
)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A cluster of its own for these tests."""
    var = tmp_path_factory.mktemp("v")
    devdb.ensure(var)
    yield var
    devdb.leave(var)


def other_process(var):
    """A process that uses the cluster until its input ends."""
    child = subprocess.Popen(
        [sys.executable, "-c", USE, str(var)], cwd=settings.BASE_DIR, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout.readline() == "in\n"
    return child


def is_running(var):
    return devdb.is_running(var / "postgres")


def test_a_cluster_that_somebody_uses_is_not_stopped(cluster):
    other = other_process(cluster)

    assert devdb.leave(cluster) is False
    assert is_running(cluster)

    other.communicate()
    devdb.ensure(cluster)
    assert devdb.leave(cluster) is True
    assert not is_running(cluster)
    devdb.ensure(cluster)


def test_the_last_to_end_stops_the_cluster(tmp_path):
    first, last = other_process(tmp_path), other_process(tmp_path)

    first.communicate()
    assert is_running(tmp_path)

    last.communicate()
    assert not is_running(tmp_path)


def test_the_socket_and_its_folder_are_ours_alone(cluster):
    assert (cluster / "postgres").stat().st_mode & 0o777 == 0o700


def test_a_folder_of_somebody_else_is_refused(tmp_path, monkeypatch):
    long = tmp_path / ("x" * 100)
    monkeypatch.setattr(devdb.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(devdb.os, "getuid", lambda: os.geteuid() + 1)

    with pytest.raises(devdb.NoDatabase, match="belongs to somebody else"):
        devdb.socket_folder(long)


def test_a_killed_user_does_not_hold_the_cluster(cluster):
    other = other_process(cluster)
    other.kill()
    other.wait()

    assert devdb.leave(cluster) is True
    devdb.ensure(cluster)


def test_after_kill_9_every_committed_row_is_there(cluster):
    socket = devdb.ensure(cluster)["HOST"]
    devdb.query(socket, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)", devdb.DATABASE)
    pid = int((cluster / "postgres/data/postmaster.pid").read_text().split()[0])

    os.kill(pid, signal.SIGKILL)
    devdb.ensure(cluster)

    assert devdb.query(socket, "SELECT n FROM kept", devdb.DATABASE).strip() == "7"


def test_many_processes_at_once_make_one_server(tmp_path):
    children = [
        subprocess.Popen(
            [sys.executable, "-c", USE, str(tmp_path)],
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        for _ in range(4)
    ]

    assert [child.stdout.readline() for child in children] == ["in\n"] * 4

    for child in children:
        child.communicate()
    devdb.ensure(tmp_path)
    assert devdb.leave(tmp_path)


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(devdb.NoDatabase, match="cannot write to"):
        devdb.ensure(tmp_path / "file")


def test_a_long_path_has_its_socket_elsewhere(tmp_path):
    long = tmp_path / ("x" * 100)
    long.mkdir()

    assert len(str(devdb.socket_folder(long))) < devdb.LONGEST_SOCKET_PATH


def test_databases_of_dead_runs_are_known_by_their_number():
    dead = subprocess.Popen(["true"])
    dead.wait()

    assert testdb.is_left_behind(f"test_newsroom_{dead.pid}_gw0")
    assert not testdb.is_left_behind(f"test_newsroom_{os.getpid()}_gw1")
    assert not testdb.is_left_behind("newsroom")
    assert testdb.is_left_behind("template_newsroom_0123456789ab")
    assert not testdb.is_left_behind(testdb.template_name())


def test_two_runs_have_databases_of_their_own():
    assert testdb.settings_of("1")["NAME"] != testdb.settings_of("2")["NAME"]
