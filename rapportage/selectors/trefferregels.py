"""Of each kind what a line of the search says, and to which place of a page it leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from koers.eigenaren.models import Eigenaar
from koers.lib.notatie import datum
from koers.lib.opmaak import to_plain
from projecten.models import Bijeenkomst, Resultaat, Voortgang
from projecten.rules.planning import GEHAALD, VERVALLEN
from projecten.rules.wanneer import when
from projecten.selectors.onderwerp import Onderwerp
from projecten.selectors.planning import MijlpaalRegel, RisicoRegel
from projecten.selectors.project import GEEN_THEMA, ProjectKop, ThemaKop
from rapportage.models import Vondst
from rapportage.rules.zoeken import Stuk as Deel
from rapportage.rules.zoeken import excerpt, mark
from rapportage.selectors.document import Stuk

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
    mijlpalen: Mapping[int, MijlpaalRegel]
    risicos: Mapping[int, RisicoRegel]
    anoniem: bool
    beginnings: tuple[str, ...]


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
        url=_project_url(kop, "#tijdlijn"),
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


def _mijlpaal(row: Vondst, gevonden: Gevonden) -> Treffer:
    regel = gevonden.mijlpalen[row.object]
    kop = gevonden.koppen[regel.project_id]
    planned = f"gepland voor {regel.wanneer}"
    state = (
        regel.woorden if regel.staat in (GEHAALD, VERVALLEN) else f"te laat, {planned}" if regel.te_laat else planned
    )
    return Treffer(
        soort="Mijlpaal",
        url=_project_url(kop, f"#mijlpaal-{regel.id}"),
        titel=mark(regel.naam, gevonden.beginnings),
        bij=f"{state}, {kop.naam}",
        thema=kop.thema,
        herkomst=regel.herkomst,
    )


def _risico(row: Vondst, gevonden: Gevonden) -> Treffer:
    regel = gevonden.risicos[row.object]
    kop = gevonden.koppen[regel.project_id]
    state = f"{regel.zwaarte}, open sinds {datum(regel.sinds)}" if regel.is_open else "gesloten"
    measure = excerpt(regel.maatregel, gevonden.beginnings) if regel.maatregel else ()
    return Treffer(
        soort="Risico",
        url=_project_url(kop, f"#risico-{regel.id}"),
        titel=mark(regel.naam, gevonden.beginnings),
        tekst=(Deel("Maatregel: "), *measure) if measure else (),
        bij=f"{state}, {kop.naam}",
        thema=kop.thema,
        herkomst=regel.herkomst,
    )


LIJNEN: Mapping[str, Callable[[Vondst, Gevonden], Treffer]] = {
    Soort.PROJECT: _project,
    Soort.THEMALIJN: _themalijn,
    Soort.EIGENAAR: _eigenaar,
    Soort.PARTNER: _partner,
    Soort.DOCUMENT: _document,
    Soort.NIEUWS: _nieuws,
    Soort.BIJEENKOMST: _bijeenkomst,
    Soort.RESULTAAT: _resultaat,
    Soort.MIJLPAAL: _mijlpaal,
    Soort.RISICO: _risico,
}
