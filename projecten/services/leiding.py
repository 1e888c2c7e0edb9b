"""Who leads a project: from when, and until when."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from koers.eigenaren.bevoegdheid import bevoegdheid_of, require
from koers.lib.herkomst import Herkomst
from koers.lib.klok import day_of
from koers.lib.notatie import datum, opsomming
from koers.lib.stappen import save_checked
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from koers.toegang.rights import Rol
from projecten.models import Project, Projectleiding
from projecten.services.houder import pass_on

RIGHT = "projecten.project:edit"
DAY = timedelta(days=1)


@transaction.atomic
def set_leiding(
    *,
    actor: Gebruiker | None,
    project: Project,
    gebruiker: Gebruiker,
    vanaf: date,
    now: datetime,
    tot: date | None = None,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Projectleiding:
    """Who leads a project, from a day (to a day). ValidationError when this person does in those days already."""
    require(actor, RIGHT, today=day_of(now))
    Project.objects.select_for_update().get(pk=project.pk)
    if actor is not None and Rol.REGIONAAL not in bevoegdheid_of(gebruiker, vanaf).rollen:
        raise ValidationError(
            f"{gebruiker} is op {datum(vanaf)} geen regionaal projectleider. Vraag de beheerder om de rol."
        )
    known = project.leiding.filter(gebruiker=gebruiker).exclude(tot__lt=vanaf)
    if (known.exclude(vanaf__gt=tot) if tot else known).exists():
        raise ValidationError(f"{gebruiker} leidt dit project in die tijd al.")
    leiding = save_checked(
        Projectleiding(
            project=project, gebruiker=gebruiker, vanaf=vanaf, tot=tot, herkomst=herkomst, vindplaats=vindplaats
        )
    )
    zin = f"{gebruiker} leidt project {project.slug} vanaf {datum(vanaf)}."
    log(actor=actor, actie="projecten.leiding:set", zin=zin, now=now, object=project)
    return leiding


@transaction.atomic
def end_leiding(
    *,
    actor: Gebruiker,
    leiding: Projectleiding,
    laatste_dag: date,
    now: datetime,
    opvolger: Gebruiker | None = None,
) -> list[str]:
    """The last day on which this person leads the project; from the next one `opvolger` does, if given.

    The open milestones and risks of the project that this person answers for are then the successor's, else they wait
    for a holder. Returns what these are, in words.
    """
    require(actor, RIGHT, today=day_of(now))
    if leiding.tot is not None and leiding.tot <= laatste_dag:
        raise ValidationError(f"Dit eindigt al op {datum(leiding.tot)}.")
    if laatste_dag < leiding.vanaf:
        raise ValidationError(f"De laatste dag ligt voor de eerste ({datum(leiding.vanaf)}).")
    van, project, tot, vanaf = leiding.gebruiker, leiding.project, leiding.tot, laatste_dag + DAY
    if opvolger == van:
        raise ValidationError({"opvolger": f"Kies iemand anders dan {van}."})
    leiding.tot = laatste_dag
    save_checked(leiding)
    led = Projectleiding.objects.in_force(vanaf).filter(project=project)
    if opvolger is not None and not led.filter(gebruiker=opvolger).exists():
        set_leiding(actor=actor, project=project, gebruiker=opvolger, vanaf=vanaf, tot=tot, now=now)
    wat: list[str] = []
    if not led.filter(gebruiker=van).exists():
        wat = pass_on(van=van, naar=opvolger, vanaf=vanaf, today=day_of(now), project=project)
    zin = f"{van} leidt project {project.slug} tot en met {datum(laatste_dag)}."
    if wat:
        zin += f" Daarna {f'is van {opvolger}' if opvolger else 'wacht op een houder'}: {opsomming(wat)}."
    log(actor=actor, actie="projecten.leiding:end", zin=zin, now=now, object=project)
    return wat
