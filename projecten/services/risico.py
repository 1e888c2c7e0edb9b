"""Changes to risks: recorded, weighed anew, closed with what came of it, opened again."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from koers.lib.herkomst import Herkomst
from koers.lib.klok import day_of
from koers.lib.stappen import save_checked
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from projecten.models import Project, Risico, RisicoWending
from projecten.rules.planning import GESLOTEN, OPEN, RISICO_NAAR, weight_word
from projecten.services.planning import (
    check_bounds,
    check_holder,
    check_name,
    check_seen,
    check_since,
    require_planner,
)


@transaction.atomic
def record_risico(
    *,
    actor: Gebruiker | None,
    project: Project,
    naam: str,
    sinds: date,
    now: datetime,
    maatregel: str = "",
    kans: str = "",
    gevolg: str = "",
    bekijk_op: date | None = None,
    houder: Gebruiker | None = None,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Risico:
    """What may go wrong, seen on a day (`sinds`), and by when it is dealt with or looked at again."""
    require_planner(actor, project, now)
    check_since(sinds, project, day_of(now))
    row = Risico(
        project=project,
        naam=naam.strip(),
        maatregel=maatregel.strip(),
        sinds=sinds,
        bekijk_op=bekijk_op,
        kans=kans,
        gevolg=gevolg,
        houder=houder,
        herkomst=herkomst,
        vindplaats=vindplaats,
    )
    _check(row, houder, None, day_of(now))
    save_checked(row)
    zin = f"Risico van {project.slug} vastgelegd: {row.naam}."
    log(actor=actor, actie="projecten.risico:record", zin=zin, now=now, object=row)
    return row


@transaction.atomic
def change_risico(
    *,
    actor: Gebruiker | None,
    risico: Risico,
    naam: str,
    now: datetime,
    maatregel: str = "",
    kans: str = "",
    gevolg: str = "",
    bekijk_op: date | None = None,
    houder: Gebruiker | None = None,
    gezien: str = "",
) -> Risico:
    """Its name, measure, weight, holder, and when it is looked at. What it weighed stays visible.

    ValidationError as `record_risico`; Stale when someone changed it since the form was made.
    """
    row = _lock(risico)
    require_planner(actor, row.project, now)
    check_seen(row, gezien, f"{row.naam}, {weight_word(row.kans, row.gevolg)}, {row.staat}")
    if row.staat != OPEN:
        raise ValidationError("Dit risico is gesloten. Open het eerst opnieuw.")
    before, was, holder = row.stempel, (row.kans, row.gevolg), row.houder_id_op(day_of(now))
    row.naam, row.maatregel = naam.strip(), maatregel.strip()
    row.give(houder, day_of(now))
    row.kans, row.gevolg, row.bekijk_op = kans, gevolg, bekijk_op
    if row.stempel == before:
        raise ValidationError("Er verandert niets: dit staat er al.")
    _check(row, houder, holder, day_of(now))
    save_checked(row)
    if was != (kans, gevolg):
        _turn(row, actor, day_of(now), "", was=was)
    heavy = f", nu {weight_word(kans, gevolg)}" if was != (kans, gevolg) else ""
    zin = f"Risico van {row.project.slug} gewijzigd{heavy}: {row.naam}."
    log(actor=actor, actie="projecten.risico:change", zin=zin, now=now, object=row)
    return row


@transaction.atomic
def set_risico(
    *, actor: Gebruiker | None, risico: Risico, staat: str, reden: str, now: datetime, gezien: str = ""
) -> Risico:
    """Closed with what came of it, or open again with why. Who answers for it may too."""
    row = _lock(risico)
    require_planner(actor, row.project, now, row.houder_id_op(day_of(now)))
    check_seen(row, gezien, f"{row.naam}, {weight_word(row.kans, row.gevolg)}, {row.staat}")
    if RISICO_NAAR[row.staat] != staat:
        raise ValidationError(f"Dit risico is al {row.staat}.")
    if not reden.strip():
        wat = "wat ervan is gekomen" if staat == GESLOTEN else "waarom dit weer een risico is"
        raise ValidationError(f"Schrijf op {wat}.")
    was, row.staat = row.staat, staat
    save_checked(row)
    _turn(row, actor, day_of(now), reden, was=(row.kans, row.gevolg), was_staat=was)
    shut = staat == GESLOTEN
    zin = f"Risico van {row.project.slug} {'gesloten' if shut else 'weer open'}: {row.naam}."
    log(actor=actor, actie=f"projecten.risico:{'close' if shut else 'reopen'}", zin=zin, now=now, object=row)
    return row


def _lock(risico: Risico) -> Risico:
    rows = Risico.objects.select_for_update(of=("self",)).select_related("project__gemeente")
    return rows.get(pk=risico.pk)


def _check(row: Risico, houder: Gebruiker | None, before_holder: int | None, today: date) -> None:
    if bool(row.kans) != bool(row.gevolg):
        raise ValidationError("Kies bij kans én bij gevolg iets, of laat beide leeg.")
    check_bounds(row.bekijk_op)
    if row.bekijk_op is not None and row.bekijk_op < row.sinds:
        raise ValidationError("De dag waarop u dit opnieuw bekijkt, ligt voor de dag waarop het risico begon.")
    check_name(row, "een risico")
    check_holder(houder, before_holder, today)


def _turn(
    row: Risico, actor: Gebruiker | None, op: date, reden: str, *, was: tuple[str, str], was_staat: str = ""
) -> None:
    save_checked(
        RisicoWending(
            risico=row,
            op=op,
            door=actor,
            reden=reden.strip(),
            was_staat=was_staat or row.staat,
            was_kans=was[0],
            was_gevolg=was[1],
            naar_staat=row.staat,
        )
    )
