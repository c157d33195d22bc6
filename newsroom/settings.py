"""Settings of the site: secure by default, all from the environment (docs/deploy.md lists each)."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from newsroom import devdb, environment, sign_in_providers, testdb

BASE_DIR = Path(__file__).resolve().parent.parent
MODE = environment.mode()
PRODUCTION = MODE == "production"
VAR_DIR = Path(environment.text("NEWSROOM_VAR") or BASE_DIR / "var")

# What runs: DEBUG is for development and the plain demo, never for production.
DEBUG = environment.flag("DEBUG", default=MODE in ("development", "demo"))
SECRET_KEY = environment.text("SECRET_KEY") or (
    "" if PRODUCTION else "not-a-secret-development-and-demo-only-" + "0" * 32
)
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS")
SITE_URL = environment.address("SITE_URL", "" if PRODUCTION else "http://127.0.0.1:8000")
SITE_HOST = urlsplit(SITE_URL).hostname or ""
ALLOWED_HOSTS = environment.words(
    "ALLOWED_HOSTS",
    [host for host in [SITE_HOST] if host]
    if PRODUCTION
    else [SITE_HOST, "127.0.0.1", "localhost", "[::1]"],
    each=rf"\*|{environment.HOST}",
    such="news.example",
)

SIGN_IN_APPS, SOCIALACCOUNT_PROVIDERS, SIGN_IN_HOSTS = sign_in_providers.read()
INSTALLED_APPS = [
    # First, because ours put their own admin in the place of theirs.
    "django.contrib.auth",
    "django_tasks_db",
    "newsroom",
    "newsroom.sample_edition",
    "publication",
    "accounts",
    "memberships",
    "articles",
    "unfold",
    "unfold.contrib.filters",
    "django_prose_editor",
    "pictures",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    *SIGN_IN_APPS,
    "django.contrib.admin",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "newsroom.middleware.RefuseUnreadable",
    "django.middleware.security.SecurityMiddleware",
    "newsroom.middleware.CompressPages",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.middleware.CacheControlMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "newsroom.middleware.ResponseHeaders",
    "accounts.middleware.SignedInHint",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.StaffSecondStep",
    "newsroom.middleware.DeskClock",
    "articles.middleware.OldAddresses",
    "memberships.middleware.PaywallMiddleware",
]
if MODE == "demo":
    MIDDLEWARE.insert(
        MIDDLEWARE.index("newsroom.middleware.ResponseHeaders") + 1,
        "newsroom.middleware.ReadersErrorPages",
    )

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
ADMIN_PATH = (
    environment.shaped("ADMIN_PATH", "admin/", so=r"/?[\w-]+(/[\w-]+)*/?", such="desk/").strip("/")
    + "/"
)

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "publication.context.frame",
            ],
        },
    }
]

# Data.
DATABASE_OPTIONS = {
    "connect_timeout": 3,
    "options": "-c statement_timeout={} -c lock_timeout=5000"
    " -c idle_in_transaction_session_timeout=10000".format(
        environment.number("STATEMENT_TIMEOUT_MS", 5000, least=100)
    ),
}
if environment.text("DATABASE_URL"):
    try:
        DATABASES = {"default": dj_database_url.parse(environment.text("DATABASE_URL"))}
    except ValueError as error:
        raise ImproperlyConfigured(
            "DATABASE_URL must be an address such as postgresql://user:password@host/name."
        ) from error
elif PRODUCTION:
    DATABASES = {}
else:
    DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", **devdb.ensure(VAR_DIR)}}
for database in DATABASES.values():
    database.setdefault("OPTIONS", {}).update(DATABASE_OPTIONS)
    database["CONN_MAX_AGE"] = environment.number("CONN_MAX_AGE", 600, least=0)
    database["CONN_HEALTH_CHECKS"] = True
    database["DISABLE_SERVER_SIDE_CURSORS"] = environment.flag("BEHIND_PGBOUNCER")
if MODE == "test":
    DATABASES["default"]["TEST"] = testdb.settings_of(environment.test_run())
    DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # allauth counts its limits in "default": it must be one store for all processes.
    "default": {"BACKEND": "newsroom.lib.shared_cache.SharedCache", "LOCATION": "cache"},
    # For what may differ between processes.
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
if environment.text("REDIS_URL"):
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": environment.shaped(
            "REDIS_URL", "", so=r"(rediss?|unix)://\S+", such="redis://127.0.0.1:6379/1"
        ),
    }

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "mail", "pictures"],
    }
}

# Mail: everything leaves through the outbox; "delivery" is how the outbox sends it.
MAILERS = {
    "default": {"BACKEND": "accounts.mail_backend.OutboxBackend"},
    "delivery": {
        "BACKEND": "accounts.smtp_backend.EmailBackend",
        "OPTIONS": {
            "host": environment.text("SMTP_HOST", "" if PRODUCTION else "127.0.0.1"),
            "port": environment.number("SMTP_PORT", 1025, least=1, most=65535),
            "username": environment.text("SMTP_USER"),
            "password": environment.text("SMTP_PASSWORD"),
            "use_tls": environment.flag("SMTP_STARTTLS", default=PRODUCTION),
            "timeout": 10,
        },
    },
}
DEFAULT_FROM_EMAIL = environment.mail_address(
    "DEFAULT_FROM_EMAIL", f"newsroom@{SITE_HOST or 'localhost'}"
)

# Who signs in.
AUTH_USER_MODEL = "accounts.User"
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # an address is unique whatever its case: account_has_its_address_alone
    "security.W021",  # HSTS preload is the publisher's decision: HSTS_PRELOAD
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
if MODE == "test":  # hashing is slow on purpose; tests sign in often
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "accounts.passwords.MaximumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.NotOurNameValidator"},
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "accounts.forms.SignupForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "add_email": "accounts.forms.AddEmailForm",
    "change_email": "accounts.forms.ChangeEmailForm",
    "request_login_code": "accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "accounts.forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "accounts.forms.ConfirmEmailVerificationCodeForm",
    "confirm_password_reset_code": "accounts.forms.ConfirmPasswordResetCodeForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# A code lives ten minutes and takes three guesses, whatever it is for.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {
    "login": "20/m/ip",
    "login_failed": "5/5m/key,20/m/ip",
    "signup": "5/h/ip",
    "reset_password": "20/m/ip,3/h/key",
    "request_login_code": "20/m/ip,3/h/key",
    "confirm_email": "3/h/key",
    "code_guess": "3/10m/key,60/10m/ip",  # ours: of one code, however many guess at once
    "letter": "3/h/key,10/d/key",  # ours: what a stranger can make us write to one address
}
# Whoever may see articles at the desk reads them on the site. Staff of other rooms do not.
DESK_PERMISSION = "articles.view_article"
# Search engines read the lead-in, unless this is on: then the crawlers that are verified read on.
CRAWLERS_READ = environment.flag("CRAWLERS_READ")
CRAWLER_DOMAINS = environment.words(
    "CRAWLER_DOMAINS",
    ["googlebot.com"],
    each=r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+",
    such="googlebot.com",
)
CRAWLER_AGENTS = environment.words(
    "CRAWLER_AGENTS", ["Googlebot"], each=r"[\w.-]{4,}", such="Googlebot"
)
CRAWLER_RANGES = environment.words(
    "CRAWLER_RANGES", each=r"/\S+", such="/etc/newsroom/common-crawlers.json"
)
CRAWLER_RESOLVERS = environment.words(
    "CRAWLER_RESOLVERS", each=r"[0-9A-Fa-f.:]+(#\d{1,5})?", such="127.0.0.1#53"
)
# An address that somebody else vouches for opens no account that is here already.
SOCIALACCOUNT_ADAPTER = "accounts.social.SocialAccounts"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
MFA_ADAPTER = "accounts.second_steps.SecondSteps"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # http://localhost:PORT in demo and tests
# Nobody who works here gets past the sign-in with a password alone. The demo shows a ribbon instead.
STAFF_MFA_REQUIRED = environment.flag("STAFF_MFA_REQUIRED", default=MODE not in ("demo", "test"))
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("TRUSTED_PROXIES", 0, least=0, most=9)

# What the privacy page and the terms promise: a test compares them.
ACCOUNT_DELETION_GRACE = timedelta(days=7)
READING_HISTORY_KEPT = timedelta(days=365)
SENT_MAIL_KEPT = timedelta(days=90)
SECURITY_EVENTS_KEPT = timedelta(days=90)
BACKUPS_KEPT = timedelta(days=35)
GIFT_LINK_LASTS = timedelta(days=14)
GIFT_LINK_BROWSERS = 25
GIFT_LINKS_A_MONTH = 10
SHARE_LINK_LASTS = timedelta(days=90)
GIFT_LINKS_KEPT = timedelta(days=60)  # after their end; longer than a month, which is counted
SAVED_ARTICLES_MOST = 500
DATA_EXPORTS_A_DAY = 5

# Cookies and transport. Production names carry __Host-; the demo keeps the plain ones on loopback.
SESSION_ENGINE = "accounts.sessions"  # it ends sessions, long before their cookies
SESSION_COOKIE_AGE = 180 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_NAME = "__Host-sessionid" if PRODUCTION else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if PRODUCTION else "csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL else []
GIFT_COOKIE_NAME = "__Host-gift" if PRODUCTION else "gift"
# A request that carries one of these is somebody's: its answer is kept by no shared cache.
METER_COOKIE_NAME = "__Host-meter" if PRODUCTION else "meter"
PERSONAL_COOKIES = frozenset({SESSION_COOKIE_NAME, METER_COOKIE_NAME, GIFT_COOKIE_NAME})
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
)
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = environment.flag("HSTS_PRELOAD")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

MEDIA_HOSTS = environment.words(
    "MEDIA_HOSTS", each=rf"(https://)?{environment.HOST}(:\d+)?", such="https://media.news.example"
)
# Public pages run nothing but our own files, so that they can be kept byte for byte.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, *MEDIA_HOSTS],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "frame-src": [
        "https://www.youtube-nocookie.com",
        "https://player.vimeo.com",
        "https://datawrapper.dwcdn.net",
        "https://flo.uri.sh",
        "https://open.spotify.com",
    ],
    "form-action": [CSP.SELF, *SIGN_IN_HOSTS],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
}
# The picture that an authenticator app scans is drawn into its page: it holds a secret.
CSP_OF_VIEWS = {
    "mfa_activate_totp": {**SECURE_CSP, "img-src": [CSP.SELF, "data:", *MEDIA_HOSTS]},
}
# The admin's own: Unfold (Alpine) needs eval and inline styles. Nobody but staff gets there.
ADMIN_CSP = {
    **SECURE_CSP,
    "script-src": [CSP.SELF, CSP.UNSAFE_EVAL, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:", *MEDIA_HOSTS],
    "frame-src": [CSP.SELF],  # the preview beside the editor
}

# Requests larger than an editor's longest text are refused.
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_PERMISSIONS = 0o644

# Language and time. English ships first; stories come in five.
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("ar", _("Arabic")),
    ("he", _("Hebrew")),
    ("fa", _("Persian")),
    ("tr", _("Turkish")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

# Files.
STATIC_URL = "/static/"
STATIC_ROOT = Path(environment.text("STATIC_ROOT") or VAR_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site loads our files
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(environment.text("MEDIA_ROOT") or VAR_DIR / "media")
# What is asked for each time: no server may serve this folder by itself, so it is in none of theirs.
PRIVATE_ROOT = Path(environment.text("PRIVATE_ROOT") or VAR_DIR / "private")
X_ACCEL = environment.flag("X_ACCEL")
X_ACCEL_LOCATION = "/private-files/"  # as deploy/nginx.conf calls it
STORAGES = {
    "default": {"BACKEND": "articles.picture_store.PictureStore"},
    "private": {"BACKEND": "newsroom.lib.private_files.PrivateStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or MODE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Few renditions: 90 files a picture were measured with the defaults.
PICTURES = {
    "GRID_COLUMNS": 4,
    "PIXEL_DENSITIES": [1],
    "FILE_TYPES": ["AVIF", "WEBP"],
    "CONTAINER_WIDTH": 1440,
    "USE_PLACEHOLDERS": False,
    "QUEUE_NAME": "pictures",
    "PICTURE_CLASS": "articles.picture_files.CreditedPicture",
    "PROCESSOR": "articles.pictures.process",
}

UNFOLD = {
    "SITE_TITLE": "newsroom.desk_frame.name_of_the_paper",
    "SITE_HEADER": "newsroom.desk_frame.name_of_the_paper",
    "SITE_SYMBOL": "newspaper",
    "ENVIRONMENT": "newsroom.desk_frame.ribbon",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": "newsroom.desk_frame.favicon"}
    ],
    "COLORS": {"primary": "newsroom.desk_frame.green"},
    "STYLES": ["newsroom.desk_frame.style"],
    "SCRIPTS": ["newsroom.desk_words.address", "newsroom.desk_frame.script"],
    "SIDEBAR": {"show_search": True, "navigation": "newsroom.desk_frame.navigation"},
    "SHOW_HISTORY": False,
}

LOG_LEVEL = environment.choice(
    "LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"), "INFO", form=str.upper
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
