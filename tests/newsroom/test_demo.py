"""The demo: what it refuses, and what it leaves behind (nothing)."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage

from newsroom import devdb, environment
from newsroom.demo import children, launcher
from newsroom.management.commands import prepare_demo
from tests.environment import NAMES
from tests.waiting import wait_until


@pytest.fixture
def demo(tmp_path, monkeypatch):
    """Start a demo in a folder of its own; what is said is the error."""
    monkeypatch.setenv("NEWSROOM_VAR", str(tmp_path / "var"))
    return lambda *words: launcher.main(list(words))


def test_a_busy_port_is_said_before_anything_starts(demo, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code = demo("--port", str(taken.getsockname()[1]))

    assert code == 1
    assert "choose another with --port" in capsys.readouterr().err


def test_any_port_is_no_port(demo, capsys):
    assert demo("--port", "0") == 1
    assert "choose another with --port" in capsys.readouterr().err


def test_signals_in_the_middle_end_everything(tmp_path):
    """The first comes while the sample edition is loaded, the others while all is ended."""
    (tmp_path / "demo.json").write_text("{}")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--port", str(launcher.free_port())],
        env={**environment.basics(), "NEWSROOM_VAR": str(tmp_path)}, cwd=launcher.HERE,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert any("database" in line for line in process.stdout)
    wait_until(lambda: any("prepare_demo" in words_of(pid) for pid in children_of(process.pid)))
    [preparing] = children_of(process.pid)

    wait_until(lambda: process.terminate() or process.poll() is not None, within=30)

    assert process.returncode == 0
    assert children.started(preparing) is None
    assert not (tmp_path / "demo.json").exists()
    assert not (tmp_path / "postgres/data/postmaster.pid").exists()


def children_of(pid):
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def words_of(pid):
    return Path(f"/proc/{pid}/cmdline").read_text().split("\0")


def test_a_killed_database_can_be_forgotten(demo, tmp_path, monkeypatch):
    var = tmp_path / "var"
    devdb.ensure(var)
    postmaster = var / "postgres/data/postmaster.pid"
    os.kill(int(postmaster.read_text().split()[0]), signal.SIGKILL)
    forgetful = launcher.Demo(launcher.read(["--fresh"]))

    forgetful.forget()

    assert not (var / "postgres").exists()


def test_a_database_in_use_is_not_forgotten(demo, tmp_path, monkeypatch):
    monkeypatch.setattr(devdb, "leave", lambda var: False)
    monkeypatch.setattr(devdb, "is_in_use", lambda var: True)
    (tmp_path / "var" / "postgres").mkdir(parents=True)

    with pytest.raises(launcher.Refused, match="still uses the database"):
        launcher.Demo(launcher.read(["--fresh"])).forget()

    assert (tmp_path / "var" / "postgres").exists()


def test_static_files_are_collected_when_a_source_changed(settings, tmp_path, monkeypatch):
    collected = []
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.css").write_text("a")
    settings.STATIC_ROOT = tmp_path / "root"
    settings.STATIC_ROOT.mkdir()
    finder = FileSystemFinder()
    finder.locations = [("", tmp_path / "sources")]
    finder.storages = {tmp_path / "sources": FileSystemStorage(tmp_path / "sources")}
    monkeypatch.setattr(prepare_demo, "get_finders", lambda: [finder])
    monkeypatch.setattr(prepare_demo, "call_command", lambda *args, **kw: collected.append(args))

    prepare_demo.collect_changed_static()
    prepare_demo.collect_changed_static()
    assert len(collected) == 1

    (tmp_path / "sources" / "a.css").write_text("changed")
    prepare_demo.collect_changed_static()
    assert len(collected) == 2


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.1", "news.example", "::"])
def test_the_demo_stays_on_this_machine(demo, capsys, host):
    assert demo("--host", host) == 1
    assert "runs on 127.0.0.1 only" in capsys.readouterr().err


def test_a_second_demo_is_told_of_the_first(demo, capsys, tmp_path):
    (tmp_path / "var").mkdir()
    with open(tmp_path / "var" / "demo.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("http://127.0.0.1:8000")
        lock.flush()

        assert demo("--port", str(launcher.free_port())) == 1

    assert "already runs here: http://127.0.0.1:8000" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_named(demo, capsys, tmp_path):
    (tmp_path / "var").write_text("a file, not a folder")

    assert demo() == 1
    assert "NEWSROOM_VAR" in capsys.readouterr().err


def test_what_a_killed_demo_left_is_ended(tmp_path):
    first = children.Children(tmp_path)
    first.start("sleeper", ["sleep", "60"], dict(os.environ))
    process = first.running["sleeper"]

    ended = children.Children(tmp_path).stop_leftovers()

    assert (ended, process.wait(5)) == (1, -signal.SIGTERM)
    assert children.Children(tmp_path).stop_leftovers() == 0


def test_a_number_that_another_process_has_since_is_let_alone(tmp_path):
    other = subprocess.Popen(["sleep", "60"])
    (tmp_path / "demo-children.json").write_text(f'{{"web": [{other.pid}, "1"]}}')

    assert children.Children(tmp_path).stop_leftovers() == 0

    assert other.poll() is None
    other.kill()
    other.wait()


def test_children_end_when_the_demo_is_killed(tmp_path):
    code = (
        "import os, sys, time; from newsroom.demo.children import Children;"
        "c = Children(sys.argv[1]); c.start('s', ['sleep', '60'], dict(os.environ));"
        "print(c.running['s'].pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    child = int(parent.stdout.readline())

    parent.kill()
    parent.wait()

    deadline = time.monotonic() + 5
    while children.started(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert children.started(child) is None


def test_nothing_of_a_production_configuration_gets_in(monkeypatch, tmp_path):
    monkeypatch.setenv("NEWSROOM_VAR", str(tmp_path))
    monkeypatch.setenv("PIP_INDEX_URL", "https://index.example")
    for name in (*NAMES - {"NEWSROOM_VAR"}, "AN_UNRELATED_SECRET"):
        monkeypatch.setenv(name, "production's")
        monkeypatch.setenv(f"{name}_FILE", "production's")
    monkeypatch.setenv("NEWSROOM_MODE", "production")
    demo = launcher.Demo(launcher.read([]))
    demo.smtp_port = 1025

    told = demo.environment()

    assert "production's" not in told.values()
    assert told["NEWSROOM_MODE"] == "demo"
    assert told["SITE_URL"] == "http://127.0.0.1:8000"
    assert {"PATH", "PIP_INDEX_URL"} <= told.keys()
