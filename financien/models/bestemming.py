"""What became of money that was not spent. Amounts in cents."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from financien.models.beschikking import Beschikking, PerBeschikkingQuerySet
from financien.models.regeling import RegelingRegel
from koers.lib.herkomst import MetHerkomst
from koers.lib.velden import GeldField


class Bestemming(MetHerkomst):
    """What became of money not spent by the close of `jaar`: carried to a later year, or to be repaid.

    Carried money keeps its year of origin; it may go to several later years, one row each.
    """

    class Soort(models.TextChoices):
        MEENEMEN = "meenemen", "meenemen"
        TERUGSTORTEN = "terugstorten", "terugstorten"

    class Stap(models.TextChoices):
        VERWACHT = "verwacht", "verwacht"
        SISA = "sisa", "in SiSa"
        VASTGESTELD = "vastgesteld", "vastgesteld"
        BETAALD = "betaald", "betaald"

    beschikking = models.ForeignKey(Beschikking, models.PROTECT, related_name="bestemmingen")
    jaar = models.PositiveSmallIntegerField(help_text="the year at whose close this was decided")
    oorsprong_jaar = models.PositiveSmallIntegerField(help_text="the year the money was granted for")
    soort = models.CharField(max_length=12, choices=Soort.choices)
    naar_jaar = models.PositiveSmallIntegerField(null=True, blank=True)
    bedrag = GeldField()
    regel = models.ForeignKey(RegelingRegel, models.PROTECT, null=True, blank=True, related_name="bestemmingen")
    stap = models.CharField(max_length=12, choices=Stap.choices, blank=True)

    objects = PerBeschikkingQuerySet.as_manager()

    class Meta:
        ordering = ["beschikking", "jaar", "soort", "naar_jaar"]
        constraints = [
            models.UniqueConstraint(
                fields=["beschikking", "jaar", "oorsprong_jaar", "naar_jaar"],
                condition=Q(soort="meenemen"),
                name="bestemming_meenemen_uniek",
            ),
            models.UniqueConstraint(
                fields=["beschikking", "jaar", "oorsprong_jaar"],
                condition=Q(soort="terugstorten"),
                name="bestemming_terugstorten_uniek",
            ),
            models.CheckConstraint(condition=Q(bedrag__gt=0), name="bestemming_positief"),
            models.CheckConstraint(condition=Q(oorsprong_jaar__lte=F("jaar")), name="bestemming_oorsprong_eerder"),
            models.CheckConstraint(
                condition=Q(soort="meenemen", naar_jaar__gt=F("jaar"), stap="")
                | (Q(soort="terugstorten", naar_jaar__isnull=True) & ~Q(stap="")),
                name="bestemming_past_bij_soort",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.beschikking} {self.jaar} {self.get_soort_display()}"


class Terugstortstap(models.Model):
    """The day on which a repayment came to a step; `Bestemming.stap` is the last of them."""

    bestemming = models.ForeignKey(Bestemming, models.CASCADE, related_name="stappen")
    stap = models.CharField(max_length=12, choices=Bestemming.Stap.choices)
    vanaf = models.DateField()

    class Meta:
        ordering = ["bestemming", "vanaf", "id"]
        constraints = [models.UniqueConstraint(fields=["bestemming", "stap"], name="terugstortstap_een_keer")]

    def __str__(self) -> str:
        return f"{self.get_stap_display()} {self.vanaf}"
