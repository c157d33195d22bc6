"""The environment of a test run, set before Django reads its settings."""

import os

os.environ.setdefault("NEWSROOM_MODE", "test")
os.environ.setdefault("NEWSROOM_TEST_RUN", str(os.getpid()))
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop in our thread
for name in ("SITE_URL", "DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "REDIS_URL", "SMTP_HOST"):
    os.environ.pop(name, None)
