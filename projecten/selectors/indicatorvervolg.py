"""Which indicators of projects that merge can go on, and how those that did hang together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from projecten.models import Indicator
from projecten.rules.afkomst import SAMENGEVOEGD
from projecten.selectors.herschikking import Plan
from projecten.selectors.onderwerp import project_name


def load_running(plan: Plan) -> tuple[Indicator, ...]:
    """Of what ends in a merger, those not ended by that day; of a split none. One query."""
    if plan.soort != SAMENGEVOEGD:
        return ()
    rows = Indicator.objects.filter(Q(tot=None) | Q(tot__gte=plan.vanaf), project__in=plan.eindigt)
    return tuple(rows.filter(vervolg=None).order_by("naam", "pk"))


@dataclass(frozen=True)
class Einde:
    """The same indicator at another project, and from or until when it is there."""

    naam: str
    slug: str
    sleutel: str
    dag: date | None


@dataclass(frozen=True)
class Vervolg:
    """Where an indicator came from, and where it goes on."""

    was: Einde | None
    verder: Einde | None


def load_vervolg(indicator: Indicator, day: date) -> Vervolg:
    """Under the names of that day. At most four queries."""
    was = Indicator.objects.filter(vervolg=indicator).select_related("project").first()
    verder = Indicator.objects.filter(vervolg_op=indicator).select_related("project").first()
    return Vervolg(
        _einde(was, day, was.tot) if was else None,
        _einde(verder, day, verder.vanaf) if verder else None,
    )


def _einde(row: Indicator, day: date, dag: date | None) -> Einde:
    return Einde(project_name(row.project, day), row.project.slug, row.sleutel, dag)
