"""What the services share: rules that refuse become messages, awards are locked, a settled year stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from financien.models import Beschikking, Bestemming, Mutatie
from financien.rules.fout import Geweigerd
from financien.rules.vaststelling import check_open
from koers.eigenaren.bevoegdheid import require
from koers.lib.klok import day_of
from koers.toegang.models import Gebruiker

BESCHIKKING_EDIT = "financien.beschikking:edit"
BOEKING_EDIT = "financien.boeking:edit"
REGELING_EDIT = "financien.regeling:edit"


@contextmanager
def rules_refuse() -> Iterator[None]:
    """A rule that says no becomes a ValidationError with all its sentences."""
    try:
        yield
    except Geweigerd as error:
        raise ValidationError(error.zinnen) from error


def require_now(actor: Gebruiker | None, name: str, now: datetime) -> None:
    require(actor, name, today=day_of(now))


def locked(beschikking: Beschikking) -> Beschikking:
    """The award as it is now, kept from other changes until this one is done."""
    return Beschikking.objects.select_for_update(of=("self",)).select_related("regeling").get(pk=beschikking.pk)


def tell(beschikking: Beschikking, jaar: int, zin: str, *, actor: Gebruiker | None, now: datetime) -> None:
    """Keep what was changed, with its amounts. The log says that it was changed and is read by who sees no money."""
    Mutatie.objects.create(beschikking=beschikking, jaar=jaar, zin=zin[:1000], door=actor, moment=now)


def steps_of(beschikking: Beschikking, jaar: int) -> list[str]:
    """How far the repayments of a year have come."""
    terug = beschikking.bestemmingen.filter(jaar=jaar, soort=Bestemming.Soort.TERUGSTORTEN)
    return list(terug.values_list("stap", flat=True))


def check_not_settled(beschikking: Beschikking, *jaren: int) -> None:
    """ValidationError when the grantor settled one of these years of the award (rule 11)."""
    with rules_refuse():
        for jaar in sorted(set(jaren)):
            check_open(jaar, steps_of(beschikking, jaar))


def apply(row: models.Model, fields: dict[str, Any], *allowed: str) -> list[str]:
    """Set fields on a row and tell which changed; TypeError on a field that may not be changed."""
    if unknown := fields.keys() - set(allowed):
        raise TypeError(f"not to be changed: {', '.join(sorted(unknown))}")
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    return changed
