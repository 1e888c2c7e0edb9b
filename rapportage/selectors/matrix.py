"""Projects × eigenaren on a day: one table for the screen and the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.db.models import Q

from koers.lib.herkomst import weakest
from koers.lib.keuze import Adreskeuze, Keuze
from koers.lib.peildatum import Blik
from projecten.models import Project, Voortzetting
from projecten.rules.trede import deelname_sentence
from projecten.selectors.deelname import EigenaarKop, Trede, load_eigenaren, load_treden
from projecten.selectors.lijst import STAPPEN
from projecten.selectors.omvang import Omvang, address_of, load_omvang, theme_choices
from projecten.selectors.project import GEEN_THEMA, ProjectKop, ThemaKop, load_projecten, load_themas


@dataclass(frozen=True)
class MatrixFilter(Adreskeuze):
    """What of the matrix one wants to see, as it stands in the address: a theme line, and the step that counts."""

    WOORDEN = {"thema": "themalijn"}

    thema: str = ""
    stap: str = ""


def _counts(vak: Trede | None, stap: str) -> bool:
    return vak is not None and (vak.stap == stap if stap else vak.op_de_ladder)


@dataclass(frozen=True)
class MatrixRij:
    """A project with a step, or nothing known, for each eigenaar in the order of the columns."""

    project: ProjectKop
    vakken: tuple[Trede | None, ...]
    zin: str
    stap: str = ""
    """The step its number counts; empty: all of the ladder."""

    @property
    def bekend(self) -> bool:
        """Whether anything is known; nothing known is not zero."""
        return any(self.vakken)

    @property
    def aantal(self) -> int:
        """How many stand on the step that is counted."""
        return sum(_counts(vak, self.stap) for vak in self.vakken)

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
    blik: Blik
    omvang: Omvang
    alle: tuple[EigenaarKop, ...] = ()
    """Every eigenaar of that day, also those without a column."""
    filter: MatrixFilter = MatrixFilter()
    themas: tuple[Keuze, ...] = ()
    stappen: tuple[Keuze, ...] = ()

    @property
    def query(self) -> str:
        return self.filter.query(self.blik)

    @property
    def heel(self) -> str:
        """What follows the address of the file with every theme line."""
        return replace(self.filter, thema="").query(self.blik)

    @property
    def telt(self) -> str:
        """What the numbers count."""
        return STAPPEN[self.filter.stap].capitalize() if self.filter.stap else "Op de ladder"

    @property
    def groepen(self) -> tuple[MatrixGroep, ...]:
        return _grouped(self.rijen)

    @property
    def groepen_bekend(self) -> tuple[MatrixGroep, ...]:
        return _grouped(self.bekend)

    @property
    def totalen(self) -> tuple[int | None, ...]:
        """Per eigenaar, of how many projects it stands on what is counted; None when nothing is known."""
        columns = list(zip(*(rij.vakken for rij in self.rijen), strict=True)) or [()] * len(self.eigenaren)
        stap = self.filter.stap
        return tuple(sum(_counts(vak, stap) for vak in column) if any(column) else None for column in columns)

    @property
    def voet(self) -> tuple[tuple[EigenaarKop, int | None, str], ...]:
        """The totals, each with its eigenaar and what follows the address of the list of projects it counts."""
        queries = (
            self.blik.query_with(eigenaar=own.slug, soort=Project.Soort.REGIONAAL.value, **self.filter.params)
            for own in self.eigenaren
        )
        return tuple(zip(self.eigenaren, self.totalen, queries, strict=True))

    @property
    def totaal(self) -> int:
        return sum(total for total in self.totalen if total is not None)

    @property
    def bekend(self) -> tuple[MatrixRij, ...]:
        """Rows of which anything is known."""
        return tuple(rij for rij in self.rijen if rij.bekend)


def _grouped(rijen: Sequence[MatrixRij]) -> tuple[MatrixGroep, ...]:
    return tuple(MatrixGroep(thema, tuple(own)) for thema, own in groupby(rijen, lambda rij: rij.project.thema))


def load_matrix(blik: Blik, params: Mapping[str, str] | None = None, *, heel: bool = False) -> Matrix:
    """Regional projects of that day × eigenaren; `params` may choose a theme line and a step. Six queries.

    A project that went on in another is left out: who takes part is counted there.
    With a step only the projects on which someone stands on it are left, and the numbers count that step.
    Where all is too much, one theme line is shown with the eigenaren of whom anything is known in it; `heel`: all.
    """
    themas = load_themas(blik)
    keuze = read_filter(params or {}, themas)
    omvang = load_omvang(blik, themas, thema=keuze.thema, onder=regional(blik), heel=heel)
    return matrix_of(blik, keuze, omvang, load_projecten(blik, themas=themas, waar=omvang.waar))


def read_filter(params: Mapping[str, str], themas: Sequence[ThemaKop]) -> MatrixFilter:
    """From the address; OngeldigeVraag for a value that does not exist."""
    options = {"thema": {address_of(thema): thema.naam for thema in (*themas, GEEN_THEMA)}, "stap": STAPPEN}
    zin = "Deze {} bestaat niet op deze dag. Kies er een uit de lijst, of bekijk ze alle."
    return MatrixFilter.read(params, options, zin)


def matrix_of(blik: Blik, asked: MatrixFilter, omvang: Omvang, koppen: Sequence[ProjectKop]) -> Matrix:
    """The matrix of these projects, without what went on in another; two queries."""
    keuze = replace(asked, thema=omvang.adres or asked.thema)
    shown = [kop for kop in koppen if not kop.ging_verder]
    alle, treden = load_eigenaren(blik), load_treden(blik, projecten=[kop.id for kop in shown])
    known = {eigenaar for _, eigenaar in treden}
    eigenaren = [own for own in alle if own.id in known] if omvang.te_veel else alle
    rijen = [_row(kop, eigenaren, treden, keuze.stap) for kop in shown]
    return Matrix(
        eigenaren=tuple(eigenaren),
        rijen=tuple(rij for rij in rijen if rij.aantal or not keuze.stap),
        blik=blik,
        omvang=omvang,
        alle=tuple(alle),
        filter=keuze,
        themas=theme_choices(omvang, keuze, blik),
        stappen=keuze.chips("stap", STAPPEN, blik),
    )


def regional(blik: Blik) -> Q:
    """Regional projects, without those that went on in another."""
    passed = Voortzetting.objects.filter(vanaf__lte=blik.peildatum).values("van")
    return Q(soort=Project.Soort.REGIONAAL) & ~Q(tot__lt=blik.peildatum, pk__in=passed)


def _row(
    kop: ProjectKop, eigenaren: Sequence[EigenaarKop], treden: Mapping[tuple[int, int], Trede], stap: str
) -> MatrixRij:
    vakken = tuple(treden.get((kop.id, own.id)) for own in eigenaren)
    known = [(vak.stap, own.is_gemeente) for vak, own in zip(vakken, eigenaren, strict=True) if vak]
    return MatrixRij(kop, vakken, deelname_sentence(known), stap)


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
    return [*rows, [matrix.telt, "", *matrix.totalen, matrix.totaal]]


def header(matrix: Matrix) -> list[str]:
    """The names of the columns."""
    return ["Project", "Themalijn", *(own.naam for own in matrix.eigenaren), matrix.telt]
