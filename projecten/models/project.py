"""A project, its names, its place under a theme line, who leads it, who takes part, who keeps its result."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from koers.eigenaren.models import EINDE_NA_BEGIN, Eigenaar, Partner
from koers.eigenaren.querysets import OpenQuerySet, StepQuerySet
from koers.lib.herkomst import MetHerkomst
from koers.toegang.models import Gebruiker
from themalijnen.models import Themalijn


class ProjectQuerySet(OpenQuerySet["Project"]):
    def on(self, day: date) -> Self:
        """Projects that had begun by that day and not ended before it."""
        return self.filter(vanaf__lte=day).filter(Q(tot__isnull=True) | Q(tot__gte=day))

    def called(self, day: date) -> Self:
        """With `naam_op`: the name then in force, before the first the first."""
        return self.annotate(naam_op=_called(day))

    def named(self, day: date) -> Self:
        """As `called`, with `naam_sinds`, and `naam_voorheen` (the one before it, or None)."""
        return self.called(day).annotate(**_before(day))

    def placed(self, day: date) -> Self:
        """With `themalijn_op` (id) and `volgorde_op`: its place on that day."""
        return self.annotate(**_place(day))


# Expressions of a day, made once: making them takes as long as the rest of a query.
KEPT = 32


@lru_cache(maxsize=KEPT)
def _called(day: date) -> Coalesce:
    names = ProjectNaam.objects.filter(project=OuterRef("pk"))
    begun = names.filter(vanaf__lte=day).order_by("-vanaf").values("naam")
    first = names.order_by("vanaf").values("naam")
    return Coalesce(Subquery(begun[:1]), Subquery(first[:1]))


@lru_cache(maxsize=KEPT)
def _before(day: date) -> dict[str, Subquery]:
    begun = ProjectNaam.objects.filter(project=OuterRef("pk"), vanaf__lte=day).order_by("-vanaf")
    return {"naam_voorheen": Subquery(begun.values("naam")[1:2]), "naam_sinds": Subquery(begun.values("vanaf")[:1])}


@lru_cache(maxsize=KEPT)
def _place(day: date) -> dict[str, Subquery]:
    steps = Indeling.objects.filter(project=OuterRef("pk"), vanaf__lte=day).order_by("-vanaf")
    return {
        "themalijn_op": Subquery(steps.values("themalijn")[:1]),
        "volgorde_op": Subquery(steps.values("volgorde")[:1]),
    }


class Project(MetHerkomst):
    """A regional project, or a local one of one gemeente. Names and places are steps; from–to both included."""

    class Soort(models.TextChoices):
        REGIONAAL = "regionaal", "regionaal"
        LOKAAL = "lokaal", "lokaal"

    slug = models.SlugField(max_length=80, unique=True)
    soort = models.CharField(max_length=10, choices=Soort.choices, default=Soort.REGIONAAL)
    gemeente = models.ForeignKey(Eigenaar, models.PROTECT, null=True, blank=True, related_name="lokale_projecten")
    landt = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="lokaal")
    vanaf = models.DateField()
    tot = models.DateField(null=True, blank=True)
    einde_reden = models.CharField(max_length=200, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=EINDE_NA_BEGIN, name="project_einde_na_begin"),
            models.CheckConstraint(
                condition=Q(soort="regionaal", gemeente__isnull=True) | Q(soort="lokaal", gemeente__isnull=False),
                name="project_lokaal_heeft_gemeente",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class ProjectNaam(MetHerkomst):
    """The name of a project from a day on; old documents keep the old one."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="namen")
    naam = models.CharField(max_length=150)
    vanaf = models.DateField()

    objects = StepQuerySet["ProjectNaam"].as_manager()

    class Meta:
        ordering = ["project_id", "vanaf"]
        constraints = [models.UniqueConstraint(fields=["project", "vanaf"], name="projectnaam_stap_uniek")]

    def __str__(self) -> str:
        return self.naam


