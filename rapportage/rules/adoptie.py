"""The way of a document to adoption and publication, as one table: state → allowed next states → who may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from koers.lib.notatie import datum as in_woorden

CONCEPT, BESPROKEN, VASTGESTELD, GEPUBLICEERD = "concept", "besproken", "vastgesteld", "gepubliceerd"
KENMERK_MAX = 60
DEELWOORD = {BESPROKEN: "besproken", VASTGESTELD: "vastgesteld", GEPUBLICEERD: "gepubliceerd"}


@dataclass(frozen=True)
class Overgang:
    """A step that may be taken: to which state, with which right, of which meeting ("ao", "bo" or none).

    `nieuw_bestand`: the file must say so on every page, so it is built again, from the frozen facts of the version.
    """

    naar: str
    right: str
    knop: str
    orgaan: str = ""
    nieuw_bestand: bool = False

    @property
    def orgaan_naam(self) -> str:
        return {"ao": "Ambtelijk Overleg", "bo": "Bestuurlijk Overleg"}.get(self.orgaan, "")


@dataclass(frozen=True)
class Vorige:
    """The step before: the state it led to, the number of its version, and its day."""

    staat: str
    versie: int
    dag: date


_BESPREEK = Overgang(BESPROKEN, "rapportage.document:adopt", "Leg de bespreking in het AO vast", orgaan="ao")
_STEL_VAST = Overgang(
    VASTGESTELD, "rapportage.document:adopt", "Leg de vaststelling door het BO vast", orgaan="bo", nieuw_bestand=True
)
_PUBLICEER = Overgang(GEPUBLICEERD, "rapportage.document:publish", "Publiceer")
_PUBLICEER_UPDATE = Overgang(GEPUBLICEERD, "rapportage.document:publish", "Publiceer", nieuw_bestand=True)

# A newer version may be discussed, or a mended kwartaalupdate published, again; an adopted report never changes.
OVERGANGEN: dict[str, dict[str, tuple[Overgang, ...]]] = {
    "jaarverslag": {
        CONCEPT: (_BESPREEK,),
        BESPROKEN: (_STEL_VAST, _BESPREEK),
        VASTGESTELD: (_PUBLICEER,),
        GEPUBLICEERD: (),
    },
    "kwartaalupdate": {
        CONCEPT: (_PUBLICEER_UPDATE,),
        GEPUBLICEERD: (_PUBLICEER_UPDATE,),
    },
}


def next_steps(soort: str, staat: str) -> tuple[Overgang, ...]:
    """What may follow on this state, the usual one first."""
    return OVERGANGEN[soort].get(staat, ())


def step_to(soort: str, staat: str, naar: str) -> Overgang | None:
    """The step from one state to another; None when the table has none."""
    return next((overgang for overgang in next_steps(soort, staat) if overgang.naar == naar), None)


def reason_against(
    overgang: Overgang,
    *,
    versie: int,
    is_concept: bool,
    vorige: Vorige | None,
    datum: date | None,
    kenmerk: str,
    today: date,
) -> str:
    """Why this step can't be taken, in one Dutch sentence; empty when it can.

    `versie` is the number the step is about; `is_concept` whether that is what its pages say.
    """
    if vorige and overgang.naar == vorige.staat and (versie <= vorige.versie or not is_concept):
        return f"Versie {vorige.versie} is al {DEELWOORD[overgang.naar]}. Maak eerst een nieuwere versie."
    if vorige and overgang.naar != vorige.staat and versie != vorige.versie:
        gedaan, kan = DEELWOORD[vorige.staat], DEELWOORD[overgang.naar]
        return f"Versie {vorige.versie} is {gedaan}; alleen die versie kan worden {kan}, niet versie {versie}."
    return _reason_against_meeting(overgang, vorige, datum, kenmerk, today) if overgang.orgaan else ""


def _reason_against_meeting(
    overgang: Overgang, vorige: Vorige | None, datum: date | None, kenmerk: str, today: date
) -> str:
    if datum is None:
        return f"Vul de datum in van de vergadering van het {overgang.orgaan_naam}."
    if datum > today:
        return f"De vergadering van {in_woorden(datum)} is nog niet geweest; leg de stap daarna vast."
    if vorige and datum < vorige.dag:
        return f"De vorige stap is van {in_woorden(vorige.dag)}; deze kan niet van {in_woorden(datum)} zijn."
    if overgang.naar == VASTGESTELD and not kenmerk.strip():
        return "Vul het kenmerk van het besluit in; zonder kenmerk is een vaststelling niet terug te vinden."
    if len(kenmerk) > KENMERK_MAX:
        return f"Het kenmerk telt {len(kenmerk)} tekens; er mogen er {KENMERK_MAX} in."
    return ""


def status_line(naar: str, dag: date) -> str:
    """What stands on every page: "vastgesteld door het BO op 16 april 2025"."""
    woorden = {BESPROKEN: "besproken in het AO", VASTGESTELD: "vastgesteld door het BO", GEPUBLICEERD: "gepubliceerd"}
    return f"{woorden[naar]} op {in_woorden(dag)}"
