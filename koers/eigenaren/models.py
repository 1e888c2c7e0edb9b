"""The owners of the programme, its partners, who signs, who met and decided, and who holds which role."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from koers.eigenaren.querysets import OpenQuerySet, OwnedQuerySet
from koers.lib.herkomst import MetHerkomst
from koers.lib.notatie import datum
from koers.toegang.models import Gebruiker
from koers.toegang.rights import PROGRAMMA_ROLLEN, Rol

EINDE_NA_BEGIN = Q(tot__isnull=True) | Q(tot__gte=F("vanaf"))


class EigenaarQuerySet(OpenQuerySet["Eigenaar"]):
    def on(self, day: date) -> Self:
        return self.filter(vanaf__lte=day).filter(Q(tot__isnull=True) | Q(tot__gte=day))

    def gemeenten(self) -> Self:
        return self.filter(soort=Eigenaar.Soort.GEMEENTE)


class Eigenaar(MetHerkomst):
    """One of the owners of the programme, valid from–to (both days included)."""

    class Soort(models.TextChoices):
        GEMEENTE = "gemeente", "gemeente"
        ZORGVERZEKERAAR = "zorgverzekeraar", "zorgverzekeraar"
        REGELING = "gemeenschappelijke-regeling", "gemeenschappelijke regeling"
        PROVINCIE = "provincie", "provincie"

    naam = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    soort = models.CharField(max_length=30, choices=Soort.choices)
    volgorde = models.PositiveSmallIntegerField(default=0)
    vanaf = models.DateField()
    tot = models.DateField(null=True, blank=True)
    kaart_rij = models.PositiveSmallIntegerField(null=True, blank=True, help_text="row on the tile map, from 1")
    kaart_kolom = models.PositiveSmallIntegerField(null=True, blank=True, help_text="column on the tile map, from 1")

    objects = EigenaarQuerySet.as_manager()

    class Meta:
        ordering = ["volgorde", "naam"]
        constraints = [models.CheckConstraint(condition=EINDE_NA_BEGIN, name="eigenaar_einde_na_begin")]

    def __str__(self) -> str:
        return self.naam

    @property
    def is_gemeente(self) -> bool:
        return self.soort == self.Soort.GEMEENTE


class EigenaarFunctie(MetHerkomst):
    """What an eigenaar does for all: host of the programme, mandaathouder of a regeling. Separate facts, not flags."""

    eigenaar = models.ForeignKey(Eigenaar, models.CASCADE, related_name="functies")
    functie = models.CharField(max_length=40)
    toelichting = models.CharField(max_length=200, blank=True)
    vanaf = models.DateField()
    tot = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["eigenaar", "functie", "vanaf"]
        constraints = [
            models.UniqueConstraint(fields=["eigenaar", "functie", "vanaf"], name="eigenaarfunctie_uniek"),
            models.CheckConstraint(condition=EINDE_NA_BEGIN, name="eigenaarfunctie_einde_na_begin"),
        ]

    def __str__(self) -> str:
        return f"{self.eigenaar}: {self.functie}"


class Partner(MetHerkomst):
    """An organisation in the field that works with the programme."""

    naam = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    soort = models.CharField(max_length=60, blank=True)

    objects = OpenQuerySet["Partner"].as_manager()

    class Meta:
        ordering = ["naam"]

    def __str__(self) -> str:
        return self.naam


class Ondertekenaar(MetHerkomst):
    """Who signs for a college, with dates of office as far as known."""

    eigenaar = models.ForeignKey(Eigenaar, models.PROTECT, related_name="ondertekenaars")
    naam = models.CharField(max_length=120)
    functie = models.CharField(max_length=60)
    vanaf = models.DateField(null=True, blank=True)
    tot = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["eigenaar", "functie", "vanaf"]
        constraints = [
            models.UniqueConstraint(fields=["eigenaar", "naam", "functie"], name="ondertekenaar_uniek"),
            models.CheckConstraint(
                condition=Q(vanaf__isnull=True) | EINDE_NA_BEGIN, name="ondertekenaar_einde_na_begin"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.naam}, {self.functie} van {self.eigenaar}"


class Vergadering(MetHerkomst):
    """A meeting of BO or AO on one day."""

    class Soort(models.TextChoices):
        AO = "ao", "AO"
        BO = "bo", "BO"

    soort = models.CharField(max_length=2, choices=Soort.choices)
    datum = models.DateField()

    objects = OpenQuerySet["Vergadering"].as_manager()

    class Meta:
        ordering = ["-datum", "soort"]
        constraints = [models.UniqueConstraint(fields=["soort", "datum"], name="vergadering_uniek")]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} van {datum(self.datum)}"


class Besluit(MetHerkomst):
    """What a meeting decided, also on matters that are no document. The meeting may be unknown in the source."""

    vergadering = models.ForeignKey(Vergadering, models.PROTECT, null=True, blank=True, related_name="besluiten")
    orgaan = models.CharField(max_length=2, choices=Vergadering.Soort.choices)
    onderwerp = models.CharField(max_length=120)
    tekst = models.CharField(max_length=500)
    kenmerk = models.CharField(max_length=60, blank=True)
    jaar = models.PositiveSmallIntegerField(null=True, blank=True, help_text="the year, where the day is not known")

    objects = OpenQuerySet["Besluit"].as_manager()

    class Meta:
        ordering = ["-vergadering__datum", "-jaar", "onderwerp"]
        constraints = [models.UniqueConstraint(fields=["orgaan", "onderwerp", "tekst"], name="besluit_uniek")]

    def __str__(self) -> str:
        return self.tekst


class AanstellingQuerySet(OwnedQuerySet["Aanstelling"]):
    def in_force(self, day: date) -> Self:
        """Aanstellingen that hold on that day, first and last day included."""
        return self.filter(vanaf__lte=day).filter(Q(tot__isnull=True) | Q(tot__gte=day))


class Aanstelling(MetHerkomst):
    """Who holds which role, of which eigenaar (none for a role of the whole programme), from a day to a day."""

    gebruiker = models.ForeignKey(Gebruiker, models.PROTECT, related_name="aanstellingen")
    rol = models.CharField(max_length=30, choices=Rol.choices)
    eigenaar = models.ForeignKey(Eigenaar, models.PROTECT, null=True, blank=True, related_name="aanstellingen")
    vanaf = models.DateField()
    tot = models.DateField(null=True, blank=True)
    vervangt = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="vervangingen",
        help_text="whose role this stands in for",
    )

    objects = AanstellingQuerySet.as_manager()

    class Meta:
        ordering = ["gebruiker", "rol", "vanaf"]
        constraints = [
            models.UniqueConstraint(
                fields=["gebruiker", "rol", "eigenaar", "vanaf"],
                condition=Q(eigenaar__isnull=False),
                name="aanstelling_uniek_eigenaar",
            ),
            models.UniqueConstraint(
                fields=["gebruiker", "rol", "vanaf"],
                condition=Q(eigenaar__isnull=True),
                name="aanstelling_uniek_programma",
            ),
            models.CheckConstraint(condition=EINDE_NA_BEGIN, name="aanstelling_einde_na_begin"),
            models.CheckConstraint(
                condition=Q(vervangt__isnull=True) | Q(tot__isnull=False), name="aanstelling_vervanging_eindigt"
            ),
            models.CheckConstraint(
                condition=Q(rol__in=sorted(PROGRAMMA_ROLLEN), eigenaar__isnull=True)
                | (~Q(rol__in=sorted(PROGRAMMA_ROLLEN)) & Q(eigenaar__isnull=False)),
                name="aanstelling_rol_past_bij_eigenaar",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker}, {self.get_rol_display()}" + (f" van {self.eigenaar}" if self.eigenaar else "")


class Rechtencontrole(models.Model):
    """A review of who holds which role of an eigenaar (none: of the programme). Ended when each line is decided."""

    eigenaar = models.ForeignKey(Eigenaar, models.PROTECT, null=True, related_name="rechtencontroles")
    begonnen_op = models.DateTimeField()
    begonnen_door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, related_name="+")
    afgerond_op = models.DateTimeField(null=True)
    afgerond_door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-begonnen_op", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["eigenaar"],
                condition=Q(afgerond_op__isnull=True, eigenaar__isnull=False),
                name="rechtencontrole_een_open_per_eigenaar",
            ),
            models.UniqueConstraint(
                models.Value(1),
                condition=Q(afgerond_op__isnull=True, eigenaar__isnull=True),
                name="rechtencontrole_een_open_programma",
            ),
        ]

    def __str__(self) -> str:
        return f"controle van {self.waarvan}"

    @property
    def waarvan(self) -> str:
        return self.eigenaar.naam if self.eigenaar else "het hele programma"


class Controleregel(models.Model):
    """One role in a review, as it was when the review began, and what was decided of it, by whom and when."""

    class Uitkomst(models.TextChoices):
        BEVESTIGD = "bevestigd", "bevestigd"
        INGETROKKEN = "ingetrokken", "ingetrokken"
        VERVALLEN = "vervallen", "was al afgelopen"

    controle = models.ForeignKey(Rechtencontrole, models.CASCADE, related_name="regels")
    aanstelling = models.ForeignKey(Aanstelling, models.SET_NULL, null=True, related_name="controleregels")
    gebruiker = models.ForeignKey(Gebruiker, models.PROTECT, related_name="controleregels")
    rol = models.CharField(max_length=30, choices=Rol.choices)
    vanaf = models.DateField()
    tot = models.DateField(null=True)
    uitkomst = models.CharField(max_length=15, choices=Uitkomst.choices, blank=True)
    door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, related_name="+")
    moment = models.DateTimeField(null=True)

    class Meta:
        ordering = ["controle", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(uitkomst="", moment__isnull=True) | (~Q(uitkomst="") & Q(moment__isnull=False)),
                name="controleregel_moment_bij_uitkomst",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker}, {self.get_rol_display()}"
