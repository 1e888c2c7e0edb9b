"""The last that was approved about many projects, for lists: states with since when, and the last news of each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from koers.lib.peildatum import Blik
from projecten.models import Ronde, Voortgang
from projecten.models.voortgang import VoortgangQuerySet
from projecten.selectors.gepubliceerd import published
from projecten.selectors.stand import TERUG, Inzending, Verslag, approved_on, as_inzending, gather

VELDEN = ("pk", "project_id", "gemeente_id", "rubriek_id", "ronde_id", "kwaliteit", "tijd", "geld", "herkomst")
Geschreven = dict[int, tuple[Any, Inzending]]


def load_laatste(
    blik: Blik, *, projecten: Iterable[int], gemeente: int | None = None, rubrieken: bool = False
) -> Verslag:
    """As `load_verslag`, of these projects (and, `rubrieken`, the programme), where only the last news has its words.

    Of an entry before it there are the states and nothing else. Six queries, however many rondes there were.
    """
    scope = Q(project__in=list(projecten))
    if rubrieken:
        scope |= Q(rubriek__isnull=False)
    found = _last_rondes(approved_on(blik).filter(scope).filter(Q(gemeente__isnull=True) | Q(gemeente=gemeente)))
    rondes = {ronde.pk: (str(ronde), ronde.begin) for ronde in Ronde.objects.all()}
    written = _read(row.pk for row in found if row.nummer == 1 or row.gepubliceerd)
    told = {_scope(row) for row, entry in written.values() if entry.nieuws}
    written |= _read(row.pk for row in found if row.pk not in written and _scope(row) not in told)
    bare = ((row, _bare(row, *rondes[row.ronde_id])) for row in found)
    return gather(written.get(row.pk, (row, entry)) for row, entry in bare if row.pk in written or not row.rubriek_id)


def _last_rondes(rows: VoortgangQuerySet) -> list[Any]:
    """Of each scope its last entries, the newest ronde first, as values."""
    newest = Window(RowNumber(), partition_by=["project", "gemeente", "rubriek"], order_by=F("ronde__begin").desc())
    rows = rows.select_related(None).annotate(nummer=newest).filter(nummer__lte=TERUG).order_by("nummer")
    return list(rows.values_list(*VELDEN, "gepubliceerd", "nummer", named=True))


def _read(ids: Iterable[int]) -> Geschreven:
    """These entries in full."""
    rows = Voortgang.objects.filter(pk__in=list(ids)).select_related("ronde", "rubriek")
    return {row.pk: (row, as_inzending(row)) for row in published(rows)}


def _scope(row: Any) -> tuple[int | None, ...]:
    return row.project_id, row.gemeente_id, row.rubriek_id


def _bare(row: Any, ronde: str, begin: date) -> Inzending:
    standen = (row.kwaliteit, row.tijd, row.geld)
    return Inzending(row.ronde_id, ronde, begin, standen, ("", "", ""), (), row.herkomst)
