"""What the portal keeps of a person: each app declares its own rows, and settings name the declarations.

A lower floor knows no higher one, so `KOERS_PERSOONSGEGEVENS` lists dotted paths to tuples of `Soort`. A test finds
every key to a person that nobody declared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from koers.toegang.models import Gebruiker


@dataclass(frozen=True)
class Soort:
    """Rows that point to a person by the field `wie`; `toon` is what of them is told to that person.

    `weg`: the rows go when the person is erased. Others stay, for they account for what was done, and then name nobody.
    """

    model: str
    wie: str
    kop: str
    toon: tuple[str, ...]
    weg: bool = False

    def rows(self, gebruiker: Gebruiker) -> QuerySet[Any]:
        return apps.get_model(self.model)._default_manager.filter(**{self.wie: gebruiker}).order_by("pk")


def kinds() -> Iterator[Soort]:
    """Every declared kind of rows whose app is installed."""
    for path in settings.KOERS_PERSOONSGEGEVENS:
        for soort in import_string(path):
            if soort.model.partition(".")[0] in apps.app_configs:
                yield soort


SOORTEN = (
    Soort(
        "toegang.Sleutel",
        "gebruiker",
        "Sleutels voor de API",
        ("naam", "bereik", "voorvoegsel", "gemaakt_op", "verloopt_op", "ingetrokken_op", "gebruikt_op"),
        weg=True,
    ),
    Soort(
        "toegang.Uitnodiging",
        "gebruiker",
        "Uitnodigingen aan u",
        ("gemaakt_op", "verloopt_op", "gebruikt_op", "ingetrokken_op"),
        weg=True,
    ),
    Soort("toegang.Uitnodiging", "door", "Uitnodigingen door u", ("gemaakt_op", "gebruikt_op", "ingetrokken_op")),
    Soort(
        "toegang.Mailbericht",
        "aan",
        "Berichten aan u",
        ("soort", "staat", "gevraagd_op", "verzonden_op", "reden"),
        weg=True,
    ),
    Soort("toegang.Mailkeuze", "gebruiker", "Mails die u niet wilt", ("soort",), weg=True),
    # Of the library that signs people in.
    Soort("account.EmailAddress", "user", "E-mailadressen", ("email", "verified", "primary"), weg=True),
    Soort("mfa.Authenticator", "user", "Tweede stap bij aanmelden", ("type", "created_at", "last_used_at"), weg=True),
    Soort(
        "socialaccount.SocialAccount",
        "user",
        "Aanmelden met uw organisatie",
        ("provider", "uid", "extra_data", "date_joined", "last_login"),
        weg=True,
    ),
    Soort(
        "usersessions.UserSession",
        "user",
        "Waar u aangemeld bent",
        ("ip", "user_agent", "created_at", "last_seen_at"),
        weg=True,
    ),
)