class Indeling(MetHerkomst):
    """Under which theme line, and where in its order, a project stands from a day on."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="indelingen")
    themalijn = models.ForeignKey(Themalijn, models.PROTECT, related_name="indelingen")
    volgorde = models.PositiveSmallIntegerField(default=0)
    vanaf = models.DateField()

    objects = StepQuerySet["Indeling"].as_manager()

    class Meta:
        ordering = ["project_id", "vanaf"]
        constraints = [models.UniqueConstraint(fields=["project", "vanaf"], name="indeling_stap_uniek")]

    def __str__(self) -> str:
        return f"{self.project} onder {self.themalijn}"


class ProjectleidingQuerySet(OpenQuerySet["Projectleiding"]):
    def in_force(self, day: date) -> Self:
        return self.filter(vanaf__lte=day).filter(Q(tot__isnull=True) | Q(tot__gte=day))


class Projectleiding(MetHerkomst):
    """Who leads a project, from a day to a day (both included)."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="leiding")
    gebruiker = models.ForeignKey(Gebruiker, models.PROTECT, related_name="projectleiding")
    vanaf = models.DateField()
    tot = models.DateField(null=True, blank=True)
    vervangt = models.ForeignKey(Gebruiker, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ProjectleidingQuerySet.as_manager()

    class Meta:
        ordering = ["project", "vanaf"]
        constraints = [
            models.UniqueConstraint(fields=["project", "gebruiker", "vanaf"], name="projectleiding_uniek"),
            models.CheckConstraint(condition=EINDE_NA_BEGIN, name="projectleiding_einde_na_begin"),
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker} leidt {self.project}"


class Deelname(MetHerkomst):
    """How far an eigenaar takes part in a project from a day on: one step of the ladder."""

    class Stap(models.TextChoices):
        VERKENT = "verkent", "verkent"
        VOORBEREIDING = "voorbereiding", "voorbereiding"
        PILOT = "pilot", "pilot"
        DOET_MEE = "doet-mee", "doet mee"
        GEBORGD = "geborgd", "geborgd"
        GESTOPT = "gestopt", "gestopt"
        NIET = "niet", "doet niet mee"

    project = models.ForeignKey(Project, models.CASCADE, related_name="deelnames")
    eigenaar = models.ForeignKey(Eigenaar, models.PROTECT, related_name="deelnames")
    stap = models.CharField(max_length=15, choices=Stap.choices)
    vanaf = models.DateField()
    toelichting = models.CharField(max_length=300, blank=True)

    objects = StepQuerySet["Deelname"].as_manager()

    class Meta:
        ordering = ["project", "eigenaar", "vanaf"]
        constraints = [models.UniqueConstraint(fields=["project", "eigenaar", "vanaf"], name="deelname_stap_uniek")]

    def __str__(self) -> str:
        return f"{self.eigenaar} {self.get_stap_display()}: {self.project}"


class Borging(MetHerkomst):
    """A result taken over by a standing organisation, by whom, from when (as far as known), on what agreement."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="borgingen")
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, blank=True, related_name="borgingen")
    eigenaar = models.ForeignKey(Eigenaar, models.PROTECT, null=True, blank=True, related_name="borgingen")
    vanaf = models.DateField(null=True, blank=True)
    gemeld_op = models.DateField(help_text="when it was reported; the day itself may be unknown")
    afspraak = models.CharField(max_length=300, blank=True)

    objects = OpenQuerySet["Borging"].as_manager()

    class Meta:
        ordering = ["-gemeld_op", "project"]
        constraints = [
            models.UniqueConstraint(fields=["project", "gemeld_op"], name="borging_uniek"),
            models.CheckConstraint(
                condition=Q(partner__isnull=False, eigenaar__isnull=True)
                | Q(partner__isnull=True, eigenaar__isnull=False),
                name="borging_bij_een_partij",
            ),
            models.CheckConstraint(
                condition=Q(vanaf__isnull=True) | Q(vanaf__lte=F("gemeld_op")), name="borging_gemeld_na_begin"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} geborgd bij {self.partner or self.eigenaar}"
