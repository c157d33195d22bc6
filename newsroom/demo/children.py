"""The processes that the demo starts: each ends when the demo ends, however it ends."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

from newsroom.processes import end_with_parent

PATIENCE = 12


class Children:
    """What was started, in order; and a list of it for a demo that finds its predecessor killed."""

    def __init__(self, folder):
        self.record = Path(folder) / "demo-children.json"
        self.log_folder = Path(folder) / "log"
        self.running = {}

    def start(self, name, command, environment):
        self.log_folder.mkdir(parents=True, exist_ok=True)
        with open(self.log_folder / f"{name}.log", "ab") as log:
            child = subprocess.Popen(
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=end_with_parent,
            )
        self.running[name] = child
        self.write()

    def write(self):
        rows = {name: [child.pid, started(child.pid)] for name, child in self.running.items()}
        self.record.write_text(json.dumps(rows))

    def fallen(self):
        """The name of a child that ended by itself, or None."""
        ended = (name for name, child in self.running.items() if child.poll() is not None)
        return next(ended, None)

    def stop(self):
        """Ask all to stop, wait, and insist."""
        for child in self.running.values():
            tell(child.pid, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        for child in self.running.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                tell(child.pid, signal.SIGKILL)
                child.wait()
        self.running = {}
        self.record.unlink(missing_ok=True)

    def stop_leftovers(self):
        """End what a killed demo left; a number that another process has since is let alone."""
        try:
            rows = json.loads(self.record.read_text())
        except (OSError, ValueError):
            return 0
        left = [pid for pid, since in rows.values() if since and started(pid) == since]
        for pid in left:
            tell(pid, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while any(started(pid) for pid in left) and time.monotonic() < deadline:
            time.sleep(0.1)
        self.record.unlink(missing_ok=True)
        return len(left)

    def tail(self, name, lines=15):
        log = (self.log_folder / f"{name}.log").read_text(errors="replace")
        return "\n".join(log.splitlines()[-lines:])


def tell(pid, number):
    """Send a signal to a child's own group, so that its workers hear it too."""
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        return


def started(pid):
    """When a process began, in the kernel's ticks: with its number, what makes it itself."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else fields[19]
