"""The grid in which measurements are entered: eigenaren × indicators of one project in one ronde."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from koers.lib.peildatum import Blik
from projecten.models import Indicator, Meting, Project, Ronde, Streefwaarde
from projecten.rules.meetwaarde import Opvallend, remarkable, show_value
from projecten.rules.ronde import reference_day
from projecten.selectors.deelname import EigenaarKop, load_eigenaren, load_treden
from projecten.selectors.meetrecht import Meetrecht, load_heropend, load_meetrecht, shut_reason

EEN_JAAR = timedelta(days=400)


@dataclass(frozen=True)
class Vak:
    """One cell: what stands in it, what stood there last time, and whether it stands out.

    `waarde`, `teller` and `noemer` are as they are typed; "" of none. `op_slot` is why it cannot be written.
    """

    indicator: Indicator
    eigenaar: EigenaarKop
    waarde: str = ""
    teller: str = ""
    noemer: str = ""
    toelichting: str = ""
    vorige: str = ""
    streefwaarde: Decimal | None = None
    opvallend: tuple[Opvallend, ...] = ()
    op_slot: str = ""
    gelezen: str | None = None
    """What the person had read, where that is not what is stored now."""
    fout: str = ""
    fout_veld: str = ""

    @property
    def sleutel(self) -> str:
        return f"{self.indicator.pk}-{self.eigenaar.id}"

    @property
    def was(self) -> str:
        """What was read, to be given back when it is saved: another one's change is then not overwritten."""
        return (
            self.gelezen
            if self.gelezen is not None
            else as_read(self.waarde, self.teller, self.noemer, self.toelichting)
        )

    @property
    def ingevuld(self) -> bool:
        return bool(self.waarde or self.teller)


def as_read(waarde: str, teller: str, noemer: str, toelichting: str) -> str:
    """The content of a cell as one text."""
    return "|".join((waarde, teller, noemer, toelichting))


@dataclass(frozen=True)
class Rij:
    """One eigenaar with a cell for each indicator."""

    eigenaar: EigenaarKop
    vakken: tuple[Vak, ...]


@dataclass(frozen=True)
class Raster:
    """Everything the page, the workbook and the service need."""

    project: Project
    ronde: Ronde
    indicatoren: tuple[Indicator, ...]
    rijen: tuple[Rij, ...]

    @property
    def vakken(self) -> dict[tuple[int, int], Vak]:
        """(indicator, eigenaar) → its cell."""
        return {(vak.indicator.pk, vak.eigenaar.id): vak for rij in self.rijen for vak in rij.vakken}

    @property
    def ingevuld(self) -> int:
        return sum(vak.ingevuld for rij in self.rijen for vak in rij.vakken)

    @property
    def aantal(self) -> int:
        return len(self.indicatoren) * len(self.rijen)

    @property
    def fouten(self) -> tuple[Vak, ...]:
        """Cells that were refused."""
        return tuple(vak for rij in self.rijen for vak in rij.vakken if vak.fout)

    @property
    def opvallend(self) -> tuple[Vak, ...]:
        """Cells that ask for a remark, or have one."""
        return tuple(vak for rij in self.rijen for vak in rij.vakken if vak.opvallend or vak.toelichting)

    @property
    def open(self) -> bool:
        return any(not vak.op_slot for rij in self.rijen for vak in rij.vakken)


def asked_in(ronde: Ronde, project: Project) -> list[Indicator]:
    """The indicators of a project that are measured in that ronde: of its rhythm, begun by then and not ended."""
    return list(asked(ronde).filter(project=project).order_by("naam"))


def asked(ronde: Ronde) -> QuerySet[Indicator]:
    """The same of all projects."""
    rows = Indicator.objects.filter(ritme=ronde.soort)
    return rows.filter(Q(vanaf=None) | Q(vanaf__lte=ronde.eind), Q(tot=None) | Q(tot__gte=ronde.eind))


