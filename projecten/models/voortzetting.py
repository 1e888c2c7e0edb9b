"""From which project another came, and in which one it goes on: one row per pair."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from koers.eigenaren.querysets import StepQuerySet
from koers.lib.herkomst import MetHerkomst
from projecten.models.project import Project, ProjectNaam


class VoortzettingQuerySet(StepQuerySet["Voortzetting"]):
    def named(self, day: date) -> Self:
        """With `van_naam` and `naar_was` (names the day before it; None of what then began), `naar_naam` (of `day`)."""

        def name(end: str, **until: object) -> Subquery:
            names = ProjectNaam.objects.filter(project=OuterRef(end), **until).order_by("-vanaf")
            return Subquery(names.values("naam")[:1])

        return self.annotate(
            van_naam=name("van", vanaf__lt=OuterRef("vanaf")),
            naar_was=name("naar", vanaf__lt=OuterRef("vanaf")),
            naar_naam=Coalesce(name("naar", vanaf__lte=day), name("naar")),
        )


class Voortzetting(MetHerkomst):
    """What one project was goes on in another from a day on: merged with others into it, or split off.

    `meegegaan` remembers what the act changed, so that it can be taken back: of the old project its `tot` and
    `einde_reden`; of the new one whether it began then (`nieuw`); by id what was made (`deelnames`, `leiding`,
    `betrokkenen`) or moved (`mijlpalen`, `risicos`); and which indicators go on (`indicatoren`: `oud` with its `tot`,
    and `nieuw`). Of a split also which promises and texts that were begun are this part's from then on
    (`toezeggingen`, `teksten`), and whether it gets what is not named (`werk`).
    """

    class Soort(models.TextChoices):
        SAMENGEVOEGD = "samengevoegd", "samengevoegd"
        GESPLITST = "gesplitst", "gesplitst"

    van = models.ForeignKey(Project, models.PROTECT, related_name="gaat_verder")
    naar = models.ForeignKey(Project, models.PROTECT, related_name="komt_voort")
    soort = models.CharField(max_length=15, choices=Soort.choices)
    vanaf = models.DateField(help_text="first day on which it goes on in the other")
    reden = models.CharField(max_length=200)
    op = models.DateTimeField(help_text="when this was put on record")
    meegegaan = models.JSONField(default=dict, blank=True)

    objects = VoortzettingQuerySet.as_manager()

    class Meta:
        ordering = ["vanaf", "id"]
        constraints = [
            models.UniqueConstraint(fields=["van", "naar"], name="voortzetting_uniek"),
            models.CheckConstraint(condition=~Q(van=F("naar")), name="voortzetting_naar_een_ander"),
        ]

    def __str__(self) -> str:
        return f"{self.van} gaat verder in {self.naar}"
