"""What pages and documents read of the money."""

from financien.selectors.eigenaar import CapaciteitKwartaal, EigenaarGeld, eigenaar_geld
from financien.selectors.feiten import (
    BeschikkingGeld,
    Controle,
    Jaarbedrag,
    OorzaakGeld,
    ProgrammaGeld,
    RegelingGeld,
)
from financien.selectors.programma import latest_year, programma_geld, programma_jaren

__all__ = [
    "BeschikkingGeld",
    "CapaciteitKwartaal",
    "Controle",
    "EigenaarGeld",
    "Jaarbedrag",
    "OorzaakGeld",
    "ProgrammaGeld",
    "RegelingGeld",
    "eigenaar_geld",
    "latest_year",
    "programma_geld",
    "programma_jaren",
]
