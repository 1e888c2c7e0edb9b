"""What production does not start with. Each refusal is one sentence that names the setting."""

from django.core.exceptions import ImproperlyConfigured

from koers import env
from koers.settings.base import ALLOWED_HOSTS, DATABASES, DEBUG, PRODUCTION, SECRET_KEY

SHORTEST_KEY, FEWEST_CHARACTERS = 50, 5


def _objection() -> str:
    if len(SECRET_KEY) < SHORTEST_KEY or len(set(SECRET_KEY)) < FEWEST_CHARACTERS:
        return f"KOERS_SECRET_KEY is too easy to guess: use at least {SHORTEST_KEY} random characters"
    if DEBUG:
        return "KOERS_DEBUG is on: production does not show its code and settings; take it away"
    if not env.is_given("KOERS_HOSTS") or not ALLOWED_HOSTS:
        return "KOERS_HOSTS is not set: name the hosts that this portal answers to"
    if any("*" in host for host in ALLOWED_HOSTS):
        return "KOERS_HOSTS holds a *: name each host that this portal answers to"
    if "sqlite3" in str(DATABASES["default"]["ENGINE"]):
        if env.number("KOERS_WEB_WORKERS", 1, 64) > 1:
            return "DATABASE_URL is not set and KOERS_WEB_WORKERS is more than 1: several processes need PostgreSQL"
        if env.read("CELERY_BROKER_URL"):
            return "DATABASE_URL is not set and CELERY_BROKER_URL is: workers beside the web server need PostgreSQL"
    if env.number("KOERS_WEB_WORKERS", 1, 64) > 1 and not env.read("CACHE_URL"):
        return "CACHE_URL is not set and KOERS_WEB_WORKERS is more than 1: each process would count for itself"
    return ""


if PRODUCTION and (objection := _objection()):
    raise ImproperlyConfigured(f"{objection}.")
