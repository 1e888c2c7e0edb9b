"""What a person has in hand of projects, when it goes to another (called by koers.eigenaren.services.overdracht).

Entries need nothing here: who writes about a project follows from who leads it, so drafts go along with it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from koers.lib.notatie import opsomming
from koers.toegang.models import Gebruiker
from koers.toegang.rights import Rol
from projecten.models import Mijlpaal, Project, Projectleiding, Risico, Voortgang

DAY = timedelta(days=1)


def open_work(gebruiker: Gebruiker, day: date) -> list[str]:
    """Projects that are led, drafts under them, and milestones and risks that are watched: a sentence each."""
    led = list(_leiding(gebruiker, day).values_list("project", flat=True))
    named: Any = Project.objects.filter(pk__in=led).named(day)
    drafts = Voortgang.objects.filter(project__in=led).exclude(staat=Voortgang.Staat.GOEDGEKEURD).count()
    zinnen = (
        [f"de leiding van {opsomming(sorted(project.naam_op or project.slug for project in named))}"] if led else []
    )
    for aantal, een, meer in (
        (drafts, "invulling die nog niet is goedgekeurd", "invullingen die nog niet zijn goedgekeurd"),
        (Mijlpaal.objects.filter(houder=gebruiker, datum__gte=day).count(), "mijlpaal", "mijlpalen"),
        (Risico.objects.filter(houder=gebruiker).count(), "risico", "risico's"),
    ):
        zinnen += [f"{aantal} {een if aantal == 1 else meer}"] if aantal else []
    return zinnen


def hand_over(*, van: Gebruiker, naar: Gebruiker, vanaf: date) -> None:
    """Projects led, milestones to come and risks are `naar`'s from that day on; what was before stays as it was."""
    for row in _leiding(van, vanaf).select_for_update():
        begin = max(vanaf, row.vanaf)
        if not _leiding(naar, begin).filter(project=row.project_id).exists():
            Projectleiding.objects.create(project_id=row.project_id, gebruiker=naar, vanaf=begin, tot=row.tot)
        if row.vanaf < begin:
            row.tot = begin - DAY
            row.save(update_fields=["tot"])
        else:
            row.delete()
    Mijlpaal.objects.filter(houder=van, datum__gte=vanaf).update(houder=naar)
    Risico.objects.filter(houder=van).update(houder=naar)


def let_go(*, gebruiker: Gebruiker, laatste_dag: date) -> None:
    """After that day this person leads nothing, and nobody stands in for what he or she led."""
    later = Projectleiding.objects.filter(Q(gebruiker=gebruiker) | Q(vervangt=gebruiker))
    later.filter(vanaf__gt=laatste_dag).delete()
    later.filter(Q(tot__isnull=True) | Q(tot__gt=laatste_dag)).update(tot=laatste_dag)


def lend(*, van: Gebruiker, naar: Gebruiker, rol: str, vanaf: date, tot: date) -> None:
    """With the role of regionaal projectleider go the projects, for the same days."""
    if rol != Rol.REGIONAAL:
        return
    for row in _leiding(van, vanaf).filter(vanaf__lte=tot, vervangt__isnull=True):
        Projectleiding.objects.get_or_create(
            project_id=row.project_id,
            gebruiker=naar,
            vanaf=max(vanaf, row.vanaf),
            defaults={"tot": min(tot, row.tot or tot), "vervangt": van},
        )


def _leiding(gebruiker: Gebruiker, day: date) -> Any:
    """What this person leads on that day or later."""
    return Projectleiding.objects.filter(gebruiker=gebruiker).exclude(tot__lt=day)
