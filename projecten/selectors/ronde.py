"""Rondes: which there are, which are open, which come; and the words for the state of an entry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from koers.lib.keuze import Keuze
from koers.lib.kwartaal import Kwartaal
from projecten.models import Overgang, Ronde, Voortgang
from projecten.rules.ronde import Termijn, standing
from projecten.rules.voortgang import CONCEPT, GOEDGEKEURD, HEROPEND, INGEDIEND, NIEUW, TERUGGESTUURD

STAAT_WOORDEN = {
    NIEUW: "nog niet begonnen",
    CONCEPT: "concept",
    INGEDIEND: "wacht op de redacteur",
    TERUGGESTUURD: "teruggestuurd",
    GOEDGEKEURD: "goedgekeurd",
    HEROPEND: "heropend",
}


def ronde_by_code(code: str) -> Ronde | None:
    """The ronde of "2026-Q1" or "2024"; None for anything else."""
    rondes = Ronde.objects.all()
    if re.fullmatch(r"[0-9]{4}", code):
        return rondes.filter(soort=Ronde.Soort.JAAR, jaar=int(code)).first()
    try:
        kwartaal = Kwartaal.parse(code)
    except ValueError:
        return None
    return rondes.filter(soort=Ronde.Soort.KWARTAAL, jaar=kwartaal.jaar, kwartaal=kwartaal.nummer).first()


def active_rondes(today: date) -> list[Ronde]:
    """Rondes open on that day, and those in which something still waits or was reopened; the oldest first."""
    waits = Voortgang.objects.filter(staat__in=[INGEDIEND, HEROPEND]).values("ronde")
    reopened = Overgang.objects.filter(naar=HEROPEND, tot__gte=today, voortgang__staat=TERUGGESTUURD)
    busy = Q(pk__in=waits) | Q(pk__in=reopened.values("voortgang__ronde"))
    rondes = Ronde.objects.filter(busy | Q(dicht_op__gte=today), open_vanaf__lte=today)
    return list(rondes.order_by("begin", "soort"))


def next_ronde(today: date) -> Ronde | None:
    """The first ronde that is still to open."""
    return Ronde.objects.filter(open_vanaf__gt=today).order_by("open_vanaf").first()


def following_quarter() -> Kwartaal | None:
    """The quarter after the last one that has a ronde."""
    last = Ronde.objects.filter(soort=Ronde.Soort.KWARTAAL).order_by("-begin").first()
    return last.periode.volgende if last and last.periode else None


def following_year(today: date) -> int:
    """The year after the last one that has a ronde; the year before this one when none has."""
    last = Ronde.objects.filter(soort=Ronde.Soort.JAAR).order_by("-begin").first()
    return last.jaar + 1 if last else today.year - 1


def open_rondes(today: date) -> list[Ronde]:
    """Rondes of either kind in which something can be entered on that day, first the one that is due first."""
    return list(Ronde.objects.open_on(today).order_by("op_tijd_tot", "begin", "soort"))


def running_in(ronde: Ronde) -> Q:
    """Rows with from–to (both included) that ran on any day of the period reported on."""
    return Q(vanaf__lte=ronde.eind) & (Q(tot__isnull=True) | Q(tot__gte=ronde.begin))


def has_run_in(ronde: Ronde, vanaf: date, tot: date | None) -> bool:
    """The same of one that was read."""
    return vanaf <= ronde.eind and (tot is None or tot >= ronde.begin)


@dataclass(frozen=True)
class RondeRij:
    """One ronde as the list shows it; its state is computed from its days."""

    ronde: Ronde
    stand: str
    is_open: bool


@dataclass(frozen=True)
class RondeLijst:
    rijen: tuple[RondeRij, ...]
    keuzes: tuple[Keuze, ...]


def term_of(ronde: Ronde) -> Termijn:
    """The days of a ronde, as the rules take them."""
    return Termijn(ronde.open_vanaf, ronde.op_tijd_tot, ronde.dicht_op)


def load_rondes(soort: str, today: date) -> RondeLijst:
    """All rondes, newest first, or those of one kind; anything that is no kind is all of them."""
    chosen = soort if soort in Ronde.Soort.values else ""
    rows = Ronde.objects.filter(soort=chosen) if chosen else Ronde.objects.all()
    rijen = [RondeRij(row, standing(term_of(row), today), row.is_open(today)) for row in rows]
    kinds = {"": "alle", Ronde.Soort.KWARTAAL.value: "kwartaal", Ronde.Soort.JAAR.value: "jaar"}
    keuzes = [Keuze(label, f"?soort={kind}" if kind else ".", kind == chosen) for kind, label in kinds.items()]
    return RondeLijst(tuple(rijen), tuple(keuzes))
