"""The figures that a source quotes, beside the same figures out of the data."""

from __future__ import annotations

from decimal import Decimal

from financien.rules.afronding import whole_euros
from financien.rules.balans import Vergelijking
from financien.selectors.feiten import Controle
from projecten.models import Controlegetal

# The total that a `toets` "<name>-<year>" asks for.
TOTALEN = {
    "baten": lambda totaal: totaal.beschikbaar,
    "lasten": lambda totaal: totaal.lasten,
    "onderbesteding": lambda totaal: totaal.onderbesteding,
    "meenemen": lambda totaal: totaal.meenemen,
    "terugstorten": lambda totaal: totaal.terugstorten,
}


def money_controls(jaar: int, totaal: Vergelijking, *, met_gegevens: bool) -> tuple[Controle, ...]:
    """Every money figure quoted for the year. Sources quote whole euros, so that is how they are compared."""
    toetsen = {f"{naam}-{jaar}": waarde(totaal) if met_gegevens else None for naam, waarde in TOTALEN.items()}
    rijen = Controlegetal.objects.filter(toets__in=toetsen, eigenaar=None, project=None)
    return tuple(_control(rij, toetsen[rij.toets]) for rij in rijen)


def _control(rij: Controlegetal, eigen: Decimal | None) -> Controle:
    return Controle(
        sleutel=rij.sleutel,
        naam=rij.naam,
        citaat=rij.citaat,
        bron=rij.bron,
        vindplaats=rij.vindplaats,
        herkomst=rij.herkomst,
        waarde=rij.waarde,
        eigen=eigen,
        klopt=eigen is not None and whole_euros(eigen) == whole_euros(rij.waarde),
    )
