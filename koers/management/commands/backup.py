"""Copy the database and the documents of this installation into one file, while people work."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand

from koers.beheer.kopie import KopieFout, make_copy
from koers.lib import klok


class Command(BaseCommand):
    help = "Write a copy of database and documents to FILE (a signed .tar.gz that only its owner may read)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            kopie = make_copy(file.resolve(), documents=settings.DOCUMENT_DIR, now=klok.now())
        except KopieFout as error:
            raise CommandError(str(error)) from None
        rows = sum(tabel.rows for tabel in kopie.manifest.tables.values())
        self.stdout.write(
            f"{file}: {len(kopie.manifest.tables)} tables, {rows} rows, {len(kopie.manifest.files) - 1} files, "
            f"{file.stat().st_size} bytes"
        )
        if kopie.missing:
            raise CommandError(
                f"De kopie is gemaakt, maar {len(kopie.missing)} document(en) die de database noemt ontbreken in "
                f"{settings.DOCUMENT_DIR} of zijn veranderd, als eerste {kopie.missing[0]}."
            )
