"""What processes write to standard error (in production JSON without anything personal), and what they count."""

import os
from pathlib import Path

from koers import env
from koers.settings.base import PRODUCTION, TEST

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "json": {"()": "koers.beheer.logregels.SafeJson"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json" if PRODUCTION else "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # A handler of Django's own would write the same once more, unfiltered.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.request": {"level": "CRITICAL" if TEST else "ERROR"},
        "koers.verzoek": {"level": "INFO" if PRODUCTION else "WARNING"},
        "koers.taak": {"level": "INFO" if PRODUCTION else "WARNING"},
    },
}

SENTRY_DSN = env.read("KOERS_SENTRY_DSN")
METRICS_DIR = Path(env.read("KOERS_METRICS")) if env.read("KOERS_METRICS") else None
if METRICS_DIR:
    METRICS_DIR.mkdir(parents=True, exist_ok=True)
    # prometheus_client looks for this when it is first imported.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(METRICS_DIR)
