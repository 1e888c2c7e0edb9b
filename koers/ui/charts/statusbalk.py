"""How many stand where: a small block for each, a shape for each state of the traffic light."""

from __future__ import annotations

from dataclasses import dataclass

from koers.ui.charts.grafiek import Grafiek, Legendaregel, Tabel
from koers.ui.charts.pen import Drager, Pen, kort
from koers.ui.vormen import PADEN

BLOK, GOOT = 24.0, 4.0
# More than this and the blocks become one bar in proportion.
HOOGSTENS = 40


@dataclass(frozen=True)
class Groep:
    """A number of the same; `klasse` is a fill (besteed, mee, leeg) or a state (groen, oranje, rood, niet, klaar)."""

    label: str
    aantal: int
    klasse: str = "besteed"

    def __post_init__(self) -> None:
        if self.aantal < 0:
            raise ValueError(f"a number of things is not negative: {self.aantal}")


@dataclass(frozen=True, kw_only=True)
class Statusbalk(Grafiek):
    """The groups in the order given, each a run of blocks."""

    groepen: tuple[Groep, ...]

    @property
    def totaal(self) -> int:
        return sum(g.aantal for g in self.groepen)

    def _heeft_iets(self) -> bool:
        return self.totaal > 0

    def _maat_op_scherm(self, hoogte: float) -> str:
        if not 0 < self.totaal <= HOOGSTENS:
            return super()._maat_op_scherm(hoogte)
        return f'width="{kort(self.totaal * (BLOK + GOOT))}" height="{kort(hoogte)}"'

    def teken(self, pen: Pen) -> tuple[float, str]:
        return BLOK, self._verhouding(pen) if self.totaal > HOOGSTENS else self._blokken(pen)

    def _verhouding(self, pen: Pen) -> str:
        uit, x = [], 0.0
        for groep in self.groepen:
            breedte = groep.aantal / self.totaal
            if breedte:
                uit.append(pen.rect(x, breedte, 0, BLOK, groep.klasse))
                uit.append(pen.lijn(x, x, 0, BLOK, "naad") if x else "")
            x += breedte
        return "".join(uit)

    def _blokken(self, pen: Pen) -> str:
        stap = min(1 / self.totaal, (BLOK + GOOT) / pen.breedte if pen.papier else 1)
        klassen = [g.klasse for g in self.groepen for _ in range(g.aantal)]
        return "".join(self._blok(pen, i * stap, stap, klasse) for i, klasse in enumerate(klassen))

    def _blok(self, pen: Pen, x: float, stap: float, klasse: str) -> str:
        if klasse not in PADEN:
            return pen.rect(x, stap * BLOK / (BLOK + GOOT), 0.75, BLOK - 1.5, klasse, 2)
        vorm = f'<path d="{PADEN[klasse]}"{pen.vulling(klasse)}/>'
        return f'<svg x="{pen.x(x)}" y="4" width="14" height="14" viewBox="0 0 12 12">{vorm}</svg>'

    def legenda(self, drager: Drager = "scherm") -> list[Legendaregel]:
        return [Legendaregel(self._staal(g.klasse, drager), g.label, str(g.aantal)) for g in self.groepen]

    def tabel(self) -> Tabel:
        return Tabel(self.titel, ("Stand", "Aantal"), tuple((g.label, str(g.aantal)) for g in self.groepen))
