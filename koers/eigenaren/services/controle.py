"""The yearly review of rights: per eigenaar, and for the programme, each role is confirmed or withdrawn by someone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from koers.eigenaren.bevoegdheid import require
from koers.eigenaren.models import Aanstelling, Controleregel, Eigenaar, Rechtencontrole
from koers.eigenaren.services.mensen import GRANT, rol_of, withdraw_aanstelling
from koers.lib.klok import day_of
from koers.toegang.log import log
from koers.toegang.models import Gebruiker

Uitkomst = Controleregel.Uitkomst
CHOICES = frozenset({Uitkomst.BEVESTIGD, Uitkomst.INGETROKKEN})


@transaction.atomic
def begin_controle(*, actor: Gebruiker | None, eigenaar: Eigenaar | None, now: datetime) -> Rechtencontrole:
    """A list of the roles that hold today or later, of one eigenaar or (None) of the programme; the open one if any."""
    require(actor, GRANT, today=day_of(now))
    controle, made = Rechtencontrole.objects.get_or_create(
        eigenaar=eigenaar, afgerond_op=None, defaults={"begonnen_op": now, "begonnen_door": actor}
    )
    if not made:
        return controle
    rows = Aanstelling.objects.filter(Q(tot=None) | Q(tot__gte=day_of(now)), eigenaar=eigenaar)
    Controleregel.objects.bulk_create(
        Controleregel(
            controle=controle, aanstelling=row, gebruiker_id=row.gebruiker_id, rol=row.rol, vanaf=row.vanaf, tot=row.tot
        )
        for row in rows.order_by("gebruiker__naam", "rol", "vanaf")
    )
    zin = f"{actor or 'De beheerder'} begon de controle van rollen van {controle.waarvan}."
    log(actor=actor, actie="eigenaren.rechtencontrole:begin", zin=zin, object=controle, now=now)
    _finish(actor, controle, now)
    return controle


@transaction.atomic
def decide_controle(
    *, actor: Gebruiker | None, controle: Rechtencontrole, keuzes: Mapping[int, str], now: datetime
) -> Rechtencontrole:
    """Confirm or withdraw lines, by their ids; all or none. The last one ends the review.

    A role that ended meanwhile is noted as such. Withdrawn is: it counts until tonight.
    """
    require(actor, GRANT, today=day_of(now))
    controle = Rechtencontrole.objects.select_for_update(of=("self",)).select_related("eigenaar").get(pk=controle.pk)
    if controle.afgerond_op is not None:
        raise ValidationError("Deze controle is al afgerond.")
    open_lines = controle.regels.filter(uitkomst="").select_related("gebruiker", "aanstelling__eigenaar")
    lines = {regel.pk: regel for regel in open_lines}
    if unknown := set(keuzes) - set(lines):
        raise ValidationError(f"{len(unknown)} van deze rollen is al nagelopen. Ververs de bladzijde.")
    if set(keuzes.values()) - CHOICES:
        raise ValidationError("Kies bij elke rol: bevestig of trek in.")
    for pk, keuze in keuzes.items():
        _decide(actor, lines[pk], Uitkomst(keuze), now)
    _finish(actor, controle, now)
    return controle


def _decide(actor: Gebruiker | None, regel: Controleregel, keuze: Uitkomst, now: datetime) -> None:
    row, today = regel.aanstelling, day_of(now)
    if row is None or (row.tot is not None and row.tot < today):
        keuze = Uitkomst.VERVALLEN
    elif keuze == Uitkomst.INGETROKKEN and row.tot != today:
        withdraw_aanstelling(actor=actor, aanstelling=row, laatste_dag=today, now=now)
    elif keuze == Uitkomst.BEVESTIGD:
        zin = f"{actor or 'De beheerder'} bevestigde: {row.gebruiker} is {rol_of(row)}."
        log(actor=actor, actie="eigenaren.rechtencontrole:confirm", zin=zin, object=row, now=now)
    Controleregel.objects.filter(pk=regel.pk).update(uitkomst=keuze, door=actor, moment=now)


def _finish(actor: Gebruiker | None, controle: Rechtencontrole, now: datetime) -> None:
    if controle.regels.filter(uitkomst="").exists():
        return
    controle.afgerond_op, controle.afgerond_door = now, actor
    controle.save(update_fields=["afgerond_op", "afgerond_door"])
    zin = f"De controle van rollen van {controle.waarvan} is afgerond."
    log(actor=actor, actie="eigenaren.rechtencontrole:end", zin=zin, object=controle, now=now)
