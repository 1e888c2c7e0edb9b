"""The record of background work: outbox, lease, progress and outcome, kept in the database."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from koers.toegang.models import Gebruiker


class Opdracht(models.Model):
    """One piece of background work. The queue only carries its id; what counts stands here."""

    class Staat(models.TextChoices):
        WACHT = "wacht", "wacht"
        BEZIG = "bezig", "bezig"
        KLAAR = "klaar", "klaar"
        MISLUKT = "mislukt", "mislukt"

    taak = models.CharField(max_length=120, help_text="dotted path of the Celery task that does it")
    sleutel = models.CharField(max_length=120, help_text="what it is about; one open opdracht per sleutel")
    argumenten = models.JSONField(default=dict)
    staat = models.CharField(max_length=10, choices=Staat.choices, default=Staat.WACHT)
    stap = models.CharField(max_length=120, blank=True)
    voortgang = models.PositiveSmallIntegerField(default=0, help_text="percent")
    poging = models.PositiveSmallIntegerField(default=0)
    lease_tot = models.DateTimeField(null=True, blank=True)
    verzonden_op = models.DateTimeField(null=True, blank=True)
    aangevraagd_door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, related_name="opdrachten")
    aangevraagd_op = models.DateTimeField()
    klaar_op = models.DateTimeField(null=True, blank=True)
    foutmelding = models.CharField(max_length=500, blank=True)
    resultaat = models.JSONField(default=dict)

    class Meta:
        ordering = ["-aangevraagd_op", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["sleutel"], condition=Q(staat__in=["wacht", "bezig"]), name="opdracht_een_open_per_sleutel"
            ),
            models.CheckConstraint(condition=Q(voortgang__lte=100), name="opdracht_voortgang_procent"),
        ]

    def __str__(self) -> str:
        return f"{self.sleutel}: {self.get_staat_display()}"

    @property
    def is_open(self) -> bool:
        return self.staat in (self.Staat.WACHT, self.Staat.BEZIG)
