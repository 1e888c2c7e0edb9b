"""What someone was reminded of, once and for all: the row and the mail are written together."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from koers.toegang.models import Gebruiker, Mailbericht
from projecten.models.voortgang import Ronde
from projecten.rules.herinnering import DAARNA, OP_DE_DAG, START, VOORAF


class Herinnering(models.Model):
    """One obligation, one kind, one day, one person: never twice. Several of them are told in one mail."""

    class Soort(models.TextChoices):
        START = START, "de ronde gaat open"
        VOORAF = VOORAF, "een paar dagen vooraf"
        OP_DE_DAG = OP_DE_DAG, "de laatste dag die op tijd is"
        DAARNA = DAARNA, "te laat"

    ronde = models.ForeignKey(Ronde, models.PROTECT, related_name="herinneringen")
    plicht = models.CharField(max_length=40, help_text="which obligation: project:12, gemeente:3, rubriek:1, vraag:7")
    soort = models.CharField(max_length=12, choices=Soort.choices)
    dag = models.DateField(help_text="the day it belongs to, by the dates of what is due")
    gebruiker = models.ForeignKey(Gebruiker, models.PROTECT, related_name="herinneringen")
    bericht = models.ForeignKey(Mailbericht, models.CASCADE, related_name="herinneringen")

    class Meta:
        ordering = ["-dag", "ronde", "plicht"]
        constraints = [
            models.UniqueConstraint(
                fields=["ronde", "plicht", "soort", "dag", "gebruiker"], name="herinnering_nooit_dubbel"
            ),
            models.CheckConstraint(condition=~Q(plicht=""), name="herinnering_waaraan"),
        ]

    def __str__(self) -> str:
        return f"{self.plicht} ({self.soort}, {self.dag})"
