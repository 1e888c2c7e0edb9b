"""Every fact of a jaarverslag."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from rapportage.documents.delen import (
    Afgerond,
    Afkorting,
    Alinea,
    Cel,
    Controle,
    Eigenaar,
    Gemeente,
    Groep,
    Hoofdstuk,
    MatrixRij,
    Moment,
    Samenvatting,
    Stap,
    Themalijn,
)
from rapportage.documents.feiten import Feit, Kerncijfer, Uitgave
from rapportage.documents.geld import Geld


@dataclass(frozen=True, slots=True)
class JaarverslagFeiten:
    """All that a jaarverslag prints. *herkomstregel* stands on every page when the report is not the adopted one."""

    SOORT: ClassVar[str] = "jaarverslag"

    jaar: int
    uitgave: Uitgave
    merk: str
    herkomstregel: str
    omslagregels: tuple[Feit, ...]
    weg: tuple[Stap, ...]
    weg_noten: tuple[Feit, ...]
    hoofdstukken: tuple[Hoofdstuk, ...]
    samenvatting: Samenvatting
    wat: tuple[Alinea, ...]
    eigenaren: tuple[Eigenaar, ...]
    eigenaren_noten: tuple[Alinea, ...]
    medewerkers: Kerncijfer | None
    organisatie: tuple[Alinea, ...]
    groepen: tuple[Groep, ...]
    momenten: tuple[Moment, ...]
    themalijnen: tuple[Themalijn, ...]
    projecten_noot: Feit | None
    matrix: tuple[MatrixRij, ...]
    matrix_noten: tuple[Feit, ...]
    gemeenten: tuple[Gemeente, ...]
    eigen_geld_jaren: tuple[int, ...]
    eigen_geld_noot: Feit | None
    geld: Geld
    fte_titel: Feit | None
    afgerond: tuple[Afgerond, ...]
    opgeleverd: tuple[Afgerond, ...]
    afgerond_noten: tuple[Feit, ...]
    vooruit: tuple[Alinea, ...]
    werkwijze: tuple[Alinea, ...]
    treden: tuple[Alinea, ...]
    begrippen: tuple[Afkorting, ...]
    controles: tuple[Controle, ...]
    afkortingen: tuple[Afkorting, ...]
    colofon: tuple[Feit, ...]

    @property
    def documentnaam(self) -> str:
        return f"Jaarverslag {self.jaar}"

    @property
    def aantal_projecten(self) -> int:
        return sum(thema.aantal for thema in self.themalijnen)

    @property
    def andere_eigenaren(self) -> tuple[Eigenaar, ...]:
        """The owners that have no place on the tile map."""
        return tuple(eigenaar for eigenaar in self.eigenaren if not eigenaar.op_kaart)

    @property
    def gemeenten_met_gegevens(self) -> tuple[Gemeente, ...]:
        return tuple(gemeente for gemeente in self.gemeenten if gemeente.heeft_gegevens)

    @property
    def gemeenten_zonder_gegevens(self) -> tuple[Gemeente, ...]:
        return tuple(gemeente for gemeente in self.gemeenten if not gemeente.heeft_gegevens)

    @property
    def legenda(self) -> tuple[Cel, ...]:
        """Each kind of cell that the matrix uses, once, those of the year first."""
        cellen = {(cel.later, cel.letter): cel for rij in self.matrix for cel in rij.cellen if cel.letter}
        return tuple(cellen[sleutel] for sleutel in sorted(cellen))

    @property
    def eigen_geld_som(self) -> tuple[Decimal | None, ...]:
        """Per year the sum over the gemeenten; None as soon as one of them is not known."""
        return tuple(
            _som([gemeente.eigen_geld[i].waarde for gemeente in self.gemeenten])
            for i in range(len(self.eigen_geld_jaren))
        )


def _som(bedragen: list[Decimal | None]) -> Decimal | None:
    bekend = [bedrag for bedrag in bedragen if bedrag is not None]
    return sum(bekend, Decimal(0)) if len(bekend) == len(bedragen) else None
