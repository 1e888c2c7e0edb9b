"""`manage.py erase_person`: name and address of one person go, for good."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.core.management.base import BaseCommand

from koers.eigenaren.services import persoon
from koers.lib import klok
from koers.toegang.models import Gebruiker


class Command(BaseCommand):
    help = "Close the account of one person and replace name and address by a pseudonym, in the log too. For good."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="address of the account")
        parser.add_argument("--confirm", required=True, metavar="EMAIL", help="the same address, typed again")
        parser.add_argument("--also-named", action="append", default=[], metavar="NAME", help="an earlier name")

    def handle(self, *, email: str, confirm: str, also_named: list[str], **options: Any) -> None:
        gebruiker = Gebruiker.objects.filter(email=email.strip().lower()).first()
        if gebruiker is None:
            raise CommandError(f"there is no account with the address {email}")
        try:
            gewist = persoon.erase_person(
                actor=None, gebruiker=gebruiker, bevestiging=confirm, namen=also_named, now=klok.now()
            )
        except ValidationError as error:
            raise CommandError("nothing was erased: " + " ".join(error.messages)) from None
        self.stdout.write(
            f"Erased. The account is now “{gewist.pseudoniem}”; {gewist.regels} lines of the log changed, "
            f"{gewist.rijen} rows were deleted.\n"
            "Documents that were published are unchanged: where they name this person, they still do."
        )
