"""`manage.py test`: everything after the word is pytest's."""

import os
import sys


def hand_over(arguments):
    """Become pytest, so that its own options, colours and exit codes hold."""
    os.environ["NEWSROOM_MODE"] = "test"
    os.environ["NEWSROOM_TEST_RUN"] = str(os.getpid())
    given = any(argument.startswith(("-n", "--numprocesses", "-p")) for argument in arguments)
    at_once = [] if given else ["-n", "2", "--dist", "loadgroup"]
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *at_once, *arguments])
