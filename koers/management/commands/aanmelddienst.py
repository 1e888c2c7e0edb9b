"""`manage.py aanmelddienst almelo --naam … --issuer …`: the people of an organisation sign in there."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from koers.lib import klok
from koers.toegang.aanmelddiensten import close_service, create_service
from koers.toegang.models import Aanmelddienst


class Command(BaseCommand):
    help = "Let the people of an organisation sign in there (OpenID Connect), or stop it with --close"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="short name in the address, such as almelo")
        parser.add_argument("--naam", default="", help="name on the button")
        parser.add_argument("--issuer", default="", help="address of the provider, as its discovery document says it")
        parser.add_argument("--client-id", default="", help="what the provider calls this portal")
        parser.add_argument("--secret-variable", default="", help="environment variable that holds the client's secret")
        parser.add_argument("--close", action="store_true", help="nobody signs in by this organisation any more")

    def handle(self, *args: Any, **options: Any) -> None:
        slug = options["slug"]
        if options["close"]:
            dienst = Aanmelddienst.objects.filter(slug=slug, is_open=True).first()
            if dienst is None:
                raise CommandError(f"there is no open sign-in called {slug!r}")
            close_service(dienst=dienst, now=klok.now())
            self.stdout.write(f"{dienst}: closed")
            return
        try:
            dienst = create_service(
                slug=slug,
                naam=options["naam"],
                issuer=options["issuer"],
                client_id=options["client_id"],
                geheim_variabele=options["secret_variable"],
                now=klok.now(),
            )
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        self.stdout.write(f"{dienst}: the provider must send back to https://<host>/aanmelden/terug/{slug}/")
