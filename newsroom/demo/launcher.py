"""Start the demo: checks, database, sample edition, processes, a table of addresses."""

import argparse
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from newsroom import devdb, environment, ports
from newsroom.demo.children import Children
from newsroom.processes import end_with_parent

HERE = Path(__file__).resolve().parents[2]
LOOPBACK = ("127.0.0.1", "localhost", "::1")
READY_WITHIN = 40
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Refused(Exception):
    """The demo cannot start; the sentence says why and what to do. Nothing was changed."""


def main(arguments):
    """The exit code of `manage.py demo`."""
    options = read(arguments)
    for number in ENDING:
        signal.signal(number, interrupt)
    try:
        with Demo(options) as demo:
            demo.run()
    except Refused as error:
        print(f"demo: {error}", file=sys.stderr)  # noqa: T201  (a command speaks to its terminal)
        return 1
    except KeyboardInterrupt:
        print("\nThe demo has ended.")  # noqa: T201
    return 0


def interrupt(number, frame):
    raise KeyboardInterrupt


def hear_no_more():
    """A second signal must not break off what ends the processes and the database."""
    for each in ENDING:
        signal.signal(each, signal.SIG_IGN)


def read(arguments):
    parser = argparse.ArgumentParser(
        prog="manage.py demo", description="Runs the whole site on this machine, with sample data."
    )
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--fresh", action="store_true", help="forget all changes of earlier demos")
    parser.add_argument(
        "--production-like",
        action="store_true",
        help="DEBUG off, two workers, compressed static files",
    )
    return parser.parse_args(arguments)


