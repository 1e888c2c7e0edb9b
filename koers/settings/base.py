"""Where the portal lives: its mode, folders, apps, database, files and mail."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from koers import env
from koers.lib.bestand import read_or_make

BASE_DIR = env.BASE_DIR
KOERS_MODE = env.mode()
DEMO, TEST, PRODUCTION = (mode == KOERS_MODE for mode in ("demo", "test", "production"))
DATA_DIR = env.data_dir()
DOCUMENT_DIR = DATA_DIR / "documenten"
DISK_ROOM = env.number("KOERS_DISK_ROOM") * 1_000_000


def _secret_key(path: Path) -> str:
    """The key of this installation: from the environment, else made once and kept beside the data."""
    if given := env.read("KOERS_SECRET_KEY"):
        return given
    if PRODUCTION:
        raise ImproperlyConfigured("KOERS_SECRET_KEY is not set: production does not start without its own key")
    if TEST:
        return "only-for-tests"
    try:
        return read_or_make(path, secrets.token_urlsafe(50))
    except OSError as error:
        raise ImproperlyConfigured(f"the data folder {path.parent} cannot be used: {error.strerror}") from None


DEBUG = env.read("KOERS_DEBUG").lower() == "yes"
SECRET_KEY_FALLBACKS = env.read_list("KOERS_SECRET_KEY_FALLBACKS")
SECRET_KEY = _secret_key(DATA_DIR / "sleutel")
ALLOWED_HOSTS = env.read_list("KOERS_HOSTS")
ROOT_URLCONF = "koers.urls"
WSGI_APPLICATION = "koers.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "koers.ui",
    "koers.toegang",
    "koers.eigenaren",
    "koers.opdrachten",
    "themalijnen",
    "projecten",
    "financien",
    "rapportage",
    "koers",
]

MIDDLEWARE = [
    "koers.beheer.middleware.RequestLine",
    "django.middleware.security.SecurityMiddleware",
    "koers.toegang.middleware.BrowserLimits",
    *([] if TEST else ["whitenoise.middleware.WhiteNoiseMiddleware"]),
    "csp.middleware.CSPMiddleware",
    "koers.beheer.middleware.Probes",
    "koers.toegang.middleware.AskersAddress",
    "koers.toegang.api.middleware.ApiAnswers",
    "koers.ui.middleware.MethodNotAllowedPage",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "koers.toegang.middleware.NoNulInAddress",
    "koers.toegang.api.middleware.KeyInHeader",
    "koers.toegang.middleware.DenyByDefault",
    "koers.toegang.middleware.SecondFactorFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

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
                "koers.navigatie.menu",
            ],
            "builtins": ["django.templatetags.static", "koers.ui.templatetags.koers"],
        },
    }
]

FORM_RENDERER = "koers.ui.formulier.KoersRenderer"

CACHES = {"default": env.cache(env.read("CACHE_URL"))}
DATABASES = {"default": env.database(env.read("DATABASE_URL"), DATA_DIR)}

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
# What the libraries say in other words than the portal does.
LOCALE_PATHS = [BASE_DIR / "koers" / "taal"]
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = Path(env.read("KOERS_STATIC") or DATA_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TEST
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_HANDLERS = [
    "koers.lib.upload.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# Of each answer of the mail server, in seconds.
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = "koers.beheer.mail.CountingBackend"
SECURITY_CONTACT = env.contact("KOERS_SECURITY_CONTACT", env.read("KOERS_MAIL_FROM"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.read("KOERS_MAIL_FROM")
if mail_url := env.read("KOERS_MAIL_URL"):
    globals().update(env.mail(mail_url))
    MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
else:
    MAIL_TRANSPORT = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
