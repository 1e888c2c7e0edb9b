"""The four theme lines of 2024, of which one ended when the update of 2026 had three headings."""

from __future__ import annotations

from datetime import datetime

from koers.management.seed.lezen import fields, known, origin, read
from themalijnen.models import Themalijn
from themalijnen.services import create_themalijn

FILES = ("themalijnen",)


def load(*, now: datetime) -> None:
    data = read("themalijnen")
    for volgorde, rij in enumerate(data["themalijn"], start=1):
        if not known(Themalijn, slug=rij["slug"]):
            create_themalijn(actor=None, volgorde=volgorde, now=now, **fields(rij), **origin(rij, data))
