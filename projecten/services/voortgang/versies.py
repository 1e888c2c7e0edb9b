"""Every text an entry has had is kept, and stays when a later one comes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from koers.toegang.models import Gebruiker
from projecten.models import Voortgang, VoortgangVersie
from projecten.rules.inhoud import Inhoud
from projecten.rules.versies import continues


def keep_before(entry: Voortgang, stored: Inhoud) -> None:
    """Keep the text of an entry that was written before versions were kept, so that the first change has a before."""
    if entry.versie and not entry.versies.exists():
        door, moment = entry.gewijzigd_door, entry.gewijzigd_op
        VoortgangVersie.objects.create(
            voortgang=entry,
            nummer=entry.versie,
            inhoud=asdict(stored),
            door=door,
            begonnen_op=moment,
            moment=moment,
        )


def keep_version(
    entry: Voortgang,
    inhoud: Inhoud,
    before: int,
    *,
    actor: Gebruiker | None,
    voor: Gebruiker | None,
    now: datetime,
    hersteld_van: int | None = None,
) -> bool:
    """Keep what was just written as `entry.versie`; `before` is the count of saves it had. Whether a new one began.

    A next save of the same person goes into the version that runs, unless a step or another person came between.
    """
    last = entry.versies.order_by("-nummer").first()
    pk, voor_pk = actor.pk if actor else None, voor.pk if voor else None
    runs = last is not None and last.nummer == before and hersteld_van is None and last.hersteld_van is None
    if last and runs and continues(last.begonnen_op, (last.door_id, last.voor_id), now, (pk, voor_pk)):
        last.nummer, last.inhoud, last.moment = entry.versie, asdict(inhoud), now
        last.save(update_fields=["nummer", "inhoud", "moment"])
        return False
    VoortgangVersie.objects.create(
        voortgang=entry,
        nummer=entry.versie,
        inhoud=asdict(inhoud),
        door=actor,
        voor=voor,
        begonnen_op=now,
        moment=now,
        hersteld_van=hersteld_van,
    )
    return True
