"""Writing an entry: kept as often as one likes, handed in when it is whole, an earlier text put back."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime

from django.db import IntegrityError, transaction

from koers.eigenaren.bevoegdheid import require
from koers.lib.herkomst import Herkomst
from koers.lib.klok import day_of
from koers.lib.notatie import moment
from koers.lib.opmaak import bind, clean, is_bound
from koers.toegang.models import Gebruiker
from koers.toegang.rights import NotAllowed
from projecten.models import Bericht, Overgang, Project, Ronde, Voortgang, VoortgangVersie
from projecten.rules.formulier import Vorm
from projecten.rules.inhoud import Gemis, Inhoud, missing, too_much, with_dates
from projecten.rules.voortgang import CONCEPT, INGEDIEND
from projecten.selectors.bindcijfer import figures_of
from projecten.selectors.formulier import form_of
from projecten.selectors.onderwerp import Onderwerp
from projecten.selectors.toezegging import asked_of_entry
from projecten.selectors.voortgang import inhoud_of, reason_shut
from projecten.services.voortgang.fouten import Onvolledig, VersieConflict
from projecten.services.voortgang.stap import locked, require_author, take_step, write_line
from projecten.services.voortgang.toezeggen import promises_of
from projecten.services.voortgang.versies import keep_version, version_before


@transaction.atomic
def save_voortgang(
    *,
    actor: Gebruiker | None,
    ronde: Ronde,
    onderwerp: Onderwerp,
    inhoud: Inhoud,
    versie: int,
    now: datetime,
    voor: Gebruiker | None = None,
    blad: str = "",
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Voortgang:
    """Keep what was entered, finished or not, in the state it is in (a first save makes a concept).

    `versie` is the one the writer had before them, 0 for none; `blad` names the page they write on, which never stands
    in its own way. `voor`: on whose behalf, for who may do that. Raises NotAllowed with the reason, Onvolledig beyond a
    bound, VersieConflict when another text was saved since. Saving the same words again changes nothing. The log gets a
    line for each version that begins (projecten.rules.versies), not for each save.
    """
    today = day_of(now)
    require(actor, "projecten.voortgang:edit", today=today)
    voor = require_author(actor, ronde, onderwerp, today, voor)
    inhoud = _cleaned(inhoud, form_of(ronde), ronde, onderwerp)
    entry = Voortgang.objects.select_for_update(of=("self",)).filter(ronde=ronde, **onderwerp.fields()).first()
    if reason := reason_shut(entry, ronde, today):
        raise NotAllowed(reason)
    if entry is None:
        entry, made = _create(actor, ronde, onderwerp, inhoud, now)
        if not made:
            return entry
        entry.herkomst, entry.vindplaats = herkomst, vindplaats
        _write(entry, inhoud, Inhoud(), actor, now, blad)
        keep_version(entry, inhoud, None, actor=actor, voor=voor, now=now)
        Overgang.objects.create(voortgang=entry, naar=CONCEPT, door=actor, voor=voor, moment=now)
        write_line(actor, entry, "save", "begon de voortgang van {naam} over {ronde}.", now, voor)
        return entry
    # Read before it was locked: no need to ask again.
    entry.ronde, entry.project = ronde, onderwerp.project
    stored = inhoud_of(entry)
    if stored.same_words(inhoud):
        return entry
    if entry.versie != versie and not (blad and blad == entry.blad and entry.gewijzigd_door == actor):
        raise VersieConflict(entry, inhoud, stored)
    before = version_before(entry, stored)
    _write(entry, inhoud, stored, actor, now, blad)
    if keep_version(entry, inhoud, before, actor=actor, voor=voor, now=now):
        write_line(actor, entry, "save", "bewaarde de voortgang van {naam} over {ronde}.", now, voor)
    return entry


@transaction.atomic
def submit_voortgang(
    *,
    actor: Gebruiker | None,
    voortgang: Voortgang,
    now: datetime,
    versie: int | None = None,
    voor: Gebruiker | None = None,
) -> Voortgang:
    """Hand in what was saved, for the redacteur. Raises Onvolledig with everything that is missing, at once."""
    today = day_of(now)
    require(actor, "projecten.voortgang:submit", today=today)
    entry = locked(voortgang)
    voor = require_author(actor, entry.ronde, Onderwerp.of(entry), today, voor)
    if reason := reason_shut(entry, entry.ronde, today):
        raise NotAllowed(reason)
    inhoud = inhoud_of(entry)
    if versie is not None and entry.versie != versie:
        raise VersieConflict(entry, inhoud, inhoud)
    if gemist := missing(inhoud, form_of(entry.ronde), asked_of_entry(entry)):
        raise Onvolledig(gemist)
    take_step(entry, INGEDIEND, actor, now, inhoud=asdict(inhoud), voor=voor)
    write_line(actor, entry, "submit", "diende de voortgang van {naam} over {ronde} in.", now, voor)
    return entry


@transaction.atomic
def restore_versie(
    *, actor: Gebruiker | None, oud: VoortgangVersie, versie: int, now: datetime, voor: Gebruiker | None = None
) -> Voortgang:
    """Put the text of an earlier version back, as a new one; nothing that came between is lost.

    `versie` is the one the person had before them. Raises what `save_voortgang` does.
    """
    today = day_of(now)
    require(actor, "projecten.voortgang:edit", today=today)
    about = oud.voortgang
    inhoud = _with_figures(Inhoud.parse(oud.inhoud), Onderwerp.of(about), about.ronde)
    entry = locked(about)
    voor = require_author(actor, entry.ronde, Onderwerp.of(entry), today, voor)
    if reason := reason_shut(entry, entry.ronde, today):
        raise NotAllowed(reason)
    stored = inhoud_of(entry)
    if entry.versie != versie:
        raise VersieConflict(entry, inhoud, stored)
    if stored.same_words(inhoud):
        return entry
    before = version_before(entry, stored)
    _write(entry, inhoud, stored, actor, now, "")
    keep_version(entry, inhoud, before, actor=actor, voor=voor, now=now, hersteld_van=oud.nummer)
    zin = f"zette de tekst van {moment(oud.moment)} terug in de voortgang van {{naam}} over {{ronde}}."
    write_line(actor, entry, "restore", zin, now, voor)
    return entry


def _cleaned(inhoud: Inhoud, vorm: Vorm, ronde: Ronde, onderwerp: Onderwerp) -> Inhoud:
    """Ready to store: one line a bullet, dates as they are kept, no control characters, no empty rows.

    Onvolledig beyond a bound, or with an answer to what was never promised about this subject.
    """
    if gemist := too_much(inhoud, vorm) + _unknown(inhoud, onderwerp, ronde):
        raise Onvolledig(gemist)
    inhoud = with_dates(inhoud, ronde.eind)
    cleaned = replace(
        inhoud,
        punten=tuple(
            replace(punt, tekst=clean(punt.tekst), toezegging=clean(punt.toezegging)) for punt in inhoud.punten
        ),
        antwoorden=tuple(
            replace(antwoord, wanneer=clean(antwoord.wanneer), woorden=clean(antwoord.woorden))
            for antwoord in inhoud.antwoorden
        ),
        kwaliteit_toelichting=clean(inhoud.kwaliteit_toelichting),
        tijd_toelichting=clean(inhoud.tijd_toelichting),
        geld_toelichting=clean(inhoud.geld_toelichting),
        niets_reden=clean(inhoud.niets_reden),
    ).without_empty()
    return _with_figures(cleaned, onderwerp, ronde)


def _with_figures(inhoud: Inhoud, onderwerp: Onderwerp, ronde: Ronde) -> Inhoud:
    """Its bound figures as they are now: who changes measurements of the project waits until this is stored."""
    if not any(is_bound(punt.tekst) for punt in inhoud.punten):
        return inhoud
    if onderwerp.project:
        Project.objects.select_for_update().get(pk=onderwerp.project.pk)
    figures = figures_of(onderwerp.project, ronde)
    return replace(inhoud, punten=tuple(replace(punt, tekst=bind(punt.tekst, figures)) for punt in inhoud.punten))


def _unknown(inhoud: Inhoud, onderwerp: Onderwerp, ronde: Ronde) -> list[Gemis]:
    known = promises_of(onderwerp, ronde) if inhoud.antwoorden else set()
    return [
        Gemis(antwoord.veld, "Deze toezegging is hier niet gedaan.")
        for antwoord in inhoud.antwoorden
        if antwoord.toezegging not in known
    ]


def _create(
    actor: Gebruiker | None, ronde: Ronde, onderwerp: Onderwerp, inhoud: Inhoud, now: datetime
) -> tuple[Voortgang, bool]:
    """The new row and True; False with the row that has these very words already. VersieConflict with other words."""
    try:
        with transaction.atomic():
            return new_entry(actor, ronde, onderwerp, now, CONCEPT), True
    except IntegrityError:
        # Another first save won by a moment.
        entry = Voortgang.objects.get(ronde=ronde, **onderwerp.fields())
        stored = inhoud_of(entry)
        if stored.same_words(inhoud):
            return entry, False
        raise VersieConflict(entry, inhoud, stored) from None


def new_entry(actor: Gebruiker | None, ronde: Ronde, onderwerp: Onderwerp, now: datetime, staat: str) -> Voortgang:
    """An entry without a text, never saved."""
    return Voortgang.objects.create(
        ronde=ronde, **onderwerp.fields(), staat=staat, versie=0, gewijzigd_op=now, gewijzigd_door=actor
    )


def _write(entry: Voortgang, inhoud: Inhoud, stored: Inhoud, actor: Gebruiker | None, now: datetime, blad: str) -> None:
    """`stored` is what the entry had: a bullet that stays keeps where it came from."""
    for aspect, stand, toelichting in inhoud.standen():
        setattr(entry, aspect, stand)
        setattr(entry, f"{aspect}_toelichting", toelichting)
    entry.niets_te_melden, entry.niets_reden = inhoud.niets_te_melden, inhoud.niets_reden
    entry.antwoorden = [asdict(antwoord) for antwoord in inhoud.antwoorden] or None
    entry.versie += 1
    entry.gewijzigd_op, entry.gewijzigd_door, entry.blad = now, actor, blad
    entry.save()
    known = {punt.tekst: (punt.herkomst, punt.vindplaats) for punt in stored.punten}
    entry.berichten.all().delete()
    Bericht.objects.bulk_create(
        Bericht(
            voortgang=entry,
            volgorde=i,
            tekst=punt.tekst,
            publiek=punt.publiek,
            toezegging=punt.toezegging,
            herkomst=own[0],
            vindplaats=own[1],
        )
        for i, punt in enumerate(inhoud.punten, start=1)
        for own in [known.get(punt.tekst, (punt.herkomst, punt.vindplaats))]
    )
