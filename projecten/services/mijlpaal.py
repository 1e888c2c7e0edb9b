"""Changes to milestones: recorded, moved with a reason, reached or dropped, and taken back."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from koers.lib.herkomst import Herkomst
from koers.lib.klok import day_of
from koers.lib.notatie import datum as words
from koers.lib.stappen import save_checked
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from projecten.models import Mijlpaal, MijlpaalWending, Project
from projecten.models.opbrengst import Precisie
from projecten.rules.planning import GEHAALD, GEPLAND, MIJLPAAL_NAAR, span_refusal
from projecten.rules.wanneer import first_day, last_day, when
from projecten.services.planning import (
    check_bounds,
    check_holder,
    check_name,
    check_seen,
    check_since,
    require_planner,
)


@transaction.atomic
def record_mijlpaal(
    *,
    actor: Gebruiker | None,
    project: Project,
    naam: str,
    datum: date,
    now: datetime,
    precisie: str = Precisie.DAG,
    houder: Gebruiker | None = None,
    staat: str = GEPLAND,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Mijlpaal:
    """A dated point of a project. ValidationError when that day it does not run, or the name is taken."""
    require_planner(actor, project, now)
    row = Mijlpaal(
        project=project,
        naam=naam.strip(),
        datum=datum,
        precisie=precisie,
        houder=houder,
        staat=staat,
        herkomst=herkomst,
        vindplaats=vindplaats,
    )
    _check_day(row)
    _check(row, houder, None, day_of(now))
    save_checked(row)
    zin = f"Mijlpaal van {project.slug} vastgelegd: {row.naam}, {when(datum, precisie)}."
    log(actor=actor, actie="projecten.mijlpaal:record", zin=zin, now=now, object=row)
    return row


@transaction.atomic
def change_mijlpaal(
    *,
    actor: Gebruiker | None,
    mijlpaal: Mijlpaal,
    naam: str,
    datum: date,
    precisie: str,
    now: datetime,
    houder: Gebruiker | None = None,
    reden: str = "",
    gezien: str = "",
) -> Mijlpaal:
    """Its name, its day, who answers for it. Another day needs a reason; the earlier one stays visible.

    ValidationError as `record_mijlpaal`; Stale when someone changed it since the form was made.
    """
    row = _lock(mijlpaal)
    require_planner(actor, row.project, now)
    check_seen(row, gezien, f"{row.naam}, {when(row.datum, row.precisie)}, {row.staat}")
    before, before_holder = (row.datum, row.precisie), row.houder_id_op(day_of(now))
    moved = before != (datum, precisie)
    if (row.naam, before_holder) == (naam.strip(), houder.pk if houder else None) and not moved:
        raise ValidationError("Er verandert niets: dit staat er al.")
    if moved and row.staat != GEPLAND:
        raise ValidationError(f"Deze mijlpaal is {row.staat}. Zet haar eerst terug op gepland.")
    if moved and not reden.strip():
        raise ValidationError("Schrijf op waarom de datum verandert. De oude datum blijft zichtbaar.")
    row.naam, row.datum, row.precisie = naam.strip(), datum, precisie
    row.give(houder, day_of(now))
    if moved:
        _check_day(row)
    _check(row, houder, before_holder, day_of(now))
    save_checked(row)
    if moved:
        _turn(row, actor, day_of(now), reden, before=before)
    to = f"verschoven van {when(*before)} naar {when(datum, precisie)}" if moved else "gewijzigd"
    zin = f"Mijlpaal van {row.project.slug} {to}: {row.naam}."
    log(actor=actor, actie="projecten.mijlpaal:change", zin=zin, now=now, object=row)
    return row


@transaction.atomic
def set_mijlpaal(
    *,
    actor: Gebruiker | None,
    mijlpaal: Mijlpaal,
    staat: str,
    now: datetime,
    gehaald_op: date | None = None,
    reden: str = "",
    gezien: str = "",
) -> Mijlpaal:
    """Reached (on which day), dropped (why), or planned again (why). Who answers for it may too."""
    row = _lock(mijlpaal)
    require_planner(actor, row.project, now, row.houder_id_op(day_of(now)))
    check_seen(row, gezien, f"{row.naam}, {when(row.datum, row.precisie)}, {row.staat}")
    if staat not in MIJLPAAL_NAAR[row.staat]:
        raise ValidationError(f"Deze mijlpaal is {row.staat}; {staat} kan daar niet op volgen.")
    if staat == GEHAALD and gehaald_op is None:
        raise ValidationError("Kies de dag waarop de mijlpaal is gehaald.")
    if staat == GEHAALD and gehaald_op is not None:
        check_since(gehaald_op, row.project, day_of(now))
    if staat != GEHAALD and not reden.strip():
        raise ValidationError("Schrijf op waarom. Dat blijft bij de mijlpaal staan.")
    was, row.staat, row.gehaald_op = row.staat, staat, gehaald_op if staat == GEHAALD else None
    save_checked(row)
    _turn(row, actor, day_of(now), reden, was_staat=was)
    on = f" op {words(gehaald_op)}" if row.gehaald_op else ""
    zin = f"Mijlpaal van {row.project.slug} staat op {staat}{on}: {row.naam}."
    log(actor=actor, actie="projecten.mijlpaal:set", zin=zin, now=now, object=row)
    return row


def _lock(mijlpaal: Mijlpaal) -> Mijlpaal:
    rows = Mijlpaal.objects.select_for_update(of=("self",)).select_related("project__gemeente")
    return rows.get(pk=mijlpaal.pk)


def _check_day(row: Mijlpaal) -> None:
    check_bounds(row.datum)
    project, dag = row.project, when(row.datum, row.precisie)
    span = first_day(row.datum, row.precisie), last_day(row.datum, row.precisie)
    side = span_refusal(*span, project.vanaf, project.tot)
    if side == "voor":
        raise ValidationError(f"Het project begint op {words(project.vanaf)}; {dag} is eerder. Kies een latere dag.")
    if side == "na":
        raise ValidationError(f"Het project eindigt op {words(project.tot)}; {dag} is later. Kies een eerdere dag.")


def _check(row: Mijlpaal, houder: Gebruiker | None, before_holder: int | None, today: date) -> None:
    check_name(row, "een mijlpaal")
    check_holder(houder, before_holder, today)


def _turn(
    row: Mijlpaal,
    actor: Gebruiker | None,
    op: date,
    reden: str,
    *,
    before: tuple[date, str] | None = None,
    was_staat: str = "",
) -> None:
    datum, precisie = before or (row.datum, row.precisie)
    save_checked(
        MijlpaalWending(
            mijlpaal=row,
            op=op,
            door=actor,
            reden=reden.strip(),
            was_datum=datum,
            was_precisie=precisie,
            was_staat=was_staat or row.staat,
            naar_datum=row.datum,
            naar_precisie=row.precisie,
            naar_staat=row.staat,
        )
    )
