"""`manage.py seed_demo`: both sources and the demo's invented rows into the database."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.db import DatabaseError

from koers import env
from koers.lib import klok
from koers.management.commands.demo import demo_password, writable
from koers.management.seed import loader, mensen
from koers.management.seed.lezen import at


class Command(BaseCommand):
    help = "Load both source documents and the demo's people. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only", nargs="+", choices=loader.NAMEN, metavar="PART", help=", ".join(loader.NAMEN))
        parser.add_argument("--today", type=day, help="the day the open round is dated from (YYYY-MM-DD)")
        parser.add_argument("--password", help="of the demo's people; default: KOERS_DEMO_PASSWORD, else a random one")

    def handle(self, *, only: list[str] | None, today: date | None, password: str | None, **options: Any) -> None:
        if settings.KOERS_MODE != "demo":
            raise CommandError(f"demo data is loaded in demo mode only: this is {settings.KOERS_MODE}")
        try:
            loaded = loader.load_sources(only=only or loader.NAMEN)
            if not only:
                self.load_demo(now=at(today) if today else klok.now(), password=password)
        except (OSError, DatabaseError) as error:
            raise CommandError(f"nothing was loaded: {error}. Was manage.py migrate run?") from None
        if options["verbosity"]:
            self.stdout.write(f"Loaded: {', '.join(loaded)}." if loaded else "The sources were loaded before.")

    def load_demo(self, *, now: datetime, password: str | None) -> None:
        loader.load_demo(now=now, password=password or demo_password(writable(settings.DATA_DIR)))
        if asked_for := env.read("KOERS_DEMO_PASSWORD"):
            mensen.set_passwords(password=asked_for, now=now)


def day(text: str) -> date:
    """YYYY-MM-DD; ValueError (a sentence by argparse) on anything else."""
    return date.fromisoformat(text)
