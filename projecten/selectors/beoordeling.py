"""What waits for the redacteur, and one entry with what it changed against an older text."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch

from koers.lib.keuze import Keuze
from koers.lib.opmaak import to_plain
from koers.lib.peildatum import Blik
from projecten.models import Bewijs, Overgang, Voortgang
from projecten.rules.belofte import said
from projecten.rules.inhoud import Inhoud, Punt
from projecten.rules.verschil import Deel, differences, pair
from projecten.rules.voortgang import INGEDIEND, TERUGGESTUURD
from projecten.selectors.ernaast import last_approved
from projecten.selectors.formulier import form_of
from projecten.selectors.onderwerp import Onderwerp, subject_name, subject_thema
from projecten.selectors.project import ProjectKop, ThemaKop, load_projecten
from projecten.selectors.toezegging import Beantwoord, answers_of
from projecten.selectors.voortgang import Stap, approved_inhoud, history, inhoud_of, steps_of


@dataclass(frozen=True)
class Wachtend:
    """One entry in the queue."""

    id: int
    naam: str
    waar: str
    ronde: str
    thema: ThemaKop | None
    keer: int
    sinds: datetime
    versie: int
    standen: tuple[tuple[str, str, str], ...]
    punten: tuple[str, ...]
    niets: str


@dataclass(frozen=True)
class Versie:
    """A text to compare with: its key in the address, and its name."""

    sleutel: str
    label: str
    inhoud: Inhoud | None


@dataclass(frozen=True)
class Alinea:
    """One bullet with its marked differences; `weg` when it stood in the older text only."""

    nummer: int
    punt: Punt
    delen: tuple[Deel, ...]
    nieuw: bool
    weg: bool
    opmaak_veranderd: bool
    toezegging_nieuw: bool = False
    toezegging_weg: str = ""


@dataclass(frozen=True)
class StandVerschil:
    """Kwaliteit, Tijd or Geld now and before; `oud` is None where there is nothing to compare."""

    label: str
    nu: str
    oud: str | None
    toelichting: str


@dataclass(frozen=True)
class Beoordeling:
    """The entry as the reviewer reads it."""

    voortgang: Voortgang
    naam: str
    thema: ThemaKop | None
    inhoud: Inhoud
    keuzes: tuple[Keuze, ...]
    alineas: tuple[Alinea, ...]
    standen: tuple[StandVerschil, ...]
    stappen: list[Stap]
    terug: Stap | None
    keer: int
    kan: bool
    bewijzen: tuple[Bewijs, ...]
    antwoorden: tuple[Beantwoord, ...]


def waiting(gebruiker: Any, today: date) -> list[Wachtend]:
    """Entries handed in, the longest waiting first. A constant number of queries."""
    steps = Prefetch("overgangen", Overgang.objects.select_related("door"))
    rows = Voortgang.objects.visible_to(gebruiker, today).filter(staat=INGEDIEND)
    rows = rows.select_related("ronde", "project", "gemeente", "rubriek").prefetch_related(steps, "berichten")
    slugs = {row.project.slug for row in rows if row.project}
    koppen = {kop.id: kop for kop in load_projecten(Blik(today, today), alle=True, slugs=slugs)}
    return sorted((_waiting(row, koppen.get(row.project_id or 0)) for row in rows), key=lambda item: item.sinds)


def _waiting(row: Voortgang, kop: ProjectKop | None) -> Wachtend:
    handed_in = [step.moment for step in row.overgangen.all() if step.naar == INGEDIEND]
    waar = str(row.gemeente) if row.gemeente and row.project else "regionaal" if row.project else "gemeente"
    return Wachtend(
        id=row.pk,
        naam=kop.naam if kop else str(row.rubriek or row.gemeente or row.project),
        waar="programma" if row.rubriek else waar,
        ronde=str(row.ronde),
        thema=kop.thema if kop else None,
        keer=len(handed_in),
        sinds=handed_in[-1] if handed_in else row.gewijzigd_op,
        versie=row.versie,
        standen=row.standen if row.rubriek is None else (),
        punten=tuple(bericht.tekst for bericht in row.berichten.all()),
        niets=row.niets_reden if row.niets_te_melden else "",
    )


def load_beoordeling(voortgang: Voortgang, met: str, today: date) -> Beoordeling:
    """One entry beside the text chosen with `met` ("versie", "kwartaal", "niets"); the nearest one by default."""
    onderwerp = Onderwerp.of(voortgang)
    inhoud = inhoud_of(voortgang)
    versies = _versies(voortgang, onderwerp)
    chosen = next((versie for versie in versies if versie.sleutel == met), versies[0])
    stappen = history(voortgang)
    steps = steps_of(voortgang)
    returned = [stap for stap, step in zip(stappen, steps, strict=True) if step.naar == TERUGGESTUURD]
    asked = form_of(voortgang.ronde).aspecten if onderwerp.met_standen else ()
    return Beoordeling(
        voortgang=voortgang,
        naam=subject_name(onderwerp, voortgang.ronde.peildatum),
        thema=subject_thema(onderwerp, Blik(voortgang.ronde.peildatum, today)),
        inhoud=inhoud,
        keuzes=tuple(Keuze(v.label, f"?met={v.sleutel}", v is chosen) for v in versies),
        alineas=tuple(_alineas(inhoud, chosen.inhoud)),
        standen=tuple(_standen(inhoud, chosen.inhoud, asked)),
        stappen=stappen,
        terug=returned[-1] if returned else None,
        keer=sum(step.naar == INGEDIEND for step in steps),
        kan=voortgang.staat == INGEDIEND,
        bewijzen=tuple(voortgang.bewijzen.all()),
        antwoorden=answers_of(voortgang, inhoud, binnen=True),
    )


def _versies(voortgang: Voortgang, onderwerp: Onderwerp) -> list[Versie]:
    found = []
    if voortgang.gepubliceerd:
        found.append(Versie("goedgekeurd", "wat goedgekeurd was", approved_inhoud(voortgang)))
    handed_in = [step.inhoud for step in steps_of(voortgang) if step.naar == INGEDIEND and step.inhoud]
    if len(handed_in) > 1:
        found.append(Versie("versie", f"versie {len(handed_in) - 1}", Inhoud.parse(handed_in[-2])))
    if earlier := last_approved(voortgang.ronde, onderwerp):
        found.append(Versie("kwartaal", earlier.kop, earlier.inhoud))
    return [*found, Versie("niets", "niets", None)]


def _alineas(inhoud: Inhoud, oud: Inhoud | None) -> list[Alinea]:
    if oud is None:
        return [Alinea(i, punt, (), False, False, False) for i, punt in enumerate(inhoud.punten, start=1)]
    before = [to_plain(punt.tekst) for punt in oud.punten]
    after = [to_plain(punt.tekst) for punt in inhoud.punten]
    found = []
    for was, now in pair(before, after):
        a, b = before[was] if was is not None else "", after[now] if now is not None else ""
        punt = inhoud.punten[now] if now is not None else oud.punten[was or 0]
        marked = was is not None and now is not None and a == b and oud.punten[was].tekst != punt.tekst
        number = (now if now is not None else was or 0) + 1
        promised = oud.punten[was].toezegging if was is not None else ""
        found.append(
            Alinea(
                number,
                punt,
                tuple(differences(a, b)),
                nieuw=was is None,
                weg=now is None,
                opmaak_veranderd=marked,
                toezegging_nieuw=now is not None and punt.toezegging not in ("", promised),
                toezegging_weg=said(promised) if now is not None and not punt.toezegging else "",
            )
        )
    return found


def _standen(inhoud: Inhoud, oud: Inhoud | None, asked: Collection[str]) -> list[StandVerschil]:
    before = {aspect: stand for aspect, stand, _ in oud.standen()} if oud else {}
    return [
        StandVerschil(aspect.capitalize(), stand, before.get(aspect), toelichting)
        for aspect, stand, toelichting in inhoud.standen()
        if aspect in asked
    ]
