"""Which rows of the index a person may find: those whose object is on a page that person may open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.eigenaren.models import Eigenaar, Partner
from koers.toegang.models import Gebruiker
from projecten.models import (
    Betrokkenheid,
    Bijeenkomst,
    Borging,
    Mijlpaal,
    Project,
    ProjectNaam,
    Resultaat,
    Risico,
    Voortgang,
)
from projecten.selectors.onderwerp import load_auteurschap
from rapportage.models import Vondst
from rapportage.selectors.document import Stuk
from themalijnen.models import Themalijn, ThemalijnNaam

Soort = Vondst.Soort


@dataclass(frozen=True)
class Zicht:
    """Conditions on `Vondst`: of the news, and of all other kinds together."""

    nieuws: Q
    overig: Q


def load_zicht(gebruiker: Gebruiker | Any, today: date, stukken: list[Stuk]) -> Zicht:
    """What this person may find; `stukken` are the documents this person may see. One query, for who writes."""
    documents = _of(Soort.DOCUMENT, [stuk.document.pk for stuk in stukken])
    bevoegdheid = bevoegdheid_of(gebruiker, today)
    if not bevoegdheid.may("projecten.project:view"):
        return Zicht(Q(pk__in=()), documents)
    found = documents | _things(gebruiker, today)
    if bevoegdheid.may("themalijnen.themalijn:view"):
        lijnen = Themalijn.objects.visible_to(gebruiker, today).filter(vanaf__lte=today)
        begun = ThemalijnNaam.objects.filter(vanaf__lte=today)
        found |= _of(Soort.THEMALIJN, lijnen.values("pk")) & Q(bron_id__in=begun.values("pk"))
    if bevoegdheid.may("rapportage.eigenaar:view"):
        found |= _of(Soort.EIGENAAR, Eigenaar.objects.visible_to(gebruiker, today).on(today).values("pk"))
    return Zicht(_news(gebruiker, today), found)


def _of(soort: str, objects: Any) -> Q:
    return Q(soort=soort, object__in=objects)


def known_projects(gebruiker: Gebruiker | Any, today: date) -> Any:
    """Projects whose page is there today."""
    return Project.objects.visible_to(gebruiker, today).filter(vanaf__lte=today)


def _things(gebruiker: Gebruiker | Any, today: date) -> Q:
    """What stands on the page of a project: its names so far, results, meetings, partners, milestones and risks."""
    projecten = known_projects(gebruiker, today)
    begun = ProjectNaam.objects.filter(vanaf__lte=today)
    results = Resultaat.objects.visible_to(gebruiker, today).filter(project__in=projecten, datum__lte=today)
    meetings = Bijeenkomst.objects.visible_to(gebruiker, today).filter(project__in=projecten)
    planned = Mijlpaal.objects.visible_to(gebruiker, today).filter(project__in=projecten)
    risks = Risico.objects.visible_to(gebruiker, today).filter(project__in=projecten, sinds__lte=today)
    partners = Partner.objects.visible_to(gebruiker, today).filter(
        Q(pk__in=Betrokkenheid.objects.filter(project__in=projecten, vanaf__lte=today).values("partner"))
        | Q(pk__in=Borging.objects.filter(project__in=projecten, gemeld_op__lte=today).values("partner"))
    )
    return (
        _of(Soort.PROJECT, projecten.values("pk")) & Q(bron_id__in=begun.values("pk"))
        | _of(Soort.RESULTAAT, results.values("pk"))
        | _of(Soort.BIJEENKOMST, meetings.values("pk"))
        | _of(Soort.PARTNER, partners.values("pk"))
        | _of(Soort.MIJLPAAL, planned.values("pk"))
        | _of(Soort.RISICO, risks.values("pk"))
    )


def _news(gebruiker: Gebruiker | Any, today: date) -> Q:
    """Of an entry one may open its text; of one that is open again, for all others, the text that was approved.

    Bullets that are internal: for the team, and in the text itself for who writes about it.
    """
    visible = Voortgang.objects.visible_to(gebruiker, today)
    open_to = Q(object__in=visible.values("pk"))
    public, own = Q(publiek=True), Q(publiek=True)
    if bevoegdheid_of(gebruiker, today).in_team:
        public = own = Q()
    else:
        auteur = load_auteurschap(gebruiker, today)
        written = Voortgang.objects.filter(
            Q(project__in=auteur.projecten)
            | Q(gemeente__in=auteur.gemeenten)
            | Q(gemeente__isnull=True, project__gemeente__in=auteur.gemeenten)
        )
        own |= Q(object__in=written.values("pk"))
    if not visible.query.where:
        # Who may open every entry: nothing is left to look up.
        return Q(soort=Soort.NIEUWS, eerder=False) & own
    reopened = ~open_to & Q(object__in=Voortgang.objects.filter(gepubliceerd__isnull=False).values("pk"))
    return Q(soort=Soort.NIEUWS) & (Q(eerder=False) & own & open_to | Q(eerder=True) & public & reopened)
