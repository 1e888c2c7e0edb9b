"""What began out of the projects of a year after it, and where it all went in the end."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import F

from projecten.models import Voortzetting
from projecten.rules.afkomst import ended_by


def load_continued(eind: date, today: date) -> tuple[dict[int, list[tuple[int, str]]], frozenset[int]]:
    """Project → what began out of it after the year, by id and name; and which of those projects ended by that."""
    rows: Any = Voortzetting.objects.filter(naar__vanaf__gt=eind, vanaf=F("naar__vanaf"), vanaf__lte=today)
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    ended = set()
    for row in rows.select_related("van").named(today):
        found[row.van_id].append((row.naar_id, row.naar_naam))
        if ended_by(row.van.tot, row.vanaf):
            ended.add(row.van_id)
    return found, frozenset(ended)


def last_of(
    project: int, verder: dict[int, list[tuple[int, str]]], ended: frozenset[int]
) -> tuple[tuple[int, str], ...]:
    """Where it all went in the end; each begins after what it comes from, so there are no circles."""
    ends: list[tuple[int, str]] = []
    for pair in verder.get(project, ()):
        ends += [*([] if pair[0] in ended else [pair]), *last_of(pair[0], verder, ended)]
    return tuple(dict.fromkeys(ends))
