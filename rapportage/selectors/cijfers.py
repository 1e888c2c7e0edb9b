"""Figures quoted from a source, as they are set in a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from koers.lib import notatie
from projecten.models import Controlegetal
from rapportage.documents.feiten import Kerncijfer

ONGEVEER = ("circa", "ruim", "meer dan")  # at the end of a name: "Partners in het werkveld, meer dan"
TELWOORDEN = ("geen", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")


def telwoord(aantal: int) -> str:
    """In words up to twelve."""
    return TELWOORDEN[aantal] if aantal < len(TELWOORDEN) else str(aantal)


def waarde_van(getal: Controlegetal) -> str:
    """ "30%", "€ 4.576.887", "circa 5.500"; the unit only where the name does not say it."""
    if getal.eenheid in ("%", "euro"):
        return (notatie.percentage if getal.eenheid == "%" else notatie.geld)(getal.waarde)
    woord = next((f"{woord} " for woord in ONGEVEER if getal.naam.endswith(f", {woord}")), "")
    eenheid = "" if getal.eenheid.casefold() in getal.naam.casefold() else f" {getal.eenheid}"
    return f"{woord}{notatie.getal(getal.waarde)}{eenheid}".rstrip()


def naam_van(getal: Controlegetal) -> str:
    """The name without the word that belongs before the value."""
    for woord in ONGEVEER:
        if getal.naam.endswith(f", {woord}"):
            return getal.naam.removesuffix(f", {woord}")
    return getal.naam


def kerncijfer(getal: Controlegetal, *, anker: str = "", teken: int = 0) -> Kerncijfer:
    return Kerncijfer(
        waarde=waarde_van(getal),
        wat=naam_van(getal),
        herkomst=getal.herkomst,
        vindplaats=getal.vindplaats,
        anker=anker,
        teken=teken,
        maat=getal.waarde,
    )


def reeks_van(getallen: Iterable[Controlegetal]) -> tuple[str, list[Controlegetal]]:
    """The unit in which a project has two figures or more, and those figures; nothing where there is no such unit."""
    per_eenheid: dict[str, list[Controlegetal]] = defaultdict(list)
    for getal in getallen:
        per_eenheid[getal.eenheid].append(getal)
    eenheid, rij = max(per_eenheid.items(), key=lambda item: len(item[1]), default=("", []))
    return ("In procenten" if eenheid == "%" else f"Aantal {eenheid}", rij) if len(rij) > 1 else ("", [])
