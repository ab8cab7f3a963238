"""Django's settings, made from the typed table in ``mutirao.config``."""

from __future__ import annotations

import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from mutirao.config import database, kept_secret_key, mailer, missing_in_public, read_settings, sign_in_hosts

MUTIRAO = read_settings()
LOCAL = MUTIRAO["MODE"] == "local"
VAR: Path = MUTIRAO["VAR"]
PACKAGE = Path(__file__).resolve().parent
FACTS = PACKAGE.parents[1] / "data"
PROCEDURES = PACKAGE.parents[1] / "docs" / "statistics"

if not LOCAL and (missing := missing_in_public(MUTIRAO)):
    raise ImproperlyConfigured(f"Public mode needs {', '.join(missing)}; see docs/settings.md.")


SECRET_KEY = MUTIRAO["SECRET_KEY"] or kept_secret_key(VAR)
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"] if LOCAL else MUTIRAO["HOSTS"].split(",")
DATABASES = {"default": database(MUTIRAO["DATABASE_URL"], VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# In the order of docs/architecture.md, highest first.
CONTEXTS = (
    "portal",
    "grants",
    "record",
    "learning",
    "projects",
    "needs",
    "societies",
    "evidence",
    "action_lines",
    "movement",
    "skills",
    "translation",
    "discussion",
    "accounts",
    "sources",
    "base",
)
INSTALLED_APPS = [
    *(f"mutirao.{context}" for context in CONTEXTS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.mediawiki",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages travel compressed; Django hides the length of tokens from who would measure it.
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mutirao.accounts.middleware.LanguageMiddleware",
    "mutirao.accounts.middleware.TimeZoneMiddleware",
    "mutirao.base.bodies.BodyLimitMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "mutirao.base.middleware.RefusalMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "mutirao.accounts.middleware.SecondStepMiddleware",
]
ROOT_URLCONF = "mutirao.portal.urls"
WSGI_APPLICATION = "mutirao.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mutirao.portal.context_processors.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "mutirao.base.templatetags.text",
            ],
        },
    }
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["mutirao.accounts.backends.PersonBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "accounts:me"
ACCOUNT_ADAPTER = "mutirao.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login_name"
ACCOUNT_SIGNUP_FIELDS = ["username*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_ADAPTER = "mutirao.accounts.adapter.WikiAdapter"
SOCIALACCOUNT_PROVIDERS = {"mediawiki": {"provider_class": "mutirao.accounts.wikimedia.WikimediaProvider"}}
ALLAUTH_TRUSTED_PROXY_COUNT = MUTIRAO["TRUSTED_PROXIES"]
MFA_ADAPTER = "mutirao.accounts.adapter.SecondStepAdapter"
MFA_TOTP_ISSUER = "Mutirão"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SAMESITE = "Lax"
# No script of ours reads it: forms carry the token.
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("pt", "Português"),
    ("es", "Español"),
    ("fr", "Français"),
    ("ar", "العربية"),
    ("hi", "हिन्दी"),
]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "uploads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if "pytest" in sys.modules
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = MUTIRAO["UPLOAD_MEGABYTES"] * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

TASKS = {"default": {"BACKEND": "mutirao.base.tasks.DatabaseBackend"}}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 10_000}},
}

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    # Signing in is a form of ours that the wiki answers, and it sends people through hosts of its own.
    "form-action": [CSP.SELF, *sign_in_hosts(MUTIRAO)],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "mutirao.portal.views.errors.csrf_failure"
if not LOCAL:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = True
    # Browsers take a name that begins so from this host alone: no neighbour under the same domain can plant one.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# A public server without SMTP sends no letter, and offers none.
MAILERS = {"default": mailer(MUTIRAO["SMTP"], VAR)} if LOCAL or MUTIRAO["SMTP"] else {}
SILENCED_SYSTEM_CHECKS = ["mail.W001"]
DEFAULT_FROM_EMAIL = MUTIRAO["CONTACT"] if "@" in MUTIRAO["CONTACT"] else f"mutirao@{ALLOWED_HOSTS[0]}"

# Faults go to the console with their traceback; no access log, so that no address of a reader is kept.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.request": {"level": "ERROR"},
        # Two lines for each piece of work would hide what matters.
        "django.tasks": {"level": "WARNING"},
        "django.security.csrf": {"level": "ERROR"},
    },
}
