"""The tile map: fourteen tiles, each about where its municipality lies. The same everywhere."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import escape

from koers.ui.charts.grafiek import Grafiek, Legendaregel, Tabel
from koers.ui.charts.pen import Drager, Pen, kort, regels

KOLOMMEN, RIJEN = 6, 4
# slug → column, row and the two letters for where a tile is narrow.
PLAATSEN: dict[str, tuple[int, int, str]] = {
    "twenterand": (2, 0, "Tw"),
    "tubbergen": (3, 0, "Tu"),
    "dinkelland": (4, 0, "Di"),
    "hellendoorn": (0, 1, "He"),
    "wierden": (1, 1, "Wi"),
    "almelo": (2, 1, "Al"),
    "borne": (3, 1, "Bo"),
    "oldenzaal": (4, 1, "Ol"),
    "losser": (5, 1, "Lo"),
    "rijssen-holten": (1, 2, "RH"),
    "hof-van-twente": (2, 2, "HvT"),
    "hengelo": (3, 2, "Hg"),
    "enschede": (4, 2, "En"),
    "haaksbergen": (3, 3, "Ha"),
}
HOOG, GOOT = 76.0, 4.0
GOOT_DEEL = 0.006


@dataclass(frozen=True)
class Tegel:
    """`niveau` 0 is an outline, 1–4 ever darker; `woord` says in words what the tint means."""

    slug: str
    naam: str
    niveau: int = 0
    woord: str = ""
    url: str = ""
    eigen: bool = False

    def __post_init__(self) -> None:
        if self.slug not in PLAATSEN:
            raise ValueError(f"{self.slug!r} has no place on the tile map")
        if not 0 <= self.niveau <= 4:
            raise ValueError(f"niveau {self.niveau} is not 0–4")


@dataclass(frozen=True, kw_only=True)
class Tegelkaart(Grafiek):
    """`trappen`: the words of the levels that occur, for the legend."""

    tegels: tuple[Tegel, ...]
    namen: bool = True
    trappen: tuple[tuple[int, str], ...] = ()
    kop: tuple[str, str] = ("Gemeente", "Stand")

    def _rol(self) -> str:
        return "group" if any(t.url for t in self.tegels) else "img"

    def _begin(self, pen: Pen, hoogte: float) -> str:
        begin = super()._begin(pen, hoogte)
        return begin if pen.papier else begin.replace(">", f' aria-label="{escape(self.titel)}">', 1)

    def teken(self, pen: Pen) -> tuple[float, str]:
        return RIJEN * (HOOG + GOOT) - GOOT, "".join(self._tegel(pen, tegel) for tegel in self.tegels)

    def _tegel(self, pen: Pen, tegel: Tegel) -> str:
        kolom, rij, _ = PLAATSEN[tegel.slug]
        goot = GOOT / pen.breedte if pen.papier else GOOT_DEEL
        breedte = (1 - (KOLOMMEN - 1) * goot) / KOLOMMEN
        x, y = kolom * (breedte + goot), rij * (HOOG + GOOT)
        uit = pen.rect(x, breedte, y, HOOG, f"tegel-{tegel.niveau}", 4)
        if tegel.eigen:
            uit += pen.rect(x, breedte, y, HOOG, "hier", 4)
        if self.namen:
            uit += self._woorden(pen, tegel, x, y)
        if not tegel.url or pen.papier:
            return uit
        naam = f"{tegel.naam}: {tegel.woord}" if tegel.woord else tegel.naam
        return f'<a href="{escape(tegel.url)}" aria-label="{escape(naam)}">{uit}</a>'

    def _woorden(self, pen: Pen, tegel: Tegel, x: float, y: float) -> str:
        klasse = f"op-{tegel.niveau}"
        if pen.papier:
            binnen = pen.breedte / KOLOMMEN - 14
            x += 8 / pen.breedte
            uit = [pen.tekst(x, y + 18, regels(tegel.naam, int(binnen / 6.6))[0], klasse)]
            return "".join([*uit, pen.tekst(x, y + HOOG - 10, regels(tegel.woord, int(binnen / 6.6))[0], klasse)])
        kortnaam = PLAATSEN[tegel.slug][2]
        return (
            f'<svg class="tegeltekst {klasse}" x="{pen.x(x)}" y="{kort(y)}">'
            f'<text class="lang sterk" x="8" y="20">{escape(tegel.naam)}</text>'
            f'<text class="kort sterk" x="6" y="20">{escape(kortnaam)}</text>'
            f'<text class="lang" x="8" y="{kort(HOOG - 10)}">{escape(tegel.woord)}</text></svg>'
        )

    def legenda(self, drager: Drager = "scherm") -> list[Legendaregel]:
        telling = {niveau: sum(t.niveau == niveau for t in self.tegels) for niveau, _ in self.trappen}
        return [Legendaregel(self._staal(f"tegel-{n}", drager), woord, str(telling[n])) for n, woord in self.trappen]

    def tabel(self) -> Tabel:
        return Tabel(self.titel, self.kop, tuple((t.naam, t.woord or "–") for t in self.tegels))
