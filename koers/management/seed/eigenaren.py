"""The 17 owners and what they do for all, partners, signers, meetings of BO and AO and what they decided."""

from __future__ import annotations

from datetime import datetime

from koers.eigenaren.models import Besluit, Eigenaar, EigenaarFunctie, Ondertekenaar, Partner, Vergadering
from koers.eigenaren.services import stamgegevens
from koers.management.seed.lezen import at, fields, known, origin, read

FILES = ("eigenaren",)


def load_reference(*, now: datetime) -> None:
    """The owners and what they do for all: what every installation begins with."""
    data = read("eigenaren")
    for volgorde, rij in enumerate(data["eigenaar"], start=1):
        if not known(Eigenaar, slug=rij["slug"]):
            stamgegevens.create_eigenaar(
                actor=None, vanaf=data["vanaf"], volgorde=volgorde, now=now, **fields(rij), **origin(rij, data)
            )
    eigenaren = {eigenaar.slug: eigenaar for eigenaar in Eigenaar.objects.all()}
    for rij in data["functie"]:
        eigenaar = eigenaren[rij["eigenaar"]]
        if not known(EigenaarFunctie, eigenaar=eigenaar, functie=rij["functie"]):
            stamgegevens.record_functie(
                actor=None, eigenaar=eigenaar, now=now, **fields(rij, "eigenaar"), **origin(rij, data)
            )


def load(*, now: datetime) -> None:
    load_reference(now=now)
    data = read("eigenaren")
    eigenaren = {eigenaar.slug: eigenaar for eigenaar in Eigenaar.objects.all()}
    for rij in data["partner"]:
        if not known(Partner, slug=rij["slug"]):
            stamgegevens.create_partner(actor=None, now=now, **fields(rij), **origin(rij, data))
    for rij in data["ondertekenaar"]:
        eigenaar = eigenaren[rij["eigenaar"]]
        if not known(Ondertekenaar, eigenaar=eigenaar, naam=rij["naam"]):
            stamgegevens.create_ondertekenaar(
                actor=None, eigenaar=eigenaar, now=now, **fields(rij, "eigenaar"), **origin(rij, data)
            )
    _load_meetings(now)


def _load_meetings(now: datetime) -> None:
    data = read("eigenaren")
    for rij in data["vergadering"]:
        stamgegevens.record_vergadering(actor=None, now=max(now, at(rij["datum"])), **fields(rij), **origin(rij, data))
    for rij in data["besluit"]:
        if known(Besluit, orgaan=rij["orgaan"], onderwerp=rij["onderwerp"]):
            continue
        dag = rij.get("vergadering")
        stamgegevens.record_besluit(
            actor=None,
            vergadering=Vergadering.objects.get(soort=rij["orgaan"], datum=dag) if dag else None,
            now=now,
            **fields(rij, "vergadering"),
            **origin(rij, data),
        )
