"""Reminders: asked of the outbox once for each obligation, kind, day and person, in one mail a person."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from koers.eigenaren.bevoegdheid import require
from koers.lib.klok import day_of
from koers.toegang.log import log
from koers.toegang.models import Gebruiker, Logregel
from koers.toegang.post import post
from koers.toegang.rights import NotAllowed
from projecten.models import Herinnering, Ronde
from projecten.selectors.herinnering import BERICHT, Zending, plan, plan_start


def send_reminders(*, now: datetime) -> int:
    """Ask for the mails of this day; how many were new. Any number of times, by any number of workers at once."""
    sent = sum(tell_once(zending, now) for zending in plan(day_of(now)))
    if sent:
        zin = f"Er {'ging 1 herinnering' if sent == 1 else f'gingen {sent} herinneringen'} uit."
        log(actor=None, actie="projecten.ronde:remind", zin=zin, via=Logregel.Via.WERKER, now=now)
    return sent


def announce_ronde(*, actor: Gebruiker | None, ronde: Ronde, now: datetime) -> int:
    """Send the announcement of an open ronde now, to whoever has not had it; how many mails that are."""
    today = day_of(now)
    require(actor, "projecten.ronde:remind", today=today)
    if not ronde.is_open(today):
        raise NotAllowed(f"De ronde {ronde} is niet open; er is nu niets aan te kondigen.")
    sent = sum(tell_once(zending, now) for zending in plan_start(ronde, today))
    if sent:
        wie = actor.naam if actor else "De opdrachtregel"
        aantal = "1 mens" if sent == 1 else f"{sent} mensen"
        zin = f"{wie} kondigde de ronde {ronde} aan bij {aantal}."
        log(actor=actor, actie="projecten.ronde:remind", zin=zin, object=ronde, now=now)
    return sent


def tell_once(zending: Zending, now: datetime, soort: str = BERICHT) -> bool:
    """One mail with its rows, or neither. Whoever comes second finds the rows there, and tries with what is left."""
    for _ in range(2):
        try:
            return _write(zending, now, soort)
        except IntegrityError:
            continue
    return False


@transaction.atomic
def _write(zending: Zending, now: datetime, soort: str) -> bool:
    gebruiker = zending.gebruiker
    rondes = {schuld.ronde.pk for schuld, _ in zending.aanleidingen}
    rows = Herinnering.objects.filter(gebruiker=gebruiker, ronde__in=rondes)
    known = set(rows.values_list("ronde", "plicht", "soort", "dag"))
    fresh = [
        (schuld, moment)
        for schuld, moment in zending.aanleidingen
        if (schuld.ronde.pk, schuld.plicht.sleutel, moment.soort, moment.dag) not in known
    ]
    if not fresh or (bericht := post(aan=gebruiker, soort=soort, now=now)) is None:
        return False
    Herinnering.objects.bulk_create(
        Herinnering(
            ronde=schuld.ronde,
            plicht=schuld.plicht.sleutel,
            soort=moment.soort,
            dag=moment.dag,
            gebruiker=gebruiker,
            bericht=bericht,
        )
        for schuld, moment in fresh
    )
    return True
