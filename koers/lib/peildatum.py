"""The day as of which a page is read: today, or the day in its address (`?peildatum=2026-03-26`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.core.exceptions import BadRequest

from koers.lib.klok import AMSTERDAM

VROEGST, LAATST = date(2000, 1, 1), date(2099, 12, 31)


class OngeldigeVraag(BadRequest):
    """An address that asks for something that cannot be: answered with 400 and `zin`, one sentence in Dutch."""

    def __init__(self, zin: str) -> None:
        super().__init__(zin)
        self.zin = zin


@dataclass(frozen=True)
class Blik:
    """What day one looks at, and from what day. A day in the future shows what is planned for it as known now."""

    peildatum: date
    vandaag: date

    @property
    def is_nu(self) -> bool:
        return self.peildatum == self.vandaag

    @property
    def is_later(self) -> bool:
        return self.peildatum > self.vandaag

    @property
    def einde(self) -> datetime:
        """The moment at which this day is over, in Europe/Amsterdam."""
        return datetime.combine(self.peildatum + timedelta(days=1), time.min, tzinfo=AMSTERDAM)

    @property
    def query(self) -> str:
        """What a link carries on, "" for today."""
        return "" if self.is_nu else f"?peildatum={self.peildatum.isoformat()}"

    def query_with(self, **params: str) -> str:
        """The same with more in it; empty values are left out."""
        pairs = {name: value for name, value in params.items() if value}
        if not self.is_nu:
            pairs["peildatum"] = self.peildatum.isoformat()
        return f"?{urlencode(pairs)}" if pairs else ""


def read_blik(params: Mapping[str, str], today: date) -> Blik:
    """The day in the address, else today; OngeldigeVraag when it is no day between 2000 and 2099."""
    text = params.get("peildatum", "").strip()
    if not text:
        return Blik(today, today)
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) else None
    except ValueError:
        day = None
    if day is None or not VROEGST <= day <= LAATST:
        raise OngeldigeVraag("Dit is geen dag. Schrijf de peildatum als jaar-maand-dag, bijvoorbeeld 2026-03-26.")
    return Blik(day, today)
