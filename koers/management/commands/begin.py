"""`manage.py begin`: an empty portal gets its reference data and its first administrator."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.core.validators import validate_email
from django.db import DatabaseError, transaction

from koers.eigenaren.models import Aanstelling
from koers.eigenaren.services import mensen
from koers.lib import klok
from koers.management.seed.loader import load_reference
from koers.toegang import uitnodigen
from koers.toegang.models import Gebruiker
from koers.toegang.rights import Rol


class Command(BaseCommand):
    help = "Load the 17 owners, the schemes with their rules and the news sections, and invite the first administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True, help="address of the first administrator")
        parser.add_argument("--naam", required=True, help="name of the first administrator")
        parser.add_argument(
            "--portaal", help="where the portal lives (https://host); default: the first of KOERS_HOSTS"
        )

    def handle(self, *, email: str, naam: str, portaal: str | None, **options: Any) -> None:
        if settings.DEMO:
            raise CommandError("the demo has its own data: set KOERS_MODE=production")
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email!r} is not an e-mail address") from None
        if not naam.strip():
            raise CommandError("--naam is empty: give the name of the administrator")
        try:
            beheerder, is_new = self.begin(email.strip().lower(), naam.strip())
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        except DatabaseError as error:
            raise CommandError(f"nothing was loaded: {error}. Was manage.py migrate run?") from None
        self.tell(beheerder, is_new, portaal or f"https://{settings.ALLOWED_HOSTS[0]}")

    @transaction.atomic
    def begin(self, email: str, naam: str) -> tuple[Gebruiker, bool]:
        """The first administrator, and whether this run made it. A portal that has one is left as it is."""
        first = Aanstelling.objects.filter(rol=Rol.BEHEERDER).select_related("gebruiker").order_by("pk").first()
        if first is not None:
            return first.gebruiker, False
        now = klok.now()
        load_reference(now=now)
        return mensen.invite_gebruiker(
            actor=None, email=email, naam=naam, rol=Rol.BEHEERDER, vanaf=klok.today(), now=now
        ), True

    def tell(self, beheerder: Gebruiker, is_new: bool, portaal: str) -> None:
        if not is_new:
            self.stdout.write("This portal was begun before; nothing was changed.")
        if uitnodigen.has_come_in(beheerder):
            return
        now = klok.now()
        adres = uitnodigen.link(uitnodigen.invite(actor=None, gebruiker=beheerder, now=now), portaal, now=now)
        self.stdout.write(f"{beheerder.naam} accepts the invitation, once and within seven days, at:\n{adres}")
