"""Entries as they are read back: their words, their way so far, and why they are shut."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from koers.eigenaren.models import Aanstelling
from koers.lib.notatie import datum, moment
from koers.toegang.models import Gebruiker
from koers.toegang.rights import Rol
from projecten.models import Overgang, Ronde, Voortgang
from projecten.rules import voortgang as rules
from projecten.rules.antwoord import as_stored
from projecten.rules.inhoud import ASPECTEN, Inhoud, Punt
from projecten.rules.ronde import Termijn
from projecten.selectors.ronde import term_of

COMMANDO = "het programma"


def dates_of(ronde: Ronde) -> rules.Ronde:
    """The dates of a ronde that the rules need."""
    return rules.Ronde(str(ronde), ronde.open_vanaf, ronde.dicht_op)


def inhoud_of(voortgang: Voortgang) -> Inhoud:
    """What is stored of an entry, as plain values."""
    return Inhoud(
        punten=tuple(
            Punt(bericht.tekst, bericht.publiek, bericht.herkomst, bericht.vindplaats, bericht.toezegging)
            for bericht in voortgang.berichten.all()
        ),
        niets_te_melden=voortgang.niets_te_melden,
        niets_reden=voortgang.niets_reden,
        antwoorden=as_stored(voortgang.antwoorden or ()),
        **{aspect: getattr(voortgang, aspect) for aspect in ASPECTEN},
        **{f"{aspect}_toelichting": getattr(voortgang, f"{aspect}_toelichting") for aspect in ASPECTEN},
    )


def approved_inhoud(voortgang: Voortgang) -> Inhoud:
    """What was approved of a published entry; of a reopened one the text of before."""
    return Inhoud.parse(voortgang.gepubliceerd["inhoud"]) if voortgang.gepubliceerd else inhoud_of(voortgang)


def steps_of(voortgang: Voortgang) -> list[Overgang]:
    """Every step it took, oldest first; read once for an entry fetched with its overgangen."""
    if "overgangen" in getattr(voortgang, "_prefetched_objects_cache", {}):
        return list(voortgang.overgangen.all())
    return list(voortgang.overgangen.select_related("door", "voor"))


def reopening_of(steps: Iterable[Overgang]) -> rules.Heropening | None:
    """The last reopening among the steps of an entry, oldest first; None when it was never reopened."""
    found = None
    for step in steps:
        if step.naar == rules.HEROPEND and step.tot:
            found = rules.reopened(found, step.van, step.dag, step.tot)
    return found


def term_after(steps: Iterable[Overgang], ronde: Ronde) -> Termijn:
    """The days of an entry that took these steps: those of its ronde, or of its last reopening."""
    own, heropening = term_of(ronde), reopening_of(steps)
    return own.reopened(heropening) if heropening else own


def handed_in_by(voortgang: Voortgang, gebruiker: Gebruiker | Any) -> Overgang | None:
    """The last handing in, where this person did it with a text that is not theirs: not the programme's own news."""
    if gebruiker is None or voortgang.rubriek_id is not None:
        return None
    last = next((step for step in reversed(steps_of(voortgang)) if step.naar == rules.INGEDIEND), None)
    return last if last and last.door_id == gebruiker.pk else None


def reason_shut(voortgang: Voortgang | None, ronde: Ronde, today: date) -> str:
    """Why nobody can write here now, in Dutch; "" when the author can."""
    if voortgang is None:
        return with_contact(rules.lock_reason(rules.NIEUW, None, dates_of(ronde), today), today)
    if voortgang.staat == rules.CONCEPT and ronde.is_open(today):
        return ""  # whatever steps it took
    steps = steps_of(voortgang)
    last = steps[-1] if steps else None
    laatste = rules.Laatste(_who(last), last.moment, reopening_of(steps)) if last else None
    return with_contact(rules.lock_reason(voortgang.staat, laatste, dates_of(ronde), today), today)


def with_contact(reason: str, today: date) -> str:
    """The reason, with the name of the programmamanager or the redacteur when it says to ask them."""
    asked = next((rol for rol in (Rol.PROGRAMMAMANAGER, Rol.REDACTEUR) if f"raag de {rol.label}" in reason), None)
    if asked is None:
        return reason
    rows = Aanstelling.objects.in_force(today).filter(rol=asked, gebruiker__is_active=True)
    names = sorted(set(rows.values_list("gebruiker__naam", flat=True)))
    return f"{reason} Dat is {' of '.join(names)}." if names else reason


def _who(step: Overgang) -> str:
    wie = step.door.naam if step.door else COMMANDO
    return f"{wie} namens {step.voor.naam}" if step.voor else wie


@dataclass(frozen=True)
class Stap:
    """One step of the history: what happened, in a sentence; and the remark or reason given with it."""

    zin: str
    opmerking: str
    moment: datetime


_ZINNEN = {
    rules.CONCEPT: "Begonnen door",
    rules.INGEDIEND: "Ingediend door",
    rules.TERUGGESTUURD: "Teruggestuurd door",
    rules.GOEDGEKEURD: "Goedgekeurd door",
    rules.HEROPEND: "Heropend door",
}


def history(voortgang: Voortgang) -> list[Stap]:
    """The way of an entry in sentences, oldest first."""
    found = []
    steps = steps_of(voortgang)
    for i, step in enumerate(steps, start=1):
        einde = term_after(steps[:i], voortgang.ronde).einde
        tot = f", om aan te passen tot en met {datum(einde)}" if step.tot else ""
        zin = f"{_ZINNEN[step.naar]} {_who(step)} op {moment(step.moment)}{tot}."
        found.append(Stap(zin, step.opmerking, step.moment))
    return found
