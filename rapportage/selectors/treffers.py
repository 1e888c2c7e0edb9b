"""What was found, as lines of a page: a constant number of queries, whatever was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from koers.eigenaren.models import Eigenaar
from koers.lib.peildatum import Blik
from koers.toegang.models import Gebruiker
from projecten.models import Betrokkenheid, Bijeenkomst, Borging, Resultaat, Voortgang
from projecten.selectors.planning import load_mijlpalen, load_risicos
from projecten.selectors.project import load_projecten, load_themas
from rapportage.models import Vondst
from rapportage.selectors.document import Stuk
from rapportage.selectors.trefferregels import LIJNEN, Gevonden, Soort, Treffer
from rapportage.selectors.zoekzicht import known_projects


def load_treffers(
    rows: list[Vondst], stukken: list[Stuk], gebruiker: Gebruiker | Any, today: date, beginnings: tuple[str, ...]
) -> tuple[Treffer, ...]:
    """Lines for rows that this person may find (zoekzicht), in their order."""
    ids: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        ids[row.soort].append(row.object)
    parts = ("ronde", "gemeente", "rubriek", "project__gemeente")
    entries = Voortgang.objects.select_related(*parts).in_bulk(ids[Soort.NIEUWS])
    resultaten = Resultaat.objects.in_bulk(ids[Soort.RESULTAAT])
    bijeenkomsten = Bijeenkomst.objects.in_bulk(ids[Soort.BIJEENKOMST])
    partners = _partners(ids[Soort.PARTNER], gebruiker, today)
    blik = Blik(today, today)
    milestones, risks = ids[Soort.MIJLPAAL], ids[Soort.RISICO]
    mijlpalen = {regel.id: regel for regel in load_mijlpalen(blik, pk__in=milestones)} if milestones else {}
    risicos = {regel.id: regel for regel in load_risicos(blik, pk__in=risks)} if risks else {}
    planned = (*mijlpalen.values(), *risicos.values())
    of_project: Iterable[Any] = (*entries.values(), *resultaten.values(), *bijeenkomsten.values(), *planned)
    wanted = {row.project_id for row in of_project if row.project_id}
    wanted |= {*ids[Soort.PROJECT], *(pk for own in partners.values() for pk in own)}
    themas = load_themas(blik, ids[Soort.THEMALIJN]) if ids[Soort.THEMALIJN] else []
    koppen = load_projecten(blik, alle=True, waar=Q(pk__in=wanted)) if wanted else []
    gevonden = Gevonden(
        koppen={kop.id: kop for kop in koppen},
        themas={thema.id: thema for thema in themas},
        eigenaren=Eigenaar.objects.in_bulk(ids[Soort.EIGENAAR]),
        partners=partners,
        stukken={stuk.document.pk: stuk for stuk in stukken},
        entries=entries,
        resultaten=resultaten,
        bijeenkomsten=bijeenkomsten,
        mijlpalen=mijlpalen,
        risicos=risicos,
        anoniem=not isinstance(gebruiker, Gebruiker),
        beginnings=beginnings,
    )
    return tuple(LIJNEN[row.soort](row, gevonden) for row in rows)


def _partners(ids: list[int], gebruiker: Gebruiker | Any, today: date) -> dict[int, list[int]]:
    """Of each partner the projects it takes part in, or keeps the result of."""
    found: dict[int, list[int]] = defaultdict(list)
    if not ids:
        return found
    projecten = known_projects(gebruiker, today)
    own = Q(partner__in=ids, project__in=projecten)
    part = Betrokkenheid.objects.filter(own, vanaf__lte=today).order_by().values_list("partner", "project")
    kept = Borging.objects.filter(own, gemeld_op__lte=today).order_by().values_list("partner", "project")
    for partner, project in part.union(kept).order_by("partner", "project"):
        found[partner].append(project)
    return found
