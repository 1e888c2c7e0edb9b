"""What a document says of itself: state and version; and whether two sets of facts differ in anything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from rapportage.documents.feiten import Feit, Uitgave
from rapportage.documents.jaarverslag import JaarverslagFeiten
from rapportage.documents.kwartaalupdate import KwartaalupdateFeiten

F = TypeVar("F", bound=KwartaalupdateFeiten | JaarverslagFeiten)
CONCEPT = "concept"
# Fields of the facts that say where a document stands, not what it tells.
OVER_ZICHZELF = frozenset({"uitgave", "weg"})
# How the facts of a jaarverslag name the two meetings on its way.
OVERLEG = {"ao": "Ambtelijk overleg", "bo": "Bestuurlijk overleg"}
_SCHEIDING = " · "


def with_uitgave(feiten: F, status: str, versie: int) -> F:
    """The same facts, saying this state and version on every page; what else the line says, and the moment, stay."""
    rest = feiten.uitgave.regel.partition(_SCHEIDING)[2]
    regel = f"{status[:1].upper()}{status[1:]}, versie {versie}" + (_SCHEIDING + rest if rest else "")
    return replace(feiten, uitgave=Uitgave(status, regel, versie, feiten.uitgave.stand))


def with_steps(feiten: F, gezet: Mapping[str, Feit]) -> F:
    """The same facts, whose way of the report says that these steps were taken; what a source says of a step stays."""
    if not isinstance(feiten, JaarverslagFeiten):
        return feiten
    weg = tuple(
        replace(stap, gedaan=True, tekst=gezet[stap.naam]) if stap.naam in gezet and not stap.gedaan else stap
        for stap in feiten.weg
    )
    return replace(feiten, weg=weg)


def unnumbered(feiten: F) -> F:
    """The same facts without a version number: what the key of a version is made of."""
    return with_uitgave(feiten, feiten.uitgave.status, 0)


# The parts of a document as a reader knows them; a field that an older program wrote may have none.
ONDERDELEN = {
    "delen": "nieuws per thema",
    "cijfers": "cijfers",
    "cijfers_bron": "cijfers",
    "merk": "naam van het programma",
    "jaar": "periode",
    "kwartaal": "periode",
    "periode": "periode",
    "titel": "titel",
    "intro": "inleiding",
    "agenda": "agenda",
    "gemeenten": "gemeenten",
    "genoemd": "gemeenten",
    "genoemd_regel": "gemeenten",
    "slot_titel": "slot",
    "slot_tekst": "slot",
    "verwijzingen": "verwijzingen",
    "voetregels": "slot",
    "verantwoording": "verantwoording",
    "samenvatting": "samenvatting",
    "wat": "wat Twentse Koers is",
    "eigenaren": "eigenaren",
    "eigenaren_noten": "eigenaren",
    "medewerkers": "organisatie",
    "organisatie": "organisatie",
    "groepen": "organisatie",
    "momenten": "organisatie",
    "themalijnen": "de projecten per themalijn",
    "projecten_noot": "de projecten per themalijn",
    "matrix": "deelname",
    "matrix_noten": "deelname",
    "eigen_geld_noot": "gemeenten",
    "eigen_geld_jaren": "gemeenten",
    "geld": "financiën",
    "fte_titel": "capaciteit",
    "afgerond": "afgeronde projecten",
    "opgeleverd": "afgeronde projecten",
    "begrippen": "begrippen",
    "afgerond_noten": "afgeronde projecten",
    "vooruit": "vooruitblik",
    "weg_noten": "inhoud",
    "werkwijze": "werkwijze",
    "treden": "werkwijze",
    "controles": "controle",
    "afkortingen": "afkortingen",
    "colofon": "colofon",
    "hoofdstukken": "inhoud",
    "omslagregels": "omslag",
    "herkomstregel": "omslag",
}


def differences(toen: Mapping[str, Any], nu: Mapping[str, Any]) -> list[str]:
    """The parts in which two snapshots (`facts_to_json`, parsed) differ, by the reader's name for them, in order."""
    was, is_ = toen["feiten"], nu["feiten"]
    namen = [naam for naam in [*was, *(n for n in is_ if n not in was)] if was.get(naam) != is_.get(naam)]
    return list(dict.fromkeys(ONDERDELEN.get(naam, naam) for naam in namen if naam not in OVER_ZICHZELF))
