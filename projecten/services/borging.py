"""Changes to who keeps a result: a borging, and what a check of it found."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from koers.eigenaren.bevoegdheid import require
from koers.eigenaren.models import Eigenaar, Partner
from koers.lib.herkomst import Herkomst
from koers.lib.klok import day_of
from koers.lib.notatie import datum as words
from koers.lib.stappen import save_checked
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from koers.toegang.rights import NotAllowed
from projecten.models import Borging, BorgingControle, Project
from projecten.rules.borging import VOORBIJ
from projecten.selectors.borging import keep_refusal
from projecten.selectors.onderwerp import project_name

RIGHT = "projecten.borging:edit"


@transaction.atomic
def record_borging(
    *,
    actor: Gebruiker | None,
    project: Project,
    gemeld_op: date,
    now: datetime,
    partner: Partner | None = None,
    eigenaar: Eigenaar | None = None,
    vanaf: date | None = None,
    afspraak: str = "",
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Borging:
    """A standing organisation, partner or eigenaar, took over the result. ValidationError when it cannot be."""
    require_keeper(actor, project, now)
    Project.objects.select_for_update().get(pk=project.pk)
    check_facts(project, partner, eigenaar, vanaf, gemeld_op, day_of(now))
    row = save_checked(
        Borging(
            project=project,
            partner=partner,
            eigenaar=eigenaar,
            vanaf=vanaf,
            gemeld_op=gemeld_op,
            afspraak=afspraak.strip(),
            herkomst=herkomst,
            vindplaats=vindplaats,
        )
    )
    zin = f"{project_name(project, gemeld_op)} is geborgd bij {partner or eigenaar}."
    log(actor=actor, actie="projecten.borging:record", zin=zin, now=now, object=row)
    return row


@transaction.atomic
def check_borging(
    *, actor: Gebruiker, borging: Borging, datum: date, uitkomst: str, bevinding: str, now: datetime
) -> BorgingControle:
    """What was found of a borging on a day. ValidationError for a day that cannot be, or after it no longer lasted."""
    require_keeper(actor, borging.project, now)
    known = list(Borging.objects.select_for_update().get(pk=borging.pk).controles.order_by("datum"))
    if datum > day_of(now):
        raise ValidationError("Deze dag moet nog komen. Leg de controle vast op de dag zelf, of later.")
    if datum < (begin := borging.vanaf or borging.gemeld_op):
        raise ValidationError(f"Op {words(datum)} was dit nog niet geborgd: dat is het sinds {words(begin)}.")
    if known and known[-1].uitkomst == VOORBIJ:
        raise ValidationError(
            f"Op {words(known[-1].datum)} is gemeld dat dit niet meer is geborgd. Leg een nieuwe borging vast op de "
            "pagina van het project."
        )
    if known and datum <= known[-1].datum:
        raise ValidationError(f"Er is al een controle van {words(known[-1].datum)}. Kies een latere dag.")
    row = save_checked(
        BorgingControle(borging=borging, datum=datum, uitkomst=uitkomst, bevinding=bevinding.strip(), door=actor)
    )
    name = project_name(borging.project, datum)
    zin = f"Borging van {name} bij {borging.partner or borging.eigenaar} gecontroleerd: {row.get_uitkomst_display()}."
    log(actor=actor, actie="projecten.borging:check", zin=zin, now=now, object=borging)
    return row


def require_keeper(actor: Gebruiker | None, project: Project, now: datetime) -> None:
    """Whoever records borgingen of this project: its leader or the programmamanager."""
    require(actor, RIGHT, today=day_of(now))
    if refusal := keep_refusal(actor, project, day_of(now)):
        raise NotAllowed(refusal)


def check_facts(
    project: Project,
    partner: Partner | None,
    eigenaar: Eigenaar | None,
    vanaf: date | None,
    gemeld_op: date,
    today: date,
    *,
    eigen: int = 0,
) -> None:
    """ValidationError where a borging cannot be so; `eigen`: the one that is mended, which is not beside itself."""
    if (partner is None) == (eigenaar is None):
        raise ValidationError("Kies één organisatie: een partner of een eigenaar, niet allebei.")
    if gemeld_op > today:
        raise ValidationError("De dag waarop dit is gemeld, moet nog komen. Kies vandaag of een eerdere dag.")
    if vanaf is not None and vanaf > gemeld_op:
        raise ValidationError("De borging begint na de dag waarop zij is gemeld. Kies een eerdere dag bij Vanaf.")
    if (vanaf or gemeld_op) < project.vanaf:
        raise ValidationError(f"Het project begint op {words(project.vanaf)}; eerder kan er niets zijn geborgd.")
    if project.borgingen.filter(gemeld_op=gemeld_op).exclude(pk=eigen).exists():
        raise ValidationError(f"Op {words(gemeld_op)} is van dit project al een borging gemeld. Kies een andere dag.")
