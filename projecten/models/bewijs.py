"""Pictures and documents that show what an entry says. The files are in the data folder, under names nobody guesses."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from koers.toegang.models import Gebruiker
from projecten.models.voortgang import Overgang, Voortgang


class BewijsQuerySet(models.QuerySet["Bewijs"]):
    """What belongs to a text is seen by whoever reads that text."""

    def approved(self) -> Self:
        """What was there when its entry was last approved, and still is; of one open again not what was added since."""
        after = Overgang.objects.filter(voortgang=OuterRef("voortgang"), naar="goedgekeurd", moment__gte=OuterRef("op"))
        return self.filter(Exists(after))

    def readable_by(self, gebruiker: Gebruiker | Any, today: date) -> Self:
        """All of what this person sees, and of what they only read the approved text of, what belongs to that."""
        seen = Voortgang.objects.visible_to(gebruiker, today).values("pk")
        read = Voortgang.objects.readable_by(gebruiker, today).values("pk")
        approved = self.approved().filter(voortgang__in=read).values("pk")
        return self.filter(Q(voortgang__in=seen) | Q(pk__in=approved))


class Bewijs(models.Model):
    """One file with an entry, seen by whoever reads the text it belongs to. A picture says in words what it shows.

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

    objects = BewijsQuerySet.as_manager()

    class Meta:
        ordering = ["voortgang_id", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(soort="beeld") | ~Q(omschrijving=""), name="bewijs_beeld_omschreven"),
        ]

    def __str__(self) -> str:
        return self.naam
