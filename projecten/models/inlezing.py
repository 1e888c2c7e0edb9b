"""What one workbook changed: kept for the page that says so to who read it in."""

from __future__ import annotations

from django.db import models

from koers.toegang.models import Gebruiker
from projecten.models.project import Project
from projecten.models.voortgang import Ronde


class Inlezing(models.Model):
    """A workbook that was kept. `wijzigingen`: indicator, eigenaar, from and to of each cell, in words."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="inlezingen")
    ronde = models.ForeignKey(Ronde, models.PROTECT, related_name="inlezingen")
    door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, related_name="inlezingen")
    op = models.DateTimeField()
    bestand = models.CharField(max_length=150, help_text="what the file was called")
    ongemoeid = models.PositiveIntegerField(default=0, help_text="rows that were left as they were")
    wijzigingen = models.JSONField(default=list)

    class Meta:
        ordering = ["-op", "-id"]

    def __str__(self) -> str:
        return f"{self.bestand} ({self.op})"
