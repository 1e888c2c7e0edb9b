"""Documents, their versions and file, the trail of adoption, the texts an editor keeps, and what can be searched."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.eigenaren.models import Vergadering
from koers.eigenaren.querysets import OpenQuerySet
from koers.lib.herkomst import MetHerkomst
from koers.lib.klok import day_of
from koers.toegang.models import Gebruiker
from koers.toegang.rights import Rol

# Who make documents, and so see them before their turn.
MAKERS = frozenset({Rol.REDACTEUR, Rol.PROGRAMMAMANAGER, Rol.CONTROLLER})


class Tekstblok(MetHerkomst):
    """A text of a document that no entry gives: summaries, definitions, method. The redacteur's to edit."""

    sleutel = models.SlugField(max_length=80, unique=True)
    titel = models.CharField(max_length=150)
    tekst = models.TextField(max_length=8_000, help_text="paragraphs separated by an empty line, light markup inside")
    gewijzigd_op = models.DateTimeField(null=True, blank=True)
    gewijzigd_door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OpenQuerySet["Tekstblok"].as_manager()

    class Meta:
        ordering = ["sleutel"]

    def __str__(self) -> str:
        return self.titel

    @property
    def alineas(self) -> list[str]:
        return [alinea.strip() for alinea in self.tekst.split("\n\n") if alinea.strip()]


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, gebruiker: Gebruiker | Any, today: date) -> Self:
        """Makers: all. AO and BO: from besproken in AO on. Anyone else, signed in or not: published ones."""
        rollen = bevoegdheid_of(gebruiker, today).rollen
        if rollen & MAKERS:
            return self
        if rollen & {Rol.AO_LID, Rol.BO_LID}:
            return self.exclude(staat=Document.Staat.CONCEPT)
        return self.filter(staat__in=[Document.Staat.GEPUBLICEERD])