def load_raster(project: Project, ronde: Ronde, gebruiker: Any, today: date) -> Raster:
    """The cells this person enters; of nobody else's gemeente. A constant number of queries."""
    indicators = asked_in(ronde, project)
    recht = load_meetrecht(gebruiker, project, today)
    day = reference_day(ronde.open_vanaf, ronde.dicht_op, today)
    stored = list(_metingen(indicators, ronde.eind))
    eigenaren = _eigenaren(project, Blik(day, today), recht, {row.eigenaar_id for row in stored if row.eigenaar_id})
    cells = _Vakken(indicators, stored, ronde, load_heropend(project, ronde), today)
    rows = (Rij(own, tuple(cells.of(indicator, own) for indicator in indicators)) for own in eigenaren)
    return Raster(project, ronde, tuple(indicators), tuple(rows))


def _metingen(indicators: Iterable[Indicator], eind: date) -> Any:
    """Of this period, and of those of a year before it: the last of these is what a value is compared with, also
    where it was measured of the indicator that another goes on with."""
    known = list(indicators)
    origins = [row.vervolg_op_id for row in known if row.vervolg_op_id]
    rows = Meting.objects.filter(indicator__in=[*(row.pk for row in known), *origins], eigenaar__isnull=False)
    return rows.filter(peildatum__lte=eind, peildatum__gt=eind - EEN_JAAR)


def _eigenaren(project: Project, blik: Blik, recht: Meetrecht, measured: Collection[int]) -> list[EigenaarKop]:
    steps = load_treden(blik, projecten=[project.pk])
    part = {eigenaar for (_, eigenaar), trede in steps.items() if trede.op_de_ladder} | set(measured)
    if project.gemeente_id:
        part.add(project.gemeente_id)
    return [own for own in load_eigenaren(blik) if own.id in part and recht.covers(own.id)]


class _Vakken:
    """Cells from what is stored, once read."""

    def __init__(
        self,
        indicators: Sequence[Indicator],
        stored: Sequence[Meting],
        ronde: Ronde,
        heropend: dict[int | None, date],
        today: date,
    ) -> None:
        self.ronde, self.heropend, self.today = ronde, heropend, today
        self.now: dict[tuple[int, int], Meting] = {}
        self.before: dict[tuple[int, int], Meting] = {}
        heirs = {row.vervolg_op_id: row.pk for row in indicators}
        for row in sorted(stored, key=lambda row: row.peildatum):
            assert row.eigenaar_id is not None  # noqa: S101 (the query asks for it)
            where = self.now if row.peildatum == ronde.eind else self.before
            where[heirs.get(row.indicator_id, row.indicator_id), row.eigenaar_id] = row
        targets = Streefwaarde.objects.filter(indicator__in=list(indicators), jaar=ronde.jaar, eigenaar__isnull=False)
        self.targets = {(row.indicator_id, row.eigenaar_id): row.waarde for row in targets}

    def of(self, indicator: Indicator, own: EigenaarKop) -> Vak:
        key = (indicator.pk, own.id)
        meting, earlier = self.now.get(key), self.before.get(key)
        return Vak(
            indicator=indicator,
            eigenaar=own,
            **(typed(indicator, meting) if meting else {}),
            vorige=show_value(earlier.waarde, indicator.soort) if earlier else "",
            streefwaarde=self.targets.get(key),
            opvallend=self._asks(indicator, own, meting, earlier),
            op_slot=shut_reason(self.ronde, self.heropend, own.id, self.today),
        )

    def _asks(
        self, indicator: Indicator, own: EigenaarKop, meting: Meting | None, earlier: Meting | None
    ) -> tuple[Opvallend, ...]:
        if meting is None:
            return ()
        others = [row.waarde for (pk, who), row in self.now.items() if pk == indicator.pk and who != own.id]
        return remarkable(indicator.soort, meting.waarde, earlier.waarde if earlier else None, others)


def typed(indicator: Indicator, meting: Meting) -> dict[str, str]:
    """A stored measurement as it would be typed."""
    ratio = indicator.is_verhouding
    return {
        "waarde": "" if ratio and meting.teller is not None else show_value(meting.waarde, indicator.soort),
        "teller": show_value(meting.teller, indicator.soort),
        "noemer": show_value(meting.noemer, indicator.soort),
        "toelichting": meting.toelichting,
    }
