"""*Mijn agenda*: every date that asks something of one person, in one list; the page and the calendar feed read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from financien.models import Beschikking
from koers.eigenaren.bevoegdheid import Bevoegdheid, bevoegdheid_of
from koers.eigenaren.models import Vergadering
from koers.lib.ics import Afspraak
from koers.lib.notatie import dagen
from koers.lib.opmaak import to_plain
from koers.toegang.models import Gebruiker
from koers.toegang.rights import Rol
from projecten.models import Ronde
from projecten.rules.nieuws import first_sentence
from projecten.selectors.beurt import MIJLPAAL, load_beurten
from projecten.selectors.bord import load_bord
from projecten.selectors.borddeel import of_person
from projecten.selectors.borging import load_mine
from projecten.selectors.plicht import Bord, Plicht
from projecten.selectors.ronde import active_rondes
from projecten.selectors.toezegginglijst import load_mine as toegezegd
from projecten.selectors.vraag import VraagPlicht
from rapportage.selectors.eigenaar.geld import sisa_due

# Whose work follows the rondes as a whole.
RONDE_ROLLEN = frozenset({Rol.REGIONAAL, Rol.LOKAAL, Rol.REDACTEUR, Rol.PROGRAMMAMANAGER})
# Who sees the days of the rondes: those, and who has no other dates here. They stand on the page of the region too.
ZIET_RONDES = RONDE_ROLLEN | {Rol.AMBTENAAR, Rol.BEHEERDER}
# Which meetings are in whose agenda.
VERGADERING_ROLLEN = {
    Vergadering.Soort.AO: frozenset({Rol.AO_LID, Rol.REDACTEUR, Rol.PROGRAMMAMANAGER}),
    Vergadering.Soort.BO: frozenset({Rol.BO_LID, Rol.REDACTEUR, Rol.PROGRAMMAMANAGER}),
}


@dataclass(frozen=True)
class Moment:
    """A day and what it asks. `sleutel` names it, the same each time it is read; `te_laat`: the day is over."""

    dag: date
    wat: str
    waarvan: str
    url: str
    sleutel: str
    te_laat: bool
    nog: str


def load_agenda(gebruiker: Gebruiker, today: date) -> list[Moment]:
    """Of one person on one day, first what is due first; what is late and can still be done is among it.

    The queries grow with the open rondes (one or two), not with what is in them.
    """
    bevoegdheid = bevoegdheid_of(gebruiker, today)
    rondes = active_rondes(today) if _follows(bevoegdheid) else []
    borden = [load_bord(ronde, today, of_person(ronde, today, gebruiker.pk)) for ronde in rondes]
    found = [
        *_owed(borden, gebruiker, today),
        *_rondes(gebruiker, bevoegdheid, today),
        *_updates(gebruiker, today),
        *_plans(gebruiker, today),
        *_checks(gebruiker, today),
        *_promises(gebruiker, today),
        *_meetings(gebruiker, bevoegdheid, today),
        *_money(gebruiker, bevoegdheid, today),
    ]
    return sorted(found, key=lambda moment: (moment.dag, moment.wat, moment.waarvan))


def as_afspraken(momenten: Iterable[Moment], host: str, root: str) -> list[Afspraak]:
    """As a calendar takes them; `root` is the address of this portal, without the last slash."""
    return [
        Afspraak(
            uid=f"{moment.sleutel}@{host}",
            dag=moment.dag,
            titel=f"{moment.wat}: {moment.waarvan}" if moment.waarvan else moment.wat,
            uitleg="Te laat, maar het kan nog." if moment.te_laat else "",
            url=f"{root}{moment.url}",
        )
        for moment in momenten
    ]


def _moment(dag: date, wat: str, waarvan: str, url: str, sleutel: str, today: date) -> Moment:
    return Moment(dag, wat, waarvan, url, sleutel, dag < today, dagen((dag - today).days))


def _follows(bevoegdheid: Bevoegdheid) -> bool:
    return bool(bevoegdheid.rollen & RONDE_ROLLEN)


def _owed(borden: list[Bord], gebruiker: Gebruiker, today: date) -> Iterator[Moment]:
    """Entries and answers that this person still owes and can still give."""
    for bord in borden:
        for plicht in bord.alles:
            if gebruiker.pk in plicht.contacten and not plicht.is_binnen and not plicht.termijn.is_over(today):
                yield _due(bord.ronde, plicht, today)


def _due(ronde: Ronde, plicht: Plicht | VraagPlicht, today: date) -> Moment:
    if isinstance(plicht, VraagPlicht):
        wat, waarvan = "Beantwoord de extra vraag", f"{plicht.vraag.onderwerp}, over {plicht.waarover}"
    else:
        wat, waarvan = f"Voortgang over {ronde} indienen", plicht.naam
    return _moment(plicht.termijn.tot, wat, waarvan, plicht.edit_url, f"{ronde.code}-{plicht.sleutel}", today)


def _rondes(gebruiker: Gebruiker, bevoegdheid: Bevoegdheid, today: date) -> Iterator[Moment]:
    """Of each ronde that is open or to come: the days on which it opens, is no longer in time, and shuts."""
    if not bevoegdheid.rollen & ZIET_RONDES:
        return
    url = _ronde_url(bevoegdheid)
    for ronde in Ronde.objects.visible_to(gebruiker, today).filter(dicht_op__gte=today).order_by("open_vanaf"):
        for wat, naam, dag in (
            ("Ronde gaat open", "open", ronde.open_vanaf),
            ("Laatste dag op tijd", "tijdig", ronde.op_tijd_tot),
            ("Ronde sluit", "dicht", ronde.dicht_op),
        ):
            if dag >= today:
                yield _moment(dag, wat, ronde.titel, url, f"ronde-{ronde.code}-{naam}", today)


def _ronde_url(bevoegdheid: Bevoegdheid) -> str:
    """Where this person reads about rondes."""
    if bevoegdheid.may("projecten.ronde:view"):
        return reverse("projecten:ronde_list")
    if bevoegdheid.may("rapportage.taken:view"):
        return reverse("rapportage:taken_list")
    return f"{reverse('rapportage:regio_detail')}#ronde"


def _updates(gebruiker: Gebruiker, today: date) -> Iterator[Moment]:
    """The days on which a kwartaalupdate goes out, where they are known."""
    rondes = Ronde.objects.visible_to(gebruiker, today).filter(soort=Ronde.Soort.KWARTAAL, uitgave__gte=today)
    for ronde in rondes:
        if ronde.uitgave:
            url = reverse("rapportage:document_list")
            yield _moment(ronde.uitgave, "Kwartaalupdate verschijnt", ronde.titel, url, f"update-{ronde.code}", today)


def _plans(gebruiker: Gebruiker, today: date) -> Iterator[Moment]:
    """Milestones and looks at a risk that this person answers for, or of a project they lead; also when overdue."""
    for beurt in load_beurten(gebruiker, today):
        wat = "Mijlpaal" if beurt.soort == MIJLPAAL else "Risico opnieuw bekijken"
        sleutel = f"{beurt.soort}-{beurt.id}"
        yield _moment(beurt.dag, wat, f"{beurt.naam}, {beurt.project}", beurt.plan_url, sleutel, today)


def _checks(gebruiker: Gebruiker, today: date) -> Iterator[Moment]:
    """Borgingen that this person looks at again, as *mijn taken* has them."""
    for rij in load_mine(gebruiker, today):
        url = reverse("projecten:borging_check", args=[rij.borging.pk])
        waarvan = f"{rij.project.naam}, geborgd bij {rij.bij}"
        if rij.volgende is not None:
            yield _moment(rij.volgende, "Borging controleren", waarvan, url, f"borging-{rij.borging.pk}", today)


def _promises(gebruiker: Gebruiker, today: date) -> Iterator[Moment]:
    """What this person promised and nobody has told yet what came of it, on the last day it was promised for."""
    for rij in toegezegd(gebruiker, today):
        url = reverse("projecten:toezegging_list")
        if rij.project:
            url = f"{reverse('projecten:project_detail', args=[(rij.drager or rij.project).slug])}#toezeggingen"
        waarvan = f"{first_sentence(to_plain(rij.belofte.toezegging.tekst))} ({rij.naam})"
        sleutel = f"toezegging-{rij.belofte.toezegging.pk}"
        yield _moment(rij.belofte.wanneer.eind, "Toezegging", waarvan, url, sleutel, today)


def _meetings(gebruiker: Gebruiker, bevoegdheid: Bevoegdheid, today: date) -> Iterator[Moment]:
    soorten = [soort for soort, rollen in VERGADERING_ROLLEN.items() if rollen & bevoegdheid.rollen]
    rows = Vergadering.objects.visible_to(gebruiker, today).filter(soort__in=soorten, datum__gte=today)
    for row in rows:
        wat = f"Vergadering van het {row.get_soort_display()}"
        yield _moment(row.datum, wat, "", reverse("rapportage:document_list"), f"vergadering-{row.pk}", today)


def _award_end(rows: list[Beschikking], sleutel: str, today: date) -> Moment:
    """One moment for all awards of a scheme that end on the same day."""
    first = rows[0]
    if len(rows) == 1:
        url = reverse("financien:beschikking_detail", args=[first.slug])
        return _moment(first.tot, "Laatste dag van de beschikking", str(first), url, sleutel, today)
    url = reverse("financien:regeling_detail", args=[first.regeling.slug])
    waarvan = f"{first.regeling}, {len(rows)} beschikkingen"
    return _moment(first.tot, "Laatste dag van de beschikkingen", waarvan, url, sleutel, today)


def _money(gebruiker: Gebruiker, bevoegdheid: Bevoegdheid, today: date) -> Iterator[Moment]:
    """For the controller: the last day of each award, and the SiSa return that comes next."""
    if Rol.CONTROLLER not in bevoegdheid.rollen:
        return
    awards = Beschikking.objects.visible_to(gebruiker, today).select_related("regeling", "ontvanger")
    ends: dict[tuple[int, date], list[Beschikking]] = defaultdict(list)
    for row in awards.filter(tot__gte=today):
        ends[row.regeling_id, row.tot].append(row)
    for (regeling, tot), rows in ends.items():
        yield _award_end(rows, f"regeling-{regeling}-{tot}", today)
    jaar = today.year - 1 if sisa_due(today.year - 1) >= today else today.year
    if awards.filter(vanaf__lte=date(jaar, 12, 31), tot__gte=date(jaar, 1, 1)).exists():
        url = f"{reverse('financien:programma_detail')}?jaar={jaar}"
        yield _moment(sisa_due(jaar), "SiSa-opgave indienen", f"over {jaar}", url, f"sisa-{jaar}", today)
