"""Every fact of a jaarverslag. What a source does not give is None or empty, and prints as "geen gegevens in de bron"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from rapportage.documents.feiten import Bedrag, Feit, Kerncijfer, Uitgave


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
    """One of the 17: *soort* as printed, *rollen* beside being an owner; row and column on the tile map, 0 when not on it."""

    naam: str
    kort: str
    soort: str
    rollen: tuple[Feit, ...] = ()
    rij: int = 0
    kolom: int = 0


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
    daarna: tuple[Daarna, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A value against its norm; *waarde* None: not in the source."""

    naam: str
    norm: str
    waarde: Feit | None = None
    project: str = ""


@dataclass(frozen=True, slots=True)
class Punt:
    """A point of a series."""

    label: str
    waarde: Decimal


@dataclass(frozen=True, slots=True)
class Reeks:
    """A series through the year as a chart: its title says what is true of every point."""

    titel: Feit
    punten: tuple[Punt, ...]
    eenheid: str
    bron: str
    norm: Decimal | None = None
    norm_tekst: str = ""


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
    bezet: Decimal


@dataclass(frozen=True, slots=True)
class Gemeente:
    """What the sources give of one gemeente. *eigen_geld*: money that goes to the gemeente itself, outside the programme."""

    anker: str
    nummer: str
    naam: str
    rij: int
    kolom: int
    zin: Feit | None = None
    alineas: tuple[Alinea, ...] = ()
    deelnames: tuple[Feit, ...] = ()
    daarna: tuple[Daarna, ...] = ()
    fte_titel: Feit | None = None
    fte: tuple[FteKwartaal, ...] = ()
    eigen_geld: tuple[Bedrag, ...] = ()

    @property
    def heeft_gegevens(self) -> bool:
        """Whether a source says anything of this gemeente in the year itself."""
        return any(alinea.tekst for alinea in self.alineas)


@dataclass(frozen=True, slots=True)
class Post:
    """A line of the bridge. *soort*: begin, min, tussen (a subtotal) or rest."""

    naam: str
    bij: str
    soort: str
    bedrag: Bedrag


@dataclass(frozen=True, slots=True)
class Bestemming:
    """What was carried to one later year."""

    jaar: int
    bedrag: Decimal


@dataclass(frozen=True, slots=True)
class Beschikking:
    """The equation of one award, to the cent: mee + toegekend = lasten + meenemen + terugstorten."""

    naam: str
    mee: Decimal
    toegekend: Decimal
    lasten: Decimal
    meenemen: tuple[Bestemming, ...]
    terugstorten: Decimal
    herkomst: str

    @property
    def beschikbaar(self) -> Decimal:
        return self.mee + self.toegekend

    @property
    def meegenomen(self) -> Decimal:
        return sum((item.bedrag for item in self.meenemen), Decimal(0))

    @property
    def rest(self) -> Decimal:
        """Zero, or the award does not balance."""
        return self.beschikbaar - self.lasten - self.meegenomen - self.terugstorten

    def mee_naar(self, jaar: int) -> Decimal:
        return sum((item.bedrag for item in self.meenemen if item.jaar == jaar), Decimal(0))


@dataclass(frozen=True, slots=True)
class Oorzaak:
    """Why less was spent; *bedrag.waarde* None: the source names no amount."""

    naam: str
    tekst: Feit
    bedrag: Bedrag


@dataclass(frozen=True, slots=True)
class Geld:
    """The money of the year. `afwijking` is begroot − lasten; `onverklaard` what the causes with an amount leave of it."""

    titel: Feit
    samen: Feit
    posten: tuple[Post, ...]
    bron: str
    stromen: tuple[Feit, ...]
    beschikkingen: tuple[Beschikking, ...]
    waarschuwing: Feit | None
    oorzaken: tuple[Oorzaak, ...]
    afwijking: Bedrag
    onverklaard: Bedrag
    regels: tuple[Feit, ...] = ()

    @property
    def totaal(self) -> Beschikking:
        """The awards added up."""
        jaren = sorted({item.jaar for rij in self.beschikkingen for item in rij.meenemen})
        return Beschikking(
            naam="Totaal",
            mee=sum((rij.mee for rij in self.beschikkingen), Decimal(0)),
            toegekend=sum((rij.toegekend for rij in self.beschikkingen), Decimal(0)),
            lasten=sum((rij.lasten for rij in self.beschikkingen), Decimal(0)),
            meenemen=tuple(
                Bestemming(jaar, sum((rij.mee_naar(jaar) for rij in self.beschikkingen), Decimal(0))) for jaar in jaren
            ),
            terugstorten=sum((rij.terugstorten for rij in self.beschikkingen), Decimal(0)),
            herkomst="bron",
        )


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
    fte_noot: Feit | None
    afgerond: tuple[Afgerond, ...]
    afgerond_noten: tuple[Feit, ...]
    vooruit: tuple[Alinea, ...]
    werkwijze: tuple[Alinea, ...]
    treden: tuple[Alinea, ...]
    controles: tuple[Controle, ...]
    afkortingen: tuple[Afkorting, ...]
    colofon: tuple[Feit, ...]

    @property
    def documentnaam(self) -> str:
        return f"Jaarverslag {self.jaar}"
