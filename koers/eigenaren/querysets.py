"""Visibility that querysets inherit: each says which path leads to its owner."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.toegang.models import Gebruiker

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class OwnedQuerySet(models.QuerySet[M_co]):
    """Rows that one eigenaar keeps for itself: seen by that eigenaar's people and by the programme team."""

    path_to_eigenaar: ClassVar[str] = "eigenaar"

    def visible_to(self, gebruiker: Gebruiker | Any, today: date) -> Self:
        """What this person may see on this day; of a stranger nothing."""
        bevoegdheid = bevoegdheid_of(gebruiker, today)
        if bevoegdheid.in_team:
            return self
        return self.filter(Q(**{f"{self.path_to_eigenaar}__in": bevoegdheid.eigenaren}))


class OpenQuerySet(models.QuerySet[M_co]):
    """Rows that everyone with a role may see."""

    def visible_to(self, gebruiker: Gebruiker | Any, today: date) -> Self:
        """All of it for whoever holds a role on this day, nothing for anyone else."""
        return self if bevoegdheid_of(gebruiker, today).rollen else self.none()


class StepQuerySet(OpenQuerySet[M_co]):
    """Dated facts as steps: the step in force on a day is the last one that began by then."""

    def by(self, peildatum: date) -> Self:
        """Steps that had begun on that day, newest first."""
        return self.filter(vanaf__lte=peildatum).order_by("-vanaf")
