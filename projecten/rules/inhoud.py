"""What an entry holds, and what is still missing before it can be handed in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from koers.lib.notatie import getal
from projecten.rules.antwoord import Antwoord, Toegezegd, as_stored, too_long, unanswered
from projecten.rules.belofte import MAX_WANNEER, parse, said, settled

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
    """One bullet of news in the light markup; where it comes from, if not from the person who types it.

    `toezegging`: for when it promises something, as projecten.rules.belofte.settled has it; "" when it does not.
    """

    tekst: str
    publiek: bool = True
    herkomst: str = "bron"
    vindplaats: str = ""
    toezegging: str = ""

    @property
    def leeg(self) -> bool:
        return not self.tekst.strip()

    @property
    def voor_wanneer(self) -> str:
        """For when it promises something, in words; "" when it does not."""
        return said(self.toezegging)


@dataclass(frozen=True)
class Inhoud:
    """Everything a person enters: bullets, Kwaliteit/Tijd/Geld ("" is niet gemeld) or that there is no news; and what
    became of what was promised before."""

    punten: tuple[Punt, ...] = ()
    kwaliteit: str = ""
    kwaliteit_toelichting: str = ""
    tijd: str = ""
    tijd_toelichting: str = ""
    geld: str = ""
    geld_toelichting: str = ""
    niets_te_melden: bool = False
    niets_reden: str = ""
    antwoorden: tuple[Antwoord, ...] = ()

    @classmethod
    def parse(cls, stored: Mapping[str, Any]) -> Inhoud:
        """Back from what `dataclasses.asdict` made of it."""
        punten = tuple(Punt(**punt) for punt in stored["punten"])
        return cls(**{**stored, "punten": punten, "antwoorden": as_stored(stored.get("antwoorden", ()))})

    def standen(self) -> Iterator[tuple[str, str, str]]:
        """Aspect, state and explanation, in the order K, T, G."""
        for aspect in ASPECTEN:
            yield aspect, getattr(self, aspect), getattr(self, f"{aspect}_toelichting")

    def without_empty(self) -> Inhoud:
        """As it is stored: without the rows in which nothing was written."""
        return replace(
            self,
            punten=tuple(punt for punt in self.punten if not punt.leeg),
            antwoorden=tuple(antwoord for antwoord in self.antwoorden if not antwoord.leeg),
        )

    def answer_to(self, toezegging: int) -> Antwoord:
        """What is written about a promise; an empty one when nothing is."""
        found = (antwoord for antwoord in self.antwoorden if antwoord.toezegging == toezegging)
        return next(found, Antwoord(toezegging))

    def same_words(self, other: Inhoud) -> bool:
        """Whether a reader would see no difference, wherever either comes from."""
        return self._words() == other._words()

    def _words(self) -> Inhoud:
        found = self.without_empty()
        punten = tuple(Punt(punt.tekst, punt.publiek, toezegging=punt.toezegging) for punt in found.punten)
        return replace(found, punten=punten, antwoorden=tuple(sorted(found.antwoorden, key=lambda a: a.toezegging)))


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
        if len(punt.toezegging) > MAX_WANNEER:
            te_lang = f"De datum van de toezegging in bericht {i + 1} telt hoogstens {MAX_WANNEER} tekens."
            found.append(Gemis(f"punt-{i}-toezegging", te_lang))
    for aspect, stand, toelichting in inhoud.standen():
        if stand not in STANDEN:
            found.append(Gemis(aspect, f"{aspect.capitalize()} is groen, oranje, rood of niet gemeld."))
        if len(toelichting) > MAX_TOELICHTING:
            te_lang = f"De toelichting bij {aspect.capitalize()} is te lang: maximaal {MAX_TOELICHTING} tekens."
            found.append(Gemis(f"{aspect}_toelichting", te_lang))
    if len(inhoud.niets_reden) > MAX_REDEN:
        found.append(Gemis("niets_reden", f"De reden is te lang: maximaal {MAX_REDEN} tekens."))
    return found + [Gemis(*pair) for pair in too_long(inhoud.antwoorden)]


def missing(inhoud: Inhoud, vorm: Vorm | None = None, toegezegd: Sequence[Toegezegd] = ()) -> list[Gemis]:
    """Everything that stands in the way of handing in, in the order of the page (domain.md §3: voortgang).

    `toegezegd`: the promises of before that this entry has to answer.
    """
    asked = [Gemis(*pair) for pair in unanswered(toegezegd, inhoud.antwoorden)]
    return (
        too_much(inhoud, vorm) + asked + _missing_news(inhoud) + _unread_dates(inhoud) + _missing_explanations(inhoud)
    )


def _unread_dates(inhoud: Inhoud) -> list[Gemis]:
    hoe = "Schrijf een dag, maand of kwartaal, bijvoorbeeld 1 juni 2026, juni 2026 of Q3 2026."
    return [
        Gemis(
            f"punt-{i}-toezegging",
            f"De datum van de toezegging in bericht {i + 1} is niet te lezen of al voorbij. {hoe}",
        )
        for i, punt in enumerate(inhoud.punten)
        if punt.toezegging and not punt.leeg and parse(punt.toezegging) is None
    ]


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


def with_dates(inhoud: Inhoud, eind: date) -> Inhoud:
    """With every date as it is kept, read in the ronde that ends on this day; doing it twice changes nothing."""
    return replace(
        inhoud,
        punten=tuple(replace(punt, toezegging=settled(punt.toezegging, eind)) for punt in inhoud.punten),
        antwoorden=tuple(replace(antwoord, wanneer=settled(antwoord.wanneer, eind)) for antwoord in inhoud.antwoorden),
    )


def carry_over(punten: tuple[Punt, ...], i: int, tekst: str, ruimte: int = MAX_PUNTEN) -> tuple[Punt, ...]:
    """Last quarter's text into row i, else into the first row that is still empty, else into a row of its own; once.

    Nothing that was typed is ever replaced; with no room left the rows come back as they were.
    """
    if any(punt.tekst == tekst for punt in punten):
        return punten
    empty = [n for n, punt in enumerate(punten) if punt.leeg]
    if empty:
        n = i if i in empty else empty[0]
        return (*punten[:n], replace(punten[n], tekst=tekst), *punten[n + 1 :])
    return punten if len(punten) >= ruimte else (*punten, Punt(tekst))


def no_room(ruimte: int) -> str:
    """That nothing more can be taken over, and what to do."""
    if ruimte == 1:
        return "Er past 1 bericht in en dat heeft al tekst. Maak het leeg, of schrijf de oude tekst erbij."
    return f"Alle {ruimte} berichten hebben al tekst; meer passen er niet in. Verwijder er een, of voeg er twee samen."
