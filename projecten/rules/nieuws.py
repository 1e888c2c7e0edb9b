"""News made short without changing a word of it."""

from __future__ import annotations

import re

# A full stop (or ! or ?) with a capital or a digit after it, so not "o.a. de" or "m.b.t. zorg".
_EINDE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ‘“\"'\[*])")


def first_sentence(tekst: str) -> str:
    """The first sentence of a bullet in light markup; all of it where cutting would break a link or emphasis."""
    first = _EINDE.split(tekst.strip(), maxsplit=1)[0]
    whole = first.count("[") == first.count("]") and first.count("(") == first.count(")") and first.count("*") % 2 == 0
    return first if whole else tekst.strip()
