"""Make the index of the search anew; for who doubts it, or wrote past the triggers."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from rapportage.zoekindex import rebuild


class Command(BaseCommand):
    help = "Make the index of the search anew from its sources, in one transaction."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{rebuild()} texts can be found")
