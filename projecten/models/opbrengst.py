"""What projects bring: results, meetings, and the part partners and eigenaren take in them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from koers.eigenaren.models import Eigenaar, Partner
from koers.eigenaren.querysets import OpenQuerySet
from koers.lib.herkomst import MetHerkomst
from projecten.models.project import Project


class Precisie(models.TextChoices):
    """How exactly a source gives a date."""

    DAG = "dag", "dag"
    WEKEN = "weken", "weken"
    MAAND = "maand", "maand"
    HALFJAAR = "medio", "medio"
    KWARTAAL = "kwartaal", "kwartaal"
    JAAR = "jaar", "jaar"


class Resultaat(MetHerkomst):
    """Something delivered; the address where it can be found may be unknown."""

    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="resultaten")
    naam = models.CharField(max_length=200)
    omschrijving = models.CharField(max_length=500, blank=True)
    datum = models.DateField(help_text="when delivered or first reported")
    precisie = models.CharField(max_length=10, choices=Precisie.choices, default=Precisie.KWARTAAL)
    aantal = models.PositiveIntegerField(null=True, blank=True)
    vindplek = models.CharField(max_length=200, blank=True, help_text="where to find it, in words")
    adres = models.URLField(blank=True, help_text="empty: adres onbekend")

    objects = OpenQuerySet["Resultaat"].as_manager()

    class Meta:
        ordering = ["-datum", "naam"]
        constraints = [models.UniqueConstraint(fields=["naam", "datum"], name="resultaat_uniek")]

    def __str__(self) -> str:
        return self.naam


class Bijeenkomst(MetHerkomst):
    """An event, dated as exactly as the source: `datum` is its first day, `tot` its last, `datum_tekst` the words."""

    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="bijeenkomsten")
    naam = models.CharField(max_length=200)
    datum = models.DateField()
    tot = models.DateField(null=True, blank=True)
    precisie = models.CharField(max_length=10, choices=Precisie.choices, default=Precisie.DAG)
    datum_tekst = models.CharField(max_length=100, blank=True)
    plaats = models.CharField(max_length=120, blank=True)
    aankondiging = models.CharField(max_length=300, blank=True)
    adres = models.URLField(blank=True)

    objects = OpenQuerySet["Bijeenkomst"].as_manager()

    class Meta:
        ordering = ["datum", "naam"]
        constraints = [
            models.UniqueConstraint(fields=["naam", "datum"], name="bijeenkomst_uniek"),
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("datum")), name="bijeenkomst_einde_na_begin"
            ),
        ]

    def __str__(self) -> str:
        return self.naam


class Betrokkenheid(MetHerkomst):
    """The part a partner or an eigenaar takes in a project, or in the programme's own work (a rubriek's subject)."""

    class Rol(models.TextChoices):
        VOERT_UIT = "voert-uit", "voert uit"
        OPDRACHTGEVER = "opdrachtgever", "opdrachtgever"
        ONTWIKKELT_MEE = "ontwikkelt-mee", "ontwikkelt mee"
        DENKT_MEE = "denkt-mee", "denkt mee"
        NEEMT_DEEL = "neemt-deel", "neemt deel"

    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="betrokkenen")
    onderwerp = models.CharField(max_length=120, blank=True, help_text="of programme news: its subject")
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, blank=True, related_name="betrokkenheid")
    eigenaar = models.ForeignKey(Eigenaar, models.PROTECT, null=True, blank=True, related_name="betrokkenheid")
    rol = models.CharField(max_length=20, choices=Rol.choices)
    toelichting = models.CharField(max_length=300, blank=True)
    vanaf = models.DateField(help_text="when first reported")

    objects = OpenQuerySet["Betrokkenheid"].as_manager()

    class Meta:
        ordering = ["project", "rol", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "onderwerp", "partner", "rol"],
                condition=Q(partner__isnull=False),
                name="betrokkenheid_partner_uniek",
            ),
            models.UniqueConstraint(
                fields=["project", "onderwerp", "eigenaar", "rol"],
                condition=Q(eigenaar__isnull=False),
                name="betrokkenheid_eigenaar_uniek",
            ),
            # Of the programme's own work: a project that is empty is never equal to another that is.
            models.UniqueConstraint(
                fields=["onderwerp", "partner", "rol"],
                condition=Q(partner__isnull=False, project__isnull=True),
                name="betrokkenheid_partner_programma_uniek",
            ),
            models.UniqueConstraint(
                fields=["onderwerp", "eigenaar", "rol"],
                condition=Q(eigenaar__isnull=False, project__isnull=True),
                name="betrokkenheid_eigenaar_programma_uniek",
            ),
            models.CheckConstraint(
                condition=Q(partner__isnull=False, eigenaar__isnull=True)
                | Q(partner__isnull=True, eigenaar__isnull=False),
                name="betrokkenheid_van_een_partij",
            ),
            models.CheckConstraint(
                condition=Q(project__isnull=False) | ~Q(onderwerp=""), name="betrokkenheid_heeft_onderwerp"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner or self.eigenaar} {self.get_rol_display()}: {self.project or self.onderwerp}"
