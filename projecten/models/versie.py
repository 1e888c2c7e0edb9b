"""The texts that an entry has had: each kept version, and what readers still see while one is reopened."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from koers.toegang.models import Gebruiker
from projecten.models.voortgang import Voortgang


class VoortgangVersie(models.Model):
    """What an entry said after someone had written. Saves shortly after each other by one person are one version.

    `nummer` is the count of saves of its last one; `inhoud` is an `Inhoud` of projecten.rules.inhoud as plain values.
    """

    voortgang = models.ForeignKey(Voortgang, models.CASCADE, related_name="versies")
    nummer = models.PositiveIntegerField()
    inhoud = models.JSONField()
    door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, related_name="+")
    voor = models.ForeignKey(
        Gebruiker, models.PROTECT, null=True, blank=True, related_name="+", help_text="on whose behalf it was written"
    )
    begonnen_op = models.DateTimeField()
    moment = models.DateTimeField(help_text="of the last save in it")
    hersteld_van = models.PositiveIntegerField(null=True, blank=True, help_text="the version that was put back")

    class Meta:
        ordering = ["voortgang_id", "nummer"]
        constraints = [
            models.UniqueConstraint(fields=["voortgang", "nummer"], name="voortgangversie_nummer_uniek"),
            models.CheckConstraint(condition=Q(begonnen_op__lte=F("moment")), name="voortgangversie_in_volgorde"),
        ]

    def __str__(self) -> str:
        return f"{self.voortgang}: versie {self.nummer}"
