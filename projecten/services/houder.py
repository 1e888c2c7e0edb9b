"""Open milestones and risks pass from who answers for them to another, or to nobody, on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from koers.lib.notatie import datum, hoeveel
from koers.toegang.models import Gebruiker
from projecten.models import Mijlpaal, Risico
from projecten.selectors.planner import held_by

SOORTEN: tuple[tuple[Any, dict[str, str], str, str], ...] = (
    (Mijlpaal, {"staat": Mijlpaal.Staat.GEPLAND}, "mijlpaal", "mijlpalen"),
    (Risico, {"staat": Risico.Staat.OPEN}, "risico", "risico's"),
)


def held_work(gebruiker: Gebruiker, day: date, **which: Any) -> list[str]:
    """How much of both this person answers for on that day or later; the words of each that is not none."""
    mine = held_by(gebruiker, day) | Q(houder=gebruiker, houder_vanaf__gt=day)
    counts = ((model.objects.filter(mine, **staat, **which).count(), een, meer) for model, staat, een, meer in SOORTEN)
    return [hoeveel(number, een, meer) for number, een, meer in counts if number]


def pass_on(*, van: Gebruiker, naar: Gebruiker | None, vanaf: date, today: date, **which: Any) -> list[str]:
    """What `van` has from that day on, overdue or not, is then `naar`'s (None: nobody's); until then it stays.

    Returns what that is, in words. ValidationError when one of them already passes on another day that is to come:
    a row knows one such day.
    """
    wat = held_work(van, vanaf, **which)
    for model, staat, een, _ in SOORTEN:
        rows = model.objects.select_for_update().filter(**staat, **which)
        _check_days(rows, van, vanaf, today, een)
        rows.filter(houder_vanaf__gt=vanaf, vorige_houder=van).update(vorige_houder=naar)
        rows.filter(houder_vanaf__gte=vanaf, houder=van).update(houder=naar)
        rows.filter(houder=van).update(houder=naar, vorige_houder=van, houder_vanaf=vanaf)
    return wat


def _check_days(rows: Any, van: Gebruiker, vanaf: date, today: date, een: str) -> None:
    between = Q(houder=van, houder_vanaf__gt=today, houder_vanaf__lt=vanaf)
    if vanaf > today:
        between |= Q(vorige_houder=van, houder_vanaf__gt=vanaf)
    if row := rows.filter(between).first():
        raise ValidationError(
            f"{een.capitalize()} {row.naam} verandert op {datum(row.houder_vanaf)} al van houder. "
            "Regel deze overdracht op die dag of later."
        )
