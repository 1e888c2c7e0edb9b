"""What was approved of an entry, as values: many are read at once, and only what was reopened needs its model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from koers.lib.herkomst import weakest
from projecten.models import Bericht, Ronde, Voortgang
from projecten.models.voortgang import VoortgangQuerySet
from projecten.rules.nieuws import first_sentence
from projecten.selectors.gepubliceerd import published

KOLOMMEN = (
    *("pk", "ronde_id", "project_id", "gemeente_id", "rubriek_id", "rubriek__volgorde", "rubriek__naam"),
    *("kwaliteit", "tijd", "geld", "kwaliteit_toelichting", "tijd_toelichting", "geld_toelichting"),
    *("niets_te_melden", "niets_reden", "herkomst", "gepubliceerd"),
)
Rij = Any
"""A row of `KOLOMMEN`, by name: whose entry it is and in which ronde."""


@dataclass(frozen=True)
class Nieuws:
    """One bullet: light markup, of which quarter, and of which gemeente (none: of the region)."""

    tekst: str
    ronde: str
    herkomst: str
    gemeente_id: int | None = None
    intern: bool = False

    @property
    def kort(self) -> str:
        """Its first sentence, for a table; a link is never cut."""
        return first_sentence(self.tekst)


@dataclass(frozen=True)
class Inzending:
    """What was approved of one scope in one ronde."""

    ronde_id: int
    ronde: str
    begin: date
    standen: tuple[str, str, str]
    toelichtingen: tuple[str, str, str]
    nieuws: tuple[Nieuws, ...]
    herkomst: str
    niets_reden: str = ""


def read_inzendingen(rows: VoortgangQuerySet, *, intern: bool = False) -> list[tuple[Rij, Inzending]]:
    """Those of the rows that readers have, in their order; `intern`: with the bullets for the team.

    Three queries, two more when any of them was reopened.
    """
    found = list(rows.published().values_list(*KOLOMMEN, named=True))
    return with_words(found, Ronde.objects.in_bulk(), intern=intern)


def with_words(
    found: Sequence[Rij], rondes: Mapping[int, Ronde], *, intern: bool = False
) -> list[tuple[Rij, Inzending]]:
    """These rows with what was written in them; one query, two more when any of them was reopened."""
    bullets: dict[int, list[Any]] = defaultdict(list)
    wanted = Bericht.objects.filter(voortgang__in=[row.pk for row in found if not row.gepubliceerd])
    wanted = wanted if intern else wanted.filter(publiek=True)
    for bericht in wanted.values_list("voortgang_id", "tekst", "publiek", "herkomst", named=True):
        bullets[bericht.voortgang_id].append(bericht)
    reopened: dict[int, Any] = {}
    if ids := [row.pk for row in found if row.gepubliceerd]:
        reopened = {row.pk: row for row in published(Voortgang.objects.filter(pk__in=ids), intern=intern)}

    def inzending(row: Rij) -> Inzending:
        approved = reopened.get(row.pk)
        return _inzending(approved or row, rondes[row.ronde_id], approved.publiek if approved else bullets[row.pk])

    return [(row, inzending(row)) for row in found]


def _inzending(row: Any, ronde: Ronde, publiek: Iterable[Any]) -> Inzending:
    naam = str(ronde)
    return Inzending(
        ronde_id=ronde.pk,
        ronde=naam,
        begin=ronde.begin,
        standen=(row.kwaliteit, row.tijd, row.geld),
        toelichtingen=(row.kwaliteit_toelichting, row.tijd_toelichting, row.geld_toelichting),
        nieuws=tuple(
            Nieuws(
                tekst=bericht.tekst,
                ronde=naam,
                herkomst=weakest([bericht.herkomst, row.herkomst]),
                gemeente_id=row.gemeente_id,
                intern=not bericht.publiek,
            )
            for bericht in publiek
        ),
        herkomst=row.herkomst,
        niets_reden=row.niets_reden if row.niets_te_melden else "",
    )
