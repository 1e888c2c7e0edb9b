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
        Variable("KOERS_DISK_ROOM", "megabytes that must be free in the data folder for /gereed to say so", "200"),
        Variable("DATABASE_URL", "postgres://user:password@host:port/name; default: SQLite in the data folder"),
        Variable("CELERY_BROKER_URL", "redis://host:port/0; default: a folder inside the data folder"),
    )
}


def read(name: str) -> str:
    """The value of a declared variable; an undeclared name is a mistake in the code, so KeyError."""
    return VARIABLES[name].get()


def number(name: str) -> int:
    """The value of a variable that counts something, 0 or more."""
    value = read(name)
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise ImproperlyConfigured(f"{name} is {value!r}: use a whole number")
    return int(value)


def read_list(name: str) -> list[str]:
    """The values between the commas, without empty ones."""
    return [part.strip() for part in read(name).split(",") if part.strip()]


def read_networks(name: str) -> list[IPv4Network | IPv6Network]:
    """The addresses and networks between the commas; ImproperlyConfigured on anything else."""
    try:
        return [ip_network(text) for text in read_list(name)]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} holds what is no address or network: {error}") from None


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
    # A server that does not answer is an error after some seconds, not a page that waits for ever.
    options: dict[str, str] = {"connect_timeout": "5", **dict(parse_qsl(parts.query))}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path[1:],
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "OPTIONS": options,
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
