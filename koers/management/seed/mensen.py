"""The people of the demo, their roles, the projects they lead. Invented, and only in demo mode."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from koers.eigenaren.models import Aanstelling, Eigenaar
from koers.eigenaren.services.mensen import grant_aanstelling
from koers.management.seed.lezen import known, origin, read
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from koers.toegang.services import create_gebruiker
from projecten.models import Project, Projectleiding
from projecten.services.leiding import set_leiding


def load(*, now: datetime, password: str) -> None:
    data = read("fictief")
    herkomst = origin(data)
    for rij in data["mens"]:
        email = address(rij["voornaam"])
        mens = Gebruiker.objects.filter(email=email).first() or create_gebruiker(
            actor=None, email=email, naam=rij["naam"], password=password, is_demo=True, now=now
        )
        if not known(Aanstelling, gebruiker=mens):
            eigenaar = Eigenaar.objects.get(slug=rij["eigenaar"]) if "eigenaar" in rij else None
            grant_aanstelling(
                actor=None,
                gebruiker=mens,
                rol=rij["rol"],
                eigenaar=eigenaar,
                vanaf=data["vanaf"],
                now=now,
                **herkomst,
            )
        for project in Project.objects.filter(slug__in=rij.get("leidt", [])).order_by("slug"):
            if not known(Projectleiding, project=project):
                set_leiding(
                    actor=None,
                    project=project,
                    gebruiker=mens,
                    vanaf=max(data["vanaf"], project.vanaf),
                    now=now,
                    **herkomst,
                )


def address(voornaam: str) -> str:
    """The e-mail address of one of the cast."""
    return f"{voornaam}@{read('fictief')['mail']}"


@transaction.atomic
def set_passwords(*, password: str, now: datetime) -> None:
    """Give the demo's people this password where they have another: for when it was asked for by name."""
    for mens in Gebruiker.objects.select_for_update().filter(is_demo=True):
        if not mens.check_password(password):
            mens.set_password(password)
            mens.save(update_fields=["password"])
            log(
                actor=None,
                actie="toegang.wachtwoord:set",
                zin=f"{mens} kreeg het wachtwoord van de demo.",
                object=mens,
                now=now,
            )
