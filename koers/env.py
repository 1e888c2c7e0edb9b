"""Every environment variable Koers reads, with its help text: the one home of them all."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Variable:
    """One setting from the environment: its name, what it is for, and what it is when absent."""

    name: str
    help: str
    default: str = ""

    def get(self) -> str:
        return os.environ.get(self.name, self.default).strip()


VARIABLES = {
    variable.name: variable
    for variable in (
        Variable("KOERS_MODE", "demo (default), test or production", "demo"),
        Variable("KOERS_DATA", "folder for database, documents, queue and mail; default var/ in the project"),
        Variable("KOERS_DEMO_PASSWORD", "the password of the demo's people; default: random, kept in the data folder"),
        Variable(
            "KOERS_SECRET_KEY", "Django's secret key; compulsory in production, else random and kept in the data folder"
        ),
        Variable("KOERS_STATIC", "folder of the collected files of the pages; default: static/ in the data folder"),
        Variable(
            "KOERS_HEARTBEAT", "file that a worker touches while it hears the queue, for a health check; default: none"
        ),
        Variable(
            "KOERS_DEBUG", "yes: Django's own error pages with code and settings; for developers, never in production"
        ),
        Variable("KOERS_HOSTS", "host names the portal answers to, separated by commas", "127.0.0.1,localhost"),
        Variable(
            "KOERS_MAIL_URL", "smtp://user:password@host:port; default: mails are written to files in the data folder"
        ),
        Variable("KOERS_MAIL_FROM", "sender of the portal's mails", "koers@koers.example"),
        Variable(
            "KOERS_PROXIES",
            "addresses or networks of the proxies in front of the web server, separated by commas; only they are "
            "believed when they say who asks, and that it came by https",
            "127.0.0.1",
        ),
        Variable(
            "KOERS_SECRET_KEY_FALLBACKS",
            "earlier secret keys, separated by commas: what they signed stays valid while keys are rotated",
        ),
        Variable(
            "KOERS_SECURITY_CONTACT",
            "where a weak spot is reported, for security.txt: mailto:… or https://…; default: the sender of mails",
        ),
        Variable("KOERS_METRICS", "folder in which processes count for Prometheus; default: they count for nobody"),
        Variable("KOERS_SENTRY_DSN", "address of a Sentry project that errors are sent to; default: to none"),
        Variable("KOERS_DISK_ROOM", "megabytes that must be free in the data folder for /gereed to say so", "200"),
        Variable(
            "KOERS_ADDRESS",
            "where people find the portal, for links in reminders: https://host; default: the first of KOERS_HOSTS",
        ),
        Variable("KOERS_REMIND_DAYS", "days before the last day in time on which people are reminded", "5"),
        Variable("KOERS_LOG_MONTHS", "months that a line of the log of the portal is kept", "84"),
        Variable("KOERS_WEB_BIND", "address and port at which the web server listens", "127.0.0.1:8000"),
        Variable("KOERS_WEB_WORKERS", "web processes; more than one needs PostgreSQL", "1"),
        Variable("KOERS_WEB_THREADS", "requests that one web process answers at a time", "4"),
        Variable("DATABASE_URL", "postgres://user:password@host:port/name; default: SQLite in the data folder"),
        Variable(
            "CACHE_URL", "redis://host:port/1, where all web processes count who asks too often; default: each its own"
        ),
        Variable("CELERY_BROKER_URL", "redis://host:port/0; default: a folder inside the data folder"),
    )
}


def read(name: str) -> str:
    """The value of a declared variable; an undeclared name is a mistake in the code, so KeyError."""
    return VARIABLES[name].get()


def number(name: str, low: int = 0, high: int = 999_999_999) -> int:
    """The value as a whole number between two bounds, both included; ImproperlyConfigured on anything else."""
    text = read(name)
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or not low <= int(text) <= high:
        raise ImproperlyConfigured(f"{name} is {text!r}: use a whole number from {low} to {high}")
    return int(text)


def is_given(name: str) -> bool:
    """Whether the environment itself says something of a declared variable."""
    return bool(os.environ.get(VARIABLES[name].name, "").strip())


def read_list(name: str) -> list[str]:
    """The values between the commas, without empty ones."""
    return [part.strip() for part in read(name).split(",") if part.strip()]


def read_networks(name: str) -> list[IPv4Network | IPv6Network]:
    """The addresses and networks between the commas; ImproperlyConfigured on anything else."""
    try:
        return [ip_network(text) for text in read_list(name)]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} holds what is no address or network: {error}") from None


def address(name: str, default: str) -> str:
    """Where the portal lives, without a slash at its end; without `default` the first of KOERS_HOSTS."""
    value = read(name).rstrip("/") or default or f"https://{next(iter(read_list('KOERS_HOSTS')), '')}"
    if not re.fullmatch(r"https?://[^\s/]+(/[^\s]*)?", value):
        raise ImproperlyConfigured(f"{name} is {value!r}: use https://host")
    return value


def contact(name: str, mail: str) -> str:
    """Where people can turn to, as an address that a browser opens (mailto:, https:)."""
    value = read(name) or f"mailto:{mail}"
    if not re.fullmatch(r"(mailto:[^\s@,]+@|https://)[^\s]+", value):
        raise ImproperlyConfigured(f"{name} is {value!r}: use mailto:name@organisation or https://…")
    return value


def mode() -> str:
    value = read("KOERS_MODE")
    if value not in ("demo", "test", "production"):
        raise ImproperlyConfigured(f"KOERS_MODE is {value!r}: use demo, test or production")
    return value


def data_dir() -> Path:
    return Path(read("KOERS_DATA") or BASE_DIR / "var").resolve()


def database(url: str, data: Path) -> dict[str, object]:
    """Django's database dictionary from DATABASE_URL; SQLite in the data folder without one."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(data / "koers.sqlite3"),
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not re.fullmatch(r"/[\w-]+", parts.path):
        raise ImproperlyConfigured("DATABASE_URL must look like postgres://user:password@host:port/name")
    own = dict(parse_qsl(parts.query, keep_blank_values=True))
    # A server that does not answer is an error after some seconds, not a page that waits for ever. To compile a query
    # before it is run takes PostgreSQL longer than any query of the portal takes itself.
    options: dict[str, str] = {"connect_timeout": "5", "options": "-c jit=off", **own}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path[1:],
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        # After a restart of the server nobody's request meets a connection that is no longer there.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def cache(url: str) -> dict[str, object]:
    """Django's cache dictionary from CACHE_URL; memory of the process without one."""
    if not url:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if urlsplit(url).scheme not in ("redis", "rediss"):
        raise ImproperlyConfigured("CACHE_URL must look like redis://host:port/1")
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        "KEY_PREFIX": "koers",
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }


def mail(url: str) -> dict[str, object]:
    """Host, port and credentials of KOERS_MAIL_URL as Django's EMAIL_ settings."""
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ImproperlyConfigured("KOERS_MAIL_URL must look like smtp://user:password@host:port")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }
