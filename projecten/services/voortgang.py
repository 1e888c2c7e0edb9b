"""An entry on its way: saved, handed in, returned, approved, reopened. Each step with its reason and its log line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from koers.eigenaren.bevoegdheid import require
from koers.lib.herkomst import Herkomst
from koers.lib.klok import day_of
from koers.lib.notatie import datum
from koers.lib.opmaak import clean
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from koers.toegang.rights import NotAllowed
from projecten.models import Bericht, Overgang, Ronde, Voortgang
from projecten.rules.inhoud import Gemis, Inhoud, missing, too_much
from projecten.rules.voortgang import CONCEPT, GOEDGEKEURD, HEROPEND, INGEDIEND, TERUGGESTUURD, who_may, write_until
from projecten.selectors.onderwerp import Onderwerp, subject_name, subject_refusal, write_refusal
from projecten.selectors.voortgang import dates_of, inhoud_of, reason_shut, reopened_until

MAX_OPMERKING = 2_000


class VersieConflict(Exception):
    """Another text was saved meanwhile. Nothing was overwritten: both texts are in it, for the writer to choose."""

    def __init__(self, voortgang: Voortgang, mijn: Inhoud, hun: Inhoud) -> None:
        super().__init__("Er is intussen een andere tekst opgeslagen. Vergelijk beide teksten en kies.")
        self.voortgang, self.mijn, self.hun = voortgang, mijn, hun


class Onvolledig(ValidationError):
    """What is missing before it can be handed in, each thing with its field."""

    def __init__(self, gemist: Sequence[Gemis]) -> None:
        super().__init__([gemis.tekst for gemis in gemist])
        self.gemist = list(gemist)


@transaction.atomic
def save_voortgang(
    *,
    actor: Gebruiker | None,
    ronde: Ronde,
    onderwerp: Onderwerp,
    inhoud: Inhoud,
    versie: int,
    now: datetime,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Voortgang:
    """Keep what was entered, finished or not, in the state it is in (a first save makes a concept).

    `versie` is the one the writer had before them, 0 for none. Raises NotAllowed with the reason, Onvolledig beyond a
    bound, VersieConflict when another text was saved since. Saving the same words again changes nothing.
    """
    today = day_of(now)
    require(actor, "projecten.voortgang:edit", today=today)
    _require_author(actor, ronde, onderwerp, today)
    inhoud = _cleaned(inhoud)
    entry = Voortgang.objects.select_for_update(of=("self",)).filter(ronde=ronde, **onderwerp.fields()).first()
    if reason := reason_shut(entry, ronde, today):
        raise NotAllowed(reason)
    if entry is None:
        return _create(actor, ronde, onderwerp, inhoud, now, herkomst, vindplaats)
    stored = inhoud_of(entry)
    if stored.same_words(inhoud):
        return entry
    if entry.versie != versie:
        raise VersieConflict(entry, inhoud, stored)
    _write(entry, inhoud, actor, now)
    _log(actor, entry, "save", "bewaarde de voortgang van {naam} over {ronde}.", now)
    return entry


@transaction.atomic
def submit_voortgang(
    *, actor: Gebruiker | None, voortgang: Voortgang, now: datetime, versie: int | None = None
) -> Voortgang:
    """Hand in what was saved, for the redacteur. Raises Onvolledig with everything that is missing, at once."""
    today = day_of(now)
    require(actor, "projecten.voortgang:submit", today=today)
    entry = _locked(voortgang)
    _require_author(actor, entry.ronde, Onderwerp.of(entry), today)
    if reason := reason_shut(entry, entry.ronde, today):
        raise NotAllowed(reason)
    inhoud = inhoud_of(entry)
    if versie is not None and entry.versie != versie:
        raise VersieConflict(entry, inhoud, inhoud)
    if gemist := missing(inhoud):
        raise Onvolledig(gemist)
    _step(entry, INGEDIEND, actor, now, inhoud=asdict(inhoud))
    _log(actor, entry, "submit", "diende de voortgang van {naam} over {ronde} in.", now)
    return entry


@transaction.atomic
def return_voortgang(
    *, actor: Gebruiker | None, voortgang: Voortgang, opmerking: str, now: datetime, versie: int | None = None
) -> Voortgang:
    """Send it back to its author with a remark that says what to mend. The ronde must still be open to them."""
    today = day_of(now)
    require(actor, "projecten.voortgang:review", today=today)
    entry = _locked(voortgang)
    opmerking = _words(opmerking, "opmerking", "Schrijf wat er anders moet: zonder opmerking weet de auteur het niet.")
    _require_as_read(entry, versie)
    tot = write_until(dates_of(entry.ronde), reopened_until(entry))
    if entry.staat == INGEDIEND and today > tot:
        raise NotAllowed(
            f"De auteur kan niet meer schrijven: de laatste dag was {datum(tot)}. "
            "Keur goed, of vraag de programmamanager om te heropenen."
        )
    _step(entry, TERUGGESTUURD, actor, now, opmerking=opmerking)
    _log(actor, entry, "return", "stuurde de voortgang van {naam} over {ronde} terug.", now)
    return entry


@transaction.atomic
def approve_voortgang(
    *, actor: Gebruiker | None, voortgang: Voortgang, now: datetime, versie: int | None = None
) -> Voortgang:
    """Approve it: from now on it is shut and everyone may read it. The redacteur's own news too (house.md §3b)."""
    require(actor, "projecten.voortgang:review", today=day_of(now))
    entry = _locked(voortgang)
    _require_as_read(entry, versie)
    _step(entry, GOEDGEKEURD, actor, now)
    _log(actor, entry, "approve", "keurde de voortgang van {naam} over {ronde} goed.", now)
    return entry


