"""Pictures and documents that show what an entry says. The files are in the data folder, under names nobody guesses."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from koers.toegang.models import Gebruiker
from projecten.models.voortgang import Voortgang


class Bewijs(models.Model):
    """One file with an entry, seen by whoever sees the entry. A picture says in words what it shows.

    `bestand` is a path under KOERS_DATA/documenten; `sha256` and `grootte` (bytes) are of what was stored, which is not
    what came in: pictures are made anew, documents lose what runs or tells who made them (koers.lib.stuk).
    """

    class Soort(models.TextChoices):
        BEELD = "beeld", "foto"
        DOCUMENT = "document", "document"

    voortgang = models.ForeignKey(Voortgang, models.CASCADE, related_name="bewijzen")
    soort = models.CharField(max_length=10, choices=Soort.choices)
    naam = models.CharField(max_length=150, help_text="as its owner called the file")
    omschrijving = models.CharField(max_length=300, blank=True, help_text="what a picture shows, for who cannot see it")
    type = models.CharField(max_length=40, help_text="media type, by content")
    bestand = models.CharField(max_length=80, unique=True)
    sha256 = models.CharField(max_length=64)
    grootte = models.PositiveIntegerField()
    breedte = models.PositiveIntegerField(null=True, blank=True)
    hoogte = models.PositiveIntegerField(null=True, blank=True)
    door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, related_name="+")
    op = models.DateTimeField()

    class Meta:
        ordering = ["voortgang_id", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(soort="beeld") | ~Q(omschrijving=""), name="bewijs_beeld_omschreven"),
        ]

    def __str__(self) -> str:
        return self.naam
