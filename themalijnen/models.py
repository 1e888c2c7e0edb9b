"""Theme lines through time: a line has one sign for good, and names that change by dated steps."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from koers.eigenaren.models import EINDE_NA_BEGIN
from koers.eigenaren.querysets import OpenQuerySet, StepQuerySet
from koers.lib.herkomst import MetHerkomst


class ThemalijnQuerySet(OpenQuerySet["Themalijn"]):
    def on(self, day: date) -> Self:
        return self.filter(vanaf__lte=day).filter(Q(tot__isnull=True) | Q(tot__gte=day))

    def named(self, day: date) -> Self:
        """With `naam_op`: the name in force on that day (the first one known, before any step began)."""
        return self.annotate(naam_op=_named(day))


@lru_cache(maxsize=32)
def _named(day: date) -> Coalesce:
    """Made once a day: making it takes as long as the rest of the query."""
    names = ThemalijnNaam.objects.filter(themalijn=OuterRef("pk"))
    begun = names.filter(vanaf__lte=day).order_by("-vanaf").values("naam")
    return Coalesce(Subquery(begun[:1]), Subquery(names.order_by("vanaf").values("naam")[:1]))


class Themalijn(MetHerkomst):
    """A content line that groups projects, from–to (both included). Its order is that of the documents."""

    slug = models.SlugField(max_length=60, unique=True)
    teken = models.PositiveSmallIntegerField(help_text="1–4: which way the needle points, and which colour")
    volgorde = models.PositiveSmallIntegerField(default=0)
    vanaf = models.DateField()
    tot = models.DateField(null=True, blank=True)

    objects = ThemalijnQuerySet.as_manager()

    class Meta:
        ordering = ["volgorde", "slug"]
        constraints = [
            models.CheckConstraint(condition=EINDE_NA_BEGIN, name="themalijn_einde_na_begin"),
            models.CheckConstraint(condition=Q(teken__gte=1, teken__lte=4), name="themalijn_teken_1_tot_4"),
        ]

    def __str__(self) -> str:
        return self.slug


class ThemalijnNaam(MetHerkomst):
    """The name of a line from a day on."""

    themalijn = models.ForeignKey(Themalijn, models.CASCADE, related_name="namen")
    naam = models.CharField(max_length=120)
    vanaf = models.DateField()

    objects = StepQuerySet["ThemalijnNaam"].as_manager()

    class Meta:
        ordering = ["themalijn", "vanaf"]
        constraints = [models.UniqueConstraint(fields=["themalijn", "vanaf"], name="themalijnnaam_stap_uniek")]

    def __str__(self) -> str:
        return self.naam


class Doel(MetHerkomst):
    """What a theme line aims at, as the redacteur words it."""

    themalijn = models.ForeignKey(Themalijn, models.CASCADE, related_name="doelen")
    tekst = models.CharField(max_length=500)
    vanaf = models.DateField()
    volgorde = models.PositiveSmallIntegerField(default=0)

    objects = OpenQuerySet["Doel"].as_manager()

    class Meta:
        ordering = ["themalijn", "volgorde", "id"]
        constraints = [models.UniqueConstraint(fields=["themalijn", "volgorde", "vanaf"], name="doel_uniek")]

    def __str__(self) -> str:
        return self.tekst
