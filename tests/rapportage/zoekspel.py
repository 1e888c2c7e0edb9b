"""Searching as a test asks it: what someone finds on the day of the other tests."""

from __future__ import annotations

from rapportage.selectors.zoeken import Uitslag, load_uitslag, read_vraag
from tests.projecten.rondes import MAART

TODAY = MAART.date()


def search(gebruiker: object, vraag: str, **more: str) -> Uitslag:
    return load_uitslag(gebruiker, TODAY, read_vraag({"q": vraag, **more}))


def texts(gebruiker: object, vraag: str) -> list[str]:
    return ["".join(deel.tekst for deel in treffer.tekst) for treffer in search(gebruiker, vraag).treffers]


def titles(gebruiker: object, vraag: str, **more: str) -> list[str]:
    return ["".join(deel.tekst for deel in treffer.titel) for treffer in search(gebruiker, vraag, **more).treffers]


def is_silent(uitslag: Uitslag) -> bool:
    """Nothing in it differs from a search for a word that stands nowhere."""
    return uitslag == Uitslag(uitslag.vraag)
