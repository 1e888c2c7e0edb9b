"""Earmarked money: schemes and their rules per year, awards, what they bring, cost and become. Amounts in cents."""

from financien.models.beschikking import Begroting, Beschikking, Jaarschijf
from financien.models.bestemming import Bestemming, Terugstortstap
from financien.models.boeking import Boeking
from financien.models.mutatie import Mutatie
from financien.models.oorzaak import Capaciteit, Oorzaak
from financien.models.regeling import Regeling, RegelingRegel

__all__ = [
    "Begroting",
    "Beschikking",
    "Bestemming",
    "Boeking",
    "Capaciteit",
    "Jaarschijf",
    "Mutatie",
    "Oorzaak",
    "Regeling",
    "RegelingRegel",
    "Terugstortstap",
]
