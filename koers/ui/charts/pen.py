"""The pen every chart draws with: fractions of the width, in percentages on screen and in units on paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from django.utils.html import escape

from koers.ui.charts.kleuren import HATCH, STIJLEN, TEKSTSTIJLEN, TOKENS

Drager = Literal["scherm", "papier"]
Anker = Literal["start", "middle", "end"]

# One unit is a CSS pixel on screen; on paper it is this many points, so that text of 14 becomes 8,4 pt.
PUNT_PER_EENHEID = 0.6
# Where names stand beside the bars: their share of the width, and that of the bars; values take the rest.
NAAMDEEL, BAANDEEL = 0.26, 0.57


def kort(waarde: float) -> str:
    """A coordinate with at most three decimals and no trailing zeros."""
    return f"{waarde:.3f}".rstrip("0").rstrip(".") or "0"


def regels(tekst: str, tekens: int, hoogstens: int = 1) -> list[str]:
    """Break a text at spaces into lines of so many characters; what does not fit ends in an ellipsis."""
    uit: list[str] = [""]
    for woord in tekst.split():
        langer = f"{uit[-1]} {woord}".strip()
        if len(langer) <= tekens or not uit[-1]:
            uit[-1] = langer
        else:
            uit.append(woord)
    if len(uit) > hoogstens:
        uit = uit[:hoogstens]
        uit[-1] += "…"
    return [regel if len(regel) <= tekens else f"{regel.rstrip('…')[: tekens - 1].rstrip()}…" for regel in uit]


@dataclass(frozen=True)
class Pen:
    """Draws elements as strings; everything that comes from outside is escaped here."""

    drager: Drager
    breedte: float
    kenmerk: str
    links: float = 0.0

    @property
    def papier(self) -> bool:
        return self.drager == "papier"

    def x(self, deel: float) -> str:
        return kort(self.links + deel * self.breedte) if self.papier else f"{kort(deel * 100)}%"

    def w(self, deel: float) -> str:
        return kort(deel * self.breedte) if self.papier else f"{kort(deel * 100)}%"

    def _stijl(self, klassen: str, tabel: dict[str, dict[str, str]]) -> str:
        if not self.papier:
            return f' class="{klassen}"' if klassen else ""
        attributen: dict[str, str] = {}
        for klasse in klassen.split() or [""]:
            attributen |= tabel[klasse]
        return "".join(f' {naam}="{self._waarde(waarde)}"' for naam, waarde in attributen.items())

    def _waarde(self, waarde: str) -> str:
        return f"url(#{self.kenmerk})" if waarde == HATCH else TOKENS.get(waarde, waarde)

    def vulling(self, klasse: str) -> str:
        """Class or attributes of a shape; the hatch refers to the pattern of this very chart."""
        hatch = f' fill="url(#{self.kenmerk})"' if klasse == "terug" and not self.papier else ""
        return self._stijl(klasse, STIJLEN) + hatch

    def rect(self, x: float, w: float, y: float, h: float, klasse: str, rond: float = 0) -> str:
        r = f' rx="{kort(rond)}"' if rond else ""
        return (
            f'<rect x="{self.x(x)}" y="{kort(y)}" width="{self.w(max(w, 0))}" height="{kort(max(h, 0))}"{r}'
            f"{self.vulling(klasse)}/>"
        )

    def lijn(self, x1: float, x2: float, y1: float, y2: float, klasse: str) -> str:
        return (
            f'<line x1="{self.x(x1)}" x2="{self.x(x2)}" y1="{kort(y1)}" y2="{kort(y2)}"{self._stijl(klasse, STIJLEN)}/>'
        )

    def cirkel(self, x: float, y: float, r: float, klasse: str) -> str:
        return f'<circle cx="{self.x(x)}" cy="{kort(y)}" r="{kort(r)}"{self._stijl(klasse, STIJLEN)}/>'

    def tekst(self, x: float, y: float, inhoud: object, klasse: str = "", anker: Anker = "start") -> str:
        a = "" if anker == "start" else f' text-anchor="{anker}"'
        return f'<text x="{self.x(x)}" y="{kort(y)}"{a}{self._stijl(klasse, TEKSTSTIJLEN)}>{escape(inhoud)}</text>'

    def baan(self, omlaag: float, inhoud: Callable[[Pen], str]) -> str:
        """The bars of a chart with names at the left and values at the right.

        On screen twice: beside the names, and `omlaag` lower under them; the style sheet shows the one that fits.
        """
        if not self.papier:
            balken = inhoud(self)
            breed = f'<svg class="breed" x="{kort(NAAMDEEL * 100)}%" width="{kort(BAANDEEL * 100)}%">{balken}</svg>'
            return f'{breed}<svg class="smal" y="{kort(omlaag)}">{balken}</svg>'
        return inhoud(replace(self, links=self.links + NAAMDEEL * self.breedte, breedte=BAANDEEL * self.breedte))

    def arcering(self) -> str:
        """The hatch of what goes back, under an id of its own."""
        return (
            f'<defs><pattern id="{self.kenmerk}" width="6" height="6" patternUnits="userSpaceOnUse"'
            f' patternTransform="rotate(45)"><path d="M0 0V6"{self._hatchlijn()} stroke-width="3"/></pattern></defs>'
        )

    def _hatchlijn(self) -> str:
        return f' stroke="{TOKENS["kleur"]}"' if self.papier else ' class="arceerlijn"'
