"""The money of awards in one year, as plain facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from financien.rules.afwijking import Verklaring, afwijking, explain
from financien.rules.balans import Vergelijking
from financien.rules.fout import NUL
from koers.lib.herkomst import Herkomst, weakest

Staat = Literal["sluit", "open", "verschil"]


@dataclass(frozen=True, slots=True)
class Jaarbedrag:
    """An amount with its year: of origin where it was carried in, of destination where it was carried on."""

    jaar: int
    bedrag: Decimal


@dataclass(frozen=True, slots=True)
class BeschikkingGeld:
    """One award in one year. `toegekend` is the part that its balance is reckoned over; `geheel` all that was granted.

    `programmadeel_bekend` False: how much of it is the programme's is not known, so it counts in no programme total.
    `begroot` None: nothing was budgeted. `herkomst` is the weakest of the parts of the equation.
    """

    slug: str
    nummer: str
    regeling: str
    regeling_slug: str
    ontvanger: str
    ontvanger_slug: str
    van_gemeente: bool
    vanaf: date
    tot: date
    jaar: int
    mee_uit: tuple[Jaarbedrag, ...]
    toegekend: Decimal
    geheel: Decimal
    programmadeel_bekend: bool
    begroot: Decimal | None
    lasten: Decimal
    meenemen_naar: tuple[Jaarbedrag, ...]
    terugstorten: Decimal
    herkomst: str
    herkomst_toegekend: str
    herkomst_begroot: str = Herkomst.BRON.value

    @property
    def naam(self) -> str:
        return f"{self.regeling}, {self.ontvanger}"

    @property
    def vergelijking(self) -> Vergelijking:
        return Vergelijking(
            mee=total(self.mee_uit),
            toegekend=self.toegekend,
            lasten=self.lasten,
            meenemen=total(self.meenemen_naar),
            terugstorten=self.terugstorten,
        )

    @property
    def afwijking(self) -> Decimal | None:
        return afwijking(self.begroot, self.lasten)

    @property
    def staat(self) -> Staat:
        """Whether the year balances, is still to be divided, or was divided and does not balance."""
        if self.vergelijking.sluit:
            return "sluit"
        verdeeld = bool(self.meenemen_naar or self.terugstorten)
        return "verschil" if verdeeld or self.vergelijking.verschil < 0 else "open"


def total(bedragen: Iterable[Jaarbedrag]) -> Decimal:
    return sum((item.bedrag for item in bedragen), NUL)


def per_year(delen: Iterable[Iterable[Jaarbedrag]]) -> tuple[Jaarbedrag, ...]:
    """Several lists of amounts added per year, earliest first."""
    samen: dict[int, Decimal] = {}
    for deel in delen:
        for item in deel:
            samen[item.jaar] = samen.get(item.jaar, NUL) + item.bedrag
    return tuple(Jaarbedrag(jaar, samen[jaar]) for jaar in sorted(samen))


def add_up(rijen: Iterable[BeschikkingGeld]) -> Vergelijking:
    """The equation of several awards together."""
    return sum((rij.vergelijking for rij in rijen), Vergelijking())


def state_of(rijen: Iterable[BeschikkingGeld]) -> Staat:
    """Of several awards together: what one lacks is not made up by another."""
    staten = {rij.staat for rij in rijen}
    return "verschil" if "verschil" in staten else "open" if "open" in staten else "sluit"


def budgeted(rijen: Iterable[BeschikkingGeld]) -> Decimal | None:
    """What was budgeted together; None when nothing was."""
    bedragen = [rij.begroot for rij in rijen if rij.begroot is not None]
    return sum(bedragen, NUL) if bedragen else None


@dataclass(frozen=True, slots=True)
class OorzaakGeld:
    """Why less was spent; `bedrag` None: the source gives no amount."""

    pk: int
    soort: str
    soort_label: str
    omschrijving: str
    bedrag: Decimal | None
    herkomst: str
    vindplaats: str


@dataclass(frozen=True, slots=True)
class Controle:
    """A figure quoted from a source beside the same figure out of the data. `eigen` None: the data give none."""

    sleutel: str
    naam: str
    citaat: str
    bron: str
    vindplaats: str
    herkomst: str
    waarde: Decimal
    eigen: Decimal | None
    klopt: bool

    @property
    def verschil(self) -> Decimal | None:
        """Own figure − the source's."""
        return None if self.eigen is None else self.eigen - self.waarde


