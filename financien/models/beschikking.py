"""Awards, what they bring per year and what was planned. Amounts in cents."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from financien.models.regeling import Regeling
from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.eigenaren.models import Eigenaar
from koers.eigenaren.querysets import OwnedQuerySet
from koers.lib.herkomst import MetHerkomst
from koers.lib.velden import GeldField
from projecten.models import Project


class BeschikkingQuerySet(OwnedQuerySet["Beschikking"]):
    path_to_eigenaar = "ontvanger"

    def visible_to(self, gebruiker: Any, today: date) -> Self:
        """Awards to gemeenten: the own gemeente and the team. Awards to other owners: all with a role."""
        bevoegdheid = bevoegdheid_of(gebruiker, today)
        if bevoegdheid.in_team:
            return self
        if not bevoegdheid.rollen:
            return self.none()
        return self.filter(~Q(ontvanger__soort=Eigenaar.Soort.GEMEENTE) | Q(ontvanger__in=bevoegdheid.eigenaren))


class Beschikking(MetHerkomst):
    """An award under a scheme to one recipient, for a period (both days included)."""

    regeling = models.ForeignKey(Regeling, models.PROTECT, related_name="beschikkingen")
    ontvanger = models.ForeignKey(Eigenaar, models.PROTECT, related_name="beschikkingen")
    nummer = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    vanaf = models.DateField()
    tot = models.DateField()
    document = models.CharField(max_length=200, blank=True)

    objects = BeschikkingQuerySet.as_manager()

    class Meta:
        ordering = ["regeling__volgorde", "ontvanger__volgorde", "nummer"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__gte=F("vanaf")),
                name="beschikking_einde_na_begin",
                violation_error_message="De laatste dag ligt niet voor de eerste.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.regeling}, {self.ontvanger}"


class PerBeschikkingQuerySet(OwnedQuerySet[Any]):
    """Rows under an award: seen by whoever sees the award."""

    path_to_eigenaar = "beschikking__ontvanger"

    def visible_to(self, gebruiker: Any, today: date) -> Self:
        return self.filter(beschikking__in=Beschikking.objects.visible_to(gebruiker, today))


class Jaarschijf(MetHerkomst):
    """What an award brings in one year, and the part of it that counts for the programme (null: not known)."""

    beschikking = models.ForeignKey(Beschikking, models.PROTECT, related_name="jaarschijven")
    jaar = models.PositiveSmallIntegerField()
    toegekend = GeldField()
    programmadeel = GeldField(null=True, blank=True)

    objects = PerBeschikkingQuerySet.as_manager()

    class Meta:
        ordering = ["beschikking", "jaar"]
        constraints = [
            models.UniqueConstraint(fields=["beschikking", "jaar"], name="jaarschijf_een_per_jaar"),
            models.CheckConstraint(
                condition=Q(toegekend__gte=0),
                name="jaarschijf_niet_negatief",
                violation_error_message="Wat is toegekend, is niet minder dan nul.",
            ),
            models.CheckConstraint(
                condition=Q(programmadeel__isnull=True) | Q(programmadeel__gte=0, programmadeel__lte=F("toegekend")),
                name="jaarschijf_programmadeel_past",
                violation_error_message="Het deel voor het programma is nul of meer, en niet meer dan is toegekend.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.beschikking} {self.jaar}"


class Begroting(MetHerkomst):
    """What was planned to be spent of an award in a year, per subject."""

    beschikking = models.ForeignKey(Beschikking, models.PROTECT, related_name="begrotingen")
    jaar = models.PositiveSmallIntegerField()
    post = models.CharField(max_length=120)
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="begrotingen")
    bedrag = GeldField()

    objects = PerBeschikkingQuerySet.as_manager()

    class Meta:
        ordering = ["beschikking", "jaar", "post"]
        constraints = [
            models.UniqueConstraint(fields=["beschikking", "jaar", "post"], name="begroting_post_uniek"),
            models.CheckConstraint(
                condition=Q(bedrag__gte=0),
                name="begroting_niet_negatief",
                violation_error_message="Wat is begroot, is niet minder dan nul.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.jaar}"
