"""Settings of the portal. Everything that differs between installations comes from koers.env."""

from __future__ import annotations

import secrets
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from koers import env
from koers.lib.bestand import read_or_make

BASE_DIR = env.BASE_DIR
KOERS_MODE = env.mode()
DEMO, TEST, PRODUCTION = (mode == KOERS_MODE for mode in ("demo", "test", "production"))
DATA_DIR = env.data_dir()
DOCUMENT_DIR = DATA_DIR / "documenten"


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


DEBUG = False
SECRET_KEY = _secret_key(DATA_DIR / "sleutel")
ALLOWED_HOSTS = [host.strip() for host in env.read("KOERS_HOSTS").split(",") if host.strip()]
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
    "axes",
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
    "django.middleware.security.SecurityMiddleware",
    "koers.toegang.middleware.BrowserLimits",
    *([] if TEST else ["whitenoise.middleware.WhiteNoiseMiddleware"]),
    "csp.middleware.CSPMiddleware",
    "koers.ui.middleware.MethodNotAllowedPage",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "koers.toegang.middleware.NoNulInAddress",
    "koers.toegang.middleware.DenyByDefault",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
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

DATABASES = {"default": env.database(env.read("DATABASE_URL"), DATA_DIR)}

AUTH_USER_MODEL = "toegang.Gebruiker"
KOERS_BEVOEGDHEID = "koers.eigenaren.bevoegdheid.bevoegdheid_of"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "koers.toegang.backends.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "toegang:sign_in"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "toegang:sign_in"
PASSWORD_RESET_TIMEOUT = 60 * 60
if TEST:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "koers.toegang.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "koers.toegang.backends.account_name"
AXES_VERBOSE = False
# Who signed in stands in the log; axes keeps addresses of computers only for as long as it counts wrong tries.
AXES_DISABLE_ACCESS_LOG = True

SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "koers.toegang.views.csrf_refused"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TEST
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.read("KOERS_MAIL_FROM")
if mail_url := env.read("KOERS_MAIL_URL"):
    globals().update(env.mail(mail_url))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"

# Why each of these: docs/architectuur.md, "The queue".
QUEUE_DIR = DATA_DIR / "wachtrij"
CELERY_BROKER_URL = env.read("CELERY_BROKER_URL") or "filesystem://"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        "data_folder_in": str(QUEUE_DIR / "in"),
        "data_folder_out": str(QUEUE_DIR / "in"),
        "control_folder": str(QUEUE_DIR / "control"),
    }
    if CELERY_BROKER_URL.startswith("filesystem:")
    else {"visibility_timeout": 1800, "unacked_restore_interval": 10, "unacked_restore_throttle": 1}
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = 540, 600
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_MAX_TASKS_PER_CHILD = 20
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 700_000
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {"opdrachten-sweep": {"task": "koers.opdrachten.tasks.sweep", "schedule": 30.0}}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "CRITICAL" if TEST else "ERROR"}, "axes": {"level": "ERROR"}},
}
