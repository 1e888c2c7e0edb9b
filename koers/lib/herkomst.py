"""Where a row comes from: on every seeded or imported row, and shown wherever the row is."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models


class Herkomst(models.TextChoices):
    """Strongest first; what people enter in the portal is itself a source."""

    BRON = "bron", "bron"
    AFGELEID = "afgeleid", "afgeleid"
    AANNAME = "aanname", "aanname"
    FICTIEF = "fictief", "fictief"


_ORDER = [keuze.value for keuze in Herkomst]


def weakest(herkomsten: Iterable[str]) -> str:
    """A sum is as weak as its weakest part; of nothing: bron."""
    return max(herkomsten, key=_ORDER.index, default=Herkomst.BRON.value)


class MetHerkomst(models.Model):
    """A row that says where it comes from and where that stands in the source."""

    herkomst = models.CharField(max_length=10, choices=Herkomst.choices, default=Herkomst.BRON)
    vindplaats = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
