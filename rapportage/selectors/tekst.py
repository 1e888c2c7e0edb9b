"""The texts an editor keeps, by the document they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.text import slugify

from rapportage.models import Tekstblok

_PERIODE = re.compile(r"^(kwartaalupdate|jaarverslag|raadsbrief-[a-z-]+?)-(\d{4})(-q[1-4])?(-|$)")
_SOORTEN = {
    "kwartaalupdate": "Elke kwartaalupdate",
    "jaarverslag": "Elk jaarverslag",
    "raadsbrief": "Elke raadsbrief",
    "trede": "De ladder van deelname",
    "stand": "Kwaliteit, Tijd en Geld",
    "begrip": "Begrippen",
    "woord": "Begrippen",
    "afkorting": "Afkortingen",
}


@dataclass
class Groep:
    """Texts that go into the same document or list."""

    titel: str
    blokken: list[Tekstblok] = field(default_factory=list)

    @property
    def sleutel(self) -> str:
        return slugify(self.titel)


def group_of(sleutel: str) -> str:
    """The heading under which a text stands: "Kwartaalupdate Q1 2026", "Elk jaarverslag", "Begrippen"."""
    if match := _PERIODE.match(sleutel):
        naam = match[1].replace("-", " ").title().replace(" Van ", " van ")
        kwartaal = f"{match[3][1:].upper()} " if match[3] else ""
        return f"{naam} {kwartaal}{match[2]}"
    return _SOORTEN.get(sleutel.split("-", 1)[0], "Andere teksten")


def list_groepen(blokken: Iterable[Tekstblok]) -> list[Groep]:
    """The groups with a period first, newest period on top; then what stands in every document."""
    groepen: dict[str, Groep] = {}
    for blok in blokken:
        titel = group_of(blok.sleutel)
        groepen.setdefault(titel, Groep(titel)).blokken.append(blok)
    return sorted(groepen.values(), key=_order)


def _order(groep: Groep) -> tuple[int, str, str]:
    jaar = re.search(r"\d{4}", groep.titel)
    return (0, str(9999 - int(jaar[0])), groep.titel) if jaar else (1, "", groep.titel)
