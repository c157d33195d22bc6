"""Run the site in production: granian and the worker, watched, drained on SIGTERM."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from newsroom import checks, environment, ports
from newsroom.processes import end_with_parent

DRAIN = 30


class Command(BaseCommand):
    help = "Serves the site. Assumes production and refuses a configuration that is not safe."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--threads", type=int, default=8, help="blocking threads a worker")
        parser.add_argument("--no-worker", action="store_true", help="no background worker here")

    def handle(self, *args, host, port, workers, threads, no_worker, **options):
        refuse_unsafe(host, port)
        self.children = {"web": lambda: start_web(host, port, workers, threads)}
        if not no_worker:
            self.children["worker"] = start_worker
        self.running = {name: start() for name, start in self.children.items()}
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        signal.signal(signal.SIGHUP, self.reload)
        self.watch()

    def watch(self):
        """A worker that falls is started again; without its web server this process ends too."""
        while True:
            time.sleep(0.5)
            if self.running["web"].poll() is not None:
                self.end()
                raise CommandError("The web server has ended; its own lines above say why.")
            if "worker" in self.running and self.running["worker"].poll() is not None:
                time.sleep(2)
                self.running["worker"] = start_worker()

    def reload(self, number, frame):
        """New code for new requests; those under way are finished."""
        self.running["web"].send_signal(signal.SIGHUP)
        if "worker" in self.running:
            self.running["worker"].terminate()

    def stop(self, number, frame):
        self.end()
        sys.exit(0)

    def end(self):
        for child in self.running.values():
            if child.poll() is None:
                child.terminate()
        for child in self.running.values():
            try:
                child.wait(DRAIN)
            except subprocess.TimeoutExpired:
                child.kill()


def refuse_unsafe(host, port):
    """One sentence for each thing that must not be; nothing has been started yet."""
    if not settings.PRODUCTION:
        raise CommandError(
            f"serve is for production, and NEWSROOM_MODE says {settings.MODE}. For a look: demo."
        )
    try:
        checks.refuse_unsafe()
    except ImproperlyConfigured as error:
        raise CommandError(str(error)) from error
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("There are migrations to apply first: python3 manage.py migrate.")
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        raise CommandError(
            "There are static files to collect first: python3 manage.py collectstatic --noinput."
        )
    call_command("check", deploy=True, fail_level="WARNING", verbosity=0)  # Django's own, too
    if trouble := ports.trouble(host, port):
        raise CommandError(f"Port {port} on {host} cannot be used: {trouble}.")


def start_web(host, port, workers, threads):
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    command += ["--host", host, "--port", str(port), "--workers", str(workers)]
    command += ["--blocking-threads", str(threads), "--runtime-mode", "mt"]
    command += ["--respawn-failed-workers", "--workers-kill-timeout", str(DRAIN)]
    return start([*command, "newsroom.wsgi:application"])


def start_worker():
    manage = os.path.join(settings.BASE_DIR, "manage.py")
    return start([sys.executable, manage, "run_worker"])


def start(command):
    return subprocess.Popen(command, env=environment.small(), preexec_fn=end_with_parent)
