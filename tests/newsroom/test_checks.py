"""What production refuses to start with."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import checks

LONG_KEY = "abcdefghij" * 6
SAFE = {
    "PRODUCTION": True,
    "DEBUG": False,
    "SECRET_KEY": LONG_KEY,
    "SITE_URL": "https://news.example",
    "ALLOWED_HOSTS": ["news.example"],
    "DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "news"}},
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache"}},
    "MAILERS": {
        "delivery": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "smtp.example"},
        }
    },
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
    "SECRET_KEY_FALLBACKS": [LONG_KEY],
    "CRAWLERS_READ": False,
    "CRAWLER_RANGES": ["/no/such/file.json"],
    "MEDIA_ROOT": "/srv/media",
    "STATIC_ROOT": "/srv/static",
    "PRIVATE_ROOT": "/srv/private",
}
LOCAL = "django.core.cache.backends.locmem.LocMemCache"
CONSOLE = "django.core.mail.backends.console.EmailBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"
UNSAFE = {
    "newsroom.E001": {"DEBUG": True},
    "newsroom.E002": {"SECRET_KEY": ""},
    "newsroom.E003": {"SECRET_KEY": "short"},
    "newsroom.E004": {"SITE_URL": ""},
    "newsroom.E005": {"SITE_URL": "http://news.example"},
    "newsroom.E006": {"ALLOWED_HOSTS": []},
    "newsroom.E007": {"ALLOWED_HOSTS": ["*"]},
    "newsroom.E008": {"DATABASES": {}},
    "newsroom.E009": {
        "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "x"}}
    },
    "newsroom.E010": {"CACHES": {"default": {"BACKEND": LOCAL}}},
    "newsroom.E011": {"MAILERS": {"delivery": {"BACKEND": CONSOLE}}},
    "newsroom.E012": {"MAILERS": {"delivery": {"BACKEND": SMTP, "OPTIONS": {"host": ""}}}},
    "newsroom.E013": {"SESSION_COOKIE_SECURE": False},
    "newsroom.E014": {"SECURE_PROXY_SSL_HEADER": None},
    "newsroom.E015": {"SECRET_KEY_FALLBACKS": ["short"]},
    "newsroom.E016": {"CRAWLERS_READ": True},
    "newsroom.E017": {"PRIVATE_ROOT": "/srv/media/private"},
}
UNSAFE_TOO = [
    ("newsroom.E003", {"SECRET_KEY": "not-a-secret-" + LONG_KEY}),
    ("newsroom.E003", {"SECRET_KEY": "abcd" * 20}),
    ("newsroom.E007", {"ALLOWED_HOSTS": [".news.example"]}),
    ("newsroom.E007", {"ALLOWED_HOSTS": [""]}),
    ("newsroom.E013", {"CSRF_COOKIE_SECURE": False}),
    ("newsroom.E017", {"PRIVATE_ROOT": "/srv"}),
    ("newsroom.E017", {"PRIVATE_ROOT": "/srv/private/../static"}),
]


class Settings:
    """Settings of their own, so that Django's stay as they are."""

    def __init__(self, **values):
        self.__dict__.update(SAFE | values)


@pytest.fixture
def configure(monkeypatch):
    return lambda **values: monkeypatch.setattr(checks, "settings", Settings(**values))


def test_a_safe_configuration_starts(configure):
    configure()

    checks.refuse_unsafe()

    assert checks.problems() == []


@pytest.mark.parametrize(("code", "values"), [*UNSAFE.items(), *UNSAFE_TOO])
def test_an_unsafe_configuration_does_not_start(configure, code, values):
    configure(**values)

    with pytest.raises(ImproperlyConfigured, match=code):
        checks.refuse_unsafe()

    assert [problem.id for problem in checks.problems()] == [code]


def test_every_check_has_a_case_here():
    assert set(UNSAFE) == set(checks.UNSAFE)


def test_outside_production_nothing_is_refused(configure):
    configure(PRODUCTION=False, DEBUG=True, SECRET_KEY="")

    checks.refuse_unsafe()
