"""What an entry holds, and what is still missing before it can be handed in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from koers.lib.notatie import getal

if TYPE_CHECKING:
    from projecten.rules.formulier import Vorm

MAX_PUNTEN = 12
MAX_TEKST = 4_000
MAX_TOELICHTING = 500
MAX_REDEN = 300
ASPECTEN = ("kwaliteit", "tijd", "geld")
STANDEN = ("", "groen", "oranje", "rood")


@dataclass(frozen=True)
class Punt:
    """One bullet of news in the light markup; where it comes from, if not from the person who types it."""

    tekst: str
    publiek: bool = True
    herkomst: str = "bron"
    vindplaats: str = ""

    @property
    def leeg(self) -> bool:
        return not self.tekst.strip()


@dataclass(frozen=True)
class Inhoud:
    """Everything a person enters: bullets, Kwaliteit/Tijd/Geld ("" is niet gemeld) or that there is no news."""

    punten: tuple[Punt, ...] = ()
    kwaliteit: str = ""
    kwaliteit_toelichting: str = ""
    tijd: str = ""
    tijd_toelichting: str = ""
    geld: str = ""
    geld_toelichting: str = ""
    niets_te_melden: bool = False
    niets_reden: str = ""

    @classmethod
    def parse(cls, stored: Mapping[str, Any]) -> Inhoud:
        """Back from what `dataclasses.asdict` made of it."""
        return cls(**{**stored, "punten": tuple(Punt(**punt) for punt in stored["punten"])})

    def standen(self) -> Iterator[tuple[str, str, str]]:
        """Aspect, state and explanation, in the order K, T, G."""
        for aspect in ASPECTEN:
            yield aspect, getattr(self, aspect), getattr(self, f"{aspect}_toelichting")

    def without_empty(self) -> Inhoud:
        """As it is stored: without the rows in which nothing was written."""
        return replace(self, punten=tuple(punt for punt in self.punten if not punt.leeg))

    def same_words(self, other: Inhoud) -> bool:
        """Whether a reader would see no difference, wherever either comes from."""
        return self._words() == other._words()

    def _words(self) -> Inhoud:
        punten = tuple(Punt(punt.tekst, punt.publiek) for punt in self.punten if not punt.leeg)
        return replace(self, punten=punten)


@dataclass(frozen=True)
class Gemis:
    """One thing that is missing or does not fit: the field it belongs to, and what to do."""

    veld: str
    tekst: str


def too_much(inhoud: Inhoud, vorm: Vorm | None = None) -> list[Gemis]:
    """What is beyond a bound or not one of the choices: such an entry cannot be kept, not even as a draft."""
    found = []
    punten, tekens = (vorm.max_punten, vorm.max_tekst) if vorm else (MAX_PUNTEN, MAX_TEKST)
    if len(inhoud.punten) > punten:
        passen = "past 1 bericht" if punten == 1 else f"passen {punten} berichten"
        found.append(Gemis(f"punt-{punten}-tekst", f"Er {passen} in; voeg er een paar samen."))
    for i, punt in enumerate(inhoud.punten):
        if len(punt.tekst) > tekens:
            lengte = f"telt {getal(len(punt.tekst))} tekens; er mogen er {getal(tekens)} in. Deel het op."
            found.append(Gemis(f"punt-{i}-tekst", f"Bericht {i + 1} {lengte}"))
    for aspect, stand, toelichting in inhoud.standen():
        if stand not in STANDEN:
            found.append(Gemis(aspect, f"{aspect.capitalize()} is groen, oranje, rood of niet gemeld."))
        if len(toelichting) > MAX_TOELICHTING:
            te_lang = f"De toelichting bij {aspect.capitalize()} is te lang: maximaal {MAX_TOELICHTING} tekens."
            found.append(Gemis(f"{aspect}_toelichting", te_lang))
    if len(inhoud.niets_reden) > MAX_REDEN:
        found.append(Gemis("niets_reden", f"De reden is te lang: maximaal {MAX_REDEN} tekens."))
    return found


def missing(inhoud: Inhoud, vorm: Vorm | None = None) -> list[Gemis]:
    """Everything that stands in the way of handing in, in the order of the page (domain.md §3: voortgang)."""
    return too_much(inhoud, vorm) + _missing_news(inhoud) + _missing_explanations(inhoud)


def _missing_news(inhoud: Inhoud) -> list[Gemis]:
    written = [punt for punt in inhoud.punten if not punt.leeg]
    if inhoud.niets_te_melden:
        if written:
            return [
                Gemis("niets_te_melden", "U schreef een bericht én koos 'niets te melden'. Haal een van beide weg.")
            ]
        return (
            [] if inhoud.niets_reden.strip() else [Gemis("niets_reden", "Schrijf kort waarom er niets te melden is.")]
        )
    if not written:
        return [Gemis("punt-0-tekst", "Er is nog geen bericht: schrijf er een, of kies 'niets te melden'.")]
    return [
        Gemis(f"punt-{i}-tekst", f"Bericht {i + 1} is leeg: schrijf een tekst of verwijder het bericht.")
        for i, punt in enumerate(inhoud.punten)
        if punt.leeg
    ]


def _missing_explanations(inhoud: Inhoud) -> list[Gemis]:
    return [
        Gemis(f"{aspect}_toelichting", f"{aspect.capitalize()} staat op {stand}: leg in één of twee zinnen uit waarom.")
        for aspect, stand, toelichting in inhoud.standen()
        if stand in ("oranje", "rood") and not toelichting.strip()
    ]


def carry_over(punten: tuple[Punt, ...], i: int, tekst: str) -> tuple[Punt, ...]:
    """Last quarter's text into row i when that is still empty, else into a row of its own after the others.

    Nothing that was typed is ever replaced; with no room left the rows come back as they were.
    """
    if i < len(punten) and punten[i].leeg:
        return (*punten[:i], replace(punten[i], tekst=tekst), *punten[i + 1 :])
    if len(punten) >= MAX_PUNTEN:
        return punten
    return (*punten, Punt(tekst))
