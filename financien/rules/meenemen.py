"""Rules 3 and 4: how much may leave a year of a scheme, to which years, and the oldest money is spent first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from financien.rules.fout import CENT, NUL, Geweigerd
from koers.lib.notatie import geld_centen


@dataclass(frozen=True, slots=True)
class Grens:
    """What a scheme lets out of one year: a percentage of that year's grant or a fixed amount; neither is 0."""

    percentage: Decimal | None = None
    bedrag: Decimal | None = None
    laatste_jaar: int | None = None

    def of(self, toegekend: Decimal) -> Decimal:
        """The most that may be carried out of a year in which this was granted, rounded down to the cent.

        Carried-in money is never in the base. Nothing granted: 0. Unknown: 0 (rule 3).
        """
        if toegekend <= 0:
            return NUL
        if self.percentage is not None:
            return (toegekend * self.percentage / 100).quantize(CENT, ROUND_DOWN)
        return NUL if self.bedrag is None else self.bedrag

    def years(self, jaar: int, einde: int) -> tuple[int, ...]:
        """The years after `jaar` in which the money may be spent; without named years the next one only.

        `einde` is the last year of both the award and the scheme.
        """
        laatste = jaar + 1 if self.laatste_jaar is None else self.laatste_jaar
        return tuple(range(jaar + 1, min(laatste, einde) + 1))


ONBEKEND = Grens()


def carry_per_onderdeel(grens: Grens, onderdelen: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    """min(unspent, cap) for each onderdeel, then added. Each is (granted, unspent); room is not shared between them."""
    return sum((max(NUL, min(over, grens.of(toegekend))) for toegekend, over in onderdelen), NUL)


@dataclass(frozen=True, slots=True)
class Laag:
    """Money by the year it was granted for."""

    oorsprong: int
    bedrag: Decimal


def spend_oldest_first(lagen: Iterable[Laag], lasten: Decimal) -> tuple[Laag, ...]:
    """What is left of each layer after the costs of a year, oldest first (rule 4). Geweigerd when it is not enough."""
    if lasten < 0:
        raise Geweigerd(
            f"De lasten van het jaar komen uit op {geld_centen(lasten)}, onder nul. Leg het vast als een correctie."
        )
    left, nog = [], lasten
    for laag in sorted(lagen, key=lambda laag: laag.oorsprong):
        gebruikt = min(laag.bedrag, nog)
        nog -= gebruikt
        left.append(Laag(laag.oorsprong, laag.bedrag - gebruikt))
    if nog:
        raise Geweigerd(f"Er is {geld_centen(nog)} meer uitgegeven dan er beschikbaar was.")
    return tuple(left)


@dataclass(frozen=True, slots=True)
class Ruimte:
    """Of one year of origin: what is left at the close, how much of it may be carried, and to which years."""

    oorsprong: int
    over: Decimal
    hoogstens: Decimal
    jaren: tuple[int, ...]


def room_to_carry(
    *, jaar: int, lagen: Iterable[Laag], lasten: Decimal, grenzen: Mapping[int, Grens], toegekend: Decimal, einde: int
) -> tuple[Ruimte, ...]:
    """What may be carried at the close of `jaar`, per year of origin. `grenzen` is by year of origin.

    A euro passes one cap, at the close of its year of origin; after that only its years limit it (grants.md).
    """
    uit = []
    for laag in spend_oldest_first(lagen, lasten):
        grens = grenzen.get(laag.oorsprong, ONBEKEND)
        jaren = tuple(j for j in grens.years(laag.oorsprong, einde) if j > jaar)
        cap = grens.of(toegekend) if laag.oorsprong == jaar else laag.bedrag
        uit.append(Ruimte(laag.oorsprong, laag.bedrag, min(laag.bedrag, cap) if jaren else NUL, jaren))
    return tuple(uit)


@dataclass(frozen=True, slots=True)
class Mee:
    """An amount carried to one later year; `oorsprong` is the year it was granted for."""

    oorsprong: int
    naar_jaar: int
    bedrag: Decimal


@dataclass(frozen=True, slots=True)
class Verdeling:
    """What becomes of all that was left: carried, and the rest repaid. Nothing is created or lost."""

    meenemen: tuple[Mee, ...]
    terugstorten: tuple[Laag, ...]


def divide(ruimten: Sequence[Ruimte], keuze: Sequence[Mee] | None = None) -> Verdeling:
    """Without a choice: all that may go, to the first year it may go to. What is not carried is repaid (rule 5).

    Geweigerd, with every error, where the choice carries more than may, more than is left, or to a wrong year.
    """
    if keuze is None:
        keuze = [Mee(r.oorsprong, r.jaren[0], r.hoogstens) for r in ruimten if r.hoogstens]
    fouten = [zin for mee in keuze for zin in _wrong(mee, ruimten)]
    totaal = {r.oorsprong: sum((m.bedrag for m in keuze if m.oorsprong == r.oorsprong), NUL) for r in ruimten}
    fouten += [zin for r in ruimten for zin in _too_much(r, totaal[r.oorsprong])]
    if fouten:
        raise Geweigerd(*fouten)
    rest = [Laag(r.oorsprong, r.over - totaal[r.oorsprong]) for r in ruimten]
    return Verdeling(tuple(keuze), tuple(laag for laag in rest if laag.bedrag))


def _wrong(mee: Mee, ruimten: Sequence[Ruimte]) -> list[str]:
    ruimte = next((r for r in ruimten if r.oorsprong == mee.oorsprong), None)
    if mee.bedrag <= 0:
        return [f"Wat meegaat naar {mee.naar_jaar} is {geld_centen(mee.bedrag)}; het moet meer dan nul zijn."]
    if ruimte is None:
        return [f"Er is geen geld van {mee.oorsprong} over; {geld_centen(mee.bedrag)} kan dus niet mee."]
    if mee.naar_jaar not in ruimte.jaren and ruimte.jaren:
        jaren = " of ".join(str(jaar) for jaar in ruimte.jaren)
        return [f"Geld van {mee.oorsprong} mag alleen naar {jaren}, niet naar {mee.naar_jaar}."]
    return []


def _too_much(ruimte: Ruimte, gekozen: Decimal) -> list[str]:
    if gekozen <= ruimte.hoogstens:
        return []
    meer = geld_centen(gekozen - ruimte.hoogstens)
    if gekozen > ruimte.over:
        over = geld_centen(ruimte.over)
        return [f"Van {ruimte.oorsprong} is {over} over; {geld_centen(gekozen - ruimte.over)} te veel gaat mee."]
    return [
        f"Van het geld van {ruimte.oorsprong} mag hoogstens {geld_centen(ruimte.hoogstens)} mee; dit is {meer} te veel."
    ]
