"""Wait for what another process does, no longer than it takes."""

import time


def wait_until(true, within=60):
    deadline = time.monotonic() + within
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)
