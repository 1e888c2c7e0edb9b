"""The verdict on an entry: returned with remarks, approved, or opened again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from koers.eigenaren.bevoegdheid import require
from koers.lib.klok import day_of
from koers.lib.notatie import datum
from koers.toegang.models import Gebruiker
from koers.toegang.rights import NotAllowed
from projecten.models import Ronde, Voortgang
from projecten.rules.opmerking import as_one
from projecten.rules.voortgang import GOEDGEKEURD, HEROPEND, INGEDIEND, TERUGGESTUURD
from projecten.selectors.onderwerp import Onderwerp, subject_refusal
from projecten.selectors.toezegging import answers_of
from projecten.selectors.voortgang import handed_in_by, inhoud_of, reason_shut, steps_of, term_after
from projecten.services.voortgang.schrijven import new_entry
from projecten.services.voortgang.stap import locked, take_step, words, write_line
from projecten.services.voortgang.toezeggen import record_answers, record_promises


@transaction.atomic
def return_voortgang(
    *,
    actor: Gebruiker | None,
    voortgang: Voortgang,
    now: datetime,
    opmerking: str = "",
    opmerkingen: Mapping[str, str] | None = None,
    versie: int | None = None,
) -> Voortgang:
    """Send it back to its author with what to mend: about the whole, or at a field (`opmerkingen`: field → remark).

    The ronde must still be open to its author.
    """
    today = day_of(now)
    require(actor, "projecten.voortgang:review", today=today)
    entry = locked(voortgang)
    per_veld = {veld: text for veld, typed in (opmerkingen or {}).items() if (text := words(typed, "opmerking"))}
    namen = {antwoord.veld: antwoord.naam for antwoord in answers_of(entry, inhoud_of(entry), binnen=True)}
    text = as_one(per_veld, words(opmerking, "opmerking"), namen)
    whole = words(text, "opmerking", "Schrijf wat er anders moet: zonder opmerking weet de auteur het niet.")
    _require_as_read(entry, versie)
    tot = term_after(steps_of(entry), entry.ronde).einde
    if entry.staat == INGEDIEND and today > tot:
        raise NotAllowed(
            f"De auteur kan niet meer schrijven: de laatste dag was {datum(tot)}. "
            "Keur goed, of vraag de programmamanager om te heropenen."
        )
    take_step(entry, TERUGGESTUURD, actor, now, opmerking=whole, opmerkingen=per_veld or None)
    write_line(actor, entry, "return", "stuurde de voortgang van {naam} over {ronde} terug.", now)
    return entry


@transaction.atomic
def approve_voortgang(
    *, actor: Gebruiker | None, voortgang: Voortgang, now: datetime, versie: int | None = None
) -> Voortgang:
    """Approve it: from now on it is shut and everyone may read it. The redacteur's own news too (house.md §3b).

    What they handed in for another as well; the log then says that one person did both (decision 33).
    """
    require(actor, "projecten.voortgang:review", today=day_of(now))
    entry = locked(voortgang)
    _require_as_read(entry, versie)
    entry.gepubliceerd = None
    take_step(entry, GOEDGEKEURD, actor, now)
    inhoud = inhoud_of(entry)
    record_promises(entry, inhoud)
    record_answers(entry, inhoud)
    own = handed_in_by(entry, actor)
    both = f", na die zelf te hebben ingediend{f' namens {own.voor.naam}' if own.voor else ''}" if own else ""
    write_line(actor, entry, "approve", "keurde de voortgang van {naam} over {ronde} goed{both}.", now, both=both)
    return entry


@transaction.atomic
def reopen_entry(
    *, actor: Gebruiker | None, ronde: Ronde, onderwerp: Onderwerp, reden: str, tot: date, now: datetime
) -> Voortgang:
    """Let the authors write again until a day, with the reason; also when nothing was entered before the ronde shut.
    It tells nobody: that is done by `heropenen`.

    What was approved stays what readers and documents have, until the new text is approved.
    """
    today = day_of(now)
    require(actor, "projecten.voortgang:reopen", today=today)
    reden = words(reden, "reden", "Schrijf waarom u heropent; de reden komt in de geschiedenis te staan.")
    if tot < today:
        raise ValidationError({"tot": f"De laatste dag ligt al achter ons; kies {datum(today)} of later."})
    if reason := subject_refusal(onderwerp, ronde, today):
        raise NotAllowed(reason)
    entry = Voortgang.objects.select_for_update(of=("self",)).filter(ronde=ronde, **onderwerp.fields()).first()
    if reason := no_need(entry, ronde, today):
        raise NotAllowed(reason)
    entry = entry or new_entry(actor, ronde, onderwerp, now, HEROPEND)
    if entry.staat == GOEDGEKEURD:
        entry.gepubliceerd = {"inhoud": asdict(inhoud_of(entry)), "op": entry.gewijzigd_op.isoformat()}
    take_step(entry, HEROPEND, actor, now, opmerking=reden, tot=tot)
    einde = datum(term_after(steps_of(entry), ronde).einde)
    write_line(actor, entry, "reopen", f"heropende de voortgang van {{naam}} over {{ronde}} tot en met {einde}.", now)
    return entry


def no_need(entry: Voortgang | None, ronde: Ronde, today: date) -> str:
    """Why reopening makes no sense: not open yet, or open already. A running reopening may be extended."""
    if today < ronde.open_vanaf:
        return f"De ronde {ronde} gaat vanzelf open op {datum(ronde.open_vanaf)}."
    if reason_shut(entry, ronde, today) or (entry is not None and entry.staat == HEROPEND):
        return ""
    tot = term_after(steps_of(entry) if entry else [], ronde).einde
    return f"Hier kan al geschreven worden, tot en met {datum(tot)}: heropenen is niet nodig."


def _require_as_read(entry: Voortgang, versie: int | None) -> None:
    if versie is not None and entry.versie != versie:
        raise NotAllowed("De tekst is veranderd sinds u hem las. Lees hem opnieuw en beslis dan.")
