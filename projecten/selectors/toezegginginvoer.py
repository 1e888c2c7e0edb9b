"""Promises on the entry page: what a bullet seems to promise, and what is to be answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from koers.lib.notatie import opsomming
from projecten.models import Ronde
from projecten.rules.antwoord import Antwoord
from projecten.rules.belofte import propose, said
from projecten.rules.inhoud import Inhoud, Punt
from projecten.selectors.toezegging import Belofte


@dataclass(frozen=True)
class ToegezegdRij:
    """A promise of before with the answer as it is written, and the remark at it; `fouten`: what is wrong, by field."""

    belofte: Belofte
    antwoord: Antwoord
    fouten: Mapping[str, str]
    opmerking: str = ""

    @property
    def veld(self) -> str:
        return self.antwoord.veld

    @property
    def fout(self) -> str:
        return self.fouten.get(self.veld, "")

    @property
    def wanneer_fout(self) -> str:
        return self.fouten.get(f"{self.veld}-wanneer", "")

    @property
    def woorden_fout(self) -> str:
        return self.fouten.get(f"{self.veld}-woorden", "")

    @property
    def wanneer(self) -> str:
        """The new date, in words."""
        return said(self.antwoord.wanneer)

    @property
    def eerder(self) -> str:
        """The dates it had before, in words; "" of one that was never moved."""
        return opsomming(self.belofte.eerder)


def proposal(ronde: Ronde, punt: Punt) -> str:
    """For when a bullet seems to promise something, in words; "" when it says so already, or names no such time."""
    found = None if punt.toezegging else propose(punt.tekst, ronde.begin, ronde.eind)
    return str(found) if found else ""


def proposals(ronde: Ronde, inhoud: Inhoud) -> list[str]:
    """The same of each bullet, while one types."""
    return [proposal(ronde, punt) for punt in inhoud.punten]
