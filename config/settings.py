"""Foyer's settings: one file. What differs between machines comes from the environment (see .env.example)."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
env.read_env(BASE_DIR / ".env", overwrite=False)

# Safety

DEBUG = env.bool("DEBUG", default=False)
# A default exists on a developer's machine alone: without DEBUG a missing key stops the start.
SECRET_KEY = env.str("SECRET_KEY", default="only-for-development" * 3) if DEBUG else env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not DEBUG
SECURE_HSTS_SECONDS = 0 if DEBUG else 60 * 60 * 24 * 365
# Only for who answers for every host below theirs: browsers keep this for a year.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.bool("HSTS_WHOLE_DOMAIN", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Parts

INSTALLED_APPS = [
    "config",
    "dashboard",
    "reservations",
    "crm",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "lucide",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",  # last: its templates give way to ours
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.never_kept",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.LoginInPlaceOfFragment",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.venue",
                "reservations.context.nav_counts",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "config.templatetags.icons"],
        },
    }
]
# Widgets are drawn by the same engine, so that ours in templates/django/forms take the place of Django's.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Data

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'foyer.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers queue for the file instead of failing: the lock is taken when the transaction begins.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=268435456;"
        "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A click that waits longer than this for a colleague's lock is told so (reservations/engine.py).
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c lock_timeout=5s"
# SQLite leaves out what an index includes besides its keys; PostgreSQL reads it without opening the table.
SILENCED_SYSTEM_CHECKS = ["models.W040"]
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    # Of one process: what its dashboards drew last.
    "fragments": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 1000}},
}

# People

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
ACCOUNT_ADAPTER = "config.accounts.StaffOnly"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard:index"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Language, place, files

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
TIME_ZONE = env.str("TIME_ZONE", default="Europe/Amsterdam")
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Mail

vars().update(env.email_url("EMAIL_URL", default=f"filemail:///{VAR_DIR / 'mail'}"))
EMAIL_TIMEOUT = 10

# The venue, and its rules (docs/rules.md)

VENUE_NAME = env.str("VENUE_NAME", default="Foyer")
VENUE_PHONE = env.str("VENUE_PHONE", default="")
VENUE_IBAN = env.str("VENUE_IBAN", default="")
DEFAULT_FROM_EMAIL = env.str("VENUE_EMAIL", default="foyer@localhost")
PHONE_REGION = env.str("PHONE_REGION", default="NL")
OPTION_TERM_DAYS = env.int("OPTION_TERM_DAYS", default=7)
OPTION_SOON_DAYS = env.int("OPTION_SOON_DAYS", default=3)
PAYMENT_SOON_DAYS = env.int("PAYMENT_SOON_DAYS", default=7)
PAYMENT_DUE_DAYS_BEFORE = env.int("PAYMENT_DUE_DAYS_BEFORE", default=7)
MAIL_GRACE_SECONDS = env.int("MAIL_GRACE_SECONDS", default=15)
# When a customer is to be called again (reservations/customers/tasks.py)
FOLLOW_UP_DAYS_BEFORE_LAPSE = env.int("FOLLOW_UP_DAYS_BEFORE_LAPSE", default=2)
FOLLOW_UP_DAYS_AFTER_VISIT = env.int("FOLLOW_UP_DAYS_AFTER_VISIT", default=3)
FOLLOW_UP_VISIT_GUESTS = env.int("FOLLOW_UP_VISIT_GUESTS", default=8)
FOLLOW_UP_GONE_MONTHS = env.int("FOLLOW_UP_GONE_MONTHS", default=12)
FOLLOW_UP_LARGE_PARTY = env.int("FOLLOW_UP_LARGE_PARTY", default=25)
FOLLOW_UP_DAYS_BEFORE_LARGE_PARTY = env.int("FOLLOW_UP_DAYS_BEFORE_LARGE_PARTY", default=14)
FOLLOW_UP_DAYS_BEFORE_OCCASION = env.int("FOLLOW_UP_DAYS_BEFORE_OCCASION", default=42)
RETENTION_MONTHS = env.int("RETENTION_MONTHS", default=0)
# What else forgets a person who is erased, besides what bookings know (reservations/customers/privacy/traces.py).
ERASED_ELSEWHERE = ["config.saved_views.forgetting.forget"]
