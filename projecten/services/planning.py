"""What changes of milestones and of risks have in common: who may, what one saw, who answers for it."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError

from koers.eigenaren.bevoegdheid import require
from koers.lib.klok import day_of
from koers.lib.notatie import datum as words
from koers.lib.stapform import on_a_page
from koers.toegang.models import Gebruiker
from koers.toegang.rights import NotAllowed
from projecten.models import Mijlpaal, Project, Risico
from projecten.selectors.planner import RIGHT, holders, plan_refusal


class Stale(ValidationError):
    """The row changed since the form was made; `stempel` is that of now, for who looks and sends it again."""

    def __init__(self, now: str, stempel: str) -> None:
        super().__init__(
            f"Iemand anders heeft dit intussen gewijzigd. Nu staat er: {now}. Wat u invulde, staat hieronder nog. "
            "Klopt het nog, verstuur het dan opnieuw."
        )
        self.stempel = stempel


def require_planner(actor: Gebruiker | None, project: Project, now: datetime, houder_id: int | None = None) -> None:
    """NotAllowed, with the reason, unless the actor writes the plan of this project (or answers for the row)."""
    require(actor, RIGHT, today=day_of(now))
    if refusal := plan_refusal(actor, project, day_of(now), houder_id):
        raise NotAllowed(refusal)


def check_seen(row: Mijlpaal | Risico, gezien: str, now: str) -> None:
    """Stale when someone changed it since. `gezien`: the stamp of what the form was made from, or "" for no form;
    `now`: what stands there, in words."""
    if gezien and gezien != row.stempel:
        raise Stale(now, row.stempel)


def check_name(row: Mijlpaal | Risico, wat: str) -> None:
    """ValidationError when another one of the project is called so; `wat` with its article."""
    others = type(row)._default_manager.filter(project=row.project, naam=row.naam).exclude(pk=row.pk)
    if others.exists():
        raise ValidationError(f"Dit project heeft al {wat} met de naam {row.naam}. Kies een andere naam.")


def check_holder(houder: Gebruiker | None, before: int | None, today: date) -> None:
    """ValidationError for a holder who cannot act on it; who it was already may stay."""
    if houder and houder.pk != before and not holders(today).filter(pk=houder.pk).exists():
        raise ValidationError(f"{houder} heeft geen rol waarmee dit kan worden bijgehouden. Kies iemand anders.")


def check_bounds(day: date | None) -> None:
    """ValidationError for a day that no page can show."""
    if day is not None:
        on_a_page(day)


def check_since(day: date, project: Project, today: date) -> None:
    """ValidationError for something that happened on a day that is still to come, or before the project."""
    check_bounds(day)
    if day > today:
        raise ValidationError(f"{words(day)} moet nog komen. Kies vandaag of een eerdere dag.")
    if day < project.vanaf:
        raise ValidationError(f"Het project begint op {words(project.vanaf)}; kies die dag of een latere.")
