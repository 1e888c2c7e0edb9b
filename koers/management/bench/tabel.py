"""The table that a bench prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Regel:
    """One figure beside what it is measured against; `most` (or `least`) is the target for their ratio."""

    what: str
    figure: float
    reference: float
    unit: str = "ms"
    most: float | None = None
    least: float | None = None

    @property
    def ratio(self) -> float:
        return self.figure / self.reference if self.reference else float("inf")

    @property
    def target(self) -> str:
        if self.most is not None:
            return f"≤ {self.most:g} ×"
        return f"≥ {self.least:g} ×" if self.least is not None else "–"

    @property
    def ok(self) -> bool:
        above = self.most is not None and round(self.ratio, 2) > self.most
        below = self.least is not None and round(self.ratio, 2) < self.least
        return not (above or below)


def render(lines: Iterable[Regel]) -> str:
    """As Markdown."""
    rows = ["| what | figure | reference | ratio | target | ok |", "| --- | ---: | ---: | ---: | --- | --- |"]
    rows += [
        f"| {line.what} | {line.figure:.1f} {line.unit} | {line.reference:.1f} {line.unit} | {line.ratio:.2f} × "
        f"| {line.target} | {'–' if line.target == '–' else 'yes' if line.ok else 'NO'} |"
        for line in lines
    ]
    return "\n".join(rows)
