"""What was found when a borging was looked at again, a year on; and what of either was mended."""

from __future__ import annotations

from django.db import models

from koers.eigenaren.querysets import OpenQuerySet
from koers.toegang.models import Gebruiker
from projecten.models.project import Borging


class BorgingControle(models.Model):
    """Whether the organisation that took over a result still keeps it: on which day, found by whom."""

    class Uitkomst(models.TextChoices):
        HOUDT_STAND = "houdt-stand", "houdt stand"
        AANDACHT = "aandacht", "vraagt aandacht"
        VOORBIJ = "voorbij", "niet meer geborgd"

    borging = models.ForeignKey(Borging, models.PROTECT, related_name="controles")
    datum = models.DateField()
    uitkomst = models.CharField(max_length=15, choices=Uitkomst.choices)
    bevinding = models.CharField(max_length=500)
    door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, blank=True, related_name="borgingcontroles")

    objects = OpenQuerySet["BorgingControle"].as_manager()

    class Meta:
        ordering = ["borging", "-datum"]
        constraints = [models.UniqueConstraint(fields=["borging", "datum"], name="borgingcontrole_uniek")]

    def __str__(self) -> str:
        return f"{self.borging}: {self.get_uitkomst_display()}"


class BorgingVerbetering(models.Model):
    """What a borging, or a check of it, said before it was mended, why, by whom and when.

    Rows are only added, and go with their borging.
    """

    borging = models.ForeignKey(Borging, models.CASCADE, related_name="verbeteringen")
    wat = models.TextField(help_text="what was mended, from what to what, in sentences")
    reden = models.CharField(max_length=200)
    op = models.DateTimeField()
    door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, blank=True, related_name="borgingverbeteringen")

    objects = OpenQuerySet["BorgingVerbetering"].as_manager()

    class Meta:
        ordering = ["borging", "-op", "-pk"]

    def __str__(self) -> str:
        return f"{self.borging}, verbeterd"