class Document(models.Model):
    """A kwartaalupdate of a quarter or a jaarverslag of a year: its state, and which version counts."""

    class Soort(models.TextChoices):
        KWARTAALUPDATE = "kwartaalupdate", "Kwartaalupdate"
        JAARVERSLAG = "jaarverslag", "Jaarverslag"

    class Staat(models.TextChoices):
        CONCEPT = "concept", "concept"
        BESPROKEN = "besproken", "besproken in AO"
        VASTGESTELD = "vastgesteld", "vastgesteld door BO"
        GEPUBLICEERD = "gepubliceerd", "gepubliceerd"

    soort = models.CharField(max_length=20, choices=Soort.choices)
    periode = models.CharField(max_length=10, help_text="2026-Q1 or 2024")
    staat = models.CharField(max_length=15, choices=Staat.choices, default=Staat.CONCEPT)
    gemaakt_op = models.DateTimeField()
    huidige = models.ForeignKey(
        "Versie", models.PROTECT, null=True, related_name="+", help_text="what was built or adopted last"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-periode", "soort"]
        constraints = [models.UniqueConstraint(fields=["soort", "periode"], name="document_uniek")]

    def __str__(self) -> str:
        periode = " ".join(reversed(self.periode.split("-")))
        return f"{self.get_soort_display()} {periode}"

    @property
    def is_frozen(self) -> bool:
        """Adopted: its facts and file never change again."""
        return self.soort == self.Soort.JAARVERSLAG and self.staat in (self.Staat.VASTGESTELD, self.Staat.GEPUBLICEERD)

    def last_step(self) -> DocumentStap | None:
        """The youngest step; of a document in concept none."""
        return self.stappen.select_related("versie", "vergadering").last()


class VersieQuerySet(models.QuerySet["Versie"]):
    def visible_to(self, gebruiker: Gebruiker | Any, today: date) -> Self:
        """Makers: all. AO and BO: those that went before a meeting. Anyone else: those that were published."""
        rollen = bevoegdheid_of(gebruiker, today).rollen
        if rollen & MAKERS:
            return self
        stappen = DocumentStap.objects.all()
        if not rollen & {Rol.AO_LID, Rol.BO_LID}:
            stappen = stappen.filter(staat=Document.Staat.GEPUBLICEERD)
        return self.filter(pk__in=stappen.values("versie"))


class Versie(models.Model):
    """One built file with the facts it was made of. `sleutel` = hash of facts, template, CSS, fonts and versions."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="versies")
    nummer = models.PositiveSmallIntegerField()
    sleutel = models.CharField(max_length=64)
    feiten = models.JSONField()
    feiten_sha256 = models.CharField(max_length=64)
    bestand = models.CharField(max_length=200, help_text="path under the document folder")
    sha256 = models.CharField(max_length=64)
    paginas = models.PositiveIntegerField()
    grootte = models.PositiveIntegerField(help_text="bytes")
    gemaakt_op = models.DateTimeField()
    gemaakt_door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, related_name="+")

    objects = VersieQuerySet.as_manager()

    class Meta:
        ordering = ["document", "-nummer"]
        constraints = [
            models.UniqueConstraint(fields=["document", "nummer"], name="versie_nummer_uniek"),
            models.UniqueConstraint(fields=["document", "sleutel"], name="versie_sleutel_uniek"),
            models.CheckConstraint(condition=Q(paginas__gte=1, grootte__gte=1), name="versie_niet_leeg"),
        ]

    def __str__(self) -> str:
        return f"{self.document}, versie {self.nummer}"


class DocumentStap(models.Model):
    """A step of a document towards adoption and publication: version, meeting and reference. Append only."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="stappen")
    staat = models.CharField(max_length=15, choices=Document.Staat.choices)
    versie = models.ForeignKey(Versie, models.PROTECT, related_name="stappen")
    vergadering = models.ForeignKey(Vergadering, models.PROTECT, null=True, blank=True, related_name="stappen")
    kenmerk = models.CharField(max_length=60, blank=True)
    moment = models.DateTimeField()
    door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["document", "moment", "id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "staat", "versie"], name="documentstap_een_keer_per_versie"),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(staat=Document.Staat.VASTGESTELD.value),
                name="documentstap_een_keer_vastgesteld",
            ),
            models.CheckConstraint(
                condition=~Q(staat="vastgesteld") | Q(vergadering__isnull=False),
                name="documentstap_vastgesteld_in_vergadering",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}: {self.get_staat_display()}"

    @property
    def dag(self) -> date:
        """The day of the meeting, else the day on which the step was taken."""
        return self.vergadering.datum if self.vergadering else day_of(self.moment)


class Vondst(models.Model):
    """A text that can be found, and of what. The database fills it (rapportage/zoekindex); nobody else writes here.

    It tells nothing of who may read it: that is asked of `object` itself (rapportage/selectors/zoekzicht.py).
    """

    class Soort(models.TextChoices):
        PROJECT = "project", "projecten"
        THEMALIJN = "themalijn", "themalijnen"
        EIGENAAR = "eigenaar", "eigenaren"
        PARTNER = "partner", "partners"
        DOCUMENT = "document", "documenten"
        NIEUWS = "nieuws", "nieuws"
        BIJEENKOMST = "bijeenkomst", "bijeenkomsten"
        RESULTAAT = "resultaat", "resultaten"
        MIJLPAAL = "mijlpaal", "mijlpalen"
        RISICO = "risico", "risico’s"

    bron = models.CharField(max_length=20, help_text="which source (rapportage/zoekindex/bronnen.py)")
    bron_id = models.BigIntegerField(help_text="the row of the source")
    soort = models.CharField(max_length=15, choices=Soort.choices)
    object = models.BigIntegerField(help_text="what is found, by its kind: of a name its project, of news its entry")
    titel = models.CharField(max_length=200, blank=True)
    tekst = models.TextField(blank=True)
    datum = models.DateField(null=True, blank=True)
    publiek = models.BooleanField(default=True)
    eerder = models.BooleanField(default=False, help_text="the approved text of an entry that is open again")

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["bron", "bron_id"], name="vondst_bron"),
            models.Index(fields=["datum", "object"], name="vondst_volgorde"),
        ]

    def __str__(self) -> str:
        return self.titel or self.tekst[:60]
