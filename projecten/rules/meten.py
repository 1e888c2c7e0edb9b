"""What of a measurement may be shown to whom."""

from __future__ import annotations

from decimal import Decimal

# domain.md, glossary "indicator": values under ten persons are hidden outside the programme team, as RIVM does.
ONDERGRENS = Decimal(10)
VERBORGEN = "minder dan 10"


def is_hidden(*, telt_personen: bool, waarde: Decimal, teller: Decimal | None, is_verhouding: bool, team: bool) -> bool:
    """True when so few people stand behind a value that they could be recognised; of a ratio its numerator counts."""
    if team or not telt_personen:
        return False
    persons = teller if is_verhouding else waarde
    return persons is not None and persons < ONDERGRENS
