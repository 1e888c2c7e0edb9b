"""The history of an entry: its versions with what each changed, and the steps between them, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from koers.lib.klok import AMSTERDAM
from koers.lib.notatie import moment
from koers.toegang.models import Gebruiker
from projecten.models import Voortgang, VoortgangVersie
from projecten.rules.geschiedenis import Wijziging, changes
from projecten.rules.inhoud import Inhoud
from projecten.selectors.namens import authors_of, may_behalf
from projecten.selectors.onderwerp import Onderwerp, subject_name, write_refusal
from projecten.selectors.voortgang import COMMANDO, history, inhoud_of, reason_shut


@dataclass(frozen=True)
class Moment:
    """A version with what it changed, or a step (`nummer` 0). `terug`: which earlier text was put back, in words."""

    op: datetime
    kop: str
    wie: str = ""
    opmerking: str = ""
    wijzigingen: tuple[Wijziging, ...] = ()
    nummer: int = 0
    nu: bool = False
    terug: str = ""


@dataclass(frozen=True)
class Geschiedenis:
    """`terug`: whether this person may put a version back now."""

    voortgang: Voortgang
    naam: str
    momenten: tuple[Moment, ...]
    slot: str
    terug: bool


def load_geschiedenis(entry: Voortgang, gebruiker: Any, today: date) -> Geschiedenis:
    """Every version and step. Constant number of queries."""
    onderwerp = Onderwerp.of(entry)
    slot = reason_shut(entry, entry.ronde, today)
    writes = not write_refusal(gebruiker, onderwerp, today) or may_behalf(gebruiker, today)
    steps = [Moment(step.moment, step.zin, opmerking=step.opmerking) for step in history(entry)]
    found = sorted([*_versions(entry), *steps], key=lambda item: (item.op, not item.nummer), reverse=True)
    naam = subject_name(onderwerp, entry.ronde.peildatum)
    return Geschiedenis(entry, naam, tuple(found), slot, writes and not slot)


def _versions(entry: Voortgang) -> list[Moment]:
    before, found, now = Inhoud(), [], inhoud_of(entry)
    written: dict[int, datetime] = {}
    for versie in entry.versies.select_related("door", "voor").order_by("nummer"):
        inhoud = Inhoud.parse(versie.inhoud)
        found.append(
            Moment(
                op=versie.moment,
                kop=_when(versie),
                wie=_who(versie),
                wijzigingen=tuple(changes(before, inhoud)),
                nummer=versie.nummer,
                nu=inhoud.same_words(now),
                terug=_put_back(versie, written),
            )
        )
        before, written[versie.nummer] = inhoud, versie.moment
    return found


def _put_back(versie: VoortgangVersie, written: Mapping[int, datetime]) -> str:
    """ "de tekst van 3 maart 2026 om 09:00" of a version that is an earlier one again; "" of what was written."""
    if versie.hersteld_van is None:
        return ""
    known = written.get(versie.hersteld_van)
    return f"de tekst van {moment(known)}" if known else "een eerdere tekst"


def _who(versie: VoortgangVersie) -> str:
    wie = versie.door.naam if versie.door else COMMANDO.capitalize()
    return f"{wie} (namens {versie.voor.naam})" if versie.voor else wie


def _when(versie: VoortgangVersie) -> str:
    begon, eind = versie.begonnen_op.astimezone(AMSTERDAM), versie.moment.astimezone(AMSTERDAM)
    tot = f" tot {eind:%H:%M}" if f"{begon:%H:%M}" != f"{eind:%H:%M}" else ""
    return f"{moment(versie.begonnen_op)}{tot}"


def on_behalf(entry: Voortgang, gebruiker: Gebruiker | Any, today: date) -> Gebruiker | None:
    """Whose text this person puts back when it is not their own: the first of its authors."""
    onderwerp = Onderwerp.of(entry)
    return next(iter(authors_of(onderwerp, today)), None) if write_refusal(gebruiker, onderwerp, today) else None
