"""The settings of production, read as a process of production reads them."""

import json
import re
import subprocess
import sys

import pytest
from django.conf import settings

from newsroom import environment

TOLD = {
    "NEWSROOM_MODE": "production",
    "SECRET_KEY": "0123456789" * 6,
    "SITE_URL": "https://news.example",
    "DATABASE_URL": "postgresql://newsroom:x@127.0.0.1/newsroom",
    "SMTP_HOST": "smtp.example",
    "TRUSTED_PROXIES": "1",
}
SHOWN = [
    "DEBUG",
    "PRODUCTION",
    "ALLOWED_HOSTS",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_PROXY_SSL_HEADER",
    "SESSION_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE",
    "CSRF_COOKIE_NAME",
    "CSRF_COOKIE_SECURE",
    "LOG_LEVEL",
    "CACHES",
    "TASKS",
    "MAILERS",
    "STORAGES",
    "PASSWORD_HASHERS",
    "PERSONAL_COOKIES",
    "MIDDLEWARE",
]
SHOW = (
    "import json; from newsroom import settings;"
    f" print(json.dumps({{name: getattr(settings, name) for name in {SHOWN}}}, default=list))"
)
# What starting a web process reads and refuses.
SERVE = "import newsroom.wsgi"


def read(code, **told):
    given = {name: value for name, value in {**TOLD, **told}.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-c", code], env={**environment.basics(), **given},
        cwd=settings.BASE_DIR, capture_output=True, text=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def production():
    return json.loads(read(SHOW, REDIS_URL="redis://127.0.0.1:1/0", LOG_LEVEL="debug").stdout)


@pytest.mark.parametrize(
    ("name", "value"),
    {
        "DEBUG": False,
        "PRODUCTION": True,
        "ALLOWED_HOSTS": ["news.example"],
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "CSRF_COOKIE_SECURE": True,
        "LOG_LEVEL": "DEBUG",
    }.items(),
)
def test_production_is_safe_by_default(production, name, value):
    assert production[name] == value


def test_production_keeps_its_own_parts(production):
    assert production["CACHES"]["default"]["BACKEND"].endswith("RedisCache")
    assert production["MAILERS"]["delivery"]["OPTIONS"]["use_tls"] is True
    assert "Manifest" in production["STORAGES"]["staticfiles"]["BACKEND"]
    assert production["PASSWORD_HASHERS"][0].endswith("Argon2PasswordHasher")
    assert {"__Host-sessionid", "__Host-meter"} <= set(production["PERSONAL_COOKIES"])
    assert "newsroom.middleware.ReadersErrorPages" not in production["MIDDLEWARE"]


def test_the_proxy_keeps_nothing_of_whoever_carries_a_personal_cookie(production):
    lines = (settings.BASE_DIR / "deploy/nginx.conf").read_text().splitlines()
    rule = re.compile(
        next(re.search(r'"~\*(.+)"', line)[1] for line in lines if "sessionid" in line)
    )

    for name in {*production["PERSONAL_COOKIES"], *settings.PERSONAL_COOKIES}:
        assert rule.search(f"theme=dark; {name}=x"), name
    assert not rule.search("theme=dark; signed_in=1; parameter=3")


def test_forwarded_protocols_are_believed_only_behind_a_proxy():
    without = json.loads(read(SHOW, TRUSTED_PROXIES="0").stdout)

    assert without["SECURE_PROXY_SSL_HEADER"] is None


def test_a_web_process_starts_by_itself_with_safe_settings_only():
    safe, unsafe = read(SERVE), read(SERVE, TRUSTED_PROXIES="0", SECRET_KEY_FALLBACKS="short")

    assert safe.returncode == 0
    assert "newsroom.E014" in unsafe.stderr
    assert "newsroom.E015" in unsafe.stderr


def test_a_shared_cache_in_redis_has_what_it_needs():
    """Django imports redis at the first use: without it the first page would fail, not the start."""
    code = "import django; django.setup(); from django.core.cache import cache; cache._cache"

    done = read(code, REDIS_URL="redis://127.0.0.1:1/0", DJANGO_SETTINGS_MODULE="newsroom.settings")

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SITE_URL", "http://["),
        ("LOG_LEVEL", "LOUD"),
        ("REDIS_URL", "garbage"),
        ("ALLOWED_HOSTS", "https://news.example"),
        ("ADMIN_PATH", "<int:x>/"),
        ("ADMIN_PATH", "/"),
        ("MEDIA_HOSTS", "https://a;script-src *"),
        ("MEDIA_HOSTS", "*"),
        ("DATABASE_URL", "garbage"),
    ],
)
def test_a_value_that_cannot_be_stops_the_start_by_name(name, value):
    said = read("import newsroom.settings", **{name: value}).stderr.strip().splitlines()[-1]

    assert "ImproperlyConfigured" in said
    assert name in said


def test_serve_implies_production():
    """It gets as far as what production needs, without having been told the mode."""
    code = "import manage; manage.main(['manage.py', 'serve'])"

    done = read(code, NEWSROOM_MODE=None, SECRET_KEY="short")

    assert "newsroom.E003" in done.stderr


def test_nothing_of_the_demo_runs_in_production():
    for command in ("prepare_demo", "run_mail_sink"):
        code = f"import manage; manage.main(['manage.py', {command!r}, '--skip-checks'])"

        assert "production" in read(code).stderr
