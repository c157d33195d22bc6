"""Third-party data for tests stays outside the project; here is how tests get at it."""

import os
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "fixtures"


def shared_fixtures(name):
    """The folder or file of this name; a skip with its reason where it is absent, a failure in CI."""
    path = FOLDER / name
    if path.exists():
        return path
    reason = f"the third-party data {name} is not on this machine"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
