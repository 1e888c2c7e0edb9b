"""Dated facts as steps: when a new step may be added, and how a checked row is written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from koers.lib.notatie import datum

M = TypeVar("M", bound=models.Model)


def check_step(steps: Iterable[tuple[date, Any]], vanaf: date, waarde: Any, *, wat: str, in_verleden: bool) -> None:
    """ValidationError, in one sentence, where a new step would overwrite, repeat or quietly rewrite what is known.

    `steps` are the known ones as (first day, value); `wat` names the fact ("de naam"). A step before a later one
    changes history, and is only taken with `in_verleden`.
    """
    known = sorted(steps, key=lambda step: step[0])
    if any(begin == vanaf for begin, _ in known):
        raise ValidationError(f"Op {datum(vanaf)} is {wat} al gewijzigd. Kies een andere dag.", code="zelfde-dag")
    before = [value for begin, value in known if begin < vanaf]
    if before and before[-1] == waarde:
        raise ValidationError(f"Op {datum(vanaf)} is {wat} al zo; er verandert niets.", code="zelfde-waarde")
    later = [begin for begin, _ in known if begin > vanaf]
    if later and not in_verleden:
        raise ValidationError(
            f"Er is al een latere wijziging, van {datum(later[0])}. Deze stap verandert dus wat er over eerdere dagen "
            "staat. Bevestig dat, of kies een latere dag.",
            code="in-verleden",
        )


def save_checked(row: M) -> M:
    """Write a row after all its own checks; ValidationError with the reason, also when someone else was first."""
    row.full_clean()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise ValidationError("Iemand anders heeft dit net vastgelegd. Laad de bladzijde opnieuw.") from error
    return row
