"""Milestones and risks as they stood on a day: of one project, of all of them, and whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q

from koers.lib.notatie import datum as words
from koers.lib.peildatum import Blik
from projecten.models import Mijlpaal, MijlpaalWending, Risico, RisicoWending
from projecten.rules import planning as rules
from projecten.rules.wanneer import first_day, last_day, when


@dataclass(frozen=True)
class Wending:
    """A change that stays visible: what it was, when that was recorded, by whom and why; `tekst` says what changed."""

    op: date
    door: str
    reden: str
    tekst: str
    naar: str
    was: str = ""
    """Of a milestone that was moved: what it was moved from, in words."""

    @property
    def kort(self) -> str:
        """The same where its day stands beside it."""
        who = f" door {self.door}" if self.door else ""
        why = f": {self.reden.rstrip('.')}" if self.reden else ""
        return f"{self.tekst}{who}{why}."

    @property
    def zin(self) -> str:
        """ "Verschoven van 1 juni 2026, op 3 maart 2026 door Tom Bos: de ruimte is niet klaar." """
        who = f" door {self.door}" if self.door else ""
        why = f": {self.reden.rstrip('.')}" if self.reden else ""
        return f"{self.tekst}, op {words(self.op)}{who}{why}."


@dataclass(frozen=True)
class MijlpaalRegel:
    """A milestone as it stood on `dag`; `wendingen`: those recorded by then, the oldest first."""

    id: int
    project_id: int
    naam: str
    datum: date
    precisie: str
    staat: str
    gehaald_op: date | None
    houder: str
    houder_id: int | None
    straks: str
    herkomst: str
    vindplaats: str
    wendingen: tuple[Wending, ...]
    dag: date

    @property
    def wanneer(self) -> str:
        return when(self.datum, self.precisie)

    @property
    def laatste(self) -> date:
        """The last day on which it is in time."""
        return last_day(self.datum, self.precisie)

    @property
    def te_laat(self) -> bool:
        return rules.is_late(self.staat, self.laatste, self.dag)

    @property
    def keuze(self) -> str:
        """Its state as one chooses it: late apart from planned."""
        return "te-laat" if self.te_laat else self.staat

    @property
    def moment(self) -> date:
        """Its place on the timeline: the day it was reached, else the last day it is in time."""
        return self.gehaald_op or self.laatste

    @property
    def woorden(self) -> str:
        """ "te laat", "gehaald op 3 maart 2026", "gepland", "vervallen"."""
        if self.te_laat:
            return "te laat"
        return f"gehaald op {words(self.gehaald_op)}" if self.gehaald_op else self.staat


@dataclass(frozen=True)
class RisicoRegel:
    """A risk as it stood on `dag`; `wendingen` as of a milestone."""

    id: int
    project_id: int
    naam: str
    maatregel: str
    sinds: date
    bekijk_op: date | None
    kans: str
    gevolg: str
    staat: str
    houder: str
    houder_id: int | None
    straks: str
    herkomst: str
    wendingen: tuple[Wending, ...]
    dag: date

    @property
    def is_open(self) -> bool:
        return self.staat == rules.OPEN

    @property
    def zwaarte(self) -> str:
        return rules.weight_word(self.kans, self.gevolg)

    @property
    def weging(self) -> str:
        """ "kans groot, gevolg klein", or "" when it was not weighed."""
        return f"kans {self.kans}, gevolg {self.gevolg}" if self.kans else ""

    @property
    def is_due(self) -> bool:
        """It is to be looked at on this day, or was before it."""
        return self.is_open and self.bekijk_op is not None and self.bekijk_op <= self.dag

    @property
    def te_laat(self) -> bool:
        """The day it was to be looked at is over."""
        return self.is_open and self.bekijk_op is not None and self.bekijk_op < self.dag

    @property
    def volgorde(self) -> tuple[bool, int, date, str]:
        """Open ones first, the heaviest first, then the longest known."""
        return not self.is_open, -rules.weight(self.kans, self.gevolg), self.sinds, self.naam


@dataclass(frozen=True)
class Planning:
    """Of one project."""

    mijlpalen: tuple[MijlpaalRegel, ...]
    risicos: tuple[RisicoRegel, ...]


def load_planning(blik: Blik, project: int) -> Planning:
    """Milestones still to come first; risks by weight. Four queries."""
    return Planning(
        mijlpalen=tuple(ahead_first(load_mijlpalen(blik, project=project))),
        risicos=tuple(load_risicos(blik, project=project)),
    )


def ahead_first(rows: list[MijlpaalRegel]) -> list[MijlpaalRegel]:
    """Planned ones in the order of their days, then those that are done, the newest first."""
    done = [row for row in rows if row.staat != rules.GEPLAND]
    return [*(row for row in rows if row.staat == rules.GEPLAND), *reversed(done)]


def load_mijlpalen(blik: Blik, *also: Q, **which: Any) -> list[MijlpaalRegel]:
    """In the order of their days; two queries."""
    changes = Prefetch("wendingen", queryset=MijlpaalWending.objects.select_related("door").order_by("pk"))
    rows = Mijlpaal.objects.filter(*also, **which).select_related("houder", "vorige_houder").prefetch_related(changes)
    return sorted((_mijlpaal(row, blik.peildatum) for row in rows), key=lambda row: (row.moment, row.naam))


def load_risicos(blik: Blik, *also: Q, **which: Any) -> list[RisicoRegel]:
    """Known by that day, in their own order; two queries."""
    changes = Prefetch("wendingen", queryset=RisicoWending.objects.select_related("door").order_by("pk"))
    rows = Risico.objects.filter(*also, sinds__lte=blik.peildatum, **which).select_related("houder", "vorige_houder")
    found = (_risico(row, blik.peildatum) for row in rows.prefetch_related(changes))
    return sorted(found, key=lambda row: row.volgorde)


def _mijlpaal(row: Mijlpaal, day: date) -> MijlpaalRegel:
    changes, houder = list(row.wendingen.all()), row.houder_op(day)
    planned = [(change.op, (change.was_datum, change.was_precisie)) for change in changes]
    datum, precisie = rules.stood(day, (row.datum, row.precisie), planned)
    bereikt = row.gehaald_op or first_day(row.datum, row.precisie)
    staat = rules.state_on(day, row.staat, bereikt, [(change.op, change.was_staat) for change in changes])
    return MijlpaalRegel(
        id=row.pk,
        project_id=row.project_id,
        naam=row.naam,
        datum=datum,
        precisie=precisie,
        staat=staat,
        gehaald_op=row.gehaald_op if staat == rules.GEHAALD else None,
        houder=str(houder or ""),
        houder_id=houder.pk if houder else None,
        straks=_later(row, day),
        herkomst=row.herkomst,
        vindplaats=row.vindplaats,
        wendingen=tuple(_moved_or_set(change) for change in changes if change.op <= day),
        dag=day,
    )


def _risico(row: Risico, day: date) -> RisicoRegel:
    changes, houder = list(row.wendingen.all()), row.houder_op(day)
    then = [(change.op, (change.was_staat, change.was_kans, change.was_gevolg)) for change in changes]
    staat, kans, gevolg = rules.stood(day, (row.staat, row.kans, row.gevolg), then)
    return RisicoRegel(
        id=row.pk,
        project_id=row.project_id,
        naam=row.naam,
        maatregel=row.maatregel,
        sinds=row.sinds,
        bekijk_op=row.bekijk_op,
        kans=kans,
        gevolg=gevolg,
        staat=staat,
        houder=str(houder or ""),
        houder_id=houder.pk if houder else None,
        straks=_later(row, day),
        herkomst=row.herkomst,
        wendingen=tuple(_shut_or_weighed(change) for change in changes if change.op <= day),
        dag=day,
    )


def _later(row: Mijlpaal | Risico, day: date) -> str:
    """Who comes after the holder of that day, and whether it waits for one; "" when neither."""
    if row.houder_vanaf is None or row.staat not in (rules.GEPLAND, rules.OPEN):
        return ""
    if row.houder_vanaf > day:
        since = f"vanaf {words(row.houder_vanaf)}"
        return f"{since} {row.houder}" if row.houder else f"wacht {since} op een houder"
    return "" if row.houder else "wacht op een houder"


def _moved_or_set(change: MijlpaalWending) -> Wending:
    said = {rules.GEHAALD: "Gehaald gemeld", rules.VERVALLEN: "Vervallen"}.get(change.naar_staat, "Weer gepland")
    was = when(change.was_datum, change.was_precisie) if change.is_verschoven else ""
    return _turn(change, f"Verschoven van {was}" if was else said, was)


def _shut_or_weighed(change: RisicoWending) -> Wending:
    if change.was_staat == change.naar_staat:
        return _turn(change, f"Opnieuw gewogen; het was {rules.weight_word(change.was_kans, change.was_gevolg)}")
    return _turn(change, "Gesloten" if change.naar_staat == rules.GESLOTEN else "Weer open")


def _turn(change: MijlpaalWending | RisicoWending, tekst: str, was: str = "") -> Wending:
    return Wending(change.op, str(change.door or ""), change.reden, tekst, change.naar_staat, was)
