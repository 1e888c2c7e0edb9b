"""What was changed in the money, with the amounts: kept beside the money, not in the log that the beheerder reads."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models

from financien.models.beschikking import Beschikking, PerBeschikkingQuerySet
from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.toegang.models import Gebruiker


class MutatieQuerySet(PerBeschikkingQuerySet):
    def visible_to(self, gebruiker: Any, today: date) -> Self:
        """They tell what single boekingen were: seen by whoever sees those."""
        if not bevoegdheid_of(gebruiker, today).may("financien.boeking:view"):
            return self.none()
        return super().visible_to(gebruiker, today)


class Mutatie(models.Model):
    """What was there and what is there now, in one sentence. It outlives the row that it tells about."""

    beschikking = models.ForeignKey(Beschikking, models.PROTECT, related_name="mutaties")
    jaar = models.PositiveSmallIntegerField()
    moment = models.DateTimeField()
    door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, related_name="+")
    zin = models.CharField(max_length=1000)

    objects = MutatieQuerySet.as_manager()

    class Meta:
        ordering = ["-moment", "-id"]

    def __str__(self) -> str:
        return self.zin
