"""How measurements add up: over gemeenten, over time, and against a year ago. What was not reported is not zero."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

SOM, GEMIDDELDE, VERHOUDING, LAATSTE = "som", "gemiddelde", "verhouding", "laatste"
HONDERDSTE = Decimal("0.01")


@dataclass(frozen=True)
class Optelsom:
    """What a number of measurements hold together: how many, the sum of their values, and of what they are made of."""

    aantal: int
    waarde: Decimal
    teller: Decimal | None = None
    noemer: Decimal | None = None

    def __add__(self, other: Optelsom) -> Optelsom:
        return Optelsom(
            self.aantal + other.aantal,
            self.waarde + other.waarde,
            _plus(self.teller, other.teller),
            _plus(self.noemer, other.noemer),
        )

    def uitkomst(self, optelling: str, per: int) -> Decimal | None:
        """The one figure of them: sum, mean, or sum of numerators over sum of denominators times `per`."""
        if optelling == VERHOUDING:
            return ratio(self.teller, self.noemer, per)
        if optelling == GEMIDDELDE:
            return _rounded(self.waarde / self.aantal) if self.aantal else None
        return self.waarde if self.aantal else None


def _plus(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return a if b is None else b if a is None else a + b


def _rounded(waarde: Decimal) -> Decimal:
    return waarde.quantize(HONDERDSTE, rounding=ROUND_HALF_UP)


def ratio(teller: Decimal | None, noemer: Decimal | None, per: int) -> Decimal | None:
    """Numerator over denominator times `per`, in hundredths; None where either is unknown or nothing is divided by."""
    if teller is None or not noemer:
        return None
    return _rounded(teller * per / noemer)


def over_time(sommen: Sequence[Optelsom], optelling: str, over_tijd: str, per: int) -> Decimal | None:
    """One figure of consecutive periods, each already added up over gemeenten; None when none was reported."""
    if not sommen:
        return None
    if over_tijd == LAATSTE:
        return sommen[-1].uitkomst(optelling, per)
    if over_tijd == VERHOUDING:
        total = sommen[0]
        for som in sommen[1:]:
            total += som
        return ratio(total.teller, total.noemer, per)
    figures = [figure for som in sommen if (figure := som.uitkomst(optelling, per)) is not None]
    return figures_over_time(figures, over_tijd)


def figures_over_time(figures: Sequence[Decimal], over_tijd: str) -> Decimal | None:
    """The same of figures of which only the outcome is known: their sum, their mean or the last; None of none."""
    if not figures:
        return None
    if over_tijd == LAATSTE:
        return figures[-1]
    return sum(figures, Decimal()) if over_tijd == SOM else _rounded(sum(figures, Decimal()) / len(figures))


def growth(toen: Decimal | None, nu: Decimal | None) -> Decimal | None:
    """By how many whole percents it grew; None where either is unknown or there was nothing to grow from."""
    if toen is None or nu is None or toen <= 0:
        return None
    return ((nu - toen) * 100 / toen).quantize(Decimal(1), rounding=ROUND_HALF_UP)


def quartiles(waarden: Iterable[Decimal]) -> tuple[Decimal, Decimal]:
    """The first and third quartile, by linear interpolation between the ordered values (at least one)."""
    ordered = sorted(waarden)

    def at(part: Decimal) -> Decimal:
        place = part * (len(ordered) - 1)
        low = int(place)
        high = min(low + 1, len(ordered) - 1)
        return ordered[low] + (ordered[high] - ordered[low]) * (place - low)

    return at(Decimal("0.25")), at(Decimal("0.75"))
