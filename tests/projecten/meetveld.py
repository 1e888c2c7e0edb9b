"""Something to measure: Mantelzorg in Q1 2026 counts participants and shares, of Almelo (and Hengelo, when asked)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from koers.eigenaren.models import Eigenaar
from projecten.models import Indicator, Meting
from projecten.services.meting import Invoer
from tests.factories import make
from tests.projecten.rondes import Spel

VORIG = date(2025, 12, 31)


@dataclass
class Meetveld:
    """Two indicators: a count and a percentage."""

    spel: Spel
    ids: tuple[int, ...] = ()
    deelnemers: Indicator = field(init=False)
    bereik: Indicator = field(init=False)

    def __post_init__(self) -> None:
        project = self.spel.mantelzorg
        self.deelnemers = make(Indicator, project=project, sleutel="deelnemers", naam="Deelnemers", over_tijd="som")
        self.bereik = make(
            Indicator,
            project=project,
            sleutel="bereik",
            naam="Bereik",
            eenheid="%",
            soort="verhouding",
            optelling="verhouding",
            over_tijd="verhouding",
            noemer_is="thuiswonende 65-plussers",
        )

    def meet(self, eigenaar: Eigenaar | None, waarde: int | str, op: date = VORIG, **fields: Any) -> Meting:
        """A stored measurement of participants."""
        return make(
            Meting, indicator=self.deelnemers, eigenaar=eigenaar, peildatum=op, waarde=Decimal(waarde), **fields
        )

    def typ(self, eigenaar: Eigenaar, waarde: str = "", **fields: Any) -> Invoer:
        return Invoer(self.deelnemers.pk, eigenaar.pk, waarde, **fields)

    def deel(self, eigenaar: Eigenaar, teller: str, noemer: str, **fields: Any) -> Invoer:
        return Invoer(self.bereik.pk, eigenaar.pk, teller=teller, noemer=noemer, **fields)
