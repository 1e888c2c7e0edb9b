"""What every change of an entry has in common: the row held, the writer allowed, the step taken, the line written."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from koers.lib.klok import day_of
from koers.lib.opmaak import clean
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from koers.toegang.rights import NotAllowed
from projecten.models import Overgang, Ronde, Voortgang
from projecten.rules.voortgang import GOEDGEKEURD, HEROPEND, INGEDIEND, TERUGGESTUURD, who_may
from projecten.selectors.namens import behalf_refusal
from projecten.selectors.onderwerp import Onderwerp, subject_name, subject_refusal, write_refusal

MAX_OPMERKING = 2_000


def require_author(
    actor: Gebruiker | None, ronde: Ronde, onderwerp: Onderwerp, today: date, voor: Gebruiker | None
) -> Gebruiker | None:
    """On whose behalf this person writes, None for their own. NotAllowed with the reason when they don't at all."""
    own = write_refusal(actor, onderwerp, today)
    if own and (reason := behalf_refusal(actor, onderwerp, today, voor)):
        raise NotAllowed(own if voor is None else reason)
    if reason := subject_refusal(onderwerp, ronde, today):
        raise NotAllowed(reason)
    return voor if own else None


def locked(voortgang: Voortgang) -> Voortgang:
    """The row as it is now, held until the end of the transaction."""
    return Voortgang.objects.select_for_update().get(pk=voortgang.pk)


def take_step(entry: Voortgang, naar: str, actor: Gebruiker | None, now: datetime, **more: Any) -> None:
    """Take one step of the table; NotAllowed with a sentence when the state does not lead there."""
    van = entry.staat if entry.versie else ""
    if who_may(van, naar) is None:
        raise NotAllowed(_no_such_step(entry, naar))
    entry.staat = naar
    entry.versie += 1
    entry.save(update_fields=["staat", "versie", "gepubliceerd"])
    Overgang.objects.create(voortgang=entry, van=van, naar=naar, door=actor, moment=now, **more)


def _no_such_step(entry: Voortgang, naar: str) -> str:
    doing = {TERUGGESTUURD: "terugsturen", GOEDGEKEURD: "goedkeuren", INGEDIEND: "indienen", HEROPEND: "heropenen"}
    return f"Deze voortgang is {entry.get_staat_display()}; {doing[naar]} kan daarom nu niet."


def words(text: str, field: str, absent: str = "") -> str:
    """What was typed in a field, ready to store. ValidationError without any (`absent` says so) or beyond the bound."""
    text = clean(text[: MAX_OPMERKING + 1])
    if not text and absent:
        raise ValidationError({field: absent})
    if len(text) > MAX_OPMERKING:
        raise ValidationError({field: f"Maximaal {MAX_OPMERKING} tekens."})
    return text


def write_line(
    actor: Gebruiker | None,
    entry: Voortgang,
    verb: str,
    zin: str,
    now: datetime,
    voor: Gebruiker | None = None,
    **more: str,
) -> None:
    """One line of the log; `zin` begins with the verb and has {naam} and {ronde} in it, and what `more` names."""
    wie = actor.naam if actor else "De opdrachtregel"
    wie = f"{wie} (namens {voor.naam})" if voor else wie
    zin = zin.format(naam=subject_name(Onderwerp.of(entry), day_of(now)), ronde=entry.ronde, **more)
    log(actor=actor, actie=f"projecten.voortgang:{verb}", zin=f"{wie} {zin}", now=now, object=entry)