@transaction.atomic
def reopen_voortgang(
    *, actor: Gebruiker | None, ronde: Ronde, onderwerp: Onderwerp, reden: str, tot: date, now: datetime
) -> Voortgang:
    """Let one author write again until a day, with the reason; also when nothing was entered before the ronde shut."""
    today = day_of(now)
    require(actor, "projecten.voortgang:reopen", today=today)
    reden = _words(reden, "reden", "Schrijf waarom u heropent; de reden komt in de geschiedenis te staan.")
    if tot < today:
        raise ValidationError({"tot": f"De laatste dag ligt al achter ons; kies {datum(today)} of later."})
    if reason := subject_refusal(onderwerp, ronde, today):
        raise NotAllowed(reason)
    entry = Voortgang.objects.select_for_update(of=("self",)).filter(ronde=ronde, **onderwerp.fields()).first()
    if reason := _no_need(entry, ronde, today):
        raise NotAllowed(reason)
    entry = entry or _new(actor, ronde, onderwerp, now, HEROPEND)
    _step(entry, HEROPEND, actor, now, opmerking=reden, tot=tot)
    _log(actor, entry, "reopen", f"heropende de voortgang van {{naam}} over {{ronde}} tot en met {datum(tot)}.", now)
    return entry


def _no_need(entry: Voortgang | None, ronde: Ronde, today: date) -> str:
    """Why reopening makes no sense: not open yet, or open already. A running reopening may be extended."""
    if today < ronde.open_vanaf:
        return f"De ronde {ronde} gaat vanzelf open op {datum(ronde.open_vanaf)}."
    if reason_shut(entry, ronde, today) or (entry is not None and entry.staat == HEROPEND):
        return ""
    tot = write_until(dates_of(ronde), reopened_until(entry) if entry else None)
    return f"Hier kan al geschreven worden, tot en met {datum(tot)}: heropenen is niet nodig."


def _require_author(actor: Gebruiker | None, ronde: Ronde, onderwerp: Onderwerp, today: date) -> None:
    if reason := write_refusal(actor, onderwerp, today) or subject_refusal(onderwerp, ronde, today):
        raise NotAllowed(reason)


def _require_as_read(entry: Voortgang, versie: int | None) -> None:
    if versie is not None and entry.versie != versie:
        raise NotAllowed("De tekst is veranderd sinds u hem las. Lees hem opnieuw en beslis dan.")


def _cleaned(inhoud: Inhoud) -> Inhoud:
    """Ready to store: one line a bullet, no control characters, no empty rows; Onvolledig beyond a bound."""
    if gemist := too_much(inhoud):
        raise Onvolledig(gemist)
    return replace(
        inhoud,
        punten=tuple(replace(punt, tekst=clean(punt.tekst)) for punt in inhoud.punten),
        kwaliteit_toelichting=clean(inhoud.kwaliteit_toelichting),
        tijd_toelichting=clean(inhoud.tijd_toelichting),
        geld_toelichting=clean(inhoud.geld_toelichting),
        niets_reden=clean(inhoud.niets_reden),
    ).without_empty()


