"""Figures of a ronde's measurements that can stand in a text, bound to where they come from."""

from __future__ import annotations

from dataclasses import dataclass

from projecten.models import Indicator, Meting, Project, Ronde
from projecten.selectors.groei import load_groei
from projecten.selectors.indicator import in_words
from projecten.selectors.meten import region_value
from projecten.selectors.optelling import load_regiosommen

GROEI, WAARDE = "groei", "waarde"


@dataclass(frozen=True)
class Bindcijfer:
    """One figure: its key in a text, what it is now, and what it is of."""

    sleutel: str
    tekst: str
    wat: str


def load_bindcijfers(project: Project | None, ronde: Ronde) -> list[Bindcijfer]:
    """The region's value and growth of each indicator measured in that ronde, as far as everyone may read them.

    Texts are published: a figure that would tell of few people is not among them. Four queries.
    """
    rows = list(Indicator.objects.filter(project=project)) if project else []
    if not rows:
        return []
    measured = Meting.objects.filter(indicator__in=rows, peildatum=ronde.eind)
    sums = load_regiosommen(rows, measured, team=False)
    stated = {row.indicator_id: row for row in measured.filter(eigenaar=None)}
    growth = load_groei(rows, ronde.eind, team=False)
    found = []
    for row in rows:
        of_region = [stated[row.pk]] if row.pk in stated else []
        value = region_value(row, of_region, (), sums.get((row.pk, ronde.eind)), team=False)
        if value is not None and value.getal is not None:
            found.append(
                Bindcijfer(f"{row.sleutel}/{WAARDE}", in_words(row, value.getal), f"{row.naam}, {row.eenheid}")
            )
        if row.pk in growth:
            zin = f"{row.naam}, {growth[row.pk].zin}"
            found.append(Bindcijfer(f"{row.sleutel}/{GROEI}", growth[row.pk].tekst, zin))
    return found


def figures_of(project: Project | None, ronde: Ronde) -> dict[str, str]:
    """Key → the figure as it is now."""
    return {cijfer.sleutel: cijfer.tekst for cijfer in load_bindcijfers(project, ronde)}
