"""Kwaliteit, Tijd and Geld in words, and since when they stand so."""

from __future__ import annotations

from collections.abc import Sequence

ASPECTEN = ("Kwaliteit", "Tijd", "Geld")
ERNST = ("rood", "oranje", "groen", "")


def worst(standen: Sequence[str]) -> str:
    """The gravest of the states; "" when nothing was reported."""
    return min(standen, key=ERNST.index, default="")


def in_words(standen: Sequence[str]) -> str:
    """ "groen", "Tijd oranje", "Kwaliteit en Geld rood" or "niet gemeld"."""
    gravest = worst(standen)
    if gravest == "":
        return "niet gemeld"
    if gravest == "groen":
        return "groen"
    aspects = [aspect for aspect, stand in zip(ASPECTEN, standen, strict=True) if stand == gravest]
    listed = aspects[0] if len(aspects) == 1 else f"{', '.join(aspects[:-1])} en {aspects[-1]}"
    return f"{listed} {gravest}"


def unchanged_run(standen: Sequence[tuple[str, ...]]) -> int:
    """How many of the entries, newest first, stand as the newest does (1 when it just changed, 0 of none)."""
    return next((i for i, stand in enumerate(standen) if stand != standen[0]), len(standen))
