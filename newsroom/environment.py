"""Read settings from the environment; a value that does not parse stops the start by its name."""

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}
BASICS = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR")
asked = set()  # the variables that the settings have read
HOST = r"([A-Za-z0-9.\-]+|\[[0-9A-Fa-f:.]+\])"
MODES = ("development", "demo", "test", "production")


def text(name, default=""):
    """The variable, or the contents of the file that NAME_FILE points at."""
    asked.add(name)
    if path := os.environ.get(f"{name}_FILE"):
        return _file(name, path)
    return os.environ.get(name, default)


def _file(name, path):
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(
            f"{name}_FILE names {path}, which cannot be read: {error}"
        ) from error


def together(*names):
    """The values of variables that only make sense together; None where none of them is set."""
    values = {name: text(name) for name in names}
    missing = [name for name, value in values.items() if not value]
    if len(missing) == len(values):
        return None
    if missing:
        raise ImproperlyConfigured(
            f"{', '.join(missing)} must be set, too: {', '.join(names)} belong together."
        )
    return list(values.values())


def flag(name, default=False):
    value = text(name, "").strip().lower()
    if not value:
        return default
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")


def number(name, default, *, least=None, most=None):
    value = text(name, "").strip()
    if not value:
        return default
    if not re.fullmatch(r"-?\d{1,12}", value):
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    if (least is not None and int(value) < least) or (most is not None and int(value) > most):
        raise ImproperlyConfigured(f"{name} must lie between {least} and {most}, not {value}.")
    return int(value)


def words(name, default=(), *, each=r".+", such=""):
    """A list separated by commas or white space; each word must look so, as this example does."""
    found = [word for word in re.split(r"[,\s]+", text(name, "")) if word]
    for word in found:
        must_look(name, word, each, such)
    return found or list(default)


def shaped(name, default, *, so, such):
    """A text that must look so, as this example does."""
    value = text(name, "").strip() or default
    if value:
        must_look(name, value, so, such)
    return value


def must_look(name, value, so, such):
    if not re.fullmatch(so, value):
        raise ImproperlyConfigured(f"{name} must be such as {such}, not {value!r}.")


def choice(name, choices, default, *, form=str):
    value = form(text(name, "").strip() or default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


def address(name, default):
    """An http(s) address of a site, without a path or a slash at its end."""
    value = shaped(name, default, so=rf"https?://{HOST}(:\d+)?", such="https://news.example")
    try:
        urlsplit(value).port  # noqa: B018  (raises for a port or an IPv6 address that cannot be)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} must be an address such as https://news.example, not {value!r}: {error}."
        ) from error
    return value


def mail_address(name, default):
    """Without a name: messages put the paper's own before it."""
    value = text(name, "")
    try:
        validate_email(value or "newsroom@news.example")
    except ValidationError as error:
        raise ImproperlyConfigured(
            f"{name} must be a plain address such as newsroom@news.example, not {value!r}."
        ) from error
    return value or default


def mode():
    """Stated wherever a database is named: a server's commands must not run as on somebody's desk."""
    if text("DATABASE_URL") and not text("NEWSROOM_MODE"):
        raise ImproperlyConfigured(
            "DATABASE_URL is set and NEWSROOM_MODE is not: say NEWSROOM_MODE=production on a server."
        )
    return choice("NEWSROOM_MODE", MODES, "development")


def test_run():
    """The process that runs these tests; its databases carry the number."""
    return os.environ.get("NEWSROOM_TEST_RUN") or str(os.getpid())


def basics():
    """What any program needs, and how this machine reaches the package index. No setting of ours."""
    kept = {*BASICS, "NEWSROOM_VENV"}
    return {
        name: value for name, value in os.environ.items() if name in kept or name.startswith("PIP_")
    }


def small():
    """The environment with what the settings read and no more: granian copies it into each request."""
    names = {*asked, *(f"{name}_FILE" for name in asked), *BASICS, "DJANGO_SETTINGS_MODULE"}
    return {name: value for name, value in os.environ.items() if name in names}