class Demo:
    """One run of the demo. Leaving it ends everything that it started."""

    def __init__(self, options):
        self.options = options
        self.var = Path(os.environ.get("NEWSROOM_VAR") or HERE / "var").resolve()
        self.url = f"http://{self.bracketed(options.host)}:{options.port}"
        self.began = self.step_began = time.monotonic()

    @staticmethod
    def bracketed(host):
        return f"[{host}]" if ":" in host else host

    def __enter__(self):
        if self.options.host not in LOOPBACK:
            raise Refused(
                f"the demo's accounts and mails are open to whoever asks, so it runs on 127.0.0.1 only,"
                f" not on {self.options.host}. To put the site on a network, see docs/deploy.md."
            )
        self.take_folder()
        self.children = Children(self.var)
        if self.children.stop_leftovers():
            self.step("ended what a killed demo had left")
        self.smtp_port, self.inbox_port = free_port(), free_port()
        self.refuse_busy_port()
        return self

    def take_folder(self):
        """var/ must be ours to write, and no other demo may run in it."""
        try:
            self.var.mkdir(parents=True, exist_ok=True)
            self.lock = open(self.var / "demo.lock", "a+")  # noqa: SIM115  (held while the demo runs)
        except OSError as error:
            raise Refused(
                f"cannot write to {self.var} ({error.strerror}). Put the checkout where you may"
                " write, or set NEWSROOM_VAR to another folder."
            ) from error
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.lock.seek(0)
            other = self.lock.read().strip() or "another terminal"
            raise Refused(f"a demo already runs here: {other}. Use it, or end it first.") from None
        self.lock.truncate(0)
        self.lock.write(self.url)
        self.lock.flush()

    def refuse_busy_port(self):
        if trouble := ports.trouble(self.options.host, self.options.port):
            raise Refused(
                f"port {self.options.port} cannot be used ({trouble}): choose another with --port."
            )

    def run(self):
        if self.options.fresh:
            self.forget()
        devdb.ensure(self.var)
        self.step("database")
        facts = self.prepare()
        self.start_all()
        self.wait_until_ready(facts)
        self.write(facts)
        self.show(facts)
        self.watch()

    def forget(self):
        """Remove what earlier demos left: their database, pictures and mails."""
        devdb.leave(self.var)
        if devdb.is_in_use(self.var):
            raise Refused("a test run or an import still uses the database. Try --fresh after it.")
        for name in ("postgres", "media", "mail", "static"):
            shutil.rmtree(self.var / name, ignore_errors=True)
        (self.var / "demo.json").unlink(missing_ok=True)
        self.step("forgot earlier demos")

    def environment(self):
        """What the children are told; nothing else of this machine's configuration gets in."""
        return {
            **environment.basics(),
            "NEWSROOM_MODE": "demo",
            "NEWSROOM_VAR": str(self.var),
            "SITE_URL": self.url,
            "DEBUG": "no" if self.options.production_like else "yes",
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(self.smtp_port),
            "LOG_LEVEL": "WARNING",
            "PYTHONUNBUFFERED": "1",
        }

    def manage(self, *words):
        return [sys.executable, str(HERE / "manage.py"), *words]

    def prepare(self):
        """Migrate, load the sample edition, make the accounts; what it printed last are the facts."""
        command = self.manage("prepare_demo")
        if self.options.production_like:
            command.append("--static")
        made = subprocess.Popen(
            command,
            env=self.environment(),
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=end_with_parent,
        )
        try:
            return self.facts_of(made)
        except BaseException:
            hear_no_more()
            made.terminate()
            made.wait()
            raise

    def facts_of(self, made):
        facts = None
        for line in made.stdout:
            if line.startswith("{"):
                facts = json.loads(line)
            else:
                self.step(line.strip())
        if made.wait() or facts is None:
            raise Refused("the sample edition could not be loaded; the lines above say why.")
        return facts

    def start_all(self):
        told = self.environment()
        sink = ["--smtp-port", str(self.smtp_port), "--http-port", str(self.inbox_port)]
        self.children.start("mail", self.manage("run_mail_sink", *sink), told)
        self.children.start("worker", self.manage("run_worker"), told)
        self.children.start("web", self.web(), told)

    def web(self):
        workers = "2" if self.options.production_like else "1"
        granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
        place = ["--host", self.options.host, "--port", str(self.options.port)]
        threads = ["--workers", workers, "--blocking-threads", "8", "--respawn-failed-workers"]
        quiet = ["--log-level", "warning"]
        return [*granian, *place, *threads, *quiet, "newsroom.wsgi:application"]

    def wait_until_ready(self, facts):
        addresses = [self.url + facts["pages"]["home"], self.inbox]
        for address in addresses:
            self.wait_for(address)
        self.step("processes")

    def wait_for(self, address):
        deadline = time.monotonic() + READY_WITHIN
        while time.monotonic() < deadline:
            if name := self.children.fallen():
                raise Refused(f"the {name} process ended:\n{self.children.tail(name)}")
            if answers(address):
                return
            time.sleep(0.05)
        last = self.children.tail("web", lines=4)
        raise Refused(
            f"{address} did not answer within {READY_WITHIN} s; {self.var}/log/web.log ends so:\n{last}"
        )

    @property
    def inbox(self):
        return f"http://127.0.0.1:{self.inbox_port}/"

    def write(self, facts):
        """var/demo.json, whole or not at all, once everything answers."""
        pages = {name: self.url + path for name, path in facts["pages"].items()}
        said = {
            "url": self.url,
            "accounts": facts["accounts"],
            "pages": pages,
            "services": {"inbox": self.inbox},
        }
        building = self.var / ".demo.json"
        building.write_text(json.dumps(said, indent=2) + "\n")
        building.rename(self.var / "demo.json")

    def show(self, facts):
        rows = [("Front page", self.url + "/")]
        rows += [(label, self.url + facts["pages"][name]) for name, label in LABELS.items()]
        rows += [("Inbox", self.inbox)]
        rows += [
            (account["role"].capitalize(), f"{account['email']}   {account['password']}")
            for account in facts["accounts"]
        ]
        lines = [f"  {label:<24}{value}" for label, value in rows]
        seconds = time.monotonic() - self.began
        print(f"\nReady after {seconds:.1f} s. Ctrl-C ends it.\n", *lines, "", sep="\n", flush=True)  # noqa: T201

    def watch(self):
        """Until Ctrl-C; a process that falls ends the demo with its last words."""
        while True:
            time.sleep(1)
            if name := self.children.fallen():
                raise Refused(f"the {name} process ended:\n{self.children.tail(name)}")

    def step(self, what):
        now = time.monotonic()
        print(f"  {now - self.step_began:5.1f} s  {what}", flush=True)  # noqa: T201
        self.step_began = now

    def __exit__(self, *error):
        """The database ends with this process, as its last user (devdb.leave_all)."""
        hear_no_more()
        self.children.stop()
        (self.var / "demo.json").unlink(missing_ok=True)
        self.lock.truncate(0)
        self.lock.close()


LABELS = {
    "article_free": "A free story",
    "article_registered": "For registered readers",
    "article_pro": "A PRO memo",
    "article_arabic": "In Arabic",
    "search": "Search",
    "feed": "Feed",
    "sitemap": "Sitemap",
    "admin": "Newsroom (admin)",
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(address):
    """Does it answer at all well? Asked past any proxy."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=10) as response:
            return response.status == 200
    except (OSError, urllib.error.URLError):
        return False
