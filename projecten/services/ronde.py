"""Rondes: made and moved by the programmamanager, with dates of their own."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from koers.eigenaren.bevoegdheid import require
from koers.lib.herkomst import Herkomst
from koers.lib.klok import day_of
from koers.lib.kwartaal import Kwartaal
from koers.lib.notatie import datum
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from projecten.models import Ronde
from projecten.rules.ronde import date_faults
from projecten.selectors.formulier import latest_form

RIGHT = "projecten.ronde:edit"


@transaction.atomic
def create_ronde(
    *,
    actor: Gebruiker | None,
    jaar: int,
    open_vanaf: date,
    op_tijd_tot: date,
    dicht_op: date,
    now: datetime,
    kwartaal: int | None = None,
    uitgave: date | None = None,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Ronde:
    """A ronde about a quarter or, without one, about a year. ValidationError when it exists or its dates are amiss."""
    require(actor, RIGHT, today=day_of(now))
    _check_dates(open_vanaf, op_tijd_tot, dicht_op, uitgave)
    ronde = Ronde(
        soort=Ronde.Soort.KWARTAAL if kwartaal else Ronde.Soort.JAAR,
        jaar=jaar,
        kwartaal=kwartaal,
        begin=Kwartaal(jaar, kwartaal).begin if kwartaal else date(jaar, 1, 1),
        eind=Kwartaal(jaar, kwartaal).eind if kwartaal else date(jaar, 12, 31),
        open_vanaf=open_vanaf,
        op_tijd_tot=op_tijd_tot,
        dicht_op=dicht_op,
        uitgave=uitgave,
        formulier=latest_form(Ronde.Soort.KWARTAAL if kwartaal else Ronde.Soort.JAAR),
        herkomst=herkomst,
        vindplaats=vindplaats,
    )
    if Ronde.objects.filter(soort=ronde.soort, jaar=jaar, kwartaal=kwartaal).exists():
        raise ValidationError({"kwartaal": f"De ronde {ronde} bestaat al; wijzig de datums daarvan."})
    ronde.full_clean()
    ronde.save()
    _log(actor, ronde, "create", "maakte", now)
    return ronde


@transaction.atomic
def update_ronde(
    *,
    actor: Gebruiker | None,
    ronde: Ronde,
    open_vanaf: date,
    op_tijd_tot: date,
    dicht_op: date,
    now: datetime,
    uitgave: date | None = None,
) -> Ronde:
    """Other dates for a ronde. What was entered stays as it is."""
    require(actor, RIGHT, today=day_of(now))
    _check_dates(open_vanaf, op_tijd_tot, dicht_op, uitgave)
    ronde = Ronde.objects.select_for_update().get(pk=ronde.pk)
    ronde.open_vanaf, ronde.op_tijd_tot, ronde.dicht_op, ronde.uitgave = open_vanaf, op_tijd_tot, dicht_op, uitgave
    ronde.save(update_fields=["open_vanaf", "op_tijd_tot", "dicht_op", "uitgave"])
    _log(actor, ronde, "edit", "wijzigde", now)
    return ronde


def _check_dates(open_vanaf: date, op_tijd_tot: date, dicht_op: date, uitgave: date | None) -> None:
    if faults := date_faults(open_vanaf, op_tijd_tot, dicht_op, uitgave):
        raise ValidationError({field: [text for f, text in faults if f == field] for field, _ in faults})


def _log(actor: Gebruiker | None, ronde: Ronde, verb: str, deed: str, now: datetime) -> None:
    wie = actor.naam if actor else "De opdrachtregel"
    dagen = [datum(day) for day in (ronde.open_vanaf, ronde.op_tijd_tot, ronde.dicht_op)]
    zin = f"{wie} {deed} de ronde {ronde}: open vanaf {dagen[0]}, op tijd tot {dagen[1]}, dicht op {dagen[2]}."
    log(actor=actor, actie=f"projecten.ronde:{verb}", zin=zin, now=now, object=ronde)
