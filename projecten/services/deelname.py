"""Changes to who takes part in a project, and how far."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from koers.eigenaren.bevoegdheid import require
from koers.eigenaren.models import Eigenaar
from koers.lib.herkomst import Herkomst
from koers.lib.klok import day_of
from koers.lib.notatie import datum
from koers.lib.stappen import check_step, save_checked
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from projecten.models import Deelname, Project

RIGHT = "projecten.deelname:edit"


@transaction.atomic
def set_deelname(
    *,
    actor: Gebruiker | None,
    project: Project,
    eigenaar: Eigenaar,
    stap: str,
    vanaf: date,
    now: datetime,
    toelichting: str = "",
    in_verleden: bool = False,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Deelname:
    """The step of the ladder an eigenaar stands on from a day on. ValidationError as `check_step`."""
    require(actor, RIGHT, today=day_of(now))
    Project.objects.select_for_update().get(pk=project.pk)
    known = project.deelnames.filter(eigenaar=eigenaar).values_list("vanaf", "stap")
    check_step(known, vanaf, stap, wat=f"de deelname van {eigenaar}", in_verleden=in_verleden)
    deelname = save_checked(
        Deelname(
            project=project,
            eigenaar=eigenaar,
            stap=stap,
            vanaf=vanaf,
            toelichting=toelichting.strip(),
            herkomst=herkomst,
            vindplaats=vindplaats,
        )
    )
    zin = f"Deelname van {eigenaar} aan {project.slug} vanaf {datum(vanaf)}: {deelname.get_stap_display()}."
    log(actor=actor, actie="projecten.deelname:set", zin=zin, now=now, object=deelname)
    return deelname
