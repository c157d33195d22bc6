"""Make .venv with a fit Python and what requirements name, then go on in it.

Runs on whatever `python3` is: standard library only, and no syntax newer than Python 3.8.
"""

import fcntl
import glob
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time

NEEDED = (3, 12)
HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NO_PYTHON = (
    "Newsroom needs Python {}.{} or newer and found none: install one"
    " (python.org, your package manager, or pyenv install 3.13) and run this again."
)
NOT_WRITABLE = (
    "Newsroom cannot write to {}: put the checkout where you may write, and run this again."
)
NOT_INSTALLED = (
    "The packages could not be installed; nothing else was changed. Run this again when {} answers."
)


def go_on_in_venv(argv, with_tests=False):
    """Return if this already is .venv's Python and all is installed; else see to it and start again."""
    venv = venv_folder()
    files = requirement_files(with_tests)
    inside = os.path.realpath(sys.prefix) == os.path.realpath(venv)
    if is_installed(venv, files):
        if inside:
            return
    else:  # only then is anything written: a service may not write beside its code
        signal.signal(signal.SIGTERM, end)
        with only_one_at_a_time(venv):
            if not is_installed(venv, files):
                set_up(venv, files)
    os.execv(python_of(venv), [python_of(venv)] + argv)


def end(number, frame):
    """By an exception, for then subprocess ends pip too. exec gives the next program a clean start."""
    sys.exit(128 + number)


def venv_folder():
    return os.environ.get("NEWSROOM_VENV") or os.path.join(HERE, ".venv")


def python_of(venv):
    return os.path.join(venv, "bin", "python")


def requirement_files(with_tests):
    """requirements-dev.txt names requirements.txt itself."""
    names = ["requirements.txt"] + (["requirements-dev.txt"] if with_tests else [])
    return [os.path.join(HERE, name) for name in names]


def is_installed(venv, files):
    """Each file leaves a stamp when all it names is installed; the stamp is written last."""
    return os.path.exists(python_of(venv)) and all(
        read(stamp_of(venv, name)) == digest(name) for name in files
    )


def stamp_of(venv, name):
    return os.path.join(venv, "." + os.path.basename(name))


def digest(name):
    """Of all requirements together: a change of one installs again."""
    text = "".join(read(path) for path in requirement_files(with_tests=True))
    return hashlib.sha256((os.path.basename(name) + text).encode()).hexdigest()


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return ""


class only_one_at_a_time:  # noqa: N801  (reads as a sentence after `with`)
    """A lock beside .venv, so that two commands at once do not install at once."""

    def __init__(self, venv):
        self.path = venv.rstrip("/") + ".lock"

    def __enter__(self):
        try:
            self.file = open(self.path, "w")
        except OSError:
            sys.exit(NOT_WRITABLE.format(os.path.dirname(self.path)))
        fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *error):
        self.file.close()


def set_up(venv, files):
    """Make the environment where there is no fit one, and install into it."""
    if not fits(python_of(venv)):
        make_venv(venv)
    started = time.monotonic()
    say("installing packages from " + " and ".join(os.path.basename(name) for name in files))
    pip = [
        python_of(venv),
        "-m",
        "pip",
        "install",
        "-q",
        "--no-input",
        "--disable-pip-version-check",
    ]
    command = pip + [part for name in files for part in ("-r", name)]
    if subprocess.call(command, env=clean_environment()):
        sys.exit(NOT_INSTALLED.format("the package index"))
    for name in files:
        with open(stamp_of(venv, name), "w", encoding="utf-8") as stamp:
            stamp.write(digest(name))
    say("installed in {:.0f} s".format(time.monotonic() - started))


def make_venv(venv):
    python = find_python()
    if python is None:
        sys.exit(NO_PYTHON.format(*NEEDED))
    say("making {} with {}".format(os.path.relpath(venv, HERE), python))
    if subprocess.call([python, "-m", "venv", "--clear", venv], env=clean_environment()):
        sys.exit(NOT_WRITABLE.format(venv))


def clean_environment():
    """Without what an activated environment or a bundle put there."""
    left_out = ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__")
    return {name: value for name, value in os.environ.items() if name not in left_out}


def find_python():
    """The newest fit Python of this machine: each candidate is run, for a shim may only pretend."""
    return next((path for path in candidates() if path and fits(path)), None)


def candidates():
    yield os.environ.get("PYTHON")
    for minor in (13, 12, 14):
        yield shutil.which("python3.%d" % minor)
    pyenv = os.environ.get("PYENV_ROOT") or os.path.expanduser("~/.pyenv")
    homes = [
        os.path.dirname(getattr(sys, "base_prefix", sys.prefix)),
        os.path.join(pyenv, "versions"),
        os.path.expanduser("~/.local/share/uv/python"),
    ]
    for home in homes:
        for path in sorted(
            glob.glob(os.path.join(home, "*3.1[2-9]*", "bin", "python3")), reverse=True
        ):
            yield path
    for folder in ("/opt/homebrew/bin", "/usr/local/bin", "/usr/bin"):
        for path in sorted(glob.glob(os.path.join(folder, "python3.1[2-9]")), reverse=True):
            yield path
    yield sys.executable
    yield shutil.which("python3")


def fits(python):
    """Does it run, is it new enough, and can it make environments?"""
    code = "import sys, venv, ensurepip; sys.exit(sys.version_info[:2] < %r)" % (NEEDED,)
    try:
        done = subprocess.run(
            [python, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=30
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def say(message):
    sys.stderr.write("[set-up] " + message + "\n")
    sys.stderr.flush()
