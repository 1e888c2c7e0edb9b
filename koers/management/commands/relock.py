"""`manage.py relock`: second factors are locked with the secret key of now, so that the earlier ones can go."""

from __future__ import annotations

from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from koers.toegang.factoren import relock_all
from koers.toegang.geheim import Onleesbaar


class Command(BaseCommand):
    help = "Lock the secrets of second factors with KOERS_SECRET_KEY; run before KOERS_SECRET_KEY_FALLBACKS is emptied."

    def handle(self, **options: Any) -> None:
        try:
            number = relock_all()
        except Onleesbaar as error:
            raise CommandError(f"nothing was changed: a second factor is {error}") from None
        self.stdout.write(f"{number} second factors are locked with the key of now.")
