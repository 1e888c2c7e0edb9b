"""What asks for action of an eigenaar: at most five lines, first what ends first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from koers.eigenaren.bevoegdheid import Bevoegdheid
from koers.eigenaren.models import Eigenaar
from koers.lib.notatie import datum, decimaal, geld
from koers.lib.peildatum import Blik
from projecten.models import Ronde
from projecten.rules.voortgang import TERUGGESTUURD
from projecten.selectors.bord import load_bord
from projecten.selectors.bordgemeente import load_plicht
from projecten.selectors.deelname import Trede
from projecten.selectors.plicht import Bord, Plicht
from projecten.selectors.ronde import open_rondes
from rapportage.selectors.eigenaar.geld import Geld, sisa_due
from rapportage.selectors.eigenaar.projecten import ProjectRij

MEESTE = 5


@dataclass(frozen=True)
class Actie:
    """A thing to do: where, why, until when (or since when)."""

    label: str
    url: str
    uitleg: str
    tot: date | None = None
    sinds: str = ""
    dagen: int | None = None
    herkomst: str = ""


@dataclass(frozen=True)
class OpenRonde:
    """The ronde that can be entered now, and (for who may know) how far everyone is, or what one gemeente owes."""

    ronde: Ronde
    bord: Bord | None = None
    plicht: Plicht | None = None


def open_ronde(blik: Blik, *, met_bord: bool) -> OpenRonde | None:
    """The ronde open on that day, about a quarter or a year; the one due first where there are several. With its
    board."""
    ronde = next(iter(open_rondes(blik.peildatum)), None)
    if ronde is None:
        return None
    return OpenRonde(ronde, bord=load_bord(ronde, blik.vandaag) if met_bord else None)


def ronde_of(
    blik: Blik, rondes: Sequence[Ronde], eigenaar: Eigenaar, stappen: Sequence[Trede] | None
) -> OpenRonde | None:
    """The same of `rondes` that were read, with what a gemeente owes where its steps are given."""
    day = blik.peildatum
    found = sorted((ronde for ronde in rondes if ronde.is_open(day)), key=lambda r: (r.op_tijd_tot, r.begin, r.soort))
    if not found:
        return None
    return OpenRonde(
        found[0], plicht=load_plicht(found[0], blik.vandaag, eigenaar, stappen) if stappen is not None else None
    )


def load_acties(
    eigenaar: Eigenaar,
    blik: Blik,
    rijen: Sequence[ProjectRij],
    ronde: OpenRonde | None,
    geld_blok: Geld,
    bevoegdheid: Bevoegdheid,
) -> tuple[Actie, ...]:
    """Entries that are due, money to repay, states that ask attention, project leaders to find."""
    found = [
        *_entries(eigenaar.pk, ronde, bevoegdheid, blik.vandaag),
        *_repayment(eigenaar, geld_blok, blik.vandaag),
        *_states(rijen),
        *_capacity(eigenaar, geld_blok),
    ]
    ordered = sorted(found, key=lambda actie: (actie.tot is None, actie.tot or blik.vandaag))
    return tuple(_with_distance(actie, blik.vandaag) for actie in ordered[:MEESTE])


def _with_distance(actie: Actie, today: date) -> Actie:
    fields: dict[str, Any] = vars(actie)
    return Actie(**{**fields, "dagen": (actie.tot - today).days if actie.tot else None})


def _entries(eigenaar: int, ronde: OpenRonde | None, bevoegdheid: Bevoegdheid, today: date) -> list[Actie]:
    plicht = ronde.plicht if ronde else None
    if ronde is None or plicht is None:
        return []
    writes = bevoegdheid.may("projecten.voortgang:edit", eigenaar)
    url = reverse("rapportage:taken_list") if writes else reverse("rapportage:regio_detail") + "#ronde"
    found = [
        Actie(f"Pas {regel.naam} aan", url, f"teruggestuurd door de redactie, {ronde.ronde}", regel.termijn.tot)
        for regel in plicht.regels
        if regel.staat == TERUGGESTUURD and not regel.termijn.is_over(today)
    ]
    if not plicht.is_binnen and not found and not plicht.termijn.is_over(today):
        who = f"; {' en '.join(plicht.wie)} vult in" if plicht.wie else "; er is nog geen lokaal projectleider"
        found.append(
            Actie(f"Vul de voortgang over {ronde.ronde} in", url, plicht.staat_woorden + who, plicht.termijn.tot)
        )
    return found


def _repayment(eigenaar: Eigenaar, blok: Geld, today: date) -> list[Actie]:
    repay, jaar = blok.geld.totaal.terugstorten, blok.geld.jaar
    if not repay or jaar is None:
        return []
    due = sisa_due(jaar)
    url = reverse("rapportage:eigenaar_geld", args=[eigenaar.slug])
    why = f"over {jaar}, hoort in de SiSa-opgave van {datum(due)}"
    return [
        Actie(
            f"Controleer {geld(repay)} terug te storten",
            url,
            why,
            due if due >= today else None,
            sinds="" if due >= today else str(jaar),
            herkomst=blok.geld.herkomst,
        )
    ]


def _states(rijen: Sequence[ProjectRij]) -> list[Actie]:
    return [
        Actie(
            f"{rij.project.naam}: {rij.stand.woorden}",
            reverse("projecten:project_detail", args=[rij.project.slug]),
            rij.stand.toelichtingen[0] if rij.stand.toelichtingen else "",
            sinds=rij.stand.sinds,
            herkomst=rij.stand.herkomst,
        )
        for rij in rijen
        if rij.stand.vraagt_aandacht
    ]


def _capacity(eigenaar: Eigenaar, blok: Geld) -> list[Actie]:
    last = blok.laatste_fte
    if not blok.open_fte or last is None or last.ingevuld is None:
        return []
    return [
        Actie(
            f"Vul {decimaal(blok.open_fte)} fte lokale projectleiding in",
            reverse("rapportage:eigenaar_detail", args=[eigenaar.slug]) + "#fte",
            f"{decimaal(last.ingevuld)} van de {decimaal(last.gepland)} fte is ingevuld",
            sinds=str(last.kwartaal),
            herkomst=last.herkomst,
        )
    ]
