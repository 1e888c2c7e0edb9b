"""What was approved about projects by a day: K/T/G, since when, and the news. As many queries, whatever the number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q

from koers.lib.herkomst import Herkomst
from koers.lib.peildatum import Blik
from projecten.models import Overgang, Ronde, Voortgang
from projecten.models.voortgang import VoortgangQuerySet
from projecten.rules.stand import ASPECTEN, in_words, unchanged_run, worst
from projecten.rules.voortgang import GOEDGEKEURD
from projecten.selectors.inzending import Inzending, Nieuws, read_inzendingen

# How many quarters back "since" is looked for.
TERUG = 12
Scope = tuple[int | None, int | None]


@dataclass(frozen=True)
class Stand:
    """K, T and G as last approved ("" = niet gemeld), since which quarter; or that the project is over."""

    kwaliteit: str = ""
    tijd: str = ""
    geld: str = ""
    sinds: str = ""
    afgerond: bool = False
    regionaal: bool = False
    herkomst: str = Herkomst.BRON
    toelichtingen: tuple[str, ...] = ()

    @property
    def per_aspect(self) -> tuple[tuple[str, str], ...]:
        """Aspect and its state, as the shapes of the page take them."""
        if self.afgerond:
            return tuple((aspect, "klaar") for aspect in ASPECTEN)
        return tuple(zip(ASPECTEN, (self.kwaliteit, self.tijd, self.geld), strict=True))

    @property
    def ergste(self) -> str:
        return "klaar" if self.afgerond else worst((self.kwaliteit, self.tijd, self.geld))

    @property
    def woorden(self) -> str:
        return "afgerond" if self.afgerond else in_words((self.kwaliteit, self.tijd, self.geld))

    @property
    def vraagt_aandacht(self) -> bool:
        return self.ergste in ("oranje", "rood")


NIET_GEMELD = Stand()


@dataclass(frozen=True)
class Verslag:
    """Everything approved by a day, per scope (project, gemeente), newest first; and the programme's own news."""

    per_scope: Mapping[Scope, tuple[Inzending, ...]] = field(default_factory=dict)
    rubrieken: tuple[tuple[str, Inzending], ...] = ()

    def of(self, project: int | None, gemeente: int | None = None) -> tuple[Inzending, ...]:
        return self.per_scope.get((project, gemeente), ())

    def stand(self, project: int, gemeente: int | None = None) -> Stand:
        """The gemeente's own state where it was ever reported, else that of the region."""
        entries = list(self.of(project, gemeente))
        regional = gemeente is not None and not any(any(entry.standen) for entry in entries)
        if regional:
            entries = list(self.of(project))
        if not entries:
            return Stand(regionaal=regional)
        run = unchanged_run([entry.standen for entry in entries[:TERUG]])
        last = entries[0]
        return Stand(
            *last.standen,
            sinds=entries[run - 1].ronde if any(last.standen) else "",
            regionaal=regional,
            herkomst=last.herkomst,
            toelichtingen=tuple(text for text in last.toelichtingen if text),
        )

    def nieuws(self, project: int | None, gemeente: int | None = None) -> tuple[Nieuws, ...]:
        """The bullets of the last ronde that had any."""
        return next((entry.nieuws for entry in self.of(project, gemeente) if entry.nieuws), ())

    @property
    def laatste(self) -> Inzending | None:
        """The newest entry of all: its ronde is the last one of which anything is approved."""
        newest = [entries[0] for entries in self.per_scope.values()] + [entry for _, entry in self.rubrieken]
        return max(newest, key=lambda entry: entry.begin, default=None)

    def programma(self, ronde: str) -> tuple[tuple[str, Inzending], ...]:
        """The programme's own news of a ronde, per rubriek."""
        return tuple((naam, entry) for naam, entry in self.rubrieken if entry.ronde == ronde)


def approved_on(blik: Blik) -> VoortgangQuerySet:
    """Entries that are approved and were so by the end of that day, of quarters, newest ronde first."""
    approved = Voortgang.objects.published().filter(ronde__soort=Ronde.Soort.KWARTAAL)
    if blik.peildatum < blik.vandaag:
        # Of an earlier day only: whatever is approved was so by the end of today.
        steps = Overgang.objects.filter(voortgang=OuterRef("pk"), naar=GOEDGEKEURD, moment__lt=blik.einde)
        approved = approved.filter(Exists(steps))
    return approved.order_by("-ronde__begin")


def load_verslag(
    blik: Blik,
    *,
    projecten: Iterable[int] | None = None,
    gemeente: int | None = None,
    lokaal: bool = False,
    intern: bool = False,
    terug: int | None = TERUG,
) -> Verslag:
    """Regional entries, with those of one gemeente beside them, or (`lokaal`) those of all; also internal bullets.

    Of each scope the last `terug`; None: all there are.
    """
    rows = approved_on(blik)
    if not lokaal:
        rows = rows.filter(Q(gemeente__isnull=True) | Q(gemeente=gemeente))
    if projecten is not None:
        rows = rows.filter(project__in=list(projecten))
    return gather(read_inzendingen(rows, intern=intern), terug)


def gather(rows: Iterable[tuple[Any, Inzending]], terug: int | None = TERUG) -> Verslag:
    """The entries of rows that come newest first, per scope."""
    per_scope: dict[Scope, list[Inzending]] = {}
    rubrieken: list[tuple[int, str, Inzending]] = []
    for row, entry in rows:
        if row.rubriek_id is not None:
            rubrieken.append((row.rubriek__volgorde, row.rubriek__naam, entry))
        else:
            entries = per_scope.setdefault((row.project_id, row.gemeente_id), [])
            if terug is None or len(entries) < terug:
                entries.append(entry)
    rubrieken.sort(key=lambda item: item[:2])
    return Verslag(
        {scope: tuple(entries) for scope, entries in per_scope.items()},
        tuple((naam, entry) for _, naam, entry in rubrieken),
    )
