"""The texts an editor keeps: fixed parts of the documents, words and their meaning."""

from __future__ import annotations

from datetime import datetime

from koers.management.seed.lezen import fields, known, origin, read
from rapportage.models import Tekstblok
from rapportage.services.tekst import create_tekst

FILES = ("teksten",)


def load(*, now: datetime) -> None:
    for rij in read("teksten")["tekst"]:
        if not known(Tekstblok, sleutel=rij["sleutel"]):
            create_tekst(actor=None, now=now, **fields(rij), **origin(rij))
