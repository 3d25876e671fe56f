"""Django's settings for a desk, from the environment.

SAREZ_HOME      the folder of an embedded desk (database, keys)
DATABASE_URL    another database: postgres://user:password@host/name
SAREZ_HOSTS     host names a shared desk answers to, comma separated (default: loopback only)
SAREZ_HTTPS     1 behind TLS: secure cookies and HSTS
SAREZ_PRIVATE_FEEDS  hosts and networks of our own that feeds may reach, comma separated (default: none)
SAREZ_SMTP_URL  the mail server for reminders: smtps://name:password@host:465, smtp+starttls://…; none by default
SAREZ_MAIL_FROM the address that reminders come from
SAREZ_MAIL_MARKING  the highest marking whose titles stand in a reminder (default: GREEN)
SAREZ_MAIL_DOMAINS  domains that reminders may go to, comma separated (default: any that its owner confirmed)
SAREZ_OIDC_…     sign in at an institution's own provider (accounts/oidc.py)
SAREZ_DEBUG     1 to see errors in the browser while developing
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from xstatic.pkg import leaflet

from sarez.desk.home import Home

ROOM = Path(__file__).parent
HOME = Home.of_environment()
DEBUG = os.environ.get("SAREZ_DEBUG") == "1"
IS_HTTPS = os.environ.get("SAREZ_HTTPS") == "1"
SECRET_KEY = os.environ.get("SAREZ_SECRET_KEY") or HOME.key("session") or secrets.token_urlsafe(48)
ALLOWED_HOSTS = [
    "127.0.0.1",
    "localhost",
    "[::1]",
    *filter(None, os.environ.get("SAREZ_HOSTS", "").split(",")),
]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS[3:]]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "sarez.desk.accounts",
    "sarez.desk.actors",
    "sarez.desk.reports",
    "sarez.desk.events",
    "sarez.desk.dialogue",
    "sarez.desk.warnings",
    "sarez.desk.warnings.questions",
    "sarez.desk.training",
    "sarez.desk.search",
    "sarez.desk.api",
    "sarez.desk.exports",
    "sarez.briefs",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sarez.desk.accounts.headers.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sarez.desk.accounts.viewers.ViewerMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "sarez.desk.urls"
WSGI_APPLICATION = "sarez.desk.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOM / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "sarez.desk.accounts.viewers.in_template",
                "sarez.desk.rooms.in_template",
            ],
            "builtins": ["sarez.desk.events.templatetags.desk"],
        },
    }
]


def _database() -> dict[str, Any]:
    """The database: SQLite in the desk's folder, or what DATABASE_URL names."""
    url = os.environ.get("DATABASE_URL")
    if url:
        told = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
        # many short questions at once: workers and compiling for each would cost more than they save
        told.setdefault("OPTIONS", {}).setdefault(
            "options", "-c max_parallel_workers_per_gather=0 -c jit=off"
        )
        return told
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME.database,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=2147418112; "
            "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY",
        },
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_VERBOSE = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the desk's own log says who signed in
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code"]
OIDC = {
    name: os.environ.get(f"SAREZ_OIDC_{name.upper()}", "")
    for name in ("issuer", "client_id", "client_secret")
} | {
    "claim": os.environ.get("SAREZ_OIDC_CLAIM", "groups"),
    "roles": dict(
        pair.split("=", 1) for pair in os.environ.get("SAREZ_OIDC_ROLES", "").split(",") if "=" in pair
    ),
}
MAIL = {
    "secret_url": os.environ.get(
        "SAREZ_SMTP_URL", ""
    ),  # has a password in it: Django's own pages hide what is secret
    "sender": os.environ.get("SAREZ_MAIL_FROM", ""),
    "marking": os.environ.get("SAREZ_MAIL_MARKING", "GREEN"),
    "domains": os.environ.get("SAREZ_MAIL_DOMAINS", ""),
}
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "today"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский")]
LOCALE_PATHS = [ROOM / "locale"]
USE_I18N = True
TIME_ZONE = os.environ.get("SAREZ_TIME_ZONE", "UTC")
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [ROOM / "static", ("leaflet", leaflet.BASE_DIR)]
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
PRIVATE_FEEDS = tuple(filter(None, os.environ.get("SAREZ_PRIVATE_FEEDS", "").split(",")))
MOST_UPLOADED = 64 * 2**20  # bytes of one file taken in the browser
FILE_UPLOAD_HANDLERS = [
    "sarez.desk.reports.uploads.Quota",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 31536000 if IS_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["axes.W003"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
