"""Rule 5: what is to be repaid goes through its steps one at a time, and never back."""

from __future__ import annotations

from financien.rules.fout import Geweigerd

# Each step with what it is called on screen.
STAPPEN = {"verwacht": "verwacht", "sisa": "in SiSa", "vastgesteld": "vastgesteld", "betaald": "betaald"}
_VOLGORDE = tuple(STAPPEN)


def next_step(stap: str) -> str | None:
    """The step after this one; None after the last."""
    plaats = _VOLGORDE.index(stap) + 1
    return _VOLGORDE[plaats] if plaats < len(_VOLGORDE) else None


def check_next(van: str, naar: str) -> None:
    """Geweigerd unless `naar` is the step right after `van`."""
    volgende = next_step(van)
    if volgende is None:
        raise Geweigerd("Deze terugstorting is betaald; daarna komt er geen stap meer.")
    if naar != volgende:
        raise Geweigerd(f"Na “{STAPPEN[van]}” komt “{STAPPEN[volgende]}”, niet “{STAPPEN.get(naar, naar)}”.")
