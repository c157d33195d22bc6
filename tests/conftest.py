"""What all tests share: one template database, and a browser where there is one."""

import os
import shutil
import subprocess
import sys

import pytest
from django.conf import settings
from hypothesis import settings as examples

from newsroom import testdb

# The same examples in every run of CI: what it says of a change is said of the change.
examples.register_profile("ci", derandomize=True)
if os.environ.get("CI") == "true":
    examples.load_profile("ci")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        testdb.prepare(settings.DATABASES["default"], migrate)


def migrate(database):
    """Apply all migrations to this database, in a process of its own."""
    code = (
        "import django; from django.conf import settings;"
        f" settings.DATABASES['default']['NAME'] = {database!r}; django.setup();"
        " from django.core.management import call_command; call_command('migrate', verbosity=0)"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=settings.BASE_DIR)


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items):
    """Browser tests run in one process, so that they share one server; without Chromium they skip."""
    for item in items:
        if "browser" not in item.keywords:
            continue
        item.add_marker(pytest.mark.xdist_group("browser"))
        if CHROMIUM is None and os.environ.get("CI") != "true":
            item.add_marker(pytest.mark.skip(reason="there is no Chromium on this machine"))


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Debian's Chromium, quiet on the network."""
    if CHROMIUM is None:
        pytest.fail("Chromium is missing: .ci/run installs it")
    return {
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--no-default-browser-check",
        ],
    }
