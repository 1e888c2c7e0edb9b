"""Every change to the money: permission, rule, write, log line, in one transaction."""

from financien.services.beschikking import change_beschikking, create_beschikking, set_begroting, set_jaarschijf
from financien.services.bestemming import advance_terugstorting, record_beginstand, set_bestemmingen
from financien.services.boeking import change_boeking, correct_boeking, record_boeking, remove_boeking
from financien.services.capaciteit import set_capaciteit
from financien.services.oorzaak import change_oorzaak, record_oorzaak, remove_oorzaak
from financien.services.regeling import change_regel, change_regeling, create_regel, create_regeling

__all__ = [
    "advance_terugstorting",
    "change_beschikking",
    "change_boeking",
    "change_oorzaak",
    "change_regel",
    "change_regeling",
    "correct_boeking",
    "create_beschikking",
    "create_regel",
    "create_regeling",
    "record_beginstand",
    "record_boeking",
    "record_oorzaak",
    "remove_boeking",
    "remove_oorzaak",
    "set_begroting",
    "set_bestemmingen",
    "set_capaciteit",
    "set_jaarschijf",
]
