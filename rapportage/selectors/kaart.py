"""The tile map: one project's participation, or in how many projects each gemeente takes part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from koers.lib.herkomst import weakest
from koers.lib.keuze import Keuze
from koers.lib.peildatum import Blik, OngeldigeVraag
from koers.ui.charts import Tegel, Tegelkaart
from koers.ui.charts.tegelkaart import PLAATSEN
from projecten.selectors.deelname import EigenaarKop, Trede, load_totalen
from projecten.selectors.project import projecten_op
from rapportage.selectors.matrix import Matrix, MatrixRij, regional

NIVEAU = {"verkent": 1, "voorbereiding": 2, "pilot": 3, "doet-mee": 4, "geborgd": 4}
TRAPPEN = ((0, "niet of niet gemeld"), (1, "verkent"), (2, "voorbereiding"), (3, "pilot"), (4, "doet mee of geborgd"))
# From how many projects on a tile takes the next tint.
GRENZEN = (1, 3, 6, 10)
AANTALLEN = ((0, "geen bekend"), (1, "1 of 2"), (2, "3 tot 5"), (3, "6 tot 9"), (4, "10 of meer"))
MEESTE = 6


@dataclass(frozen=True)
class Kaart:
    """The map and what else it can show."""

    grafiek: Tegelkaart
    keuzes: tuple[Keuze, ...]


def load_kaart(blik: Blik, matrix: Matrix, keuze: str) -> Kaart:
    """`keuze`: the slug of a project of the matrix, or nothing for the number of projects; one query."""
    known = sorted(matrix.bekend, key=lambda rij: (-rij.aantal, rij.project.naam))[:MEESTE]
    row = next((rij for rij in matrix.rijen if rij.project.slug == keuze), None)
    if keuze and row is None:
        raise OngeldigeVraag("Dit project staat op deze dag niet op de kaart. Kies er een uit de lijst.")
    shown = [*known, *([row] if row and row not in known else [])]
    thema = {"thema": matrix.filter.thema}
    keuzes = [Keuze("Aantal projecten", (blik.query_with(**thema) or "?") + "#kaart", row is None)]
    keuzes += [
        Keuze(rij.project.naam, blik.query_with(**thema, kaart=rij.project.slug) + "#kaart", rij is row)
        for rij in shown
    ]
    if row:
        return Kaart(_of_project(blik, matrix, row), tuple(keuzes))
    totalen = count_projects(blik, [own.id for own in matrix.alle if own.slug in PLAATSEN])
    return Kaart(of_counts(blik, matrix.alle, totalen), tuple(keuzes))


def count_projects(blik: Blik, eigenaren: Iterable[int] | None = None) -> dict[int, int]:
    """Eigenaar (all, or these) → on how many regional projects it is on the ladder; nothing known is not in it.
    One query."""
    return load_totalen(blik, projecten_op(blik.peildatum).filter(regional(blik)), eigenaren)


def _tile(blik: Blik, slug: str, naam: str, niveau: int, woord: str) -> Tegel:
    return Tegel(slug, naam, niveau, woord, reverse("rapportage:eigenaar_detail", args=[slug]) + blik.query)


def _of_project(blik: Blik, matrix: Matrix, row: MatrixRij) -> Tegelkaart:
    vakken = dict(zip(matrix.eigenaren, row.vakken, strict=True))
    tiles = [
        _tile(blik, own.slug, own.naam, NIVEAU.get(vak.stap, 0) if vak else 0, _word(vak))
        for own, vak in ((own, vakken.get(own)) for own in matrix.alle)
        if own.slug in PLAATSEN
    ]
    origin = weakest(vak.herkomst for vak in row.vakken if vak)
    return Tegelkaart(
        titel=f"{row.project.naam}: {row.zin[0].lower()}{row.zin[1:].rstrip('.')}",
        tegels=tuple(tiles),
        trappen=TRAPPEN,
        herkomst="" if origin == "bron" else origin,
    )


def _word(vak: Trede | None) -> str:
    return vak.stap.replace("-", " ") if vak else "niet gemeld"


def of_counts(blik: Blik, eigenaren: Sequence[EigenaarKop], totalen: Mapping[int, int]) -> Tegelkaart:
    """In how many projects each gemeente takes part, as `count_projects` has it."""
    tiles = [
        _tile(blik, own.slug, own.naam, sum(total >= grens for grens in GRENZEN), _count(total))
        for own, total in ((own, totalen.get(own.id, 0)) for own in eigenaren)
        if own.slug in PLAATSEN
    ]
    spread = Counter(tile.niveau > 0 for tile in tiles)
    return Tegelkaart(
        titel=f"Van {spread[True]} van de {len(tiles)} gemeenten is deelname gemeld",
        tegels=tuple(tiles),
        trappen=AANTALLEN,
        kop=("Gemeente", "Projecten op de ladder"),
    )


def _count(aantal: int) -> str:
    return "niets gemeld" if not aantal else f"{aantal} project{'en' if aantal != 1 else ''}"
