"""People of the portal: inviting them, giving and taking roles, closing an account."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from koers.eigenaren.bevoegdheid import require
from koers.eigenaren.models import Aanstelling, Eigenaar
from koers.eigenaren.rules import overlaps, role_objection, takes_over
from koers.lib.herkomst import Herkomst
from koers.lib.klok import day_of
from koers.lib.notatie import datum
from koers.toegang import factoren, uitnodigen
from koers.toegang import services as toegang
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from koers.toegang.rights import NotAllowed, Rol

EDIT = "toegang.gebruiker:edit"
GRANT = "eigenaren.aanstelling:edit"
LAST = "Dit is de laatste beheerder. Geef eerst een ander de rol beheerder, zonder einddatum."


@transaction.atomic
def invite_gebruiker(
    *,
    actor: Gebruiker | None,
    email: str,
    naam: str,
    rol: str,
    vanaf: date,
    now: datetime,
    eigenaar: Eigenaar | None = None,
    tot: date | None = None,
) -> Gebruiker:
    """A new person with a first role, invited but not told yet: `send_invitation` mails it."""
    require(actor, EDIT, today=day_of(now))
    gebruiker = toegang.create_gebruiker(actor=actor, email=email, naam=naam, now=now)
    grant_aanstelling(actor=actor, gebruiker=gebruiker, rol=rol, eigenaar=eigenaar, vanaf=vanaf, tot=tot, now=now)
    uitnodigen.invite(actor=actor, gebruiker=gebruiker, now=now)
    return gebruiker


def send_invitation(*, actor: Gebruiker, gebruiker: Gebruiker, portaal: str, now: datetime) -> None:
    """Post the invitation, the first time or again. ValidationError when there is nothing to invite for."""
    require(actor, EDIT, today=day_of(now))
    uitnodigen.send(actor=actor, gebruiker=gebruiker, portaal=portaal, now=now)


def withdraw_invitation(*, actor: Gebruiker, gebruiker: Gebruiker, now: datetime) -> None:
    """The address in the mail opens nothing any more; the account and its roles stay."""
    require(actor, EDIT, today=day_of(now))
    uitnodigen.withdraw(actor=actor, gebruiker=gebruiker, now=now)


@transaction.atomic
def grant_aanstelling(
    *,
    actor: Gebruiker | None,
    gebruiker: Gebruiker,
    rol: str,
    vanaf: date,
    now: datetime,
    eigenaar: Eigenaar | None = None,
    tot: date | None = None,
    vervangt: Aanstelling | None = None,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Aanstelling:
    """Give a role, of an owner where the role is held of one, from a day to a day (both included).

    `vervangt`: in whose place (koers.eigenaren.services.overdracht).
    """
    require(actor, GRANT, today=day_of(now))
    if actor == gebruiker:
        raise NotAllowed("Uw eigen rollen kunt u niet uitbreiden. Vraag het een andere beheerder.")
    _check_grant(gebruiker, Rol(rol), eigenaar, vanaf, tot)
    row = Aanstelling(
        gebruiker=gebruiker,
        rol=rol,
        eigenaar=eigenaar,
        vanaf=vanaf,
        tot=tot,
        vervangt=vervangt,
        herkomst=herkomst,
        vindplaats=vindplaats,
    )
    row.full_clean()
    row.save()
    forget(gebruiker)
    plaats = f", ter vervanging van {vervangt.gebruiker}" if vervangt else ""
    einde = f" tot en met {datum(tot)}" if tot else ""
    zin = f"{gebruiker} is {rol_of(row)} vanaf {datum(vanaf)}{einde}{plaats}."
    log(actor=actor, actie="eigenaren.aanstelling:grant", zin=zin, object=row, now=now)
    return row


@transaction.atomic
def withdraw_aanstelling(
    *, actor: Gebruiker | None, aanstelling: Aanstelling, laatste_dag: date, now: datetime
) -> None:
    """End a role after its last day: today means tonight, yesterday means now. One that never counted goes away."""
    require(actor, GRANT, today=day_of(now))
    row = (
        Aanstelling.objects.select_for_update(of=("self",))
        .select_related("gebruiker", "eigenaar")
        .get(pk=aanstelling.pk)
    )
    if row.tot is not None and row.tot <= laatste_dag:
        raise ValidationError(f"Deze rol eindigt al op {datum(row.tot)}.")
    if laatste_dag < row.vanaf < day_of(now):
        raise ValidationError(f"De laatste dag ligt voor de eerste ({datum(row.vanaf)}).")
    if row.rol == Rol.BEHEERDER:
        _keep_a_beheerder(row, laatste_dag)
    for stand_in in row.vervangingen.filter(tot__gt=laatste_dag):
        withdraw_aanstelling(actor=actor, aanstelling=stand_in, laatste_dag=laatste_dag, now=now)
    zin = f"{row.gebruiker} is na {datum(laatste_dag)} geen {rol_of(row)} meer."
    log(actor=actor, actie="eigenaren.aanstelling:withdraw", zin=zin, object=row, now=now)
    if laatste_dag < row.vanaf:
        row.delete()
    else:
        row.tot = laatste_dag
        row.save(update_fields=["tot"])
    forget(row.gebruiker)


@transaction.atomic
def deactivate_gebruiker(*, actor: Gebruiker | None, gebruiker: Gebruiker, now: datetime) -> None:
    """Close an account: no more signing in, running sessions end; what the person did keeps its name."""
    today = day_of(now)
    require(actor, EDIT, today=today)
    for row in gebruiker.aanstellingen.in_force(today).filter(rol=Rol.BEHEERDER):
        _keep_a_beheerder(row, today)
    toegang.deactivate_gebruiker(actor=actor, gebruiker=gebruiker, now=now)
    forget(gebruiker)


@transaction.atomic
def reset_factors(*, actor: Gebruiker, gebruiker: Gebruiker, now: datetime) -> None:
    """Wipe the second factors of a colleague who lost them: sessions end, and the person is told by mail."""
    require(actor, EDIT, today=day_of(now))
    if actor == gebruiker:
        raise NotAllowed("Uw eigen tweede stap wijzigt u bij Mijn account.")
    factoren.reset_factors(actor=actor, gebruiker=gebruiker, now=now)
    toegang.end_sessions(gebruiker)


def _check_grant(gebruiker: Gebruiker, rol: Rol, eigenaar: Eigenaar | None, vanaf: date, tot: date | None) -> None:
    if not gebruiker.is_active:
        raise ValidationError("Dit account is afgesloten.")
    gemeente = eigenaar is not None and eigenaar.is_gemeente
    if bezwaar := role_objection(rol, of_eigenaar=eigenaar is not None, of_gemeente=gemeente):
        raise ValidationError({"eigenaar": bezwaar})
    if tot is not None and tot < vanaf:
        raise ValidationError({"tot": "De laatste dag ligt voor de eerste."})
    for other in gebruiker.aanstellingen.filter(rol=rol, eigenaar=eigenaar):
        if overlaps(vanaf, tot, other.vanaf, other.tot):
            raise ValidationError({"vanaf": f"{gebruiker} heeft deze rol al in (een deel van) deze periode."})


def _keep_a_beheerder(row: Aanstelling, laatste_dag: date) -> None:
    """Refuse when the portal would be without a beheerder. The lock keeps two withdrawals from passing each other."""
    others = Aanstelling.objects.select_for_update(of=("self",)).filter(rol=Rol.BEHEERDER, gebruiker__is_active=True)
    if not any(
        takes_over(laatste_dag, row.tot, other.vanaf, other.tot)
        for other in others
        if other.gebruiker_id != row.gebruiker_id
    ):
        raise ValidationError(LAST)


def rol_of(row: Aanstelling) -> str:
    return row.get_rol_display() + (f" van {row.eigenaar}" if row.eigenaar else "")


def forget(gebruiker: Gebruiker) -> None:
    """What was read of this person's roles before the change no longer holds."""
    gebruiker.__dict__.pop("_bevoegdheid", None)
