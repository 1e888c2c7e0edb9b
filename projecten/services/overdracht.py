"""What a person has in hand of projects, when it goes to another (called by koers.eigenaren.services.overdracht).

Entries and their attachments need nothing here: who writes about a project or gemeente follows from who leads it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from koers.lib.notatie import hoeveel, opsomming
from koers.toegang.models import Gebruiker
from koers.toegang.rights import Rol
from projecten.models import (
    Afdoening,
    Bewijs,
    Borging,
    Project,
    Projectleiding,
    Toezegging,
    Voortgang,
    VraagAan,
)
from projecten.services.houder import held_work, pass_on

DAY = timedelta(days=1)


def open_work(gebruiker: Gebruiker, day: date) -> list[str]:
    """What goes along, a sentence each: projects led, entries and requests that wait, borgingen to look at again, and
    milestones and risks that are watched."""
    led = list(_leiding(gebruiker, day).values_list("project", flat=True))
    named: Any = Project.objects.filter(pk__in=led).named(day)
    mine = Q(project__in=led) | Q(gemeente__in=_gemeenten(gebruiker, day))
    drafts = Voortgang.objects.filter(mine).exclude(staat=Voortgang.Staat.GOEDGEKEURD)
    asked = VraagAan.objects.asked().filter(mine, beantwoord_op__isnull=True)
    zinnen = (
        [f"de leiding van {opsomming(sorted(project.naam_op or project.slug for project in named))}"] if led else []
    )
    for rows, een, meer in (
        (drafts, "invulling die nog niet is goedgekeurd", "invullingen die nog niet zijn goedgekeurd"),
        (Bewijs.objects.filter(voortgang__in=drafts), "bijlage daarbij", "bijlagen daarbij"),
        (asked, "extra vraag die op antwoord wacht", "extra vragen die op antwoord wachten"),
        (_beloften(mine), "toezegging om te beantwoorden", "toezeggingen om te beantwoorden"),
        (Borging.objects.filter(project__in=led), "borging om te blijven volgen", "borgingen om te blijven volgen"),
    ):
        number = rows.count()
        zinnen += [hoeveel(number, een, meer)] if number else []
    return zinnen + held_work(gebruiker, day)


def hand_over(*, van: Gebruiker, naar: Gebruiker, vanaf: date, today: date) -> None:
    """Projects led, open milestones and open risks are `naar`'s from that day on; what was before stays as it was.

    Who stood in for `van` stops with it; what `van` leads in somebody's place is not his or hers to give away.
    """
    for row in _leiding(van, vanaf).select_for_update():
        begin = max(vanaf, row.vanaf)
        if not _leiding(naar, begin).filter(project=row.project_id).exists():
            Projectleiding.objects.create(project_id=row.project_id, gebruiker=naar, vanaf=begin, tot=row.tot)
        _end(row, begin)
    for row in Projectleiding.objects.filter(vervangt=van).exclude(tot__lt=vanaf).select_for_update():
        _end(row, max(vanaf, row.vanaf))
    pass_on(van=van, naar=naar, vanaf=vanaf, today=today)


def _end(row: Projectleiding, begin: date) -> None:
    """The day before is its last; what had not begun is not there at all."""
    if row.vanaf < begin:
        row.tot = begin - DAY
        row.save(update_fields=["tot"])
    else:
        row.delete()


def let_go(*, gebruiker: Gebruiker, laatste_dag: date) -> None:
    """After that day this person leads nothing, nobody stands in for what he or she led, and what he or she answered
    for waits for a holder."""
    later = Projectleiding.objects.filter(Q(gebruiker=gebruiker) | Q(vervangt=gebruiker))
    later.filter(vanaf__gt=laatste_dag).delete()
    later.filter(Q(tot__isnull=True) | Q(tot__gt=laatste_dag)).update(tot=laatste_dag)
    pass_on(van=gebruiker, naar=None, vanaf=laatste_dag + DAY, today=laatste_dag + DAY)


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
    """What this person leads on that day or later, not in another's place."""
    return Projectleiding.objects.filter(gebruiker=gebruiker, vervangt__isnull=True).exclude(tot__lt=day)


def _gemeenten(gebruiker: Gebruiker, day: date) -> Any:
    """Of which gemeenten this person is lokaal projectleider on that day or later."""
    rows = gebruiker.aanstellingen.filter(rol=Rol.LOKAAL, vervangt__isnull=True).exclude(tot__lt=day)  # type: ignore[misc]
    return rows.values("eigenaar")


def _beloften(mine: Q) -> Any:
    """Promises that stand and that nobody answered for good."""
    entries = Voortgang.objects.filter(mine)
    done = Afdoening.objects.exclude(uitkomst=Afdoening.Uitkomst.LATER).values("toezegging")
    return Toezegging.objects.standing().filter(voortgang__in=entries).exclude(pk__in=done)
