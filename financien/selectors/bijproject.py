"""What money stands at a project from a day on (asked for by projecten, through the setting KOERS_BIJ_PROJECT)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from financien.models import Begroting, Boeking
from koers.lib.notatie import datum, hoeveel, opsomming


def stays(projecten: Mapping[int, str], day: date) -> list[str]:
    """A sentence when there is any; `projecten`: id → name. Counts only: no amount leaves this floor."""
    boekingen = Boeking.objects.filter(project__in=projecten, datum__gte=day).count()
    begrotingen = Begroting.objects.filter(project__in=projecten, jaar__gte=day.year).count()
    kept = [hoeveel(boekingen, "boeking", "boekingen")] if boekingen else []
    kept += [hoeveel(begrotingen, "begrotingspost", "begrotingsposten")] if begrotingen else []
    if not kept:
        return []
    names = opsomming(projecten.values())
    return [
        f"Geld verhuist niet vanzelf: bij {names} blijven {opsomming(kept)} staan voor dagen vanaf {datum(day)}. "
        "Laat de controller ze overzetten."
    ]
