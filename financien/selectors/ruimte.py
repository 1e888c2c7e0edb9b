"""What may be carried out of a year of an award, by the rules of its scheme."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from financien.models import Beschikking, RegelingRegel
from financien.rules.fout import NUL
from financien.rules.meenemen import ONBEKEND, Grens, Laag, Ruimte, room_to_carry
from financien.rules.programmadeel import base_of


@dataclass(frozen=True, slots=True)
class Jaarruimte:
    """Per year of origin what is left and may go on, and the rule by which. `regels` holds None where there is none."""

    ruimten: tuple[Ruimte, ...]
    regels: dict[int, RegelingRegel | None]

    def ruimte(self, oorsprong: int) -> Ruimte | None:
        return next((ruimte for ruimte in self.ruimten if ruimte.oorsprong == oorsprong), None)


def grens_of(regel: RegelingRegel | None) -> Grens:
    """The limit a rule sets; without a rule nothing may go (rule 3)."""
    return ONBEKEND if regel is None else Grens(regel.meenemen_percentage, regel.meenemen_bedrag, regel.laatste_jaar)


def last_year(beschikking: Beschikking) -> int:
    """The last year the money may be spent in: both award and scheme must reach it."""
    tot = beschikking.regeling.tot
    return min(beschikking.tot.year, tot.year) if tot else beschikking.tot.year


def read_room(beschikking: Beschikking, jaar: int) -> Jaarruimte:
    """What is left of a year and may be carried. Geweigerd when more was spent than there was.

    An award is taken as one onderdeel: what is awarded per onderdeel is recorded as an award of its own.
    """
    schijf = beschikking.jaarschijven.filter(jaar=jaar).first()
    toegekend = base_of(schijf.toegekend, schijf.programmadeel) if schijf else NUL
    eigen = RegelingRegel.objects.filter(regeling_id=beschikking.regeling_id, jaar=jaar).first()
    regels: dict[int, RegelingRegel | None] = {jaar: eigen}
    bedragen: dict[int, Decimal] = {jaar: toegekend}
    for mee in beschikking.bestemmingen.filter(naar_jaar=jaar).select_related("regel"):
        bedragen[mee.oorsprong_jaar] = bedragen.get(mee.oorsprong_jaar, NUL) + mee.bedrag
        regels[mee.oorsprong_jaar] = mee.regel
    return Jaarruimte(
        room_to_carry(
            jaar=jaar,
            lagen=[Laag(oorsprong, bedrag) for oorsprong, bedrag in bedragen.items()],
            lasten=beschikking.boekingen.filter(jaar=jaar).aggregate(som=Sum("bedrag"))["som"] or NUL,
            grenzen={oorsprong: grens_of(regel) for oorsprong, regel in regels.items()},
            toegekend=toegekend,
            einde=last_year(beschikking),
        ),
        regels,
    )
