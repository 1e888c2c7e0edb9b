"""The form of a ronde: versions per kind, never changed once made."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from koers.toegang.models import Gebruiker
from projecten.rules.formulier import Vorm


def all_aspects() -> list[str]:
    return list(Vorm().aspecten)


class Formulier(models.Model):
    """One version of what rondes of a kind ask. A ronde points to the version that was the latest when it opened."""

    class Soort(models.TextChoices):
        KWARTAAL = "kwartaal", "kwartaal"
        JAAR = "jaar", "jaar"

    soort = models.CharField(max_length=10, choices=Soort.choices)
    versie = models.PositiveSmallIntegerField()
    berichten = models.CharField(max_length=300, default=Vorm.berichten)
    niets = models.CharField(max_length=300, default=Vorm.niets)
    standen = models.CharField(max_length=300, default=Vorm.standen)
    kwaliteit = models.CharField(max_length=150, default=Vorm.kwaliteit)
    tijd = models.CharField(max_length=150, default=Vorm.tijd)
    geld = models.CharField(max_length=150, default=Vorm.geld)
    max_punten = models.PositiveSmallIntegerField(default=Vorm.max_punten)
    max_tekst = models.PositiveSmallIntegerField(default=Vorm.max_tekst, help_text="characters of one bullet")
    aspecten = models.JSONField(default=all_aspects, help_text="which of kwaliteit, tijd and geld are asked")
    gemaakt_door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, blank=True, related_name="+")
    gemaakt_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["soort", "-versie"]
        constraints = [
            models.UniqueConstraint(fields=["soort", "versie"], name="formulier_versie_uniek"),
            models.CheckConstraint(
                condition=Q(max_punten__gte=1, max_punten__lte=12, max_tekst__gte=100, max_tekst__lte=4_000),
                name="formulier_grenzen",
            ),
        ]

    def __str__(self) -> str:
        return f"formulier {self.soort}, versie {self.versie}"

    @property
    def vorm(self) -> Vorm:
        """As the rules take it."""
        texts = {name: getattr(self, name) for name in ("berichten", "niets", "standen", "kwaliteit", "tijd", "geld")}
        aspecten = tuple(aspect for aspect in Vorm().aspecten if aspect in self.aspecten)
        return Vorm(self.versie, **texts, max_punten=self.max_punten, max_tekst=self.max_tekst, aspecten=aspecten)
