"""Schemes and their rules per year. Amounts in cents."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from koers.eigenaren.models import EINDE_NA_BEGIN
from koers.eigenaren.querysets import OpenQuerySet
from koers.lib.herkomst import MetHerkomst
from koers.lib.velden import GeldField, HonderdstenField


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
            models.UniqueConstraint(
                fields=["regeling", "jaar"],
                name="regelingregel_een_per_jaar",
                violation_error_message="Voor deze regeling en dit jaar is er al een regel.",
            ),
            models.CheckConstraint(
                condition=Q(meenemen_percentage__isnull=True)
                | Q(meenemen_percentage__gte=0, meenemen_percentage__lte=100),
                name="regelingregel_percentage",
                violation_error_message="Het percentage ligt tussen 0 en 100.",
            ),
            models.CheckConstraint(
                condition=Q(meenemen_bedrag__isnull=True) | Q(meenemen_bedrag__gte=0),
                name="regelingregel_bedrag",
                violation_error_message="Het bedrag is niet minder dan nul.",
            ),
            models.CheckConstraint(
                condition=Q(meenemen_percentage__isnull=True) | Q(meenemen_bedrag__isnull=True),
                name="regelingregel_een_grens",
                violation_error_message="Vul een percentage of een bedrag in, niet allebei.",
            ),
            models.CheckConstraint(
                condition=Q(laatste_jaar__isnull=True) | Q(laatste_jaar__gt=F("jaar")),
                name="regelingregel_laatste_jaar_later",
                violation_error_message="Het laatste jaar van besteding ligt na het jaar van de regel.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regeling} {self.jaar}"
