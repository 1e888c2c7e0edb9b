"""Earmarked money: schemes and their rules per year, awards, what they bring, cost and become. Amounts in cents."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.eigenaren.models import EINDE_NA_BEGIN, Eigenaar
from koers.eigenaren.querysets import OpenQuerySet, OwnedQuerySet
from koers.lib.herkomst import MetHerkomst
from koers.lib.velden import GeldField, HonderdstenField
from projecten.models import Project


class Regeling(MetHerkomst):
    """A grant scheme (SPUK IZA, SPUK GALA, …), in force from–to."""

    naam = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    verstrekker = models.CharField(max_length=80)
    sisa_code = models.CharField(max_length=20, blank=True)
    vanaf = models.DateField()
    tot = models.DateField(null=True, blank=True)
    volgorde = models.PositiveSmallIntegerField(default=0)

    objects = OpenQuerySet["Regeling"].as_manager()

    class Meta:
        ordering = ["volgorde", "naam"]
        constraints = [models.CheckConstraint(condition=EINDE_NA_BEGIN, name="regeling_einde_na_begin")]

    def __str__(self) -> str:
        return self.naam


class RegelingRegel(MetHerkomst):
    """What may be carried out of one year of a scheme: a percentage of the year's grant or a fixed amount per award.

    Neither: cap 0. `laatste_jaar` is the last year it may be spent in (none: the next year only).
    """

    class Status(models.TextChoices):
        BEVESTIGD = "bevestigd", "bevestigd"
        AANNAME = "aanname", "aanname"

    regeling = models.ForeignKey(Regeling, models.PROTECT, related_name="regels")
    jaar = models.PositiveSmallIntegerField(help_text="the year out of which is carried")
    meenemen_percentage = HonderdstenField(null=True, blank=True)
    meenemen_bedrag = GeldField(null=True, blank=True)
    laatste_jaar = models.PositiveSmallIntegerField(null=True, blank=True)
    per_onderdeel = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=Status.choices)
    bron = models.CharField(max_length=200)

    objects = OpenQuerySet["RegelingRegel"].as_manager()

    class Meta:
        ordering = ["regeling", "jaar"]
        constraints = [
            models.UniqueConstraint(fields=["regeling", "jaar"], name="regelingregel_een_per_jaar"),
            models.CheckConstraint(
                condition=Q(meenemen_percentage__isnull=True)
                | Q(meenemen_percentage__gte=0, meenemen_percentage__lte=100),
                name="regelingregel_percentage",
            ),
            models.CheckConstraint(
                condition=Q(meenemen_bedrag__isnull=True) | Q(meenemen_bedrag__gte=0), name="regelingregel_bedrag"
            ),
            models.CheckConstraint(
                condition=Q(meenemen_percentage__isnull=True) | Q(meenemen_bedrag__isnull=True),
                name="regelingregel_een_grens",
            ),
            models.CheckConstraint(
                condition=Q(laatste_jaar__isnull=True) | Q(laatste_jaar__gt=F("jaar")),
                name="regelingregel_laatste_jaar_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regeling} {self.jaar}"


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
        constraints = [models.CheckConstraint(condition=Q(tot__gte=F("vanaf")), name="beschikking_einde_na_begin")]

    def __str__(self) -> str:
        return f"{self.regeling}, {self.ontvanger}"


class PerBeschikkingQuerySet(OwnedQuerySet[Any]):
    """Rows under an award: seen by whoever sees the award."""

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
            models.CheckConstraint(condition=Q(toegekend__gte=0), name="jaarschijf_niet_negatief"),
            models.CheckConstraint(
                condition=Q(programmadeel__isnull=True) | Q(programmadeel__gte=0, programmadeel__lte=F("toegekend")),
                name="jaarschijf_programmadeel_past",
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
            models.CheckConstraint(condition=Q(bedrag__gte=0), name="begroting_niet_negatief"),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.jaar}"


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

    objects = PerBeschikkingQuerySet.as_manager()

    class Meta:
        ordering = ["beschikking", "datum", "stuk", "regel"]
        constraints = [
            models.UniqueConstraint(fields=["beschikking", "jaar", "stuk", "regel"], name="boeking_een_keer"),
            models.CheckConstraint(condition=~Q(bedrag=0), name="boeking_niet_nul"),
            models.CheckConstraint(condition=Q(datum__year=F("jaar")), name="boeking_jaar_is_jaar_van_datum"),
        ]

    def __str__(self) -> str:
        return f"{self.stuk}/{self.regel}"


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

    objects = OpenQuerySet["Oorzaak"].as_manager()

    class Meta:
        ordering = ["jaar", "volgorde", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(bedrag__isnull=True) | ~Q(bedrag=0), name="oorzaak_bedrag_niet_nul"),
            models.UniqueConstraint(fields=["jaar", "soort", "omschrijving"], name="oorzaak_uniek"),
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
            ),
        ]

    def __str__(self) -> str:
        return f"{self.eigenaar} Q{self.kwartaal} {self.jaar}"
