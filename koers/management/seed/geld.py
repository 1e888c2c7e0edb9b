"""The money: schemes and their rules, awards with what they bring, cost and become, and why less was spent."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model

from financien import services
from financien.models import Beschikking, Bestemming, Oorzaak, Regeling, RegelingRegel
from financien.rules.meenemen import Mee
from koers.eigenaren.models import Eigenaar
from koers.management.seed.lezen import Rij, at, fields, known, origin, read
from projecten.models import Project

FILES = ("geld_2024",)
_AMOUNTS = ("toegekend", "programmadeel", "bedrag", "meenemen_percentage", "meenemen_bedrag")
_MODELS: dict[str, type[Model]] = {
    "regeling": Regeling,
    "beschikking": Beschikking,
    "project": Project,
    "gemeente": Eigenaar,
    "ontvanger": Eigenaar,
}


def load_reference(*, now: datetime) -> None:
    """The schemes and their rules per year."""
    data = read("geld_2024")
    for rij in data["regeling"]:
        if not known(Regeling, slug=rij["slug"]):
            services.create_regeling(actor=None, now=now, **_values(rij), **origin(rij, data))
    for rij in data["regel"]:
        if not known(RegelingRegel, regeling__slug=rij["regeling"], jaar=rij["jaar"]):
            services.create_regel(actor=None, now=now, **_values(rij), **origin(rij, data))


def load(*, now: datetime) -> None:
    load_reference(now=now)
    data = read("geld_2024")
    for rij in data["beschikking"]:
        if not known(Beschikking, slug=rij["slug"]):
            _load_beschikking(rij, data, now)
    for rij in data["oorzaak"]:
        if not known(Oorzaak, jaar=rij["jaar"], omschrijving=rij["omschrijving"]):
            services.record_oorzaak(actor=None, now=now, **_values(rij), **origin(rij, data))


def _values(rij: Rij, *leave_out: str) -> dict[str, Any]:
    """The row with amounts as Decimal and slugs as rows."""
    values = fields(rij, *leave_out)
    values |= {key: Decimal(values[key]) for key in _AMOUNTS if key in values}
    return values | {
        key: model._default_manager.get(slug=values[key]) for key, model in _MODELS.items() if key in values
    }


def _load_beschikking(rij: Rij, data: Rij, now: datetime) -> None:
    beschikking = services.create_beschikking(actor=None, now=now, **_values(rij), **origin(rij, data))
    for deel in rij["jaarschijf"]:
        services.set_jaarschijf(
            actor=None, beschikking=beschikking, now=now, **_values(deel), **origin(deel, rij, data)
        )
    for deel in rij["begroting"]:
        services.set_begroting(actor=None, beschikking=beschikking, now=now, **_values(deel), **origin(deel, rij, data))
    for deel in rij["boeking"]:
        services.record_boeking(
            actor=None, beschikking=beschikking, now=now, **_values(deel, "jaar"), **origin(deel, data)
        )
    sluitingen = {sluiting["jaar"]: sluiting for sluiting in data["sluiting"]}
    for deel in rij["bestemming"]:
        if deel["jaar"] not in sluitingen:
            services.record_beginstand(
                actor=None, beschikking=beschikking, now=now, **_values(deel, "soort"), **origin(deel, data)
            )
    for jaar, sluiting in sorted(sluitingen.items()):
        _close(beschikking, [deel for deel in rij["bestemming"] if deel["jaar"] == jaar], sluiting, data)


def _close(beschikking: Beschikking, delen: list[Rij], sluiting: Rij, data: Rij) -> None:
    """Divide what was left of a year as the data file says; the rules refuse it when it does not add up."""
    if not delen:
        return
    mee = [
        Mee(deel["oorsprong_jaar"], deel["naar_jaar"], Decimal(deel["bedrag"]))
        for deel in delen
        if deel["soort"] == "meenemen"
    ]
    rows = services.set_bestemmingen(
        actor=None,
        beschikking=beschikking,
        jaar=sluiting["jaar"],
        meenemen=mee,
        terugstorten=sum((Decimal(deel["bedrag"]) for deel in delen if deel["soort"] == "terugstorten"), Decimal(0)),
        now=at(sluiting["op"]),
        **origin(delen[0], data),
    )
    for row in rows:
        if row.soort == Bestemming.Soort.TERUGSTORTEN and "sisa" in sluiting:
            services.advance_terugstorting(actor=None, bestemming=row, stap="sisa", now=at(sluiting["sisa"]))
