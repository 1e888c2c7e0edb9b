"""Put a copy back into an empty database and an empty document folder."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand

from koers.beheer.kopie import KopieFout, put_back


class Command(BaseCommand):
    help = "Restore FILE, made by backup, into the empty database and document folder of this installation."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--trust", action="store_true", help="take a copy signed with another KOERS_SECRET_KEY")

    def handle(self, *, file: Path, trust: bool, **options: Any) -> None:
        try:
            manifest = put_back(file.resolve(), documents=settings.DOCUMENT_DIR, trust=trust)
        except KopieFout as error:
            raise CommandError(str(error)) from None
        rows = sum(tabel.rows for tabel in manifest.tables.values())
        self.stdout.write(
            f"restored as it was on {manifest.made_at}: {len(manifest.tables)} tables, {rows} rows, "
            f"{len(manifest.files) - 1} files; counts and hashes are equal"
        )
