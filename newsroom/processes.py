"""Processes that end with the one that started them, however that ended."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def end_with_parent():
    """Run between fork and exec. On Linux: be told to stop when the parent dies, also by kill -9.

    A group of its own keeps the terminal's Ctrl-C away: the parent says it, once.
    """
    os.setpgid(0, 0)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
