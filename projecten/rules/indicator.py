"""A definition that makes sense: which ways of adding up go with which kind of value."""

from __future__ import annotations

from projecten.rules.meetwaarde import AANTAL, BEDRAG, JA_NEE, SCORE, VERHOUDING
from projecten.rules.optellen import GEMIDDELDE, LAATSTE, SOM
from projecten.rules.optellen import VERHOUDING as VAN_SOMMEN

_OPTELLING = {
    AANTAL: (SOM, GEMIDDELDE),
    BEDRAG: (SOM, GEMIDDELDE),
    JA_NEE: (SOM,),
    SCORE: (GEMIDDELDE,),
    VERHOUDING: (VAN_SOMMEN, GEMIDDELDE),
}
_OVER_TIJD = {
    AANTAL: (SOM, LAATSTE, GEMIDDELDE),
    BEDRAG: (SOM, LAATSTE, GEMIDDELDE),
    JA_NEE: (LAATSTE,),
    SCORE: (LAATSTE, GEMIDDELDE),
    VERHOUDING: (VAN_SOMMEN, LAATSTE, GEMIDDELDE),
}


def definition_faults(soort: str, optelling: str, over_tijd: str, noemer_is: str) -> list[tuple[str, str]]:
    """Field and sentence for what does not go together (domain.md §5: the denominator is part of the indicator)."""
    found = []
    if optelling not in _OPTELLING[soort]:
        found.append(("optelling", "Zo telt dit soort waarde niet op over gemeenten. Kies een andere optelling."))
    if over_tijd not in _OVER_TIJD[soort]:
        found.append(("over_tijd", "Zo telt dit soort waarde niet op over de tijd. Kies een andere."))
    if soort == VERHOUDING and not noemer_is.strip():
        found.append(("noemer_is", "Schrijf op wat de noemer telt, bijvoorbeeld: thuiswonende 65-plussers."))
    return found


def can_count_persons(soort: str) -> bool:
    """Whether a value of this kind can be a number of people, or a share of them."""
    return soort in (AANTAL, VERHOUDING)
