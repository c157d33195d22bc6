"""Two web processes of one site on a database of their own, and nginx with our configuration before one."""

import http.client
import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import ExitStack, contextmanager

import psycopg2
import pytest
from django.conf import settings

from newsroom import testdb
from newsroom.demo.launcher import free_port
from newsroom.processes import end_with_parent
from tests.waiting import wait_until

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
MEMBERS = 7
SEED = """
import django, json
django.setup()
from newsroom.leakcheck import readers, running
edition = running.new_edition()
people = running.furnished(edition, shows=False)
member = readers.BY_NAME["PRO by a grant"]
from dataclasses import replace
members = [readers.somebody(edition, replace(member, name=f"member {n}")) for n in range(%d)]
def told(one): return {"cookies": one.cookies, "id": one.user.pk if one.user else None}
print(json.dumps({
    "word": next(c.word for c in edition.canaries if c.place == "text of pro en"),
    "path": "/{section}/{slug}/".format(**dict(edition.fills["article"])["pro"]),
    "members": [told(one) for one in members],
    "people": {name: told(one) for name, one in people.items()},
}))
"""


class Stack:
    """The running site: its processes' ports, nginx's port, what was seeded, and its database."""

    def __init__(self, folder):
        self.folder = folder
        self.words = {
            name: value
            for name, value in settings.DATABASES["default"].items()
            if name in ("HOST", "PORT", "USER", "PASSWORD") and value
        }
        self.name = f"{testdb.PREFIX}{os.getpid()}_live"
        self.ports, self.web_port = [], None

    def environment(self):
        place = "&".join(f"{name.lower()}={value}" for name, value in self.words.items())
        return {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "NEWSROOM_MODE": "test", "NEWSROOM_TEST_RUN": str(os.getpid()), "NEWSROOM_VAR": str(self.folder),
            "DATABASE_URL": f"postgresql:///{self.name}?{place}",
            "SITE_URL": "http://127.0.0.1", "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "PYTHONPATH": str(settings.BASE_DIR), "SECRET_KEY": settings.SECRET_KEY,
        }  # fmt: skip

    @contextmanager
    def database(self):
        with testdb.connected(settings.DATABASES["default"]) as cursor:
            cursor.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{testdb.template_name()}"')
        try:
            yield
        finally:
            with testdb.connected(settings.DATABASES["default"]) as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def seed(self):
        done = subprocess.run(
            [sys.executable, "-c", SEED % MEMBERS], env=self.environment(), cwd=settings.BASE_DIR,
            capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        self.seeded = json.loads(done.stdout.splitlines()[-1])

    @contextmanager
    def web(self):
        """One process with one worker, as serve starts it."""
        port = free_port()
        command = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--no-ws",
            "--workers",
            "1",
        ]
        command += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"]
        with self.process([*command, "newsroom.wsgi:application"], f"web-{port}"):
            wait_until(lambda: self.answers(port), within=120)
            self.ports.append(port)
            yield

    @contextmanager
    def nginx(self):
        """deploy/nginx.conf as it is, but for places, ports and the certificate; it says what its cache did."""
        self.web_port = free_port()
        (self.folder / "nginx.conf").write_text(self.configuration())
        (self.folder / "newsroom_proxy.conf").write_text(read("newsroom_proxy.conf"))
        command = [NGINX, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]
        with self.process(command, "nginx"):
            wait_until(lambda: self.answers(self.web_port), within=60)
            yield

    def configuration(self):
        ours = read("nginx.conf")
        ours = re.sub(r"server \{\s+listen 80;.*?\n\}\n", "", ours, flags=re.DOTALL)
        ours = re.sub(r"listen 443 ssl;\s+http2 on;", f"listen 127.0.0.1:{self.web_port};", ours)
        ours = re.sub(r"\s+ssl_certificate.*", "", ours)
        ours = ours.replace("http://127.0.0.1:8000", f"http://127.0.0.1:{self.ports[0]}")
        ours = ours.replace("/etc/nginx/", f"{self.folder}/").replace(
            "/var/cache/nginx", str(self.folder)
        )
        ours = ours.replace("/var/lib/newsroom", str(self.folder))
        told = "add_header X-Cache $upstream_cache_status always;"
        ours = ours.replace("server_tokens off;", f"server_tokens off; {told}")
        temporary = "".join(
            f"{kind}_temp_path {self.folder}/{kind};"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        user = "user root;" if os.getuid() == 0 else ""
        return (
            f"{user} daemon off; worker_processes 1; pid {self.folder}/nginx.pid; error_log stderr;"
            f" events {{ worker_connections 256; }} http {{ access_log off; {temporary}\n{ours}\n}}"
        )

    @contextmanager
    def process(self, command, name):
        with open(self.folder / f"{name}.log", "wb") as log:
            process = subprocess.Popen(
                command, env=self.environment(), cwd=settings.BASE_DIR, stdout=log, stderr=log,
                preexec_fn=end_with_parent,
            )  # fmt: skip
        try:
            yield
        finally:
            process.terminate()
            process.wait(30)

    def answers(self, port):
        try:
            return self.ask(port, "/healthz").status == 200
        except OSError:
            return False

    def ask(self, port, path, *, method="GET", cookies=(), body=None, **headers):
        """One request on a connection of its own."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        if cookies:
            said["Cookie"] = "; ".join(f"{name}={value}" for name, value in dict(cookies).items())
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request(method, path, body=body, headers={"Host": "127.0.0.1", **said})
            response = connection.getresponse()
            response.text = response.read().decode("utf-8", "replace")
            return response
        finally:
            connection.close()

    def manage(self, *words):
        """A command on this site's own database."""
        return subprocess.run(
            [sys.executable, "manage.py", *words], env=self.environment(), cwd=settings.BASE_DIR,
            capture_output=True, text=True,
        )  # fmt: skip

    def execute(self, statement, *values):
        """A change as another process makes it."""
        return self.statement(statement, values)

    def one(self, statement):
        return self.statement(statement, (), fetch=True)

    def statement(self, statement, values, *, fetch=False):
        names = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
        words = {names[key]: value for key, value in self.words.items()}
        with (
            psycopg2.connect(dbname=self.name, **words) as connection,
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, values)
            found = cursor.fetchone()[0] if fetch else None
        connection.close()
        return found


def read(name):
    return (settings.BASE_DIR / "deploy" / name).read_text()


@contextmanager
def running(folder):
    stack = Stack(folder)
    with ExitStack() as everything:
        everything.enter_context(stack.database())
        stack.seed()
        everything.enter_context(stack.web())
        everything.enter_context(stack.web())
        if NGINX:
            everything.enter_context(stack.nginx())
        yield stack


def needs_nginx():
    if NGINX is None and os.environ.get("CI") == "true":
        pytest.fail("nginx is missing: .ci/run installs it")
    if NGINX is None:
        pytest.skip("there is no nginx on this machine")
