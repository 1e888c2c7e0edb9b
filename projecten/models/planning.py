"""What a project plans and what may go wrong: milestones and risks, each with what became of it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from koers.eigenaren.querysets import OpenQuerySet
from koers.lib.herkomst import MetHerkomst
from koers.toegang.models import Gebruiker
from projecten.models.opbrengst import Precisie
from projecten.models.project import Project


class MetHouder(models.Model):
    """Who answers for it may change on a day: until `houder_vanaf` it is `vorige_houder`, from then on `houder`."""

    houder: models.ForeignKey[Gebruiker | None, Gebruiker | None]
    houder_id: int | None
    houder_vanaf = models.DateField(null=True, blank=True, help_text="first day of `houder`, where another had it")
    vorige_houder = models.ForeignKey(Gebruiker, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    def passes_after(self, day: date) -> bool:
        """Whether it goes to `houder` on a later day."""
        return self.houder_vanaf is not None and self.houder_vanaf > day

    def houder_op(self, day: date) -> Gebruiker | None:
        """Who answers for it on that day."""
        return self.vorige_houder if self.passes_after(day) else self.houder

    def houder_id_op(self, day: date) -> int | None:
        """The same without a query."""
        return self.vorige_houder_id if self.passes_after(day) else self.houder_id

    def give(self, houder: Gebruiker | None, day: date) -> None:
        """Another holder from now on; the same one leaves what was agreed for later as it is."""
        if self.houder_id_op(day) != (houder.pk if houder else None):
            self.houder, self.houder_vanaf, self.vorige_houder = houder, None, None


class Mijlpaal(MetHouder, MetHerkomst):
    """A dated point of a project, with who answers for it and whether it was reached, and on which day if known."""

    class Staat(models.TextChoices):
        GEPLAND = "gepland", "gepland"
        GEHAALD = "gehaald", "gehaald"
        VERVALLEN = "vervallen", "vervallen"

    project = models.ForeignKey(Project, models.PROTECT, related_name="mijlpalen")
    naam = models.CharField(max_length=200)
    datum = models.DateField()
    precisie = models.CharField(max_length=10, choices=Precisie.choices, default=Precisie.DAG)
    staat = models.CharField(max_length=10, choices=Staat.choices, default=Staat.GEPLAND)
    gehaald_op = models.DateField(null=True, blank=True)
    houder = models.ForeignKey(Gebruiker, models.PROTECT, null=True, blank=True, related_name="mijlpalen")

    objects = OpenQuerySet["Mijlpaal"].as_manager()

    class Meta:
        ordering = ["datum", "naam"]
        constraints = [
            models.UniqueConstraint(fields=["project", "naam"], name="mijlpaal_uniek"),
            models.CheckConstraint(
                condition=Q(gehaald_op__isnull=True) | Q(staat="gehaald"), name="mijlpaal_dag_alleen_als_gehaald"
            ),
            models.CheckConstraint(
                condition=Q(vorige_houder__isnull=True) | Q(houder_vanaf__isnull=False),
                name="mijlpaal_vorige_houder_tot_een_dag",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def verschoven(self) -> list[MijlpaalWending]:
        """Each time its planned day changed, the first first."""
        return [turn for turn in self.wendingen.all() if turn.is_verschoven]

    @property
    def stempel(self) -> str:
        """The same as long as nobody changed it: what a form gives back to show what it was made from."""
        return _stempel(
            self.naam, self.datum, self.precisie, self.staat, self.gehaald_op, self.houder_id, self.houder_vanaf
        )


class Risico(MetHouder, MetHerkomst):
    """What may go wrong in a project, since when, how much it weighs, what is done about it, and by when."""

    class Staat(models.TextChoices):
        OPEN = "open", "open"
        GESLOTEN = "gesloten", "gesloten"

    class Maat(models.TextChoices):
        KLEIN = "klein", "klein"
        MIDDEL = "middel", "middel"
        GROOT = "groot", "groot"

    project = models.ForeignKey(Project, models.PROTECT, related_name="risicos")
    naam = models.CharField(max_length=200)
    maatregel = models.CharField(max_length=300, blank=True)
    sinds = models.DateField()
    bekijk_op = models.DateField(null=True, blank=True, help_text="dealt with, or looked at again, by this day")
    kans = models.CharField(max_length=10, choices=Maat.choices, blank=True, default="", db_default="")
    gevolg = models.CharField(max_length=10, choices=Maat.choices, blank=True, default="", db_default="")
    staat = models.CharField(max_length=10, choices=Staat.choices, default=Staat.OPEN)
    houder = models.ForeignKey(Gebruiker, models.PROTECT, null=True, blank=True, related_name="risicos")

    objects = OpenQuerySet["Risico"].as_manager()

    class Meta:
        ordering = ["staat", "sinds", "naam"]
        constraints = [
            models.UniqueConstraint(fields=["project", "naam"], name="risico_uniek"),
            models.CheckConstraint(
                condition=Q(kans="", gevolg="") | (~Q(kans="") & ~Q(gevolg="")), name="risico_gewogen_of_niet"
            ),
            models.CheckConstraint(
                condition=Q(vorige_houder__isnull=True) | Q(houder_vanaf__isnull=False),
                name="risico_vorige_houder_tot_een_dag",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def stempel(self) -> str:
        """As of a milestone."""
        holder = self.houder_id, self.houder_vanaf
        return _stempel(self.naam, self.maatregel, self.bekijk_op, self.kans, self.gevolg, self.staat, *holder)


class Wending(models.Model):
    """A change that has to stay visible: on which day it was recorded, by whom, and why."""

    op = models.DateField()
    door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, blank=True, related_name="+")
    reden = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class MijlpaalWending(Wending):
    """A milestone that was moved, reached, dropped or taken back: what stood there until then."""

    mijlpaal = models.ForeignKey(Mijlpaal, models.PROTECT, related_name="wendingen")
    was_datum = models.DateField()
    was_precisie = models.CharField(max_length=10, choices=Precisie.choices)
    was_staat = models.CharField(max_length=10, choices=Mijlpaal.Staat.choices)
    naar_datum = models.DateField()
    naar_precisie = models.CharField(max_length=10, choices=Precisie.choices)
    naar_staat = models.CharField(max_length=10, choices=Mijlpaal.Staat.choices)

    objects = OpenQuerySet["MijlpaalWending"].as_manager()

    class Meta:
        ordering = ["mijlpaal", "pk"]

    def __str__(self) -> str:
        return f"{self.mijlpaal}: {self.naar_staat}"

    @property
    def is_verschoven(self) -> bool:
        """Whether the planned day changed."""
        return (self.was_datum, self.was_precisie) != (self.naar_datum, self.naar_precisie)


class RisicoWending(Wending):
    """A risk that was closed, opened again or weighed anew: what stood there until then."""

    risico = models.ForeignKey(Risico, models.PROTECT, related_name="wendingen")
    was_staat = models.CharField(max_length=10, choices=Risico.Staat.choices)
    was_kans = models.CharField(max_length=10, choices=Risico.Maat.choices, blank=True)
    was_gevolg = models.CharField(max_length=10, choices=Risico.Maat.choices, blank=True)
    naar_staat = models.CharField(max_length=10, choices=Risico.Staat.choices)

    objects = OpenQuerySet["RisicoWending"].as_manager()

    class Meta:
        ordering = ["risico", "pk"]

    def __str__(self) -> str:
        return f"{self.risico}: {self.naar_staat}"


def _stempel(*parts: str | date | int | None) -> str:
    return "|".join("" if part is None else str(part) for part in parts)