def _words(text: str, field: str, absent: str) -> str:
    text = clean(text[: MAX_OPMERKING + 1])
    if not text:
        raise ValidationError({field: absent})
    if len(text) > MAX_OPMERKING:
        raise ValidationError({field: f"Maximaal {MAX_OPMERKING} tekens."})
    return text


def _locked(voortgang: Voortgang) -> Voortgang:
    """The row as it is now, held until the end of the transaction."""
    return Voortgang.objects.select_for_update().get(pk=voortgang.pk)


def _new(actor: Gebruiker | None, ronde: Ronde, onderwerp: Onderwerp, now: datetime, staat: str) -> Voortgang:
    return Voortgang.objects.create(
        ronde=ronde, **onderwerp.fields(), staat=staat, versie=0, gewijzigd_op=now, gewijzigd_door=actor
    )


def _create(
    actor: Gebruiker | None,
    ronde: Ronde,
    onderwerp: Onderwerp,
    inhoud: Inhoud,
    now: datetime,
    herkomst: str,
    vindplaats: str,
) -> Voortgang:
    try:
        with transaction.atomic():
            entry = _new(actor, ronde, onderwerp, now, CONCEPT)
    except IntegrityError:
        # Another first save won by a moment.
        entry = Voortgang.objects.get(ronde=ronde, **onderwerp.fields())
        stored = inhoud_of(entry)
        if stored.same_words(inhoud):
            return entry
        raise VersieConflict(entry, inhoud, stored) from None
    entry.herkomst, entry.vindplaats = herkomst, vindplaats
    _write(entry, inhoud, actor, now)
    Overgang.objects.create(voortgang=entry, naar=CONCEPT, door=actor, moment=now)
    _log(actor, entry, "save", "begon de voortgang van {naam} over {ronde}.", now)
    return entry


def _write(entry: Voortgang, inhoud: Inhoud, actor: Gebruiker | None, now: datetime) -> None:
    for aspect, stand, toelichting in inhoud.standen():
        setattr(entry, aspect, stand)
        setattr(entry, f"{aspect}_toelichting", toelichting)
    entry.niets_te_melden, entry.niets_reden = inhoud.niets_te_melden, inhoud.niets_reden
    entry.versie += 1
    entry.gewijzigd_op, entry.gewijzigd_door = now, actor
    entry.save()
    known = {bericht.tekst: (bericht.herkomst, bericht.vindplaats) for bericht in entry.berichten.all()}
    entry.berichten.all().delete()
    Bericht.objects.bulk_create(
        Bericht(voortgang=entry, volgorde=i, tekst=punt.tekst, publiek=punt.publiek, herkomst=own[0], vindplaats=own[1])
        for i, punt in enumerate(inhoud.punten, start=1)
        for own in [known.get(punt.tekst, (punt.herkomst, punt.vindplaats))]
    )


def _step(
    entry: Voortgang,
    naar: str,
    actor: Gebruiker | None,
    now: datetime,
    *,
    opmerking: str = "",
    tot: date | None = None,
    inhoud: dict[str, object] | None = None,
) -> None:
    """Take one step of the table; NotAllowed with a sentence when the state does not lead there."""
    van = entry.staat if entry.versie else ""
    if who_may(van, naar) is None:
        raise NotAllowed(_no_such_step(entry, naar))
    entry.staat = naar
    entry.versie += 1
    entry.save(update_fields=["staat", "versie"])
    Overgang.objects.create(
        voortgang=entry, van=van, naar=naar, door=actor, moment=now, opmerking=opmerking, tot=tot, inhoud=inhoud
    )


def _no_such_step(entry: Voortgang, naar: str) -> str:
    doing = {TERUGGESTUURD: "terugsturen", GOEDGEKEURD: "goedkeuren", INGEDIEND: "indienen", HEROPEND: "heropenen"}
    return f"Deze voortgang is {entry.get_staat_display()}; {doing[naar]} kan daarom nu niet."


def _log(actor: Gebruiker | None, entry: Voortgang, verb: str, zin: str, now: datetime) -> None:
    wie = actor.naam if actor else "De opdrachtregel"
    zin = zin.format(naam=subject_name(Onderwerp.of(entry), day_of(now)), ronde=entry.ronde)
    log(actor=actor, actie=f"projecten.voortgang:{verb}", zin=f"{wie} {zin}", now=now, object=entry)
