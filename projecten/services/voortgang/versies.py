"""Every text an entry has had is kept, and stays when a later one comes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from koers.toegang.models import Gebruiker
from projecten.models import Voortgang, VoortgangVersie
from projecten.rules.inhoud import Inhoud
from projecten.rules.versies import continues


def version_before(entry: Voortgang, stored: Inhoud) -> VoortgangVersie | None:
    """The last version kept, before a change. That of an entry written before versions were kept is made here."""
    last = entry.versies.order_by("-nummer").first()
    if last is None and entry.versie:
        door, moment = entry.gewijzigd_door, entry.gewijzigd_op
        last = VoortgangVersie.objects.create(
            voortgang=entry,
            nummer=entry.versie,
            inhoud=asdict(stored),
            door=door,
            begonnen_op=moment,
            moment=moment,
        )
    return last


def keep_version(
    entry: Voortgang,
    inhoud: Inhoud,
    last: VoortgangVersie | None,
    *,
    actor: Gebruiker | None,
    voor: Gebruiker | None,
    now: datetime,
    hersteld_van: int | None = None,
) -> bool:
    """Keep what was just written as `entry.versie`; `last` is the version before it. Whether a new one began.

    A next save of the same person goes into the version that runs, unless a step or another person came between.
    """
    pk, voor_pk = actor.pk if actor else None, voor.pk if voor else None
    runs = last is not None and last.nummer == entry.versie - 1 and hersteld_van is None and last.hersteld_van is None
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
