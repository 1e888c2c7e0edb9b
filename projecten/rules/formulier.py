"""What a ronde asks, in which words and within which bounds. Fixed once the ronde has opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from projecten.rules.inhoud import ASPECTEN, MAX_PUNTEN, MAX_TEKST

MIN_TEKST = 100


@dataclass(frozen=True)
class Vorm:
    """The guidance beside each field, how much fits, and which of Kwaliteit, Tijd and Geld are asked."""

    versie: int = 1
    berichten: str = "Eén tot vier berichten. Wat gebeurde er, voor wie, en wat volgt?"
    niets: str = "Is er niets gebeurd? Ook dat is een bericht: dan weet de lezer dat u eraan dacht."
    standen: str = (
        "Groen: op koers. Oranje: vraagt aandacht. Rood: vraagt een besluit. Bij oranje en rood hoort een toelichting."
    )
    kwaliteit: str = "Wordt het resultaat wat is afgesproken?"
    tijd: str = "Loopt het volgens de planning?"
    geld: str = "Blijft het binnen het budget?"
    max_punten: int = MAX_PUNTEN
    max_tekst: int = MAX_TEKST
    aspecten: tuple[str, ...] = ASPECTEN

    def vraag(self, aspect: str) -> str:
        """The question about one of kwaliteit, tijd and geld."""
        return str(getattr(self, aspect))


def applies_later(open_vanaf: date, today: date) -> bool:
    """Whether a ronde takes a new form: only while it has not opened."""
    return open_vanaf > today
