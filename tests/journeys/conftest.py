"""One demo for all journeys: started as a person would, in a folder of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from newsroom.demo.launcher import free_port

READY_WITHIN = 120
OURS = ("NEWSROOM_MODE", "NEWSROOM_TEST_RUN", "DJANGO_SETTINGS_MODULE")


class Site:
    """The running demo: its addresses, and commands run beside it."""

    def __init__(self, var):
        self.var = Path(var)
        kept = {name: value for name, value in os.environ.items() if name not in OURS}
        self.environment = {**kept, "NEWSROOM_VAR": str(var)}
        self.facts = None

    def start(self):
        log = open(self.var / "demo.log", "wb")  # noqa: SIM115  (the demo's own, until it ends)
        port = str(free_port())
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--production-like", "--port", port],
            cwd=settings.BASE_DIR, env=self.environment, stdout=log, stderr=log,
        )  # fmt: skip
        deadline = time.monotonic() + READY_WITHIN
        while not (self.var / "demo.json").exists():
            if self.process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"the demo did not start:\n{(self.var / 'demo.log').read_text()}")
            time.sleep(0.2)
        self.facts = json.loads((self.var / "demo.json").read_text())

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)

    @property
    def url(self):
        return self.facts["url"]

    @property
    def pages(self):
        return self.facts["pages"]

    def account(self, role):
        return next(account for account in self.facts["accounts"] if account["role"] == role)

    def manage(self, *words):
        """A command on the demo's own database."""
        environment = {**self.environment, "NEWSROOM_MODE": "demo", "SITE_URL": self.url}
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("demo"))
    site.start()
    yield site
    site.stop()


def sign_in(site, page, role):
    account = site.account(role)
    page.goto(f"{site.url}/accounts/login/")
    page.locator("[name=login]").fill(account["email"])
    page.locator("[name=password]").fill(account["password"])
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}/")
    return page


@pytest.fixture
def signed_in(site, browser):
    """A page of a browser in which this role's account has signed in."""
    contexts = []

    def open_as(role, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        return sign_in(site, context.new_page(), role)

    yield open_as
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def violations():
    """What axe finds on a page: a list of sentences, empty where all is well."""
    axe = Axe()

    def find(page, known=()):
        """Without what is known: pairs of a rule and a piece of the markup that breaks it."""
        found = []
        for row in axe.run(page).response["violations"]:
            pieces = [node["html"] for node in row["nodes"]]
            marks = [mark for rule, mark in known if rule == row["id"]]
            left = [piece for piece in pieces if not any(mark in piece for mark in marks)]
            found += [f"{row['id']} ({len(left)}): {left[0][:160]}"] if left else []
        return found

    return find
