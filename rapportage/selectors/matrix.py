"""Projects × eigenaren on a day: one table for the screen and the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from koers.lib.herkomst import weakest
from koers.lib.peildatum import Blik, OngeldigeVraag
from projecten.rules.trede import deelname_sentence
from projecten.selectors.deelname import EigenaarKop, Trede, load_eigenaren, load_treden
from projecten.selectors.lijst import Keuze
from projecten.selectors.project import ProjectKop, ThemaKop, load_projecten


@dataclass(frozen=True)
class MatrixRij:
    """A project with a step, or nothing known, for each eigenaar in the order of the columns."""

    project: ProjectKop
    vakken: tuple[Trede | None, ...]
    zin: str

    @property
    def bekend(self) -> bool:
        """Whether anything is known; nothing known is not zero."""
        return any(self.vakken)

    @property
    def aantal(self) -> int:
        """How many stand on the ladder."""
        return sum(vak is not None and vak.op_de_ladder for vak in self.vakken)

    @property
    def herkomst(self) -> str:
        return weakest(vak.herkomst for vak in self.vakken if vak is not None)


@dataclass(frozen=True)
class MatrixGroep:
    """The rows of a theme line."""

    thema: ThemaKop
    rijen: tuple[MatrixRij, ...]


@dataclass(frozen=True)
class Matrix:
    """Rows, columns, and what they add up to."""

    eigenaren: tuple[EigenaarKop, ...]
    rijen: tuple[MatrixRij, ...]
    thema: str = ""
    keuzes: tuple[Keuze, ...] = ()
    query: str = ""

    @property
    def params(self) -> dict[str, str]:
        """What of the address stays when another day is chosen."""
        return {"thema": self.thema} if self.thema else {}

    @property
    def groepen(self) -> tuple[MatrixGroep, ...]:
        return _grouped(self.rijen)

    @property
    def groepen_bekend(self) -> tuple[MatrixGroep, ...]:
        return _grouped(self.bekend)

    @property
    def totalen(self) -> tuple[int | None, ...]:
        """Per eigenaar, of how many projects it stands on the ladder; None when nothing is known."""
        columns = list(zip(*(rij.vakken for rij in self.rijen), strict=True)) or [()] * len(self.eigenaren)
        return tuple(
            sum(vak.op_de_ladder for vak in column if vak is not None) if any(column) else None for column in columns
        )

    @property
    def totaal(self) -> int:
        return sum(total for total in self.totalen if total is not None)

    @property
    def bekend(self) -> tuple[MatrixRij, ...]:
        """Rows of which anything is known."""
        return tuple(rij for rij in self.rijen if rij.bekend)


def _grouped(rijen: Sequence[MatrixRij]) -> tuple[MatrixGroep, ...]:
    return tuple(MatrixGroep(thema, tuple(own)) for thema, own in groupby(rijen, lambda rij: rij.project.thema))


def load_matrix(blik: Blik, params: Mapping[str, str] | None = None) -> Matrix:
    """Regional projects of that day × eigenaren; `params` may choose one theme line. Four queries."""
    eigenaren = load_eigenaren(blik)
    koppen = [kop for kop in load_projecten(blik) if not kop.is_lokaal]
    treden = load_treden(blik)
    themas = {kop.thema.slug: kop.thema for kop in koppen}
    thema = (params or {}).get("thema", "").strip()
    if thema and thema not in themas:
        raise OngeldigeVraag("Deze themalijn bestaat niet op deze dag. Kies er een uit de lijst, of bekijk ze alle.")
    rijen = [_row(kop, eigenaren, treden) for kop in koppen if thema in ("", kop.thema.slug)]
    keuzes = [Keuze("alle", blik.query or ".", not thema)]
    keuzes += [Keuze(own.naam, blik.query_with(thema=slug), slug == thema) for slug, own in themas.items() if slug]
    return Matrix(tuple(eigenaren), tuple(rijen), thema, tuple(keuzes), blik.query_with(thema=thema))


def _row(kop: ProjectKop, eigenaren: Sequence[EigenaarKop], treden: Mapping[tuple[int, int], Trede]) -> MatrixRij:
    vakken = tuple(treden.get((kop.id, own.id)) for own in eigenaren)
    known = [(vak.stap, own.is_gemeente) for vak, own in zip(vakken, eigenaren, strict=True) if vak]
    return MatrixRij(kop, vakken, deelname_sentence(known))


def as_rows(matrix: Matrix) -> list[list[object]]:
    """The rows as the file has them, with the totals of the screen; nothing known is left empty."""
    rows: list[list[object]] = [
        [
            rij.project.naam,
            rij.project.thema.naam,
            *(vak.stap.replace("-", " ") if vak else "" for vak in rij.vakken),
            rij.aantal if rij.bekend else None,
        ]
        for rij in matrix.rijen
    ]
    return [*rows, ["Op de ladder", "", *matrix.totalen, matrix.totaal]]


def header(matrix: Matrix) -> list[str]:
    """The names of the columns."""
    return ["Project", "Themalijn", *(own.naam for own in matrix.eigenaren), "Op de ladder"]
