"""The year in the address: `?jaar=2024`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from koers.lib.peildatum import OngeldigeVraag


@dataclass(frozen=True)
class Keuze:
    """A year to choose, as a link."""

    label: str
    url: str
    actief: bool


def read_jaar(params: Mapping[str, str]) -> int | None:
    """The year asked for, None when none is; OngeldigeVraag when it is no year between 2000 and 2099."""
    text = params.get("jaar", "").strip()
    if not text:
        return None
    if not re.fullmatch(r"20\d\d", text, re.ASCII):
        raise OngeldigeVraag("Dit is geen jaar. Schrijf het jaar met vier cijfers, bijvoorbeeld 2024.")
    return int(text)


def year_choices(jaren: Iterable[int], nu: int) -> list[Keuze]:
    return [Keuze(str(jaar), f"?jaar={jaar}", jaar == nu) for jaar in sorted({*jaren, nu})]
