"""A server set up as docs/deploy.md says, to the letter: its steps, its files, its processes."""

import http.client
import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.conf import settings

from newsroom import testdb
from newsroom.demo.launcher import free_port
from tests.waiting import wait_until

BASE = settings.BASE_DIR
STEPS = (BASE / "docs/deploy.md").read_text().partition("## Steps")[2].partition("\n## ")[0]
COMMAND = re.compile(r"^ +sudo -u newsroom newsroom (.+)$", re.MULTILINE)
# What others ship takes most of the time to compress, and no public page uses it.
ADDED = {
    "collectstatic": ["-i", "admin", "-i", "unfold", "-i", "django_prose_editor"],
    "create_administrator": ["--email", "Boss@News.Example"],
}
OF_A_READER = {"Host": "news.example", "X-Forwarded-Proto": "https"}

pytestmark = pytest.mark.xdist_group("installation")  # one server for all tests here, in this order


@pytest.fixture(scope="module")
def database():
    """A database with all migrations, beside those of the tests."""
    place = settings.DATABASES["default"]
    name = f"{testdb.PREFIX}{os.getpid()}_installed"
    with testdb.connected(place) as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{testdb.template_name()}"')
    yield f"postgresql://{place['USER']}@{quote(place['HOST'], safe='')}/{name}"
    with testdb.connected(place) as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def server(tmp_path_factory, database):
    """The machine after the documented steps: its folder, what it was told, how commands run."""
    folder = tmp_path_factory.mktemp("server")
    for secret in ("secret_key", "smtp_password"):
        (folder / secret).write_text("0123456789" * 6)
    example = (BASE / "deploy/environment.example").read_text()
    example = example.replace("/etc/newsroom", str(folder)).replace(
        "/var/lib/newsroom", str(folder)
    )
    example = re.sub(r"(?m)^DATABASE_URL=.*$", lambda line: f"DATABASE_URL={database}", example)
    (folder / "environment").write_text(example)
    script = (BASE / "deploy/newsroom").read_text().replace("/etc/newsroom", str(folder))
    (folder / "newsroom").write_text(script.replace("/srv/newsroom", str(BASE)))
    told = dict(line.split("=", 1) for line in example.splitlines() if not line.startswith("#"))
    basics = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(folder)}
    server = SimpleNamespace(
        folder=folder, told=told, basics={**basics, "NEWSROOM_VENV": sys.prefix}
    )
    for step in COMMAND.findall(STEPS):
        run(server, step)
    return server


def run(server, step):
    words = shlex.split(step)
    secret = {"ADMINISTRATOR_PASSWORD": "a long and odd password"}
    subprocess.run(
        ["sh", server.folder / "newsroom", *words, *ADDED.get(words[0], [])], check=True,
        env={**server.basics, **secret}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.fixture(scope="module")
def service(server):
    """The unit's process, once both of its web processes have started."""
    unit = (BASE / "deploy/newsroom.service").read_text()
    words = shlex.split(re.search(r"(?m)^ExecStart=(.+)$", unit)[1])
    port = free_port()
    words = [sys.executable, *words[1:-1], str(port)]
    log = server.folder / "log"
    with open(log, "wb") as out:
        process = subprocess.Popen(
            words, cwd=BASE, env={**server.basics, **server.told}, stdout=out, stderr=out
        )
    process.port, process.log = port, log
    wait_until(lambda: process.poll() is not None or log.read_text().count("Started worker") == 2)
    yield process
    if process.poll() is None:
        process.terminate()
        process.wait(30)


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers=OF_A_READER)
    answer = connection.getresponse()
    return answer, answer.read().decode()


def answers(port):
    try:
        return get(port, "/healthz")[0].status == 200
    except OSError:
        return False


def test_the_documented_steps_make_a_site_that_answers(service):
    answer, page = get(service.port, "/")
    style = re.search(r'href="(/static/css/[^"]+)"', page)[1]

    assert COMMAND.findall(STEPS) == ["migrate", "collectstatic --noinput", "create_administrator"]
    assert answer.status == 200
    assert re.search(r"\.[0-9a-f]{12}\.css$", style)
    assert get(service.port, style)[0].status == 200
    assert get(service.port, "/no/such/page/")[0].status == 404


def test_it_takes_new_code_and_starts_a_fallen_worker_again(service):
    service.send_signal(signal.SIGHUP)

    wait_until(lambda: service.log.read_text().count("Started worker") == 4)
    wait_until(lambda: service.log.read_text().count("Starting worker") == 2)
    assert get(service.port, "/")[0].status == 200


def test_it_ends_when_it_is_told_to(service):
    service.send_signal(signal.SIGTERM)

    assert service.wait(20) == 0
    assert not answers(service.port)
