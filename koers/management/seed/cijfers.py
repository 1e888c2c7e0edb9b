"""Figures invented for the demo: local project leaders in fte, and one series of one indicator."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from financien.models import Capaciteit
from financien.services import set_capaciteit
from koers.eigenaren.models import Eigenaar
from koers.lib.kwartaal import Kwartaal
from koers.management.seed.lezen import fields, known, origin, read
from projecten.models import Indicator, Project
from projecten.services.meten import create_indicator, record_meting

FILES = ("fictief",)


def load(*, now: datetime) -> None:
    _load_capacity(now)
    _load_series(now)


def _load_capacity(now: datetime) -> None:
    data = read("fictief")
    kwartalen = [Kwartaal.parse(code) for code in data["capaciteit"]["kwartalen"]]
    for slug, fte in data["capaciteit"]["gemeente"].items():
        eigenaar = Eigenaar.objects.get(slug=slug)
        for kwartaal, gepland, ingevuld in zip(kwartalen, fte["gepland"], fte["ingevuld"], strict=True):
            if not known(Capaciteit, eigenaar=eigenaar, jaar=kwartaal.jaar, kwartaal=kwartaal.nummer):
                set_capaciteit(
                    actor=None,
                    eigenaar=eigenaar,
                    kwartaal=kwartaal,
                    gepland=Decimal(gepland),
                    ingevuld=Decimal(ingevuld),
                    now=now,
                    **origin(data),
                )


def _load_series(now: datetime) -> None:
    data = read("fictief")
    rij = data["indicator"]
    if known(Indicator, sleutel=rij["sleutel"]):
        return
    values: dict[str, Any] = fields(rij, "project", "norm")
    indicator = create_indicator(
        actor=None,
        project=Project.objects.get(slug=rij["project"]),
        norm=Decimal(rij["norm"]),
        now=now,
        **values,
        **origin(rij),
    )
    for slug, waarden in rij["metingen"].items():
        eigenaar = Eigenaar.objects.get(slug=slug)
        for peildatum, waarde in zip(rij["peildata"], waarden, strict=True):
            if waarde:
                record_meting(
                    actor=None,
                    indicator=indicator,
                    eigenaar=eigenaar,
                    peildatum=peildatum,
                    waarde=Decimal(waarde),
                    now=now,
                    **origin(data),
                )
