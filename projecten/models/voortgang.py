"""Rondes and what is entered in them: one voortgang per scope and ronde, its bullets, and every step it took."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.eigenaren.models import Eigenaar
from koers.eigenaren.querysets import OpenQuerySet
from koers.lib.herkomst import MetHerkomst
from koers.lib.klok import day_of
from koers.lib.kwartaal import Kwartaal
from koers.toegang.models import Gebruiker
from koers.toegang.rights import Rol
from projecten.models.formulier import Formulier
from projecten.models.project import Project, Projectleiding


class Rubriek(MetHerkomst):
    """A heading for the programme's own news in the kwartaalupdate (Evaluatie, Regioscan)."""

    naam = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    volgorde = models.PositiveSmallIntegerField(default=0)
    vanaf = models.DateField()
    tot = models.DateField(null=True, blank=True)

    objects = OpenQuerySet["Rubriek"].as_manager()

    class Meta:
        ordering = ["volgorde", "naam"]

    def __str__(self) -> str:
        return self.naam


class RondeQuerySet(OpenQuerySet["Ronde"]):
    def open_on(self, day: date) -> Self:
        """Rondes in which something can be entered on that day."""
        return self.filter(open_vanaf__lte=day, dicht_op__gte=day)

    def before(self, ronde: Ronde) -> Self:
        """Earlier rondes of the same kind, newest first."""
        return self.filter(soort=ronde.soort, begin__lt=ronde.begin).order_by("-begin")


class Ronde(MetHerkomst):
    """One round of reporting, with dates of its own: open from, in time until, closed after (all days included)."""

    class Soort(models.TextChoices):
        KWARTAAL = "kwartaal", "kwartaal"
        JAAR = "jaar", "jaar"

    soort = models.CharField(max_length=10, choices=Soort.choices, default=Soort.KWARTAAL)
    jaar = models.PositiveSmallIntegerField()
    kwartaal = models.PositiveSmallIntegerField(null=True, blank=True)
    begin = models.DateField(help_text="first day of the period reported on")
    eind = models.DateField(help_text="last day of the period reported on")
    open_vanaf = models.DateField()
    op_tijd_tot = models.DateField()
    dicht_op = models.DateField(help_text="last day on which something can be entered")
    uitgave = models.DateField(null=True, blank=True, help_text="day the update went out or will go out")
    formulier = models.ForeignKey(Formulier, models.PROTECT, null=True, blank=True, related_name="rondes")

    objects = RondeQuerySet.as_manager()

    class Meta:
        ordering = ["-begin", "soort"]
        constraints = [
            models.UniqueConstraint(
                fields=["jaar", "kwartaal"], condition=Q(soort="kwartaal"), name="ronde_kwartaal_uniek"
            ),
            models.UniqueConstraint(fields=["jaar"], condition=Q(soort="jaar"), name="ronde_jaar_uniek"),
            models.CheckConstraint(
                condition=Q(soort="kwartaal", kwartaal__gte=1, kwartaal__lte=4)
                | Q(soort="jaar", kwartaal__isnull=True),
                name="ronde_kwartaal_past_bij_soort",
            ),
            models.CheckConstraint(
                condition=Q(begin__lt=F("eind"), open_vanaf__lte=F("op_tijd_tot"), op_tijd_tot__lte=F("dicht_op")),
                name="ronde_datums_in_volgorde",
            ),
        ]

    def __str__(self) -> str:
        return str(self.periode) if self.kwartaal else str(self.jaar)

    @property
    def periode(self) -> Kwartaal | None:
        return Kwartaal(self.jaar, self.kwartaal) if self.kwartaal else None

    @property
    def code(self) -> str:
        """As in a URL or a command: 2026-Q1, or 2024."""
        return self.periode.code if self.periode else str(self.jaar)

    @property
    def titel(self) -> str:
        """With the kind where the name alone does not tell it: Q1 2026, or jaar 2024."""
        return str(self) if self.kwartaal else f"jaar {self.jaar}"

    @property
    def peildatum(self) -> date:
        """The day whose names and theme lines count in what is published about it."""
        return self.uitgave or self.eind

    def is_open(self, day: date) -> bool:
        return self.open_vanaf <= day <= self.dicht_op

    def is_late(self, day: date) -> bool:
        return day > self.op_tijd_tot


