"""The page on which two texts of one entry stand side by side, to choose from field by field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from koers.lib.notatie import moment
from projecten.models import Voortgang
from projecten.rules.antwoord import Antwoord
from projecten.rules.inhoud import Inhoud, Punt, with_dates
from projecten.rules.keuze import answered, pairs
from projecten.selectors.invoer import Invoer
from projecten.selectors.voortgang import inhoud_of


@dataclass(frozen=True)
class PuntKeuze:
    """A bullet of mine beside one of theirs; either may be absent."""

    mijn: Punt | None
    hun: Punt | None
    i: int
    j: int

    @property
    def veld(self) -> str:
        return f"punt-{self.i}-tekst"

    @property
    def nummer(self) -> int:
        return (self.i if self.mijn else self.j) + 1

    @property
    def gelijk(self) -> bool:
        return bool(self.mijn and self.hun and _read(self.mijn) == _read(self.hun))


def _read(punt: Punt) -> tuple[str, bool, str]:
    return punt.tekst, punt.publiek, punt.toezegging


@dataclass(frozen=True)
class AntwoordKeuze:
    """What both say of one earlier promise; `waarover` names it."""

    waarover: str
    mijn: Antwoord
    hun: Antwoord

    @property
    def gelijk(self) -> bool:
        return self.mijn == self.hun


@dataclass(frozen=True)
class StandKeuze:
    """Kwaliteit, Tijd or Geld with its explanation, mine and theirs."""

    aspect: str
    mijn: tuple[str, str]
    hun: tuple[str, str]
    vraag: str

    @property
    def label(self) -> str:
        return self.aspect.capitalize()

    @property
    def gelijk(self) -> bool:
        return self.mijn == self.hun


@dataclass(frozen=True)
class Botsing:
    """Both texts; `versie` is the one of theirs, which the choice will be based on."""

    invoer: Invoer
    mijn: Inhoud
    hun: Inhoud
    versie: int
    wie: str
    zelf: bool
    op: datetime
    punten: tuple[PuntKeuze, ...]
    standen: tuple[StandKeuze, ...]
    antwoorden: tuple[AntwoordKeuze, ...]

    @property
    def van(self) -> str:
        """Whose the other text is, in words."""
        wie = "uzelf, op een andere bladzijde" if self.zelf else self.wie
        return f"opgeslagen door {wie}, {moment(self.op)}"

    @property
    def zin(self) -> str:
        """What happened, in a sentence."""
        wie = "U bewaarde intussen op een andere bladzijde" if self.zelf else f"{self.wie} bewaarde intussen"
        return f"{wie} een andere tekst. De uwe staat hier nog en er is niets overschreven."

    @property
    def niets_gelijk(self) -> bool:
        return (self.mijn.niets_te_melden, self.mijn.niets_reden) == (self.hun.niets_te_melden, self.hun.niets_reden)


def load_botsing(invoer: Invoer, other: Voortgang, mijn: Inhoud, gebruiker: Any) -> Botsing:
    """What one typed beside what was saved meanwhile. Without empty rows."""
    mijn, hun = with_dates(mijn.without_empty(), invoer.ronde.eind), inhoud_of(other)
    known = {own.id: f"In {own.ronde} toegezegd voor {own.wanneer}" for own in invoer.gevraagd}
    before = {aspect: (stand, text) for aspect, stand, text in hun.standen()}
    return Botsing(
        invoer=invoer,
        mijn=mijn,
        hun=hun,
        versie=other.versie,
        wie=other.gewijzigd_door.naam if other.gewijzigd_door else "De opdrachtregel",
        zelf=other.gewijzigd_door == gebruiker,
        op=other.gewijzigd_op,
        punten=tuple(
            PuntKeuze(
                None if i is None else mijn.punten[i],
                None if j is None else hun.punten[j],
                -1 if i is None else i,
                -1 if j is None else j,
            )
            for i, j in pairs(mijn, hun)
        ),
        standen=tuple(
            StandKeuze(aspect, (stand, text), before[aspect], invoer.vorm.vraag(aspect))
            for aspect, stand, text in mijn.standen()
            if aspect in invoer.vorm.aspecten
        ),
        antwoorden=tuple(
            AntwoordKeuze(known.get(pk, "Een toezegging"), mijn.answer_to(pk), hun.answer_to(pk))
            for pk in answered(mijn, hun)
        ),
    )
