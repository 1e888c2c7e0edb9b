"""`manage.py build_document`: the same build as the button's, and a copy of its file where one wants it."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.db import OperationalError

from koers.lib import klok
from koers.lib.bestand import write_atomically
from rapportage.documents.fouten import DocumentFout, GeenGegevens
from rapportage.models import Document, Versie
from rapportage.selectors.feiten import OnbekendePeriode
from rapportage.services import archief, build_document
from rapportage.services.document import PANGO


class Command(BaseCommand):
    help = "Build a document from the data as they are now and copy its PDF; the same facts give the same file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("soort", choices=Document.Soort.values, help="which document")
        parser.add_argument("periode", help="a quarter (2026-Q1) for a kwartaalupdate, a year (2024) for a jaarverslag")
        parser.add_argument("--output", required=True, type=Path, metavar="PATH", help="where the PDF is written")
        parser.add_argument("--force", action="store_true", help="build it again and check that not one byte differs")

    def handle(self, *, soort: str, periode: str, output: Path, force: bool, **options: Any) -> None:
        refuse_bad_output(output)
        try:
            versie = build_document(actor=None, soort=soort, periode=periode, now=klok.now(), force=force)
            data = archief.read(versie)
        except DocumentFout as error:
            raise CommandError(in_english(error, soort, periode)) from error
        except OperationalError as error:
            raise CommandError(f"the database cannot be used: {error}") from error
        try:
            write_atomically(output, data)
        except OSError as error:
            raise CommandError(f"cannot write {output}: {error.strerror}; no file was left there") from error
        self.stdout.write(told(versie, output))


def refuse_bad_output(output: Path) -> None:
    """Say at once what would only come out after the build."""
    if output.is_dir():
        raise CommandError(f"cannot write {output}: it is a folder; give the name of a file")
    folder = output.absolute().parent
    if not folder.is_dir():
        raise CommandError(f"cannot write {output}: the folder {folder} does not exist")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise CommandError(f"cannot write {output}: no permission to write in {folder}")


def in_english(error: DocumentFout, soort: str, periode: str) -> str:
    """The reason as a sentence for whoever keeps the installation."""
    if isinstance(error, OnbekendePeriode):
        wanted = (
            "a quarter with a ronde, like 2026-Q1" if soort == Document.Soort.KWARTAALUPDATE else "a year, like 2024"
        )
        return f"unknown period {periode!r}: a {soort} is made of {wanted}"
    if isinstance(error, GeenGegevens):
        return f"there is no data for {soort} {periode}: nothing public has been approved in that period"
    if isinstance(error, archief.BibliotheekOntbreekt):
        return f"the library Pango is missing. On Debian or Ubuntu: {PANGO}"
    if isinstance(error, archief.BestandBeschadigd):
        return f"the stored file of {soort} {periode} is not the one that was built, and was left as it is: {error}"
    if isinstance(error.__cause__, OSError):
        return f"the file of {soort} {periode} could not be stored: {error.__cause__.strerror}; nothing was changed"
    return f"{soort} {periode} could not be built: {error}"


def told(versie: Versie, output: Path) -> str:
    return f"{output}: {versie.document}, version {versie.nummer}, {versie.paginas} pages, sha256 {versie.sha256}"