class VoortgangQuerySet(models.QuerySet["Voortgang"]):
    """An approved entry is for everyone with a role; any other for its authors and those who review."""

    def visible_to(self, gebruiker: Gebruiker | Any, today: date) -> Self:
        """Approved: all. Else: redacteur and programmamanager; the leader of the project; the own gemeente's leader,
        also of its local projects."""
        bevoegdheid = bevoegdheid_of(gebruiker, today)
        if not bevoegdheid.rollen:
            return self.none()
        if bevoegdheid.rollen & {Rol.REDACTEUR, Rol.PROGRAMMAMANAGER}:
            return self
        seen = Q(staat=Voortgang.Staat.GOEDGEKEURD)
        if Rol.REGIONAAL in bevoegdheid.rollen:
            own = Projectleiding.objects.in_force(today).filter(gebruiker=gebruiker).values("project")
            seen |= Q(project__in=own)
        gemeenten = bevoegdheid.per_rol.get(Rol.LOKAAL, frozenset())
        return self.filter(seen | Q(gemeente__in=gemeenten) | Q(gemeente__isnull=True, project__gemeente__in=gemeenten))

    def readable_by(self, gebruiker: Gebruiker | Any, today: date) -> Self:
        """What this person may see, and of what is open again the approved text (projecten.selectors.gelezen)."""
        if not bevoegdheid_of(gebruiker, today).rollen:
            return self.none()
        seen = self.visible_to(gebruiker, today).values("pk")
        return self.filter(Q(pk__in=seen) | Q(gepubliceerd__isnull=False))

    def published(self) -> Self:
        """Approved, or reopened after it: then `gepubliceerd` has what was (projecten.selectors.gepubliceerd)."""
        return self.filter(Q(staat=Voortgang.Staat.GOEDGEKEURD) | Q(gepubliceerd__isnull=False))


class Voortgang(MetHerkomst):
    """An entry in one ronde: of the programme (a rubriek), a project, a project in a gemeente, or a gemeente.

    K/T/G: groen, oranje, rood or empty (niet gemeld); once handed in, each but groen has its explanation. `versie`
    counts saves, so that nobody overwrites another in silence; `blad` is the page that saved last, so that it does not
    meet its own text as another's. `gepubliceerd` is, of a reopened one, what was approved and stays so for readers.
    """

    class Staat(models.TextChoices):
        CONCEPT = "concept", "concept"
        INGEDIEND = "ingediend", "ingediend"
        TERUGGESTUURD = "teruggestuurd", "teruggestuurd"
        GOEDGEKEURD = "goedgekeurd", "goedgekeurd"
        HEROPEND = "heropend", "heropend"

    class Stand(models.TextChoices):
        GROEN = "groen", "groen"
        ORANJE = "oranje", "oranje"
        ROOD = "rood", "rood"

    ronde = models.ForeignKey(Ronde, models.PROTECT, related_name="voortgang")
    rubriek = models.ForeignKey(Rubriek, models.PROTECT, null=True, blank=True, related_name="voortgang")
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="voortgang")
    gemeente = models.ForeignKey(Eigenaar, models.PROTECT, null=True, blank=True, related_name="voortgang")
    staat = models.CharField(max_length=15, choices=Staat.choices, default=Staat.CONCEPT)
    kwaliteit = models.CharField(max_length=6, choices=Stand.choices, blank=True)
    kwaliteit_toelichting = models.CharField(max_length=500, blank=True)
    tijd = models.CharField(max_length=6, choices=Stand.choices, blank=True)
    tijd_toelichting = models.CharField(max_length=500, blank=True)
    geld = models.CharField(max_length=6, choices=Stand.choices, blank=True)
    geld_toelichting = models.CharField(max_length=500, blank=True)
    niets_te_melden = models.BooleanField(default=False)
    niets_reden = models.CharField(max_length=300, blank=True)
    antwoorden = models.JSONField(null=True, blank=True, help_text="on earlier promises, as they are written")
    versie = models.PositiveIntegerField(default=1)
    blad = models.CharField(max_length=24, blank=True, db_default="", default="")
    gepubliceerd = models.JSONField(null=True, blank=True)
    gewijzigd_op = models.DateTimeField()
    gewijzigd_door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, related_name="+")

    objects = VoortgangQuerySet.as_manager()

    class Meta:
        ordering = ["-ronde__begin", "project", "gemeente", "rubriek"]
        constraints = [
            models.UniqueConstraint(
                fields=["ronde", "rubriek"], condition=Q(rubriek__isnull=False), name="voortgang_een_per_rubriek"
            ),
            models.UniqueConstraint(
                fields=["ronde", "project"],
                condition=Q(project__isnull=False, gemeente__isnull=True),
                name="voortgang_een_per_project",
            ),
            models.UniqueConstraint(
                fields=["ronde", "project", "gemeente"],
                condition=Q(project__isnull=False, gemeente__isnull=False),
                name="voortgang_een_per_project_gemeente",
            ),
            models.UniqueConstraint(
                fields=["ronde", "gemeente"],
                condition=Q(project__isnull=True, gemeente__isnull=False),
                name="voortgang_een_per_gemeente",
            ),
            models.CheckConstraint(
                condition=(Q(rubriek__isnull=False, project__isnull=True, gemeente__isnull=True))
                | (Q(rubriek__isnull=True) & (Q(project__isnull=False) | Q(gemeente__isnull=False))),
                name="voortgang_een_scope",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(staat__in=["concept", "teruggestuurd", "heropend"])
                    | Q(**{f"{aspect}__in": ["", "groen"]})
                    | ~Q(**{f"{aspect}_toelichting": ""}),
                    name=f"voortgang_{aspect}_toegelicht",
                )
                for aspect in ("kwaliteit", "tijd", "geld")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ronde}: {self.rubriek or self.project or self.gemeente}"

    @property
    def standen(self) -> tuple[tuple[str, str, str], ...]:
        """Aspect, state ("" = niet gemeld) and explanation, in the order K, T, G."""
        return (
            ("Kwaliteit", self.kwaliteit, self.kwaliteit_toelichting),
            ("Tijd", self.tijd, self.tijd_toelichting),
            ("Geld", self.geld, self.geld_toelichting),
        )


