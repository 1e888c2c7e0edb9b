"""Work that goes to another person: for a while (vervanging) or for good (overdracht).

What else a person has in hand hangs on higher floors: the modules of KOERS_WERK, each with `open_work`, `hand_over`,
`lend` and `let_go`, do their part in the same transaction.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from koers.eigenaren.bevoegdheid import require
from koers.eigenaren.models import Aanstelling
from koers.eigenaren.services.mensen import GRANT, forget, grant_aanstelling, rol_of, withdraw_aanstelling
from koers.lib.klok import day_of
from koers.lib.notatie import datum
from koers.toegang.log import log
from koers.toegang.models import Gebruiker

DAY = timedelta(days=1)


def _werk() -> list[Any]:
    return [import_module(name) for name in settings.KOERS_WERK]


def open_work(gebruiker: Gebruiker, day: date) -> list[str]:
    """What this person has in hand from that day on, a sentence each: the roles, and what hangs on them."""
    rollen = [f"de rol {rol_of(row)}" for row in _roles(gebruiker, day)]
    return rollen + [zin for module in _werk() for zin in module.open_work(gebruiker, day)]


@transaction.atomic
def replace_aanstelling(
    *, actor: Gebruiker, aanstelling: Aanstelling, vervanger: Gebruiker, vanaf: date, tot: date, now: datetime
) -> Aanstelling:
    """Another holds this role too, from a day to a day, with the projects that go with it."""
    require(actor, GRANT, today=day_of(now))
    row = Aanstelling.objects.select_related("gebruiker", "eigenaar").get(pk=aanstelling.pk)
    if vervanger == row.gebruiker:
        raise ValidationError({"vervanger": "Iemand kan zichzelf niet vervangen."})
    if row.vervangt_id:
        raise ValidationError("Dit is zelf een vervanging. Regel een vervanger voor de rol die vervangen wordt.")
    if vanaf < row.vanaf or (row.tot is not None and tot > row.tot):
        raise ValidationError({"vanaf": "De vervanging valt buiten de tijd waarin deze rol geldt."})
    made = grant_aanstelling(
        actor=actor,
        gebruiker=vervanger,
        rol=row.rol,
        eigenaar=row.eigenaar,
        vanaf=vanaf,
        tot=tot,
        vervangt=row,
        now=now,
    )
    for module in _werk():
        module.lend(van=row.gebruiker, naar=vervanger, rol=row.rol, vanaf=vanaf, tot=tot)
    return made


@transaction.atomic
def hand_over(*, actor: Gebruiker, van: Gebruiker, naar: Gebruiker, vanaf: date, now: datetime) -> list[str]:
    """From a day on all that `van` has in hand is `naar`'s; what it was, in words."""
    require(actor, GRANT, today=day_of(now))
    if van == naar:
        raise ValidationError({"naar": "Kies iemand anders dan degene van wie het werk is."})
    if vanaf < day_of(now):
        raise ValidationError({"vanaf": "Werk gaat over vanaf vandaag of later; wat geweest is, blijft zoals het was."})
    wat = open_work(van, vanaf)
    if not wat:
        raise ValidationError(f"{van} heeft op {datum(vanaf)} niets om over te dragen.")
    for row in _roles(van, vanaf):
        _pass_on(actor, row, naar, vanaf, now)
    for module in _werk():
        module.hand_over(van=van, naar=naar, vanaf=vanaf, today=day_of(now))
    zin = f"{actor} droeg het werk van {van} vanaf {datum(vanaf)} over aan {naar}: {'; '.join(wat)}."
    log(actor=actor, actie="eigenaren.werk:hand-over", zin=zin, object=van, now=now)
    return wat


@transaction.atomic
def let_go(*, actor: Gebruiker | None, gebruiker: Gebruiker, now: datetime) -> None:
    """Nobody takes over: after today the roles end, and what hangs on them. Who may: each role asks for it."""
    today = day_of(now)
    wat = [zin for module in _werk() for zin in module.open_work(gebruiker, today)]
    for row in gebruiker.aanstellingen.filter(Q(tot__isnull=True) | Q(tot__gt=today)):
        withdraw_aanstelling(actor=actor, aanstelling=row, laatste_dag=today, now=now)
    for module in _werk():
        module.let_go(gebruiker=gebruiker, laatste_dag=today)
    if wat:
        zin = f"Na {datum(today)} heeft {gebruiker} niet meer in handen: {'; '.join(wat)}."
        log(actor=actor, actie="eigenaren.werk:end", zin=zin, object=gebruiker, now=now)


def _roles(gebruiker: Gebruiker, day: date) -> list[Aanstelling]:
    """Roles that hold on that day or begin later; not those held in somebody's place."""
    rows = gebruiker.aanstellingen.filter(vervangt__isnull=True).exclude(tot__lt=day)
    return list(rows.select_related("gebruiker", "eigenaar").order_by("vanaf", "rol"))


def _pass_on(actor: Gebruiker, row: Aanstelling, naar: Gebruiker, vanaf: date, now: datetime) -> None:
    """The role for the rest of its time, unless `naar` has it already; then its end for who had it."""
    begin = max(vanaf, row.vanaf)
    held = naar.aanstellingen.filter(rol=row.rol, eigenaar=row.eigenaar).exclude(tot__lt=begin)
    if not held.exists():
        grant_aanstelling(
            actor=actor, gebruiker=naar, rol=row.rol, eigenaar=row.eigenaar, vanaf=begin, tot=row.tot, now=now
        )
    withdraw_aanstelling(actor=actor, aanstelling=row, laatste_dag=begin - DAY, now=now)
    forget(naar)
