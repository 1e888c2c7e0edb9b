"""The remarks with which an entry goes back: each at its field, and one about the whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from projecten.rules.inhoud import ASPECTEN


def remark_fields(punten: int, antwoorden: Iterable[str] = ()) -> list[str]:
    """The fields of an entry with so many bullets that a remark can be about, in the order of the page.

    `antwoorden`: the fields of its answers to earlier promises.
    """
    return [*antwoorden, *(f"punt-{i}-tekst" for i in range(punten)), "niets_te_melden", *ASPECTEN]


def field_name(veld: str, namen: Mapping[str, str]) -> str:
    """What a field is called on the page: "Bericht 2", "Tijd"; `namen`: of those whose name is not in their field."""
    if veld in namen:
        return namen[veld]
    if match := re.fullmatch(r"punt-(\d+)-tekst", veld):
        return f"Bericht {int(match[1]) + 1}"
    return "Niets te melden" if veld == "niets_te_melden" else veld.capitalize()


def as_one(per_veld: Mapping[str, str], geheel: str, namen: Mapping[str, str]) -> str:
    """All remarks as one text, each with the field it is about."""
    return "\n".join([*(f"{field_name(veld, namen)}: {text}" for veld, text in per_veld.items()), geheel]).strip()
