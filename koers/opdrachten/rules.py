"""How long a worker may be silent, when a message is sent again, and when it is enough. Plain values, no clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

LEASE = timedelta(seconds=90)
HEARTBEAT = timedelta(seconds=20)
# A message that was never sent goes out at the next sweep; one that was sent may be waiting behind other work.
UNSENT_AFTER = timedelta(seconds=5)
RESEND_AFTER = timedelta(minutes=2)
MAX_POGINGEN = 3

OPGEGEVEN = (
    "Het programma dat dit maakt is drie keer achter elkaar gestopt. Er is niets veranderd. "
    "Probeer het later opnieuw; lukt het dan niet, vraag het de beheerder."
)


class Besluit(Enum):
    """What the sweep does with one opdracht."""

    LAAT = "leave it"
    STUUR = "send its number again"
    HERSTEL = "take it back from a lost worker and send its number again"
    STAAK = "give it up"


def decide(
    *,
    bezig: bool,
    poging: int,
    aangevraagd_op: datetime,
    verzonden_op: datetime | None,
    lease_tot: datetime | None,
    now: datetime,
) -> Besluit:
    """What must happen with an open opdracht: waiting (sent or not) or busy (`bezig`, with a lease)."""
    if bezig:
        if lease_tot is not None and lease_tot >= now:
            return Besluit.LAAT
        return Besluit.STAAK if poging >= MAX_POGINGEN else Besluit.HERSTEL
    if verzonden_op is None:
        return Besluit.STUUR if now - aangevraagd_op >= UNSENT_AFTER else Besluit.LAAT
    return Besluit.STUUR if now - verzonden_op >= RESEND_AFTER else Besluit.LAAT
