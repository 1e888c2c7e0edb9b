"""The parts of a jaarverslag. What a source does not give is None or empty: "geen gegevens in de bron"."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from rapportage.documents.feiten import LATER, Bedrag, Feit, Kerncijfer


@dataclass(frozen=True, slots=True)
class Hoofdstuk:
    """A chapter or section of the contents: number (may be empty), title, and the editor's sentence under it."""

    anker: str
    nummer: str
    titel: str
    zin: Feit | None = None
    teken: int = 0


@dataclass(frozen=True, slots=True)
class Alinea:
    """A heading at the side and the paragraphs beside it; no paragraphs: no data."""

    kop: str
    tekst: tuple[Feit, ...] = ()
    teken: int = 0


@dataclass(frozen=True, slots=True)
class Stap:
    """A step on the way of the report (concept, AO, BO, raadsbrief, SiSa)."""

    naam: str
    gedaan: bool
    tekst: Feit | None = None


@dataclass(frozen=True, slots=True)
class Eigenaar:
    """One of the 17: *soort* as printed, *rollen* beside being an owner; `op_kaart` when it has a tile."""

    slug: str
    naam: str
    kort: str
    soort: str
    op_kaart: bool = False
    rollen: tuple[Feit, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """When, with the precision of the source, and what."""

    wanneer: str
    wat: Feit


@dataclass(frozen=True, slots=True)
class Groep:
    """A group of staff and how many; None: not in the source."""

    naam: str
    aantal: Feit | None = None


@dataclass(frozen=True, slots=True)
class Daarna:
    """News of after the year, with the round that gave it ("Q1 2026")."""

    ronde: str
    tekst: Feit


@dataclass(frozen=True, slots=True)
class ProjectJaar:
    """A project in its year. *trede* 1–5 on the ladder, 0 beside it; *noot* e.g. "heet in 2026 Sociaal Verwijzen"."""

    anker: str
    naam: str
    nieuws: tuple[Feit, ...] = ()
    noot: str = ""
    trede: int = 0
    stand: Feit | None = None
    ktg: Feit | None = None
    daarna: tuple[Daarna, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """The region's value of the year against its norm; *waarde* None: not in the source.

    *telt* says which gemeenten it is of, *hoe* how it was added up; both empty in what was frozen before they were.
    """

    naam: str
    norm: str
    waarde: Feit | None = None
    project: str = ""
    telt: str = field(default="", metadata=LATER)
    hoe: str = field(default="", metadata=LATER)


@dataclass(frozen=True, slots=True)
class Staaf:
    """One bar: a name and its value; None is not reported, or not shown as `woord` says."""

    label: str
    waarde: Decimal | None
    woord: str = field(default="", metadata=LATER)


@dataclass(frozen=True, slots=True)
class Reeks:
    """An indicator over the gemeenten at the end of the year, as a chart. `norm` in words, or empty.

    *regio* tells what they come to together, and of how many; *regiostaaf* its bar, where it is one of their size.
    """

    sleutel: str
    titel: Feit
    staven: tuple[Staaf, ...]
    bron: str
    norm: str = ""
    regio: Feit | None = field(default=None, metadata=LATER)
    regiostaaf: Staaf | None = field(default=None, metadata=LATER)


@dataclass(frozen=True, slots=True)
class Themalijn:
    """A themalijn as it was in the year. `later`: projects with news of after the year only."""

    anker: str
    nummer: str
    naam: str
    teken: int
    zin: Feit | None
    cijfers: tuple[Kerncijfer, ...]
    trekker: Feit | None
    projecten: tuple[ProjectJaar, ...]
    later: tuple[ProjectJaar, ...] = ()
    citaat: Feit | None = None
    reeksen: tuple[Reeks, ...] = ()
    indicatoren: tuple[Indicator, ...] = ()
    noten: tuple[Feit, ...] = ()

    @property
    def aantal(self) -> int:
        """Projects known by name, in the year or after it."""
        return len(self.projecten) + len(self.later)


@dataclass(frozen=True, slots=True)
class Cel:
    """What is known of an owner in a project: letter and word of the state, whether reported after the year."""

    letter: str = ""
    stand: str = ""
    later: bool = False
    herkomst: str = "bron"


@dataclass(frozen=True, slots=True)
class MatrixRij:
    """A project with one cell per owner, in the order of `eigenaren`."""

    project: str
    teken: int
    themalijn: str
    cellen: tuple[Cel, ...]


@dataclass(frozen=True, slots=True)
class FteKwartaal:
    """Local project leaders of a gemeente in a quarter, planned and filled, in fte."""

    label: str
    gepland: Decimal
    bezet: Decimal | None


@dataclass(frozen=True, slots=True)
class Gemeente:
    """What the sources give of one gemeente. `eigen_geld` goes to the gemeente itself, outside the programme."""

    slug: str
    nummer: str
    naam: str
    zin: Feit | None = None
    alineas: tuple[Alinea, ...] = ()
    deelnames: tuple[Feit, ...] = ()
    daarna: tuple[Daarna, ...] = ()
    fte_titel: Feit | None = None
    fte: tuple[FteKwartaal, ...] = ()
    eigen_geld: tuple[Bedrag, ...] = ()

    @property
    def anker(self) -> str:
        return f"gemeente-{self.slug}"

    @property
    def heeft_gegevens(self) -> bool:
        """Whether a source says anything of this gemeente in the year itself."""
        return any(alinea.tekst for alinea in self.alineas)


@dataclass(frozen=True, slots=True)
class Afgerond:
    """A result delivered, or a project taken over by an organisation that stays; *later*: reported after the year."""

    naam: str
    themalijn: str
    teken: int
    bij: str
    sinds: str
    later: bool = False
    herkomst: str = "bron"


@dataclass(frozen=True, slots=True)
class Controle:
    """A figure quoted from a source and whether the data reproduce it; *sluit* None: it can't be made from data."""

    waarde: str
    wat: str
    vindplaats: str
    uitkomst: str
    sluit: bool | None = None


@dataclass(frozen=True, slots=True)
class Afkorting:
    """An abbreviation; *voluit* empty: no source writes it in full."""

    kort: str
    voluit: str = ""


@dataclass(frozen=True, slots=True)
class Samenvatting:
    """The one page in plain Dutch."""

    cijfers: tuple[Kerncijfer, ...]
    per_themalijn: tuple[Alinea, ...]
    alineas: tuple[Alinea, ...] = ()
