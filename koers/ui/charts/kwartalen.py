"""Through time: paired bars per quarter, and a line with its target."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from koers.ui.charts.grafiek import Getal, Grafiek, Legendaregel, Maat, Schaal, Tabel, toon
from koers.ui.charts.pen import Drager, Pen

HOOG = 120.0
# Room above the bars for their values, and under them for the period.
TOP, VOET = 24.0, 44.0
# More groups than this and the values of neighbours run into each other at 320 px.
MET_WAARDEN = 6


def _periode(pen: Pen, x: float, y: float, periodes: list[str], i: int, klasse: str = "") -> str:
    """The period in two lines; the second (the year) only where it changes."""
    woord, _, jaar = periodes[i].partition(" ")
    vorige = periodes[i - 1].partition(" ")[2] if i else ""
    uit = pen.tekst(x, y + 20, woord, klasse, "middle")
    return uit + (pen.tekst(x, y + 38, jaar, "stil", "middle") if jaar and jaar != vorige else "")


def _toon_waarde(i: int, aantal: int) -> bool:
    return aantal <= MET_WAARDEN or i == aantal - 1


@dataclass(frozen=True)
class Paar:
    """Planned and filled in one period; None is not reported."""

    periode: str
    gepland: Getal | None
    ingevuld: Getal | None


@dataclass(frozen=True, kw_only=True)
class Paren(Grafiek):
    """Outline is planned, solid is filled."""

    paren: tuple[Paar, ...]
    maat: Maat = "decimaal"
    woorden: tuple[str, str] = ("gepland", "ingevuld")

    def teken(self, pen: Pen) -> tuple[float, str]:
        waarden = [w for p in self.paren for w in (p.gepland, p.ingevuld) if w is not None]
        schaal = Schaal.om(waarden)
        groep = 1 / len(self.paren)
        nul = TOP + HOOG * (1 - schaal.deel(0))
        periodes = [p.periode for p in self.paren]
        uit = []
        for i, paar in enumerate(self.paren):
            midden = (i + 0.5) * groep
            balk = min(groep * 0.37, 0.09)
            links, rechts = midden - balk * 1.06, midden + balk * 0.06
            uit.append(self._balk(pen, (links, balk), paar.gepland, "ruimte", schaal, _toon_waarde(i, len(self.paren))))
            uit.append(
                self._balk(pen, (rechts, balk), paar.ingevuld, "besteed", schaal, _toon_waarde(i, len(self.paren)))
            )
            uit.append(_periode(pen, midden, TOP + HOOG, periodes, i, "sterk" if i == len(self.paren) - 1 else ""))
        uit.append(pen.lijn(0, 1, nul, nul, "as"))
        return TOP + HOOG + VOET, "".join(uit)

    def _balk(
        self, pen: Pen, plek: tuple[float, float], waarde: Getal | None, klasse: str, schaal: Schaal, met_waarde: bool
    ) -> str:
        x, breedte = plek
        onder = TOP + HOOG * (1 - schaal.deel(0))
        if waarde is None:
            return pen.tekst(x + breedte / 2, onder - 6, "–", "stil", "middle")
        boven = TOP + HOOG * (1 - schaal.deel(waarde))
        hoog, laag = sorted((boven, onder))
        uit = pen.rect(x, breedte, hoog, laag - hoog, klasse)
        if met_waarde:
            tekstklasse = "stil" if klasse == "ruimte" else "sterk"
            uit += pen.tekst(x + breedte / 2, hoog - 6, toon(waarde, self.maat), tekstklasse, "middle")
        return uit

    def legenda(self, drager: Drager = "scherm") -> list[Legendaregel]:
        klassen = ("ruimte", "besteed")
        return [Legendaregel(self._staal(k, drager), woord) for k, woord in zip(klassen, self.woorden, strict=True)]

    def tabel(self) -> Tabel:
        kop = ("Periode", *self.woorden)
        rijen = ((p.periode, toon(p.gepland, self.maat), toon(p.ingevuld, self.maat)) for p in self.paren)
        return Tabel(self.titel, kop, tuple(rijen))


@dataclass(frozen=True)
class Meting:
    """A value and its target in one period; None is not reported, or no target."""

    periode: str
    waarde: Getal | None
    streefwaarde: Getal | None = None


@dataclass(frozen=True, kw_only=True)
class Lijn(Grafiek):
    """A line through what was reported, broken where nothing was; the target is dashed."""

    metingen: tuple[Meting, ...]
    maat: Maat = "getal"
    woorden: tuple[str, str] = ("waarde", "streefwaarde")

    def teken(self, pen: Pen) -> tuple[float, str]:
        alle = [w for m in self.metingen for w in (m.waarde, m.streefwaarde) if w is not None]
        schaal = Schaal.om(alle)
        nul = TOP + HOOG * (1 - schaal.deel(0))
        uit = [pen.lijn(0, 1, nul, nul, "as")]
        uit += self._verbind(pen, [m.streefwaarde for m in self.metingen], schaal, "doel")
        uit += self._verbind(pen, [m.waarde for m in self.metingen], schaal, "trek")
        uit += self._punten(pen, schaal)
        periodes = [m.periode for m in self.metingen]
        for i in range(len(periodes)):
            if len(periodes) <= 12 or i % 4 == 0 or i == len(periodes) - 1:
                uit.append(_periode(pen, self._x(i), TOP + HOOG, periodes, i))
        return TOP + HOOG + VOET, "".join(uit)

    def _x(self, i: int) -> float:
        return (i + 0.5) / len(self.metingen)

    def _verbind(self, pen: Pen, waarden: list[Getal | None], schaal: Schaal, klasse: str) -> list[str]:
        uit = []
        for i, (een, twee) in enumerate(pairwise(waarden)):
            if een is not None and twee is not None:
                y1, y2 = (TOP + HOOG * (1 - schaal.deel(w)) for w in (een, twee))
                uit.append(pen.lijn(self._x(i), self._x(i + 1), y1, y2, klasse))
        return uit

    def _punten(self, pen: Pen, schaal: Schaal) -> list[str]:
        uit = []
        for i, meting in enumerate(self.metingen):
            if meting.waarde is None:
                continue
            y = TOP + HOOG * (1 - schaal.deel(meting.waarde))
            uit.append(pen.cirkel(self._x(i), y, 5, "eigen"))
            if _toon_waarde(i, len(self.metingen)):
                y += 22 if self._onder_het_doel(meting, y, schaal) else -10
                uit.append(pen.tekst(self._x(i), y, toon(meting.waarde, self.maat), "sterk", "middle"))
        return uit

    @staticmethod
    def _onder_het_doel(meting: Meting, y: float, schaal: Schaal) -> bool:
        """Whether the value would stand on the dashed line, and so belongs under its dot."""
        if meting.streefwaarde is None:
            return False
        return 0 <= y - TOP - HOOG * (1 - schaal.deel(meting.streefwaarde)) < 26

    def legenda(self, drager: Drager = "scherm") -> list[Legendaregel]:
        uit = [Legendaregel(self._staal("besteed", drager), self.woorden[0])]
        laatste = next((m.streefwaarde for m in reversed(self.metingen) if m.streefwaarde is not None), None)
        if laatste is None:
            return uit
        return [*uit, Legendaregel(self._staal("doel", drager), self.woorden[1], toon(laatste, self.maat))]

    def tabel(self) -> Tabel:
        rijen = ((m.periode, toon(m.waarde, self.maat), toon(m.streefwaarde, self.maat)) for m in self.metingen)
        return Tabel(self.titel, ("Periode", *self.woorden), tuple(rijen))
