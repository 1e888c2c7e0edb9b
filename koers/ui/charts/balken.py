"""Horizontal bars: one that is stacked, and one row for each name."""

from __future__ import annotations

from dataclasses import dataclass

from koers.ui.charts.grafiek import Getal, Grafiek, Legendaregel, Maat, Schaal, Tabel, toon
from koers.ui.charts.pen import Drager, Pen, regels

HOOG = 40.0
RIJ, STAAF = 38.0, 16.0


@dataclass(frozen=True)
class Deel:
    """A part of a stacked bar; `klasse` as in `kleuren.STIJLEN`."""

    label: str
    waarde: Getal
    klasse: str = "besteed"


@dataclass(frozen=True, kw_only=True)
class Stapelbalk(Grafiek):
    """The parts of one whole, side by side. What is below zero lies at the left of the zero line."""

    delen: tuple[Deel, ...]
    maat: Maat = "geld"
    geheel: str = "Samen"

    def teken(self, pen: Pen) -> tuple[float, str]:
        onder = sum(d.waarde for d in self.delen if d.waarde < 0)
        boven = sum(d.waarde for d in self.delen if d.waarde > 0)
        schaal = Schaal.om([onder, boven])
        links = rechts = schaal.deel(0)
        uit, naden = [], []
        for deel in self.delen:
            breedte = abs(schaal.deel(deel.waarde) - schaal.deel(0))
            if not breedte:
                continue
            x = rechts if deel.waarde > 0 else links - breedte
            uit.append(pen.rect(x, breedte, 0, HOOG, deel.klasse))
            naden.append(x if deel.waarde > 0 else x + breedte)
            rechts, links = (rechts + breedte, links) if deel.waarde > 0 else (rechts, x)
        uit += [pen.lijn(x, x, 0, HOOG, "naad") for x in naden if 0 < x < 1]
        if onder:
            uit.append(pen.lijn(schaal.deel(0), schaal.deel(0), -4, HOOG + 4, "norm"))
        if not naden:
            uit.append(pen.rect(0, 1, 0, HOOG, "leeg"))
        return HOOG, "".join(uit)

    def legenda(self, drager: Drager = "scherm") -> list[Legendaregel]:
        return [Legendaregel(self._staal(d.klasse, drager), d.label, toon(d.waarde, self.maat)) for d in self.delen]

    def tabel(self) -> Tabel:
        rijen = [(d.label, toon(d.waarde, self.maat)) for d in self.delen]
        if not rijen:
            return Tabel(self.titel, ("Deel", "Waarde"), ())
        samen: Getal = sum(d.waarde for d in self.delen)
        return Tabel(self.titel, ("Deel", "Waarde"), (*rijen, (self.geheel, toon(samen, self.maat))), totaal=True)


@dataclass(frozen=True)
class Staaf:
    """One row; None is not reported, which is not zero, or `woord` says why it is not shown."""

    label: str
    waarde: Getal | None
    klasse: str = "besteed"
    woord: str = ""

    def in_woorden(self, maat: Maat) -> str:
        return self.woord if self.waarde is None and self.woord else toon(self.waarde, maat)


@dataclass(frozen=True, kw_only=True)
class Staven(Grafiek):
    """A bar for each name, on one scale; the value stands at the end of its row."""

    staven: tuple[Staaf, ...]
    maat: Maat = "getal"
    kop: tuple[str, str] = ("Naam", "Waarde")

    def teken(self, pen: Pen) -> tuple[float, str]:
        schaal = Schaal.om([s.waarde for s in self.staven if s.waarde is not None])
        uit = [pen.baan(19, lambda p: "".join(self._staven(p, schaal)))]
        for i, staaf in enumerate(self.staven):
            y = i * RIJ + 15
            uit.append(pen.tekst(0, y, regels(staaf.label, 30)[0]))
            uit.append(pen.tekst(1, y, staaf.in_woorden(self.maat), "stil" if staaf.waarde is None else "sterk", "end"))
        return len(self.staven) * RIJ, "".join(uit)

    def _staven(self, pen: Pen, schaal: Schaal) -> list[str]:
        nul = schaal.deel(0)
        uit = []
        for i, staaf in enumerate(self.staven):
            if staaf.waarde is None:
                continue
            links, rechts = sorted((nul, schaal.deel(staaf.waarde)))
            uit.append(pen.rect(links, rechts - links, i * RIJ + 2, STAAF, staaf.klasse))
        uit.append(pen.lijn(nul, nul, 0, len(self.staven) * RIJ - (RIJ - STAAF) + 4, "draad"))
        return uit

    def tabel(self) -> Tabel:
        return Tabel(self.titel, self.kop, tuple((s.label, s.in_woorden(self.maat)) for s in self.staven))
