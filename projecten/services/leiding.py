"""Who leads a project: from when, and until when."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from koers.eigenaren.bevoegdheid import bevoegdheid_of, require
from koers.lib.herkomst import Herkomst
from koers.lib.klok import day_of
from koers.lib.notatie import datum
from koers.lib.stappen import save_checked
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from koers.toegang.rights import Rol
from projecten.models import Project, Projectleiding

RIGHT = "projecten.project:edit"


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
def end_leiding(*, actor: Gebruiker, leiding: Projectleiding, laatste_dag: date, now: datetime) -> None:
    """The last day on which this person leads the project."""
    require(actor, RIGHT, today=day_of(now))
    if leiding.tot is not None and leiding.tot <= laatste_dag:
        raise ValidationError(f"Dit eindigt al op {datum(leiding.tot)}.")
    if laatste_dag < leiding.vanaf:
        raise ValidationError(f"De laatste dag ligt voor de eerste ({datum(leiding.vanaf)}).")
    leiding.tot = laatste_dag
    save_checked(leiding)
    zin = f"{leiding.gebruiker} leidt project {leiding.project.slug} tot en met {datum(laatste_dag)}."
    log(actor=actor, actie="projecten.leiding:end", zin=zin, now=now, object=leiding.project)
