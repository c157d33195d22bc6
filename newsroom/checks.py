"""What production refuses to start with: one sentence each (trust programme, secure defaults)."""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from memberships import crawler_ranges

SHORTEST_KEY = 50
LOCAL_BACKENDS = ("LocMemCache", "DummyCache", "FileBasedCache")
MAIL_INTO_NOTHING = ("console", "dummy", "locmem", "filebased")


def secret_key():
    """The key, or nothing: Django raises where it is empty, before we could say all that is wrong."""
    try:
        return settings.SECRET_KEY
    except ImproperlyConfigured:
        return ""


def weak(key):
    return len(key) < SHORTEST_KEY or len(set(key)) < 5 or key.startswith("not-a-secret")


def weak_earlier_key():
    return any(weak(key) for key in settings.SECRET_KEY_FALLBACKS)


def no_database():
    return not settings.DATABASES.get("default", {}).get("NAME")


def foreign_database():
    return not no_database() and "postgresql" not in settings.DATABASES["default"]["ENGINE"]


def any_host():
    return any(host in ("*", "") or host.startswith(".") for host in settings.ALLOWED_HOSTS)


def plain_http():
    return urlsplit(settings.SITE_URL).scheme != "https"


def limits_not_shared():
    return any(name in settings.CACHES["default"]["BACKEND"] for name in LOCAL_BACKENDS)


def mail_goes_nowhere():
    backend = settings.MAILERS["delivery"]["BACKEND"]
    return any(name in backend for name in MAIL_INTO_NOTHING)


def mail_without_host():
    options = settings.MAILERS["delivery"].get("OPTIONS", {})
    return "smtp" in settings.MAILERS["delivery"]["BACKEND"] and not options.get("host")


def behind_no_proxy():
    """serve speaks plain HTTP: unless a proxy is believed, each page redirects to itself for ever."""
    return settings.SECURE_SSL_REDIRECT and not settings.SECURE_PROXY_SSL_HEADER


def cookies_in_the_clear():
    return not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE)


def private_files_are_served():
    """Neither may the folder lie in one that is served, nor one that is served in it."""
    private = Path(settings.PRIVATE_ROOT).resolve()
    served = [Path(root).resolve() for root in (settings.MEDIA_ROOT, settings.STATIC_ROOT)]
    return any(private.is_relative_to(one) or one.is_relative_to(private) for one in served)


# id: (is it unsafe?, the sentence that says so and what to do)
UNSAFE = {
    "newsroom.E001": (
        lambda: settings.DEBUG,
        _("DEBUG is on: it shows our code and data to strangers. Unset DEBUG."),
    ),
    "newsroom.E002": (
        lambda: not secret_key(),
        _("SECRET_KEY is missing. Set it to 50 random letters or more."),
    ),
    "newsroom.E003": (
        lambda: secret_key() and weak(secret_key()),
        _("SECRET_KEY is too short or well known. Set it to 50 random letters or more."),
    ),
    "newsroom.E004": (
        lambda: not settings.SITE_URL,
        _("SITE_URL is missing. Set it to the site's address, such as https://news.example."),
    ),
    "newsroom.E005": (
        lambda: settings.SITE_URL and plain_http(),
        _("SITE_URL does not begin with https://. Readers' sessions need it."),
    ),
    "newsroom.E006": (
        lambda: not settings.ALLOWED_HOSTS,
        _("ALLOWED_HOSTS is empty. Name the hosts under which the site is reached."),
    ),
    "newsroom.E007": (
        any_host,
        _("ALLOWED_HOSTS lets in any host. Name each host in full."),
    ),
    "newsroom.E008": (
        no_database,
        _("DATABASE_URL is missing. The built-in database is for the demo and for tests."),
    ),
    "newsroom.E009": (
        foreign_database,
        _("DATABASE_URL names something other than PostgreSQL, which is all we run on."),
    ),
    "newsroom.E010": (
        limits_not_shared,
        _("The default cache is not shared by all processes, so limits would not hold."),
    ),
    "newsroom.E011": (
        mail_goes_nowhere,
        _("Mail would reach nobody. Set SMTP_HOST to a server that delivers."),
    ),
    "newsroom.E012": (
        mail_without_host,
        _("SMTP_HOST is empty. Set it to a server that delivers."),
    ),
    "newsroom.E013": (
        cookies_in_the_clear,
        _("Session and form cookies must be sent over HTTPS only."),
    ),
    "newsroom.E014": (
        behind_no_proxy,
        _("TRUSTED_PROXIES is 0, so no reader seems to come over HTTPS. Set it to 1 behind nginx."),
    ),
    "newsroom.E015": (
        weak_earlier_key,
        _("A key of SECRET_KEY_FALLBACKS is too short or well known. Leave it out."),
    ),
    "newsroom.E016": (
        lambda: settings.CRAWLERS_READ and crawler_ranges.unreadable(settings.CRAWLER_RANGES),
        _("A file of CRAWLER_RANGES cannot be read, or holds no ranges. Download it again."),
    ),
    "newsroom.E017": (
        private_files_are_served,
        _("PRIVATE_ROOT lies in the folder of media or static files, or around one. Move it."),
    ),
}


def problems():
    """Everything that makes this configuration unsafe for production."""
    return [Error(sentence, id=code) for code, (unsafe, sentence) in UNSAFE.items() if unsafe()]


@register(Tags.security, deploy=True)
def production_is_safe(app_configs, **kwargs):
    return problems()


def refuse_unsafe():
    """Stop the start of a production process that is not safe, with all the reasons at once."""
    if settings.PRODUCTION and (found := problems()):
        sentences = "\n".join(f"  {problem.id}: {problem.msg}" for problem in found)
        raise ImproperlyConfigured(f"Newsroom does not start like this:\n{sentences}")
