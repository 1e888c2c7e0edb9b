"""What was found, as lines of a page: a constant number of queries, whatever was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from koers.eigenaren.models import Eigenaar
from koers.lib.opmaak import to_plain
from koers.lib.peildatum import Blik
from koers.toegang.models import Gebruiker
from projecten.models import Betrokkenheid, Bijeenkomst, Borging, Project, Resultaat, Voortgang
from projecten.rules.wanneer import when
from projecten.selectors.onderwerp import Onderwerp
from projecten.selectors.project import GEEN_THEMA, ProjectKop, ThemaKop, load_projecten, load_themas
from rapportage.models import Vondst
from rapportage.rules.zoeken import Stuk as Deel
from rapportage.rules.zoeken import excerpt, mark
from rapportage.selectors.document import Stuk
from rapportage.selectors.zoekzicht import known_projects

Soort = Vondst.Soort


@dataclass(frozen=True)
class Treffer:
    """One thing that was found. `titel` and `tekst` in pieces; `bij` says when, of what or in what state."""

    soort: str
    url: str
    titel: tuple[Deel, ...]
    tekst: tuple[Deel, ...] = ()
    bij: str = ""
    thema: ThemaKop = GEEN_THEMA
    herkomst: str = ""
    intern: bool = False


@dataclass(frozen=True)
class Gevonden:
    """Everything that lines are made of."""

    koppen: Mapping[int, ProjectKop]
    themas: Mapping[int, ThemaKop]
    eigenaren: Mapping[int, Eigenaar]
    partners: Mapping[int, list[int]]
    stukken: Mapping[int, Stuk]
    entries: Mapping[int, Voortgang]
    resultaten: Mapping[int, Resultaat]
    bijeenkomsten: Mapping[int, Bijeenkomst]
    anoniem: bool
    beginnings: tuple[str, ...]


def load_treffers(
    rows: list[Vondst], stukken: list[Stuk], gebruiker: Gebruiker | Any, today: date, beginnings: tuple[str, ...]
) -> tuple[Treffer, ...]:
    """Lines for rows that this person may find (zoekzicht), in their order."""
    ids: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        ids[row.soort].append(row.object)
    parts = ("ronde", "gemeente", "rubriek", "project__gemeente")
    entries = Voortgang.objects.filter(pk__in=ids[Soort.NIEUWS]).select_related(*parts).in_bulk()
    resultaten = Resultaat.objects.in_bulk(ids[Soort.RESULTAAT])
    bijeenkomsten = Bijeenkomst.objects.in_bulk(ids[Soort.BIJEENKOMST])
    partners = _partners(ids[Soort.PARTNER], gebruiker, today)
    of_project: Iterable[Any] = (*entries.values(), *resultaten.values(), *bijeenkomsten.values())
    wanted = {row.project_id for row in of_project if row.project_id}
    wanted |= {*ids[Soort.PROJECT], *(pk for own in partners.values() for pk in own)}
    blik = Blik(today, today)
    themas = load_themas(blik) if wanted or ids[Soort.THEMALIJN] else []
    slugs = Project.objects.filter(pk__in=wanted).values_list("slug", flat=True)
    koppen = load_projecten(blik, alle=True, slugs=slugs, themas=themas) if wanted else []
    gevonden = Gevonden(
        koppen={kop.id: kop for kop in koppen},
        themas={thema.id: thema for thema in themas},
        eigenaren=Eigenaar.objects.in_bulk(ids[Soort.EIGENAAR]),
        partners=partners,
        stukken={stuk.document.pk: stuk for stuk in stukken},
        entries=entries,
        resultaten=resultaten,
        bijeenkomsten=bijeenkomsten,
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


def _project_url(kop: ProjectKop, anker: str = "") -> str:
    return reverse("projecten:project_detail", args=[kop.slug]) + anker


def _project(row: Vondst, gevonden: Gevonden) -> Treffer:
    kop = gevonden.koppen[row.object]
    old = row.titel if row.titel != kop.naam else ""
    return Treffer(
        soort="Project",
        url=_project_url(kop),
        titel=mark(kop.naam, gevonden.beginnings),
        tekst=(Deel("Voorheen "), *mark(old, gevonden.beginnings)) if old else (),
        bij="afgerond" if kop.afgerond else "",
        thema=kop.thema,
        herkomst=kop.herkomst,
    )


def _themalijn(row: Vondst, gevonden: Gevonden) -> Treffer:
    lijn = gevonden.themas[row.object]
    old = row.titel if row.titel != lijn.naam else ""
    return Treffer(
        soort="Themalijn",
        url=reverse("themalijnen:themalijn_detail", args=[lijn.slug]),
        titel=mark(lijn.naam, gevonden.beginnings),
        tekst=(Deel("Voorheen "), *mark(old, gevonden.beginnings)) if old else (),
        bij="" if lijn.loopt else "afgelopen",
    )


def _eigenaar(row: Vondst, gevonden: Gevonden) -> Treffer:
    eigenaar = gevonden.eigenaren[row.object]
    return Treffer(
        soort="Eigenaar",
        url=reverse("rapportage:eigenaar_detail", args=[eigenaar.slug]),
        titel=mark(eigenaar.naam, gevonden.beginnings),
        bij=eigenaar.get_soort_display(),
    )


def _partner(row: Vondst, gevonden: Gevonden) -> Treffer:
    koppen = [gevonden.koppen[pk] for pk in gevonden.partners[row.object]]
    names = [kop.naam for kop in koppen]
    others = f" en nog {len(names) - 3}" if len(names) > 3 else ""
    return Treffer(
        soort="Partner",
        url=_project_url(koppen[0], "#mensen"),
        titel=mark(row.titel, gevonden.beginnings),
        bij=f"werkt mee aan {', '.join(names[:3])}{others}",
    )


def _document(row: Vondst, gevonden: Gevonden) -> Treffer:
    stuk = gevonden.stukken[row.object]
    args = [stuk.document.soort, stuk.document.periode]
    url = reverse("rapportage:document_detail", args=args)
    if gevonden.anoniem:
        url = reverse("rapportage:document_read", args=[*args, stuk.versie.nummer])
    return Treffer(soort="Document", url=url, titel=mark(str(stuk.document), gevonden.beginnings), bij=stuk.status)


def _nieuws(row: Vondst, gevonden: Gevonden) -> Treffer:
    """News of an entry one may open leads there; the text of before a reopening to where readers have it."""
    entry = gevonden.entries[row.object]
    kop = gevonden.koppen.get(entry.project_id or 0)
    about = Onderwerp.of(entry)
    naam = kop.naam if kop else str(about.rubriek or about.gemeente)
    if kop and about.gemeente:
        naam = f"{naam} in {about.gemeente}"
    url = reverse("projecten:voortgang_detail", args=[entry.pk])
    if row.eerder:
        url = _project_url(kop, "#voortgang") if kop else reverse("rapportage:regio_detail")
    staat = "" if row.eerder or entry.staat == Voortgang.Staat.GOEDGEKEURD else entry.get_staat_display()
    return Treffer(
        soort="Nieuws",
        url=url,
        titel=mark(naam, gevonden.beginnings),
        tekst=excerpt(to_plain(row.tekst), gevonden.beginnings),
        bij=", ".join(part for part in (entry.ronde.titel, staat) if part),
        thema=kop.thema if kop else GEEN_THEMA,
        herkomst=entry.herkomst,
        intern=not row.publiek,
    )


def _opbrengst(soort: str, row: Vondst, thing: Resultaat | Bijeenkomst, wanneer: str, gevonden: Gevonden) -> Treffer:
    kop = gevonden.koppen[thing.project_id or 0]
    return Treffer(
        soort=soort,
        url=_project_url(kop, "#opbrengst"),
        titel=mark(thing.naam, gevonden.beginnings),
        tekst=excerpt(row.tekst, gevonden.beginnings),
        bij=f"{wanneer}, {kop.naam}",
        thema=kop.thema,
        herkomst=thing.herkomst,
    )


def _resultaat(row: Vondst, gevonden: Gevonden) -> Treffer:
    thing = gevonden.resultaten[row.object]
    return _opbrengst("Resultaat", row, thing, when(thing.datum, thing.precisie), gevonden)


def _bijeenkomst(row: Vondst, gevonden: Gevonden) -> Treffer:
    thing = gevonden.bijeenkomsten[row.object]
    wanneer = when(thing.datum, thing.precisie, thing.tot, thing.datum_tekst)
    return _opbrengst("Bijeenkomst", row, thing, wanneer, gevonden)


LIJNEN: Mapping[str, Callable[[Vondst, Gevonden], Treffer]] = {
    Soort.PROJECT: _project,
    Soort.THEMALIJN: _themalijn,
    Soort.EIGENAAR: _eigenaar,
    Soort.PARTNER: _partner,
    Soort.DOCUMENT: _document,
    Soort.NIEUWS: _nieuws,
    Soort.BIJEENKOMST: _bijeenkomst,
    Soort.RESULTAAT: _resultaat,
}
