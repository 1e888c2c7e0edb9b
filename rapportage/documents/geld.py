"""The money of a jaarverslag: the bridge, the equation of every award, and why less was spent. Exact to the cent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from koers.lib import notatie
from koers.lib.herkomst import weakest
from rapportage.documents.feiten import Bedrag, Feit


@dataclass(frozen=True, slots=True)
class Post:
    """A line of the bridge. *soort*: begin, besteed, tussen (a subtotal), terug, mee or rest."""

    naam: str
    bij: str
    soort: str
    bedrag: Bedrag

    @property
    def is_aftrek(self) -> bool:
        return self.soort in ("besteed", "terug", "mee")


@dataclass(frozen=True, slots=True)
class Aandeel:
    """A part of what was available, in percents of the exact amounts."""

    naam: str
    soort: str
    aandeel: str


@dataclass(frozen=True, slots=True)
class Bestemming:
    """What was carried to one later year."""

    jaar: int
    bedrag: Decimal


@dataclass(frozen=True, slots=True)
class Beschikking:
    """The equation of one award, to the cent: mee + toegekend = lasten + meenemen + terugstorten."""

    regeling: str
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

    @property
    def aandelen(self) -> tuple[Aandeel, ...]:
        return aandelen(self.lasten, self.meegenomen, self.terugstorten)

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
    """The money of the year. `afwijking` is begroot − lasten; `onverklaard` what causes with an amount leave of it."""

    titel: Feit
    posten: tuple[Post, ...]
    bron: str
    stromen: tuple[Feit, ...]
    beschikkingen: tuple[Beschikking, ...]
    waarschuwing: Feit | None
    oorzaken: tuple[Oorzaak, ...]
    afwijking: Bedrag
    onverklaard: Bedrag
    regelingen_titel: Feit | None
    afronding: Feit | None
    regels: tuple[Feit, ...] = ()

    @property
    def delen(self) -> tuple[Aandeel, ...]:
        """What became of what was available, over the whole programme."""
        som = {soort: Decimal(0) for soort in ("besteed", "mee", "terug")}
        for post in self.posten:
            if post.soort in som:
                som[post.soort] += post.bedrag.waarde or Decimal(0)
        return aandelen(som["besteed"], som["mee"], som["terug"])

    @property
    def per_regeling(self) -> tuple[tuple[Beschikking, tuple[Beschikking, ...]], ...]:
        """Each regeling added up, with its awards."""
        groepen: dict[str, list[Beschikking]] = {}
        for rij in self.beschikkingen:
            groepen.setdefault(rij.regeling, []).append(rij)
        return tuple((opgeteld(naam, rijen), tuple(rijen)) for naam, rijen in groepen.items())

    @property
    def totaal(self) -> Beschikking:
        """All awards added up."""
        return opgeteld("Totaal", self.beschikkingen)

    @property
    def jaren_mee(self) -> tuple[int, ...]:
        """The later years to which something was carried."""
        return tuple(item.jaar for item in self.totaal.meenemen)


def aandelen(lasten: Decimal, meenemen: Decimal, terugstorten: Decimal) -> tuple[Aandeel, ...]:
    """The three destinations of what was available, each with its share."""
    geheel = lasten + meenemen + terugstorten
    delen = (("uitgegeven", "besteed", lasten), ("meenemen", "mee", meenemen), ("terugstorten", "terug", terugstorten))
    return tuple(Aandeel(naam, soort, notatie.aandeel(bedrag, geheel)) for naam, soort, bedrag in delen)


def opgeteld(naam: str, rijen: Sequence[Beschikking]) -> Beschikking:
    """Awards added up to the cent; a sum is as weak as its weakest part."""
    jaren = sorted({item.jaar for rij in rijen for item in rij.meenemen})
    nul = Decimal(0)
    return Beschikking(
        regeling=naam,
        naam=naam,
        mee=sum((rij.mee for rij in rijen), nul),
        toegekend=sum((rij.toegekend for rij in rijen), nul),
        lasten=sum((rij.lasten for rij in rijen), nul),
        meenemen=tuple(Bestemming(jaar, sum((rij.mee_naar(jaar) for rij in rijen), nul)) for jaar in jaren),
        terugstorten=sum((rij.terugstorten for rij in rijen), nul),
        herkomst=weakest(rij.herkomst for rij in rijen),
    )