class Bericht(MetHerkomst):
    """One bullet of news, in the light markup of koers.lib.opmaak; publiek, or intern for the programme team.

    `toezegging`: for when it promises something, as projecten.rules.belofte.settled has it.
    """

    voortgang = models.ForeignKey(Voortgang, models.CASCADE, related_name="berichten")
    volgorde = models.PositiveSmallIntegerField()
    tekst = models.TextField(max_length=4_000)
    publiek = models.BooleanField(default=True)
    toezegging = models.CharField(max_length=40, blank=True, db_default="", default="")

    class Meta:
        # By number: by the entry itself would join all that an entry is ordered by.
        ordering = ["voortgang_id", "volgorde"]
        constraints = [
            models.UniqueConstraint(fields=["voortgang", "volgorde"], name="bericht_volgorde_uniek"),
            models.CheckConstraint(condition=~Q(tekst=""), name="bericht_heeft_tekst"),
        ]

    def __str__(self) -> str:
        return self.tekst[:60]


class Overgang(models.Model):
    """A step an entry took, by whom (and on whose behalf) and when, with the remark or reason with it. Append only.

    Of a handing in, `inhoud` keeps the words as they then were, so that the reviewer sees what a later version changed.
    """

    voortgang = models.ForeignKey(Voortgang, models.CASCADE, related_name="overgangen")
    van = models.CharField(max_length=15, choices=Voortgang.Staat.choices, blank=True)
    naar = models.CharField(max_length=15, choices=Voortgang.Staat.choices)
    door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, related_name="+")
    voor = models.ForeignKey(Gebruiker, models.PROTECT, null=True, blank=True, related_name="+")
    moment = models.DateTimeField()
    opmerking = models.TextField(max_length=2_000, blank=True)
    opmerkingen = models.JSONField(null=True, blank=True, help_text="of a return: the remark at each field")
    tot = models.DateField(null=True, blank=True, help_text="of a reopening: the last day")
    inhoud = models.JSONField(null=True, blank=True, help_text="of a handing in: what was handed in")

    class Meta:
        ordering = ["voortgang_id", "moment", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(naar__in=["teruggestuurd", "heropend"]) | ~Q(opmerking=""),
                name="overgang_terug_met_reden",
            ),
            models.CheckConstraint(condition=~Q(naar="heropend") | Q(tot__isnull=False), name="overgang_heropend_tot"),
        ]
        # Few among very many, and every board asks for them.
        indexes = [models.Index(fields=["voortgang"], condition=Q(naar="heropend"), name="overgang_heropend")]

    def __str__(self) -> str:
        return f"{self.voortgang}: {self.get_naar_display()}"

    @property
    def dag(self) -> date:
        moment: datetime = self.moment
        return day_of(moment)
