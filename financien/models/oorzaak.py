"""Why less was spent, and the people planned and found."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from financien.models.beschikking import Beschikking, PerBeschikkingQuerySet
from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.eigenaren.models import Eigenaar
from koers.eigenaren.querysets import OwnedQuerySet
from koers.lib.herkomst import MetHerkomst
from koers.lib.velden import GeldField, HonderdstenField


class OorzaakQuerySet(PerBeschikkingQuerySet):
    def visible_to(self, gebruiker: Any, today: date) -> Self:
        """Causes of the programme: everyone with a role. Causes of an award: whoever sees the award."""
        if not bevoegdheid_of(gebruiker, today).rollen:
            return self.none()
        visible = Beschikking.objects.visible_to(gebruiker, today)
        return self.filter(Q(beschikking__isnull=True) | Q(beschikking__in=visible))


class Oorzaak(MetHerkomst):
    """Why lasten stayed behind the begroting; the source may give a cause without an amount."""

    class Soort(models.TextChoices):
        LATE_START = "late-start", "late start"
        WERVING = "werving", "vacature of werving"
        CAPACITEIT = "capaciteit", "capaciteit niet benut"
        AANBESTEDING = "aanbesteding", "aanbesteding"
        MINDER_DEELNAME = "minder-deelname", "minder deelname"
        ANDERS = "anders", "anders"

    jaar = models.PositiveSmallIntegerField()
    beschikking = models.ForeignKey(Beschikking, models.PROTECT, null=True, blank=True, related_name="oorzaken")
    soort = models.CharField(max_length=20, choices=Soort.choices)
    omschrijving = models.CharField(max_length=500)
    bedrag = GeldField(null=True, blank=True)
    volgorde = models.PositiveSmallIntegerField(default=0)

    objects = OorzaakQuerySet.as_manager()

    class Meta:
        ordering = ["jaar", "volgorde", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bedrag__isnull=True) | ~Q(bedrag=0),
                name="oorzaak_bedrag_niet_nul",
                violation_error_message="Een bedrag van nul verklaart niets. Laat het leeg als het niet bekend is.",
            ),
            models.UniqueConstraint(
                fields=["jaar", "soort", "omschrijving"],
                condition=Q(beschikking__isnull=True),
                name="oorzaak_uniek_programma",
                violation_error_message="Deze oorzaak staat er al.",
            ),
            models.UniqueConstraint(
                fields=["beschikking", "jaar", "soort", "omschrijving"],
                condition=Q(beschikking__isnull=False),
                name="oorzaak_uniek_beschikking",
                violation_error_message="Deze oorzaak staat er al.",
            ),
        ]

    def __str__(self) -> str:
        return self.omschrijving


class Capaciteit(MetHerkomst):
    """Local project leaders of an eigenaar in a quarter: fte planned and filled. Kept for the eigenaar and the team."""

    eigenaar = models.ForeignKey(Eigenaar, models.PROTECT, related_name="capaciteit")
    jaar = models.PositiveSmallIntegerField()
    kwartaal = models.PositiveSmallIntegerField()
    gepland = HonderdstenField()
    ingevuld = HonderdstenField(null=True, blank=True)

    objects = OwnedQuerySet["Capaciteit"].as_manager()

    class Meta:
        ordering = ["eigenaar", "jaar", "kwartaal"]
        constraints = [
            models.UniqueConstraint(fields=["eigenaar", "jaar", "kwartaal"], name="capaciteit_uniek"),
            models.CheckConstraint(condition=Q(kwartaal__gte=1, kwartaal__lte=4), name="capaciteit_kwartaal"),
            models.CheckConstraint(
                condition=Q(gepland__gte=0) & (Q(ingevuld__isnull=True) | Q(ingevuld__gte=0)),
                name="capaciteit_niet_negatief",
                violation_error_message="Fte zijn niet minder dan nul.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.eigenaar} Q{self.kwartaal} {self.jaar}"
