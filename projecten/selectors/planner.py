"""Who writes milestones and risks of a project, and who can answer for one (trust.md §1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.eigenaren.models import Aanstelling
from koers.toegang.models import Gebruiker
from koers.toegang.rights import Rol, roles_with
from projecten.models import Project
from projecten.selectors.onderwerp import load_auteurschap, project_name

RIGHT = "projecten.planning:edit"


def plans(actor: Any, today: date, projecten: Iterable[tuple[int, int | None]]) -> frozenset[int]:
    """Of which of these projects (with the gemeente of a local one) this person writes milestones and risks."""
    if Rol.PROGRAMMAMANAGER in bevoegdheid_of(actor, today).rollen:
        return frozenset(project for project, _ in projecten)
    own = load_auteurschap(actor, today)
    return frozenset(
        project for project, gemeente in projecten if project in own.projecten or gemeente in own.gemeenten
    )


def plan_refusal(actor: Any, project: Project, today: date, houder_id: int | None = None) -> str:
    """Why this person does not, in Dutch; "" for who does. No actor: the command line.

    `houder_id`: who answers for the row, where that is enough (to say what became of it).
    """
    if actor is None or actor.pk == houder_id or plans(actor, today, [(project.pk, project.gemeente_id)]):
        return ""
    name = project_name(project, today)
    if project.gemeente is not None:
        return (
            f"Mijlpalen en risico's van {name} legt de leider van het project vast, de lokaal projectleider van "
            f"{project.gemeente} of de programmamanager."
        )
    return f"U leidt {name} niet. De projectleider of de programmamanager legt mijlpalen en risico's vast."


def held_by(gebruiker: Gebruiker | None, day: date) -> Q:
    """Milestones or risks for which this person (None: nobody) answers on that day."""
    came = Q(houder_vanaf__isnull=True) | Q(houder_vanaf__lte=day)
    return Q(came, houder=gebruiker) | Q(houder_vanaf__gt=day, vorige_houder=gebruiker)


def holders(day: date) -> Any:
    """Who can answer for a milestone or a risk: whoever has a role that writes them on that day."""
    appointed = Aanstelling.objects.in_force(day).filter(rol__in=roles_with(RIGHT)).values("gebruiker")
    return Gebruiker.objects.filter(is_active=True, pk__in=appointed)