@dataclass(frozen=True, slots=True)
class RegelingGeld:
    """The awards of one scheme added up; `rijen` are its awards."""

    naam: str
    slug: str
    rijen: tuple[BeschikkingGeld, ...]

    @property
    def vergelijking(self) -> Vergelijking:
        return add_up(self.rijen)

    @property
    def herkomst(self) -> str:
        return weakest(rij.herkomst for rij in self.rijen)

    @property
    def mee_uit(self) -> tuple[Jaarbedrag, ...]:
        return per_year(rij.mee_uit for rij in self.rijen)

    @property
    def meenemen_naar(self) -> tuple[Jaarbedrag, ...]:
        return per_year(rij.meenemen_naar for rij in self.rijen)


def by_regeling(rijen: Sequence[BeschikkingGeld]) -> tuple[RegelingGeld, ...]:
    """Awards under their schemes, in the order of the rows."""
    groepen: dict[str, list[BeschikkingGeld]] = {}
    for rij in rijen:
        groepen.setdefault(rij.regeling_slug, []).append(rij)
    return tuple(RegelingGeld(groep[0].regeling, slug, tuple(groep)) for slug, groep in groepen.items())


@dataclass(frozen=True, slots=True)
class ProgrammaGeld:
    """The programme's money of a year: only awards of which the programme's part is known (rule 9).

    `onbekend` are the awards of which it is not: in no total, never counted as 0. `oorzaken` are the programme's own.
    """

    jaar: int
    rijen: tuple[BeschikkingGeld, ...]
    onbekend: tuple[BeschikkingGeld, ...]
    oorzaken: tuple[OorzaakGeld, ...]
    controles: tuple[Controle, ...]

    @property
    def totaal(self) -> Vergelijking:
        return add_up(self.rijen)

    @property
    def baten(self) -> Decimal:
        """Available (baten): carried in + the programme's part of what was granted."""
        return self.totaal.beschikbaar

    @property
    def lasten(self) -> Decimal:
        return self.totaal.lasten

    @property
    def onderbesteding(self) -> Decimal:
        return self.totaal.onderbesteding

    @property
    def begroot(self) -> Decimal | None:
        return budgeted(self.rijen)

    @property
    def afwijking(self) -> Decimal | None:
        """Begroot − lasten: another figure than the onderbesteding (rule 10)."""
        return afwijking(self.begroot, self.lasten)

    @property
    def verklaring(self) -> Verklaring | None:
        """How far the causes explain the afwijking; None where there is no afwijking to explain."""
        return None if self.afwijking is None else explain(self.afwijking, [o.bedrag for o in self.oorzaken])

    @property
    def meenemen_naar(self) -> tuple[Jaarbedrag, ...]:
        return per_year(rij.meenemen_naar for rij in self.rijen)

    @property
    def mee_uit(self) -> tuple[Jaarbedrag, ...]:
        return per_year(rij.mee_uit for rij in self.rijen)

    @property
    def per_regeling(self) -> tuple[RegelingGeld, ...]:
        return by_regeling(self.rijen)

    @property
    def herkomst(self) -> str:
        """A sum is as weak as its weakest part."""
        return weakest(rij.herkomst for rij in self.rijen)

    @property
    def herkomst_afwijking(self) -> str:
        """Of begroot − lasten: as weak as either."""
        return weakest([self.herkomst, *(rij.herkomst_begroot for rij in self.rijen)])

    @property
    def klopt(self) -> bool:
        """Every figure of the sources comes out of the data."""
        return all(controle.klopt for controle in self.controles)
