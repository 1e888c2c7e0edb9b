"""Changes to a project itself: its names, its place, its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from koers.eigenaren.bevoegdheid import require
from koers.eigenaren.models import Eigenaar
from koers.lib.herkomst import Herkomst
from koers.lib.klok import day_of
from koers.lib.notatie import datum
from koers.lib.stappen import check_step, save_checked
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from projecten.models import Deelname, Indeling, Project, ProjectNaam
from projecten.selectors.project import free_slug
from themalijnen.models import Themalijn
from themalijnen.namen import Naamgeving

RIGHT = "projecten.project:edit"
NAAMGEVING = Naamgeving("projecten.project", "dit project", RIGHT)
DEELNAME_RIGHT = "projecten.deelname:edit"


@transaction.atomic
def create_project(
    *,
    actor: Gebruiker | None,
    slug: str,
    naam: str,
    vanaf: date,
    now: datetime,
    soort: str = Project.Soort.REGIONAAL,
    gemeente: Eigenaar | None = None,
    landt: Project | None = None,
    tot: date | None = None,
    einde_reden: str = "",
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Project:
    """A new project, with its first name from the day it begins. A local one has its gemeente."""
    require(actor, RIGHT, today=day_of(now))
    origin = {"herkomst": herkomst, "vindplaats": vindplaats}
    project = save_checked(
        Project(
            slug=slug,
            soort=soort,
            gemeente=gemeente,
            landt=landt,
            vanaf=vanaf,
            tot=tot,
            einde_reden=einde_reden.strip(),
            **origin,
        )
    )
    save_checked(ProjectNaam(project=project, naam=naam.strip(), vanaf=vanaf, **origin))
    zin = f"Project {naam.strip()} begint op {datum(vanaf)}."
    log(actor=actor, actie="projecten.project:create", zin=zin, now=now, object=project)
    return project


@transaction.atomic
def begin_project(
    *,
    actor: Gebruiker,
    naam: str,
    soort: str,
    themalijn: Themalijn | None,
    vanaf: date,
    now: datetime,
    gemeente: Eigenaar | None = None,
) -> Project:
    """A new project as a person enters it: last under its theme line (if it has one), its slug from its name."""
    slug = free_slug(naam)
    if not slug:
        raise ValidationError({"naam": "Er is al een project met deze naam. Kies een naam die ervan verschilt."})
    project = create_project(actor=actor, slug=slug, naam=naam, soort=soort, gemeente=gemeente, vanaf=vanaf, now=now)
    if themalijn is None:
        return project
    placed: Iterable[Any] = Project.objects.on(vanaf).placed(vanaf)
    here = [row.volgorde_op or 0 for row in placed if row.themalijn_op == themalijn.pk]
    place_project(
        actor=actor, project=project, themalijn=themalijn, volgorde=max(here, default=0) + 1, vanaf=vanaf, now=now
    )
    return project


def rename_project(
    *,
    actor: Gebruiker | None,
    project: Project,
    naam: str,
    vanaf: date,
    now: datetime,
    in_verleden: bool = False,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> ProjectNaam:
    """Another name from a day on."""
    stap = ProjectNaam(project=project, naam=naam.strip(), vanaf=vanaf, herkomst=herkomst, vindplaats=vindplaats)
    return NAAMGEVING.rename(actor=actor, drager=project, stap=stap, now=now, in_verleden=in_verleden)


def correct_project_naam(
    *, actor: Gebruiker | None, stap: ProjectNaam, naam: str, reden: str, now: datetime
) -> ProjectNaam:
    """Mend a slip in a name."""
    return NAAMGEVING.correct(actor=actor, drager=stap.project, stap=stap, naam=naam, reden=reden, now=now)


@transaction.atomic
def place_project(
    *,
    actor: Gebruiker | None,
    project: Project,
    themalijn: Themalijn,
    volgorde: int,
    vanaf: date,
    now: datetime,
    in_verleden: bool = False,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Indeling:
    """Under which theme line, and where in its order, a project stands from a day on. Refuses as `check_step`."""
    require(actor, RIGHT, today=day_of(now))
    if vanaf < themalijn.vanaf or (themalijn.tot and vanaf > themalijn.tot):
        raise ValidationError(f"Deze themalijn bestaat niet op {datum(vanaf)}. Kies een andere dag of themalijn.")
    Project.objects.select_for_update().get(pk=project.pk)
    known = [(begin, (lijn, plek)) for begin, lijn, plek in _places(project)]
    check_step(known, vanaf, (themalijn.pk, volgorde), wat="de plaats van dit project", in_verleden=in_verleden)
    stap = save_checked(
        Indeling(
            project=project,
            themalijn=themalijn,
            volgorde=volgorde,
            vanaf=vanaf,
            herkomst=herkomst,
            vindplaats=vindplaats,
        )
    )
    zin = f"Project {project.slug} staat vanaf {datum(vanaf)} onder {themalijn.slug}, op plaats {volgorde}."
    log(actor=actor, actie="projecten.project:place", zin=zin, now=now, object=project)
    return stap


def _places(project: Project) -> list[tuple[date, int, int]]:
    return list(project.indelingen.values_list("vanaf", "themalijn_id", "volgorde"))


@transaction.atomic
def order_projecten(
    *, actor: Gebruiker | None, themalijn: Themalijn, volgorde: Sequence[Project], vanaf: date, now: datetime
) -> list[Indeling]:
    """Put the projects of a theme line in this order from a day on: a step for each one that moves, all or none."""
    require(actor, RIGHT, today=day_of(now))
    placed: Iterable[Any] = Project.objects.placed(vanaf).filter(pk__in=[project.pk for project in volgorde])
    current = {project.pk: project.volgorde_op for project in placed}
    moved = [(plek, project) for plek, project in enumerate(volgorde, start=1) if current[project.pk] != plek]
    if not moved:
        raise ValidationError("De volgorde is al zo; er verandert niets.")
    return [
        place_project(actor=actor, project=project, themalijn=themalijn, volgorde=plek, vanaf=vanaf, now=now)
        for plek, project in moved
    ]


@transaction.atomic
def withdraw_step(
    *, actor: Gebruiker | None, stap: ProjectNaam | Indeling | Deelname, reden: str, now: datetime
) -> None:
    """Take back a step that should not have been: what held before it holds again. The log keeps what it said."""
    require(actor, DEELNAME_RIGHT if isinstance(stap, Deelname) else RIGHT, today=day_of(now))
    if not reden.strip():
        raise ValidationError("Schrijf op waarom u dit terugneemt.")
    if isinstance(stap, ProjectNaam) and stap.project.namen.count() == 1:
        raise ValidationError("Dit is de enige naam van het project. Verbeter hem, of geef eerst een andere naam.")
    zin = f"Teruggenomen, vanaf {datum(stap.vanaf)}: {stap} ({stap.project.slug}). Reden: {reden.strip()}"
    log(actor=actor, actie="projecten.stap:withdraw", zin=zin, now=now, object=stap)
    stap.delete()


@transaction.atomic
def end_project(*, actor: Gebruiker | None, project: Project, tot: date, reden: str, now: datetime) -> Project:
    """The last day of a project, with why it ended."""
    require(actor, RIGHT, today=day_of(now))
    if not reden.strip():
        raise ValidationError("Schrijf op waarom het project eindigt.")
    if tot < project.vanaf:
        raise ValidationError(f"Het project begon op {datum(project.vanaf)}; het kan niet eerder eindigen.")
    project.tot, project.einde_reden = tot, reden.strip()
    save_checked(project)
    zin = f"Project {project.slug} eindigt op {datum(tot)}: {project.einde_reden}."
    log(actor=actor, actie="projecten.project:end", zin=zin, now=now, object=project)
    return project
