"""`manage.py export_person`: all that the portal keeps of one person, as JSON."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.core.serializers.json import DjangoJSONEncoder

from koers.eigenaren.services import persoon
from koers.lib import klok
from koers.toegang.models import Gebruiker


class Command(BaseCommand):
    help = "Write all that is kept of one person as JSON, to a file or to the screen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="address of the account")
        parser.add_argument("--output", type=Path, help="a file that does not exist yet; default: the screen")

    def handle(self, *, email: str, output: Path | None, **options: Any) -> None:
        gebruiker = Gebruiker.objects.filter(email=email.strip().lower()).first()
        if gebruiker is None:
            raise CommandError(f"there is no account with the address {email}")
        if output and output.exists():
            raise CommandError(f"{output} exists already: name another file")
        found = persoon.export_person(actor=None, gebruiker=gebruiker, now=klok.now())
        text = json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        if output is None:
            self.stdout.write(text)
            return
        try:
            with output.open("x", encoding="utf-8") as file:
                output.chmod(0o600)
                file.write(text + "\n")
        except OSError as error:
            raise CommandError(f"{output} could not be written: {error.strerror}") from None
        self.stdout.write(f"Written to {output}, readable by you alone.")
