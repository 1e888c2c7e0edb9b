"""What of a list one wants to see, as it stands in the address: one object for the screen and for the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self
from urllib.parse import urlencode

from koers.lib.peildatum import Blik, OngeldigeVraag


@dataclass(frozen=True)
class Keuze:
    """A chip, or an option of a list (then `waarde` is what it sends)."""

    label: str
    url: str
    actief: bool
    waarde: str = ""


@dataclass(frozen=True)
class Adreskeuze:
    """Base of a frozen dataclass: each field is a name in the address, left out where it has its default.

    `WOORDEN`: what a name is called in a sentence, where that is another word.
    """

    WOORDEN: ClassVar[Mapping[str, str]] = {}

    @classmethod
    def read(cls, params: Mapping[str, str], options: Mapping[str, Mapping[str, Any]], zin: str) -> Self:
        """The choice in an address. OngeldigeVraag with `zin` ({} is its word) for a value that is not an option."""
        values = {name: value for name in options if (value := params.get(name, "").strip())}
        for name, value in values.items():
            if value not in options[name]:
                raise OngeldigeVraag(zin.format(cls.WOORDEN.get(name, name)))
        return cls(**values)

    @property
    def params(self) -> dict[str, str]:
        """Names and values of the address."""
        names: tuple[str, ...] = self.__match_args__
        chosen = {name: getattr(self, name) for name in names}
        return {name: value for name, value in chosen.items() if value and value != self.default(name)}

    @classmethod
    def default(cls, name: str) -> str:
        """What it is where the address does not say."""
        return str(getattr(cls, name))

    def query(self, blik: Blik | None = None) -> str:
        """What follows the address; "" for everything."""
        if blik is not None:
            return blik.query_with(**self.params)
        return f"?{urlencode(self.params)}" if self.params else ""

    def url(self, blik: Blik | None = None, **changes: str) -> str:
        """The address with something changed, or "." for the bare list."""
        return replace(self, **changes).query(blik) or "."

    def chips(self, name: str, options: Mapping[str, str], blik: Blik | None = None) -> tuple[Keuze, ...]:
        """One for each option, after one for all; a field with a default of its own has no "all"."""
        now = getattr(self, name)
        alle = () if self.default(name) else (Keuze("alle", self.url(blik, **{name: ""}), not now),)
        rest = (Keuze(label, self.url(blik, **{name: value}), value == now, value) for value, label in options.items())
        return (*alle, *rest)
