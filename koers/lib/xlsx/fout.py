"""Why a workbook is not taken: the sentences for who sent it, and the bounds behind them."""

from __future__ import annotations

MAX_BYTES = 5_000_000
MAX_UNPACKED = 30_000_000
MAX_PART = 4_000_000  # bytes of one part that is read
MAX_PARTS = 500
MAX_COUNT = 1_000_000  # what a part may say that it has of anything
MAX_ROWS, MAX_COLUMNS = 2_000, 40
MAX_TEXT = 5_000_000  # characters of all cells of a sheet together

LEEG = "Dit bestand is leeg. Kies de werkmap die u invulde."
TE_GROOT = f"Dit bestand is groter dan {MAX_BYTES // 1_000_000} MB. Download een nieuwe werkmap en vul die in."
GEEN_WERKMAP = "Dit is geen Excel-werkmap. Bewaar als Excel-werkmap (.xlsx) en kies het bestand opnieuw."
OUD_OF_OP_SLOT = (
    "Deze werkmap is met een wachtwoord beveiligd of in de oude vorm (.xls) bewaard. Haal het wachtwoord eraf, bewaar "
    "als Excel-werkmap (.xlsx) en kies het bestand opnieuw."
)
BESCHADIGD = "Dit bestand is beschadigd of niet te lezen. Bewaar als Excel-werkmap (.xlsx) en kies het opnieuw."
UITGEPAKT = "Deze werkmap is in uitgepakte vorm te groot. Download een nieuwe werkmap en vul die in."
MACRO = "In deze werkmap zitten macro's. Bewaar als Excel-werkmap zonder macro's (.xlsx) en kies het bestand opnieuw."
KOPPELING = (
    "Deze werkmap haalt gegevens uit een ander bestand. Verbreek die koppelingen in Excel en kies de werkmap opnieuw."
)
TE_RUIM = (
    f"Blad {{}} is te groot: er staat iets onder rij {MAX_ROWS}, voorbij kolom {MAX_COLUMNS}, of er staat te veel "
    "tekst. Download een nieuwe werkmap en vul die in."
)


class XlsxFout(Exception):
    """Why a workbook is not taken, in Dutch sentences for who sent it."""
