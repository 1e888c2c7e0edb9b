"""Quarters and years as the programme writes them: "2026-Q1", "Q1 2026", 2024."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, order=True)
class Kwartaal:
    """A calendar quarter; ordered in time."""

    jaar: int
    nummer: int

    def __post_init__(self) -> None:
        if not (1900 <= self.jaar <= 2999 and 1 <= self.nummer <= 4):
            raise ValueError(f"geen kwartaal: {self.jaar}-Q{self.nummer}")

    @classmethod
    def parse(cls, text: str) -> Kwartaal:
        """Read "2026-Q1"; ValueError with a sentence when it is something else."""
        match = re.fullmatch(r"(\d{4})-Q([1-4])", text.strip())
        if not match:
            raise ValueError(f"{text!r} is not a quarter: write it as 2026-Q1")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Kwartaal:
        return cls(day.year, (day.month + 2) // 3)

    @property
    def begin(self) -> date:
        return date(self.jaar, 3 * self.nummer - 2, 1)

    @property
    def eind(self) -> date:
        return self.volgende.begin - timedelta(days=1)

    @property
    def volgende(self) -> Kwartaal:
        return Kwartaal(self.jaar, self.nummer + 1) if self.nummer < 4 else Kwartaal(self.jaar + 1, 1)

    @property
    def vorige(self) -> Kwartaal:
        return Kwartaal(self.jaar, self.nummer - 1) if self.nummer > 1 else Kwartaal(self.jaar - 1, 4)

    @property
    def code(self) -> str:
        return f"{self.jaar}-Q{self.nummer}"

    def __str__(self) -> str:
        return f"Q{self.nummer} {self.jaar}"
