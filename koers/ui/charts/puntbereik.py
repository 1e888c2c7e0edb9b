"""Where one stands among the others: a dot for each, the own one large and named, not ranked."""

from __future__ import annotations

from dataclasses import dataclass

from koers.lib.notatie import NIET_GEMELD
from koers.ui.charts.grafiek import Getal, Grafiek, Maat, Schaal, Tabel, toon
from koers.ui.charts.pen import Anker, Pen

AS = 32.0
# Dots nearer than this share of the width would cover each other; they step aside.
BREEDTE_PUNT = 0.022
UITWIJK = (0.0, -9.0, 9.0)


@dataclass(frozen=True)
class Punt:
    """One of the region; None is not reported."""

    label: str
    waarde: Getal | None


def _anker(x: float) -> Anker:
    return "start" if x < 0.15 else "end" if x > 0.85 else "middle"


@dataclass(frozen=True, kw_only=True)
class Puntbereik(Grafiek):
    """`eigen` is the label of the own dot, empty for none; `tot` widens the axis beyond the highest value."""

    punten: tuple[Punt, ...]
    eigen: str = ""
    norm: Getal | None = None
    tot: Getal | None = None
    maat: Maat = "getal"
    norm_woord: str = "norm"

    def _schaal(self) -> Schaal:
        waarden = [p.waarde for p in self.punten if p.waarde is not None]
        return Schaal.om(waarden + [w for w in (self.norm, self.tot) if w is not None])

    def _eigen_punt(self) -> Punt | None:
        return next((p for p in self.punten if p.label == self.eigen), None) if self.eigen else None

    def teken(self, pen: Pen) -> tuple[float, str]:
        schaal = self._schaal()
        uit = [pen.lijn(0, 1, AS, AS, "as"), self._anderen(pen, schaal)]
        uit.append(self._norm(pen, schaal))
        uit.append(self._eigen(pen, schaal))
        bij_norm = schaal.deel(self.norm) if self.norm is not None else 0.5
        if bij_norm > 0.2:
            uit.append(pen.tekst(0, AS + 28, toon(schaal.van, self.maat), "stil"))
        if bij_norm < 0.8:
            uit.append(pen.tekst(1, AS + 28, toon(schaal.tot, self.maat), "stil", "end"))
        return AS + 34, "".join(uit)

    def _anderen(self, pen: Pen, schaal: Schaal) -> str:
        anderen = sorted(schaal.deel(p.waarde) for p in self.punten if p.waarde is not None and p.label != self.eigen)
        uit, gezet = [], list[tuple[float, float]]()
        for x in anderen:
            buren = {dy for gx, dy in gezet if x - gx < BREEDTE_PUNT}
            dy = next((d for d in UITWIJK if d not in buren), 0.0)
            gezet.append((x, dy))
            uit.append(pen.cirkel(x, AS + dy, 5, "punt"))
        return "".join(uit)

    def _norm(self, pen: Pen, schaal: Schaal) -> str:
        if self.norm is None:
            return ""
        x = schaal.deel(self.norm)
        woord = f"{self.norm_woord} {toon(self.norm, self.maat)}"
        return pen.lijn(x, x, AS - 13, AS + 13, "norm") + pen.tekst(x, AS + 28, woord, "stil", _anker(x))

    def _eigen(self, pen: Pen, schaal: Schaal) -> str:
        if not self.eigen:
            return ""
        punt = self._eigen_punt()
        if punt is None or punt.waarde is None:
            return pen.tekst(1, 14, f"{self.eigen}: {NIET_GEMELD}", "stil", "end")
        x = schaal.deel(punt.waarde)
        woord = f"{punt.label} {toon(punt.waarde, self.maat)}"
        return pen.cirkel(x, AS, 8, "eigen") + pen.tekst(x, 14, woord, "sterk", _anker(x))

    def tabel(self) -> Tabel:
        return Tabel(self.titel, ("Naam", "Waarde"), tuple((p.label, toon(p.waarde, self.maat)) for p in self.punten))

    def in_woorden(self) -> str:
        waarden = [p.waarde for p in self.punten if p.waarde is not None]
        punt = self._eigen_punt()
        delen = [f"{self.eigen}: {toon(punt.waarde if punt else None, self.maat)}."] if self.eigen else []
        if self.norm is not None:
            delen.append(f"{self.norm_woord.capitalize()} {toon(self.norm, self.maat)}.")
        delen.append(f"{len(waarden)} van de {len(self.punten)} gemeld")
        if waarden:
            delen[-1] += f", van {toon(min(waarden), self.maat)} tot {toon(max(waarden), self.maat)}"
        return f"{' '.join(delen)}."
