"""Indicators, targets and measurements; and the figures quoted from a source."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from koers.eigenaren.models import EINDE_NA_BEGIN, Eigenaar
from koers.eigenaren.querysets import OpenQuerySet
from koers.lib.herkomst import MetHerkomst
from koers.lib.velden import HonderdstenField
from koers.toegang.models import Gebruiker
from projecten.models.project import Project


class Indicator(MetHerkomst):
    """What is measured of a project: unit, kind, how it adds up over gemeenten and over time, and what it is held to.

    `per` is what a ratio is multiplied by: 100 for a percentage, 10.000 for "per 10.000 inwoners". `nulmeting_op` is
    the day whose measurements are the baseline. A measurement of a ronde bears the last day of its period.
    """

    class Soort(models.TextChoices):
        AANTAL = "aantal", "aantal"
        VERHOUDING = "verhouding", "verhouding (teller en noemer)"
        BEDRAG = "bedrag", "bedrag in euro's"
        JA_NEE = "ja-nee", "ja of nee"
        SCORE = "score", "score"

    class Optelling(models.TextChoices):
        SOM = "som", "som"
        VERHOUDING = "verhouding", "verhouding van sommen"
        GEMIDDELDE = "gemiddelde", "gemiddelde"

    class OverTijd(models.TextChoices):
        SOM = "som", "som van de kwartalen"
        LAATSTE = "laatste", "de laatste stand"
        GEMIDDELDE = "gemiddelde", "gemiddelde van de kwartalen"
        VERHOUDING = "verhouding", "verhouding van sommen"

    class Ritme(models.TextChoices):
        KWARTAAL = "kwartaal", "elk kwartaal"
        JAAR = "jaar", "elk jaar"

    project = models.ForeignKey(Project, models.PROTECT, related_name="indicatoren")
    sleutel = models.SlugField(max_length=80, unique=True)
    naam = models.CharField(max_length=150)
    eenheid = models.CharField(max_length=80)
    soort = models.CharField(max_length=12, choices=Soort.choices, default=Soort.AANTAL)
    optelling = models.CharField(max_length=12, choices=Optelling.choices, default=Optelling.SOM)
    over_tijd = models.CharField(
        max_length=12, choices=OverTijd.choices, default=OverTijd.LAATSTE, db_default="laatste"
    )
    ritme = models.CharField(max_length=10, choices=Ritme.choices, default=Ritme.KWARTAAL, db_default="kwartaal")
    per = models.PositiveIntegerField(
        default=100, db_default=100, help_text="what a ratio is multiplied by: 100, or 10000"
    )
    nulmeting_op = models.DateField(null=True, blank=True)
    vanaf = models.DateField(null=True, blank=True, help_text="first day about which it is asked")
    tot = models.DateField(null=True, blank=True, help_text="last day about which it is asked")
    bron = models.CharField(
        max_length=200, blank=True, default="", db_default="", help_text="where the values come from"
    )
    context = models.CharField(
        max_length=300, blank=True, default="", db_default="", help_text="what one must know to read them"
    )
    norm = HonderdstenField(null=True, blank=True)
    norm_bron = models.CharField(max_length=200, blank=True)
    noemer_is = models.CharField(max_length=150, blank=True, help_text="what the denominator counts")
    telt_personen = models.BooleanField(default=True, help_text="values under ten are then hidden outside the team")
    vervolg_op = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="vervolg",
        help_text="the same of a project that merged into this one; what was measured before is there",
    )

    objects = OpenQuerySet["Indicator"].as_manager()

    class Meta:
        ordering = ["project", "naam"]
        constraints = [
            models.CheckConstraint(condition=EINDE_NA_BEGIN, name="indicator_einde_na_begin"),
            models.CheckConstraint(condition=Q(per__gte=1), name="indicator_per_minstens_een"),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def is_verhouding(self) -> bool:
        """Whether a value is made of a numerator and a denominator."""
        return self.soort == self.Soort.VERHOUDING


class Streefwaarde(MetHerkomst):
    """The target of an indicator for a year, of one eigenaar or of the region (no eigenaar)."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="streefwaarden")
    eigenaar = models.ForeignKey(Eigenaar, models.PROTECT, null=True, blank=True, related_name="streefwaarden")
    jaar = models.PositiveSmallIntegerField()
    waarde = HonderdstenField()

    objects = OpenQuerySet["Streefwaarde"].as_manager()

    class Meta:
        ordering = ["indicator", "jaar", "eigenaar"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "eigenaar", "jaar"],
                condition=Q(eigenaar__isnull=False),
                name="streefwaarde_uniek_eigenaar",
            ),
            models.UniqueConstraint(
                fields=["indicator", "jaar"], condition=Q(eigenaar__isnull=True), name="streefwaarde_uniek_regio"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.jaar}: {self.waarde}"


class Meting(MetHerkomst):
    """A value of an indicator on a day, of one eigenaar or (where a source gives only that) of the region."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="metingen")
    eigenaar = models.ForeignKey(Eigenaar, models.PROTECT, null=True, blank=True, related_name="metingen")
    peildatum = models.DateField()
    waarde = HonderdstenField()
    teller = HonderdstenField(null=True, blank=True)
    noemer = HonderdstenField(null=True, blank=True)
    toelichting = models.CharField(max_length=300, blank=True)
    door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, blank=True, related_name="metingen")
    vastgelegd_op = models.DateTimeField(null=True, blank=True)

    objects = OpenQuerySet["Meting"].as_manager()

    class Meta:
        ordering = ["indicator", "peildatum", "eigenaar"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "eigenaar", "peildatum"],
                condition=Q(eigenaar__isnull=False),
                name="meting_uniek_eigenaar",
            ),
            models.UniqueConstraint(
                fields=["indicator", "peildatum"], condition=Q(eigenaar__isnull=True), name="meting_uniek_regio"
            ),
            models.CheckConstraint(
                condition=Q(teller__isnull=True, noemer__isnull=True) | Q(teller__isnull=False, noemer__gt=0),
                name="meting_teller_met_noemer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.peildatum}: {self.waarde}"


class Controlegetal(MetHerkomst):
    """A figure quoted from a source. With `toets` the data must reproduce it; else nobody invents rows to reach it."""

    sleutel = models.SlugField(max_length=80, unique=True)
    naam = models.CharField(max_length=200)
    waarde = HonderdstenField()
    eenheid = models.CharField(max_length=60, blank=True)
    citaat = models.CharField(max_length=400, blank=True, help_text="the words of the source")
    bron = models.CharField(max_length=200)
    peildatum = models.DateField()
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="controlegetallen")
    eigenaar = models.ForeignKey(Eigenaar, models.PROTECT, null=True, blank=True, related_name="controlegetallen")
    toets = models.SlugField(max_length=60, blank=True, help_text="which total of the data must equal it")
    volgorde = models.PositiveSmallIntegerField(default=0)
    op_voorblad = models.BooleanField(default=False, help_text="one of the figures on page 1 of the kwartaalupdate")

    objects = OpenQuerySet["Controlegetal"].as_manager()

    class Meta:
        ordering = ["volgorde", "sleutel"]

    def __str__(self) -> str:
        return f"{self.naam}: {self.waarde}"
