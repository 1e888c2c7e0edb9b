"""Which form a ronde has, and what the page that revises it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from projecten.models import Formulier, Ronde
from projecten.rules.formulier import Vorm, applies_later


def latest_form(soort: str) -> Formulier | None:
    """The newest version for rondes of a kind."""
    return Formulier.objects.filter(soort=soort).order_by("-versie").first()


def form_of(ronde: Ronde) -> Vorm:
    """What a ronde asks; where no version was recorded, the first one."""
    return ronde.formulier.vorm if ronde.formulier else Vorm()


@dataclass(frozen=True)
class FormulierBlad:
    """The latest version, which rondes will take a next one, and which keep what they have."""

    soort: str
    vorm: Vorm
    straks: tuple[Ronde, ...]
    vast: tuple[tuple[Ronde, int], ...]


def load_form(soort: str, today: date) -> FormulierBlad:
    """Two queries."""
    latest = latest_form(soort)
    rondes = list(Ronde.objects.filter(soort=soort).select_related("formulier"))
    straks = [ronde for ronde in rondes if applies_later(ronde.open_vanaf, today)]
    vast = [(ronde, form_of(ronde).versie) for ronde in rondes if ronde not in straks]
    return FormulierBlad(soort, latest.vorm if latest else Vorm(), tuple(straks), tuple(vast))
