"""How a rule says no: in sentences, all of them at once."""

from __future__ import annotations

from decimal import Decimal

NUL = Decimal("0.00")
CENT = Decimal("0.01")


class Geweigerd(ValueError):
    """A rule was broken; `zinnen` says which and by how much, in Dutch."""

    def __init__(self, *zinnen: str) -> None:
        super().__init__(" ".join(zinnen))
        self.zinnen = list(zinnen)
