"""Set-up on a fresh machine: which Python, what is installed, and what is said when it cannot be."""

import ast
import os
import stat
import subprocess
import sys

import pytest
from django.conf import settings

from newsroom import bootstrap
from newsroom.demo import children
from tests.waiting import wait_until


@pytest.fixture
def python(tmp_path):
    """Write a program that stands in for a Python: it ends with this code."""

    def make(name, code):
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\nexit {code}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    return make


@pytest.fixture
def venv(tmp_path, monkeypatch):
    folder = tmp_path / "venv"
    (folder / "bin").mkdir(parents=True)
    os.symlink(sys.executable, folder / "bin" / "python")
    monkeypatch.setenv("NEWSROOM_VENV", str(folder))
    return str(folder)


@pytest.mark.parametrize("name", ["manage.py", "newsroom/bootstrap.py"])
def test_the_first_lines_are_read_by_an_old_python(name):
    source = (settings.BASE_DIR / name).read_text()

    ast.parse(source, feature_version=(3, 8))


def test_a_shim_that_only_pretends_is_passed_over(monkeypatch, python):
    shim, old = python("shim", 127), python("old", 1)
    monkeypatch.setattr(
        bootstrap, "candidates", lambda: [None, "/no/such", shim, old, sys.executable]
    )

    assert bootstrap.find_python() == sys.executable


def test_where_there_is_no_fit_python_one_sentence_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "candidates", list)

    with pytest.raises(SystemExit, match=r"needs Python 3\.12 or newer.*install one"):
        bootstrap.make_venv(str(tmp_path / "venv"))


def test_nothing_is_installed_until_every_stamp_is_there(venv):
    files = bootstrap.requirement_files(with_tests=True)
    assert not bootstrap.is_installed(venv, files)

    for name in files:
        with open(bootstrap.stamp_of(venv, name), "w") as stamp:
            stamp.write(bootstrap.digest(name))

    assert bootstrap.is_installed(venv, files)


def test_a_changed_requirement_is_installed_again(venv, monkeypatch, tmp_path):
    files = bootstrap.requirement_files(with_tests=False)
    with open(bootstrap.stamp_of(venv, files[0]), "w") as stamp:
        stamp.write(bootstrap.digest(files[0]))
    assert bootstrap.is_installed(venv, files)

    (tmp_path / "requirements.txt").write_text("django==99")
    monkeypatch.setattr(bootstrap, "HERE", str(tmp_path))

    assert not bootstrap.is_installed(venv, files)


def test_a_failed_installation_leaves_no_stamp_and_says_so(venv, monkeypatch):
    files = bootstrap.requirement_files(with_tests=False)
    monkeypatch.setattr(bootstrap.subprocess, "call", lambda *args, **kwargs: 1)

    with pytest.raises(SystemExit, match="could not be installed"):
        bootstrap.set_up(venv, files)

    assert not bootstrap.is_installed(venv, files)


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")

    with (
        pytest.raises(SystemExit, match="cannot write to"),
        bootstrap.only_one_at_a_time(f"{tmp_path}/file/venv"),
    ):
        """Not reached."""


def test_an_activated_environment_does_not_stand_in_the_way(monkeypatch):
    monkeypatch.setenv("VIRTUAL_ENV", "/somewhere/else")
    monkeypatch.setenv("PYTHONPATH", "/somewhere/else")

    kept = bootstrap.clean_environment()

    assert not {"VIRTUAL_ENV", "PYTHONPATH"} & kept.keys()
    assert "PATH" in kept


def test_where_all_is_installed_nothing_is_written(venv, monkeypatch):
    gone_on = []
    monkeypatch.setattr(bootstrap, "is_installed", lambda *args: True)
    monkeypatch.setattr(bootstrap, "only_one_at_a_time", None)
    monkeypatch.setattr(bootstrap.os, "execv", lambda *args: gone_on.append(args))

    bootstrap.go_on_in_venv(["manage.py", "check"])

    python = bootstrap.python_of(venv)
    assert gone_on == [(python, [python, "manage.py", "check"])]
    assert not os.path.exists(f"{venv}.lock")


def test_whoever_ends_the_set_up_ends_pip(tmp_path):
    """The stand-in for Python answers what fits() asks, then sleeps as pip."""
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    python = tmp_path / "venv" / "bin" / "python"
    python.write_text(
        f'#!/bin/sh\n[ "$1" = -c ] && exit 0\necho $$ >{tmp_path}/pip\nexec sleep 60\n'
    )
    python.chmod(0o755)
    process = subprocess.Popen(
        [sys.executable, "-S", str(settings.BASE_DIR / "manage.py"), "version"],
        env={"PATH": os.environ["PATH"], "NEWSROOM_VENV": str(tmp_path / "venv")},
        stderr=subprocess.DEVNULL,
    )
    wait_until(lambda: (tmp_path / "pip").exists() and (tmp_path / "pip").read_text())

    process.terminate()

    assert process.wait(10) == 143
    assert children.started(int((tmp_path / "pip").read_text())) is None


def test_inside_its_own_environment_it_goes_on(monkeypatch):
    monkeypatch.setattr(bootstrap, "is_installed", lambda *args: True)
    monkeypatch.setattr(bootstrap, "venv_folder", lambda: sys.prefix)
    monkeypatch.setattr(bootstrap.os, "execv", None)

    assert bootstrap.go_on_in_venv(["manage.py", "check"]) is None
