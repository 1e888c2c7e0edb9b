"""The bridge: from what was available, step by step, to what is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from koers.ui.charts.grafiek import Getal, Grafiek, Maat, Schaal, Tabel, toon
from koers.ui.charts.pen import Pen, regels

Soort = Literal["ruimte", "besteed", "mee", "terug"]
RIJ, BALK = 64.0, 22.0
STAND_HOOGTE = 290.0


@dataclass(frozen=True)
class Stap:
    """One step: outline = available, solid = spent, tint = carried on, hatch = to repay."""

    label: str
    bedrag: Getal
    soort: Soort
    bij: str = ""


@dataclass(frozen=True, kw_only=True)
class Brug(Grafiek):
    """`begin` is what there was; each step takes its amount off; what is left is the outcome."""

    begin: Stap
    stappen: tuple[Stap, ...]
    uitkomst: str = "Verschil"
    maat: Maat = "geld"

    @property
    def rest(self) -> Getal:
        return self.begin.bedrag - sum(stap.bedrag for stap in self.stappen)

    def _standen(self) -> list[tuple[Stap, Getal, Getal]]:
        """Each step with what there was before and after it."""
        uit: list[tuple[Stap, Getal, Getal]] = [(self.begin, 0, self.begin.bedrag)]
        nu = self.begin.bedrag
        for stap in self.stappen:
            uit.append((stap, nu, nu - stap.bedrag))
            nu = nu - stap.bedrag
        return uit

    def _bedrag(self, stap: Stap) -> str:
        if stap is self.begin:
            return toon(stap.bedrag, self.maat)
        bedrag = stap.bedrag if stap.bedrag >= 0 else -stap.bedrag
        return f"{'+' if stap.bedrag < 0 else '−'} {toon(bedrag, self.maat)}"

    def teken(self, pen: Pen) -> tuple[float, str]:
        return self._staand(pen) if pen.papier else self._liggend(pen)

    def _liggend(self, pen: Pen) -> tuple[float, str]:
        standen = self._standen()
        schaal = Schaal.om([na for _, _, na in standen])
        uit = [pen.baan(40, lambda p: "".join(self._balken(p, standen, schaal)))]
        for i, (stap, _, _) in enumerate(standen):
            y = i * RIJ
            uit.append(pen.tekst(0, y + 20, regels(stap.label, 24)[0], "sterk"))
            uit.append(f'<g class="smal">{pen.tekst(0, y + 38, regels(stap.bij, 42)[0], "stil")}</g>')
            naast = [pen.tekst(0, y + 38 + 16 * n, regel, "stil") for n, regel in enumerate(regels(stap.bij, 34, 2))]
            uit.append(f'<g class="breed">{"".join(naast)}</g>')
            uit.append(pen.tekst(1, y + 20, self._bedrag(stap), "", "end"))
        y = len(standen) * RIJ + 8
        uit.append(pen.lijn(0, 1, y, y, "as-sterk"))
        uit.append(pen.tekst(0, y + 22, self.uitkomst, "sterk"))
        uit.append(pen.tekst(1, y + 22, toon(self.rest, self.maat), "sterk", "end"))
        return y + 28, "".join(uit)

    def _balken(self, pen: Pen, standen: list[tuple[Stap, Getal, Getal]], schaal: Schaal) -> list[str]:
        uit = []
        for i, (stap, voor, na) in enumerate(standen):
            y = i * RIJ + 4
            links, rechts = sorted((schaal.deel(voor), schaal.deel(na)))
            if i + 1 < len(standen):
                uit.append(pen.lijn(schaal.deel(na), schaal.deel(na), y + BALK, y + RIJ, "draad"))
            uit.append(pen.rect(links, rechts - links, y, BALK, stap.soort))
        return uit

    def _staand(self, pen: Pen) -> tuple[float, str]:
        standen = self._standen()
        schaal = Schaal.om([na for _, _, na in standen])
        stap_breedte = 1 / (len(standen) + 1)
        kolom = stap_breedte * 0.82
        voet = 28.0 + STAND_HOOGTE

        def y(waarde: Getal) -> float:
            return voet - schaal.deel(waarde) * STAND_HOOGTE

        uit = []
        for i, (stap, voor, na) in enumerate(standen):
            x = i * stap_breedte
            hoog, laag = sorted((y(voor), y(na)))
            uit.append(pen.rect(x, kolom, hoog, laag - hoog, stap.soort))
            uit.append(pen.lijn(x + kolom, x + stap_breedte, y(na), y(na), "draad"))
            uit.append(pen.tekst(x, hoog - 8, self._bedrag(stap), "groot"))
            uit += self._voetschrift(pen, x, voet, stap.label, stap.bij)
        x = len(standen) * stap_breedte
        uit.append(pen.tekst(x, y(self.rest) - 8, toon(self.rest, self.maat), "groot"))
        uit += self._voetschrift(pen, x, voet, self.uitkomst, "")
        uit.append(pen.lijn(0, 1, y(0), y(0), "as-sterk"))
        return voet + 58, "".join(uit)

    def _voetschrift(self, pen: Pen, x: float, voet: float, label: str, bij: str) -> list[str]:
        tekens = max(8, int(pen.breedte / (len(self.stappen) + 2) / 7.2))
        uit = [pen.tekst(x, voet + 20, regels(label, tekens)[0], "sterk")]
        return uit + [pen.tekst(x, voet + 37 + 16 * i, r, "stil") for i, r in enumerate(regels(bij, tekens, 2))]

    def tabel(self) -> Tabel:
        rijen = [(stap.label, stap.bij, self._bedrag(stap)) for stap, _, _ in self._standen()]
        rijen.append((self.uitkomst, "", toon(self.rest, self.maat)))
        return Tabel(self.titel, ("Stap", "Toelichting", "Bedrag"), tuple(rijen), totaal=True)

    def in_woorden(self) -> str:
        return " ".join(f"{rij[0]}: {rij[2]}." for rij in self.tabel().rijen)
