"""An extra request in a ronde: one question to chosen projects and gemeenten, each with its own answer."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.eigenaren.models import Eigenaar
from koers.lib.herkomst import MetHerkomst
from koers.toegang.models import Gebruiker
from koers.toegang.rights import Rol
from projecten.models.project import Project, Projectleiding
from projecten.models.voortgang import Ronde


class ExtraVraag(MetHerkomst):
    """What is asked beside the voortgang of a ronde, until a day; withdrawn, it asks nothing any more."""

    ronde = models.ForeignKey(Ronde, models.PROTECT, related_name="vragen")
    onderwerp = models.CharField(max_length=120)
    vraag = models.TextField(max_length=1_000)
    uiterlijk = models.DateField(help_text="last day on which an answer is in time")
    gevraagd_door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, related_name="+")
    gevraagd_op = models.DateTimeField()
    ingetrokken_door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, blank=True, related_name="+")
    ingetrokken_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["ronde", "uiterlijk", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(onderwerp="") & ~Q(vraag=""), name="extravraag_vraagt_iets"),
        ]

    def __str__(self) -> str:
        return self.onderwerp


class VraagAanQuerySet(models.QuerySet["VraagAan"]):
    def visible_to(self, gebruiker: Gebruiker | Any, today: date) -> Self:
        """For who may answer it, and for the redacteur and the programmamanager."""
        bevoegdheid = bevoegdheid_of(gebruiker, today)
        if bevoegdheid.rollen & {Rol.REDACTEUR, Rol.PROGRAMMAMANAGER}:
            return self
        own = bevoegdheid.per_rol.get(Rol.LOKAAL, frozenset())
        seen = Q(gemeente__in=own) | Q(project__gemeente__in=own)
        if Rol.REGIONAAL in bevoegdheid.rollen:
            seen |= Q(project__in=Projectleiding.objects.in_force(today).filter(gebruiker=gebruiker).values("project"))
        return self.filter(seen)

    def asked(self) -> Self:
        """Of questions that were not withdrawn."""
        return self.filter(vraag__ingetrokken_op__isnull=True)


class VraagAan(models.Model):
    """The question as it was put to one project or one gemeente, and its answer. `versie` counts saves."""

    vraag = models.ForeignKey(ExtraVraag, models.CASCADE, related_name="aan")
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="vragen")
    gemeente = models.ForeignKey(Eigenaar, models.PROTECT, null=True, blank=True, related_name="vragen")
    antwoord = models.TextField(max_length=4_000, blank=True)
    versie = models.PositiveIntegerField(default=0)
    beantwoord_door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, blank=True, related_name="+")
    beantwoord_op = models.DateTimeField(null=True, blank=True)

    objects = VraagAanQuerySet.as_manager()

    class Meta:
        ordering = ["vraag", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["vraag", "project"], condition=Q(project__isnull=False), name="vraagaan_een_per_project"
            ),
            models.UniqueConstraint(
                fields=["vraag", "gemeente"], condition=Q(gemeente__isnull=False), name="vraagaan_een_per_gemeente"
            ),
            models.CheckConstraint(
                condition=Q(project__isnull=False, gemeente__isnull=True)
                | Q(project__isnull=True, gemeente__isnull=False),
                name="vraagaan_een_van_beide",
            ),
            models.CheckConstraint(
                condition=Q(antwoord="", beantwoord_op__isnull=True)
                | (~Q(antwoord="") & Q(beantwoord_op__isnull=False)),
                name="vraagaan_antwoord_met_dag",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vraag}: {self.project or self.gemeente}"
