"""The environment of a test run, set before Django reads its settings."""

import os
import re
from pathlib import Path

NEWSROOM = Path(__file__).resolve().parent.parent / "newsroom"
SETTINGS = "".join(
    (NEWSROOM / name).read_text(encoding="utf-8")
    for name in ("settings.py", "sign_in_providers.py")
)
READS = re.compile(r"environment\.\w+\(([^()]*)")
NAME = re.compile(r'"([A-Z_]+)"')
READ = {name for asked in READS.findall(SETTINGS) for name in NAME.findall(asked)}
NAMES = READ | {"ADMINISTRATOR_PASSWORD"}


def forget_settings():
    """No setting of this machine changes what a test says; var/ may be elsewhere."""
    for name in NAMES - {"NEWSROOM_VAR"}:
        os.environ.pop(name, None)
        os.environ.pop(f"{name}_FILE", None)
    os.environ.pop("NEWSROOM_MODE_FILE", None)
    os.environ["NEWSROOM_MODE"] = "test"


forget_settings()
os.environ.setdefault("NEWSROOM_TEST_RUN", str(os.getpid()))
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop in our thread
