"""What every chart has in common: its facts, the drawing with words for who cannot see it, and the table beside it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b
from typing import Literal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from koers.lib import notatie
from koers.ui.charts.pen import PUNT_PER_EENHEID, Drager, Pen, kort
from koers.ui.vormen import PADEN

Getal = Decimal | int
Maat = Literal["getal", "geld", "geld_centen", "percentage", "decimaal"]

# Twelve columns of the paper grid, in points.
VOLLE_BREEDTE = 481.9
NIETS = "Nog niets gemeld"


def toon(waarde: Getal | None, maat: Maat) -> str:
    """A value in words, by the one notation of screen and paper."""
    return {
        "getal": notatie.getal,
        "geld": notatie.geld,
        "geld_centen": notatie.geld_centen,
        "percentage": notatie.percentage,
        "decimaal": notatie.decimaal,
    }[maat](waarde)


@dataclass(frozen=True)
class Tabel:
    """The same facts as a table: the first cell of a row is its name, the others are written out."""

    bijschrift: str
    kop: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]
    totaal: bool = False


@dataclass(frozen=True)
class Legendaregel:
    """A swatch with its word, and its value where the chart has room for none."""

    staal: SafeString
    label: str
    waarde: str = ""


@dataclass(frozen=True)
class Schaal:
    """From values to fractions of the width or the height; zero always lies on it."""

    van: Decimal
    tot: Decimal

    @classmethod
    def om(cls, waarden: list[Getal]) -> Schaal:
        van, tot = Decimal(min([0, *waarden])), Decimal(max([0, *waarden]))
        return cls(van, tot if tot > van else van + 1)

    def deel(self, waarde: Getal) -> float:
        return float((Decimal(waarde) - self.van) / (self.tot - self.van))


@dataclass(frozen=True, kw_only=True)
class Grafiek(ABC):
    """A chart as plain facts. `titel` is the message and must be true of every bar."""

    titel: str
    beschrijving: str = ""
    bron: str = ""
    herkomst: str = ""
    # Sets two charts with the same facts on one page apart.
    sleutel: str = ""

    def svg(self, drager: Drager = "scherm", breedte: float = VOLLE_BREEDTE) -> SafeString:
        """The chart as an SVG string; `breedte` in points, for paper only."""
        if drager not in ("scherm", "papier"):
            raise ValueError(f"{drager!r} is no drager: scherm or papier")
        pen = Pen(drager, breedte / PUNT_PER_EENHEID, self._kenmerk())
        hoogte, inhoud = self.teken(pen) if self._heeft_iets() else (28.0, pen.tekst(0, 19, NIETS, "stil"))
        woorden = f"<title>{escape(self.titel)}</title>"
        woorden += f"<desc>{escape(self.beschrijving or self.in_woorden())}</desc>"
        hatch = pen.arcering() if f"url(#{pen.kenmerk})" in inhoud else ""
        return mark_safe(f"{self._begin(pen, hoogte)}{woorden}{hatch}{inhoud}</svg>")

    def _begin(self, pen: Pen, hoogte: float) -> str:
        if not pen.papier:
            soort = type(self).__name__.lower()
            return f'<svg class="grafiek g-{soort}" {self._maat_op_scherm(hoogte)} role="{self._rol()}">'
        breed, hoog = kort(pen.breedte * PUNT_PER_EENHEID), kort(hoogte * PUNT_PER_EENHEID)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {kort(pen.breedte)} {kort(hoogte)}"'
            f' width="{breed}pt" height="{hoog}pt" role="img" font-family="Source Sans 3" font-size="14">'
        )

    def _maat_op_scherm(self, hoogte: float) -> str:
        return f'width="100%" height="{kort(hoogte)}"'

    def _rol(self) -> str:
        return "img"

    def _kenmerk(self) -> str:
        return f"g{blake2b(repr(self).encode(), digest_size=5).hexdigest()}"

    def in_woorden(self) -> str:
        """The rows of the table as one sentence each, for who hears the chart."""
        tabel = self.tabel()
        if not tabel.rijen:
            return f"{NIETS}."
        zinnen = []
        for rij in tabel.rijen:
            delen = [f"{kop} {cel}" if len(rij) > 2 else cel for kop, cel in zip(tabel.kop[1:], rij[1:], strict=True)]
            zinnen.append(f"{rij[0]}: {', '.join(delen)}.")
        return " ".join(zinnen)

    def _heeft_iets(self) -> bool:
        return bool(self.tabel().rijen)

    @abstractmethod
    def teken(self, pen: Pen) -> tuple[float, str]:
        """Height in units, and what stands inside the SVG."""

    @abstractmethod
    def tabel(self) -> Tabel:
        """The facts of the chart as a table."""

    def legenda(self, drager: Drager = "scherm") -> list[Legendaregel]:
        """What the fills mean; empty where the words stand in the chart itself."""
        return []

    def _staal(self, klasse: str, drager: Drager) -> SafeString:
        pen = Pen(drager, 12, f"{self._kenmerk()}-{klasse}")
        hatch = pen.arcering() if klasse == "terug" else ""
        rand = 0.75 if klasse in ("ruimte", "leeg", "tegel-0") else 0
        vorm = f'<rect x="{rand}" y="{rand}" width="{12 - 2 * rand}" height="{12 - 2 * rand}"{pen.vulling(klasse)}/>'
        if klasse == "doel":
            vorm = f'<line x1="0" x2="12" y1="6" y2="6"{pen.vulling(klasse)}/>'
        elif klasse in PADEN:
            vorm = f'<path d="{PADEN[klasse]}"{pen.vulling(klasse)}/>'
        maat = 'width="7pt" height="7pt"' if pen.papier else 'class="staal" width="12" height="12" aria-hidden="true"'
        return mark_safe(f'<svg viewBox="0 0 12 12" {maat}>{hatch}{vorm}</svg>')
