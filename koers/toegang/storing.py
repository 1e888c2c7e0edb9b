"""What broke, in words for whoever was at work."""

from __future__ import annotations

import shutil

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError

# Less than this, in bytes, is a full disk.
ROOM = 1_000_000
VOL = "De schijf van Koers is vol. Er is niets opgeslagen. Waarschuw de beheerder en probeer het later opnieuw."
WEG = "De gegevens van Koers zijn even niet te bereiken. Probeer het over een minuut opnieuw."
ONBEKEND = (
    "Dat ligt aan Koers, niet aan u; de fout is vastgelegd. Kijk na of uw laatste wijziging is bewaard en probeer het "
    "over een paar minuten opnieuw."
)


def sentence_of(error: BaseException | None) -> tuple[str, int]:
    """What stands in the way, and the status: 503 for what passes, else 500."""
    if isinstance(error, DatabaseError | OSError) and _for_want_of_room(str(error).lower()):
        return VOL, 503
    if isinstance(error, OperationalError | InterfaceError):
        return WEG, 503
    return ONBEKEND, 500


def _for_want_of_room(text: str) -> bool:
    """SQLite says of a file that cannot grow only that it could not write."""
    if "disk i/o error" in text:
        return shutil.disk_usage(settings.DATA_DIR).free < ROOM
    return "is full" in text or "no space left" in text
