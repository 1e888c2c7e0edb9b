"""What approved entries promised for a day, month or quarter, and what later ones said came of it."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.lib.herkomst import MetHerkomst
from koers.toegang.models import Gebruiker
from koers.toegang.rights import Rol
from projecten.models.opbrengst import Precisie
from projecten.models.project import Projectleiding
from projecten.models.voortgang import Voortgang

# How exactly a promise names its time.
PRECISIES = [(soort.value, soort.label) for soort in (Precisie.DAG, Precisie.MAAND, Precisie.KWARTAAL)]


class ToezeggingQuerySet(models.QuerySet["Toezegging"]):
    def visible_to(self, gebruiker: Gebruiker | Any, today: date) -> Self:
        """For everyone with a role; what an internal bullet promised for the team and its authors."""
        bevoegdheid = bevoegdheid_of(gebruiker, today)
        if not bevoegdheid.rollen:
            return self.none()
        if bevoegdheid.in_team:
            return self
        own = bevoegdheid.per_rol.get(Rol.LOKAAL, frozenset())
        seen = Q(publiek=True) | Q(voortgang__gemeente__in=own) | Q(voortgang__project__gemeente__in=own)
        if Rol.REGIONAAL in bevoegdheid.rollen:
            led = Projectleiding.objects.in_force(today).filter(gebruiker=gebruiker).values("project")
            seen |= Q(voortgang__project__in=led)
        return self.filter(seen)

    def standing(self) -> Self:
        """Those that the approved text still makes."""
        return self.filter(ingetrokken=False)


class Toezegging(MetHerkomst):
    """A promise as the approved entry words it. `ingetrokken`: approved again, the entry no longer makes it."""

    voortgang = models.ForeignKey(Voortgang, models.CASCADE, related_name="toezeggingen")
    tekst = models.TextField(max_length=4_000)
    publiek = models.BooleanField(default=True)
    datum = models.DateField(help_text="first day of when it was promised for")
    precisie = models.CharField(max_length=10, choices=PRECISIES)
    ingetrokken = models.BooleanField(default=False)

    objects = ToezeggingQuerySet.as_manager()

    class Meta:
        ordering = ["datum", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(tekst=""), name="toezegging_heeft_tekst"),
            models.CheckConstraint(condition=Q(precisie__in=["dag", "maand", "kwartaal"]), name="toezegging_precisie"),
        ]

    def __str__(self) -> str:
        return self.tekst[:60]


class Afdoening(models.Model):
    """What an approved entry of a later ronde said about a promise; moved, it has its new date."""

    class Uitkomst(models.TextChoices):
        NAGEKOMEN = "nagekomen", "nagekomen"
        LATER = "later", "later"
        VERVALT = "vervalt", "vervalt"

    toezegging = models.ForeignKey(Toezegging, models.CASCADE, related_name="afdoeningen")
    voortgang = models.ForeignKey(Voortgang, models.CASCADE, related_name="afdoeningen")
    uitkomst = models.CharField(max_length=10, choices=Uitkomst.choices)
    woorden = models.CharField(max_length=500, blank=True)
    datum = models.DateField(null=True, blank=True, help_text="of later: first day of the new date")
    precisie = models.CharField(max_length=10, choices=PRECISIES, blank=True)

    class Meta:
        ordering = ["toezegging_id", "voortgang__ronde__begin"]
        constraints = [
            models.UniqueConstraint(fields=["toezegging", "voortgang"], name="afdoening_een_per_ronde"),
            models.CheckConstraint(
                condition=Q(uitkomst="later", datum__isnull=False, precisie__in=["dag", "maand", "kwartaal"])
                | (~Q(uitkomst="later") & Q(datum__isnull=True, precisie="")),
                name="afdoening_later_met_datum",
            ),
            models.CheckConstraint(
                condition=~Q(uitkomst="vervalt") | ~Q(woorden=""), name="afdoening_vervalt_met_reden"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.toezegging}: {self.uitkomst}"
