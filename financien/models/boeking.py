"""Cost lines. Amounts in cents."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from financien.models.beschikking import Beschikking, PerBeschikkingQuerySet
from koers.eigenaren.models import Eigenaar
from koers.lib.herkomst import MetHerkomst
from koers.lib.velden import GeldField
from projecten.models import Project


class Boeking(MetHerkomst):
    """One cost line, on one award. `datum` is the day the cost belongs to; negative lines are corrections."""

    beschikking = models.ForeignKey(Beschikking, models.PROTECT, related_name="boekingen")
    datum = models.DateField()
    jaar = models.PositiveSmallIntegerField()
    stuk = models.CharField(max_length=60, help_text="document number in the bookkeeping")
    regel = models.PositiveIntegerField(default=1)
    omschrijving = models.CharField(max_length=200)
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="boekingen")
    gemeente = models.ForeignKey(Eigenaar, models.PROTECT, null=True, blank=True, related_name="boekingen")
    bedrag = GeldField()
    corrigeert = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="correcties")
    reden = models.CharField(max_length=300, blank=True, help_text="why a correction was made")

    objects = PerBeschikkingQuerySet.as_manager()

    class Meta:
        ordering = ["beschikking", "datum", "stuk", "regel"]
        constraints = [
            models.CheckConstraint(
                condition=Q(corrigeert__isnull=True) | ~Q(reden=""),
                name="boeking_correctie_met_reden",
                violation_error_message="Zeg waarom deze correctie nodig is.",
            ),
            models.UniqueConstraint(
                fields=["beschikking", "jaar", "stuk", "regel"],
                name="boeking_een_keer",
                violation_error_message="Dit stuk met deze regel is in dit jaar al geboekt.",
            ),
            models.CheckConstraint(
                condition=~Q(bedrag=0),
                name="boeking_niet_nul",
                violation_error_message="Een boeking van nul verandert niets. Vul een ander bedrag in.",
            ),
            models.CheckConstraint(condition=Q(datum__year=F("jaar")), name="boeking_jaar_is_jaar_van_datum"),
        ]

    def __str__(self) -> str:
        return f"{self.stuk}/{self.regel}"
