"""The page of a ronde: its overview and what is chosen of its board. Of a large ronde one group at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from math import ceil

from django.db.models import Q

from koers.eigenaren.models import Aanstelling, Eigenaar
from koers.lib.keuze import Keuze
from koers.toegang.models import Gebruiker
from koers.toegang.rights import Rol
from projecten.models import Projectleiding, Ronde
from projecten.rules.ronde import reference_day
from projecten.selectors.bord import GEMEENTEN, RUBRIEKEN, load_bord
from projecten.selectors.borddeel import (
    Deel,
    around_gemeente,
    of_gemeenten,
    of_person,
    of_projects,
    rubrieken,
    under_line,
)
from projecten.selectors.bordfilter import (
    KOLOMMEN,
    NIEMAND,
    STATEN,
    ZONDER_CONTACT,
    BordFilter,
    gemeente_name,
    has_state,
)
from projecten.selectors.bordkader import Kader
from projecten.selectors.bordtelling import Groepstelling, Telling, count_bord, load_telling
from projecten.selectors.plicht import REDACTEUR, Bord
from projecten.selectors.vraag import Gevraagd, Vraagtelling, count_questions

# Of a large ronde a group is shown this many rows at a time.
PER_BLAD = 40
Choices = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Overzicht:
    """One row of the overview: a theme line, the gemeenten or the rubrieken, with a number and an address a column."""

    groep: Groepstelling
    url: str
    getallen: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True)
class Bladzijden:
    """Where in a long list one is: rows `van` to `tot` of `totaal`, the pages beside it ("" for none)."""

    van: int
    tot: int
    totaal: int
    vorige: str = ""
    volgende: str = ""


@dataclass(frozen=True)
class BordBlad:
    """The page: the ronde in numbers, what is chosen of it, and what can be chosen. `open`: the one group that is shown
    of a large ronde, None where more are."""

    telling: Telling
    getoond: Bord
    filter: BordFilter
    overzicht: tuple[Overzicht, ...]
    staten: tuple[Keuze, ...]
    themas: tuple[Keuze, ...]
    gemeenten: tuple[tuple[str, str], ...]
    mensen: tuple[tuple[str, str], ...]
    """What a list in a form can send, with its label; there may be hundreds."""
    vragen: tuple[Gevraagd | Vraagtelling, ...]
    ingetrokken: tuple[Vraagtelling, ...]
    """Questions that were taken back."""
    is_groot: bool = False
    open: Groepstelling | None = None
    bladzijden: Bladzijden | None = None

    @property
    def lijst(self) -> str:
        """The address of what is shown, all pages of it."""
        return replace(self.filter, thema=self.open.slug if self.open else self.filter.thema).query()


@dataclass(frozen=True)
class Volledigheid:
    """How complete a ronde is: in numbers, and by name what is missing (`bord`; None of a large ronde)."""

    telling: Telling
    bord: Bord | None

    @property
    def ronde(self) -> Ronde:
        return self.telling.ronde


def load_volledigheid(ronde: Ronde, today: date) -> Volledigheid:
    kader = Kader.load(ronde, today)
    if kader.is_large:
        return Volledigheid(load_telling(ronde, today, kader), None)
    bord = load_bord(ronde, today, kader=kader)
    return Volledigheid(count_bord(bord), bord)


def load_getoond(ronde: Ronde, today: date, params: Mapping[str, str]) -> Bord:
    """All that is chosen of a board, whatever its size: as the file has it. OngeldigeVraag as `load_blad`."""
    bord = load_bord(ronde, today)
    return _read(params, _choices(bord)).apply(bord)


def load_blad(ronde: Ronde, today: date, params: Mapping[str, str]) -> BordBlad:
    """A constant number of queries. OngeldigeVraag for a choice that does not exist."""
    kader = Kader.load(ronde, today)
    if kader.is_large:
        return _large(kader, params)
    bord = load_bord(ronde, today, kader=kader)
    choices = _choices(bord)
    keuze = _read(params, choices)
    return _page(count_bord(bord), keuze.apply(bord), keuze, choices, _questions(ronde, keuze), bord.gevraagd)


def _large(kader: Kader, params: Mapping[str, str]) -> BordBlad:
    ronde, today = kader.ronde, kader.today
    asked = {params.get(name, "").strip() for name in ("staat", "wie")}
    telling = load_telling(ronde, today, kader, contact=bool(asked & {ZONDER_CONTACT, NIEMAND}))
    choices: Choices = {
        "thema": {groep.slug: groep.naam for groep in telling.groepen},
        "gemeente": {gemeente.slug: gemeente.naam for gemeente in kader.gemeenten},
        "staat": STATEN,
        "wie": {"redacteur": REDACTEUR, NIEMAND: "nog niemand", **_writers(ronde, today)},
    }
    keuze = _read(params, choices)
    groep = None if keuze.gemeente or keuze.wie.isdigit() else opened(telling, keuze)
    blad = params.get("blad", "")
    at = int(blad) if blad.isascii() and blad.isdigit() and len(blad) < 6 else 1
    vragen = _questions(ronde, keuze)
    getoond, bladzijden = _turned(kader, telling, keuze, groep, at)
    return replace(
        _page(telling, getoond, keuze, choices, vragen, [item for item in vragen if not item.is_ingetrokken]),
        is_groot=True,
        open=groep,
        bladzijden=bladzijden,
    )


def opened(telling: Telling, keuze: BordFilter) -> Groepstelling | None:
    """The group to show: the chosen one, else the first that has something of what is chosen, or something missing."""
    if keuze.thema:
        return next(groep for groep in telling.groepen if groep.slug == keuze.thema)
    if keuze.params:
        found = (groep for groep in telling.groepen if any(map(keuze.matches_kind, groep.kenmerken)))
    else:
        found = (groep for groep in telling.groepen if groep.ontbreekt)
    return next(found, telling.groepen[0] if telling.groepen else None)


def _turned(
    kader: Kader, telling: Telling, keuze: BordFilter, groep: Groepstelling | None, at: int
) -> tuple[Bord, Bladzijden]:
    """What is chosen, one page of it. Of a group only what is on the page is read, where its order is known before."""
    if groep and groep.slug == GEMEENTEN[1]:
        chosen = [pk for pk, kenmerk in telling.gemeenten.items() if keuze.matches_kind(kenmerk)]
        pages = _pages(len(chosen), at, keuze)
        return _load(kader, of_gemeenten(chosen[pages.van - 1 : pages.tot])), pages
    projecten = under_line(kader, groep.slug) if groep and groep.slug != RUBRIEKEN[1] else []
    if groep and not (keuze.staat or keuze.wie) and len(projecten) == groep.totaal:
        pages = _pages(groep.totaal, at, keuze)
        return _load(kader, of_projects(projecten[pages.van - 1 : pages.tot])), pages
    bord = _load(kader, of_projects(projecten) if projecten else _part(kader, keuze, groep))
    bord = replace(keuze, thema=groep.slug if groep else keuze.thema).apply(bord)
    pages = _pages(bord.totaal, at, keuze)
    keys = {plicht.sleutel for plicht in bord.plichten[pages.van - 1 : pages.tot]}
    groepen = [replace(deel, plichten=tuple(p for p in deel.plichten if p.sleutel in keys)) for deel in bord.groepen]
    return replace(bord, groepen=tuple(deel for deel in groepen if deel.plichten)), pages


def _load(kader: Kader, deel: Deel) -> Bord:
    return load_bord(kader.ronde, kader.today, deel, kader)


def _part(kader: Kader, keuze: BordFilter, groep: Groepstelling | None) -> Deel:
    if keuze.gemeente:
        return around_gemeente(Eigenaar.objects.get(slug=keuze.gemeente).pk)
    if groep is None and keuze.wie:
        return of_person(kader.ronde, kader.today, int(keuze.wie))
    return rubrieken()


def _pages(total: int, at: int, keuze: BordFilter) -> Bladzijden:
    """Page `at` (the last, of a number beyond it) of so many rows, with the way to those beside it."""
    last = max(ceil(total / PER_BLAD), 1)
    at = min(max(at, 1), last)

    def url(number: int) -> str:
        if not 1 <= number <= last:
            return ""
        return keuze.url(blad=str(number) if number > 1 else "") + "#bord"

    return Bladzijden((at - 1) * PER_BLAD + 1, min(at * PER_BLAD, total), total, url(at - 1), url(at + 1))


def _writers(ronde: Ronde, today: date) -> dict[str, str]:
    """Everyone whose turn it can be, by name: number → name."""
    day = reference_day(ronde.open_vanaf, ronde.dicht_op, today)
    rollen = Aanstelling.objects.in_force(day).filter(rol__in=(Rol.LOKAAL, Rol.REDACTEUR))
    leiding = Projectleiding.objects.in_force(day).values("gebruiker")
    rows = Gebruiker.objects.filter(Q(pk__in=leiding) | Q(pk__in=rollen.values("gebruiker"))).order_by("naam", "pk")
    return {str(pk): naam for pk, naam in rows.values_list("pk", "naam")}


def _choices(bord: Bord) -> Choices:
    named = {str(pk): naam for plicht in bord.plichten for pk, naam in zip(plicht.ids_op_naam, plicht.wie, strict=True)}
    people = dict(sorted(named.items(), key=lambda item: item[1]))
    return {
        "thema": {groep.slug: groep.naam for groep in bord.groepen},
        "gemeente": {plicht.gemeente: gemeente_name(plicht) for plicht in bord.plichten if plicht.gemeente},
        "staat": STATEN,
        "wie": {"redacteur": REDACTEUR, NIEMAND: "nog niemand", **people},
    }


def _read(params: Mapping[str, str], choices: Choices) -> BordFilter:
    return BordFilter.read(params, choices, "Deze keuze van {} bestaat niet in deze ronde. Bekijk de hele ronde.")


def _questions(ronde: Ronde, keuze: BordFilter) -> tuple[Vraagtelling, ...]:
    """In numbers; none where something is chosen."""
    return () if keuze.params else count_questions(ronde)


def _page(
    telling: Telling,
    getoond: Bord,
    keuze: BordFilter,
    choices: Choices,
    vragen: Sequence[Vraagtelling],
    staand: Sequence[Gevraagd | Vraagtelling],
) -> BordBlad:
    return BordBlad(
        telling=telling,
        getoond=getoond,
        filter=keuze,
        overzicht=tuple(_overview(groep) for groep in telling.groepen),
        staten=keuze.chips("staat", choices["staat"]),
        themas=keuze.chips("thema", choices["thema"]),
        gemeenten=tuple(choices["gemeente"].items()),
        mensen=tuple(choices["wie"].items()),
        vragen=tuple(staand) if not keuze.params else (),
        ingetrokken=tuple(item for item in vragen if item.is_ingetrokken),
    )


def _overview(groep: Groepstelling) -> Overzicht:
    found = []
    for kop, staat in KOLOMMEN:
        number = sum(count for kenmerk, count in groep.kenmerken.items() if has_state(kenmerk, staat))
        found.append((kop, number, _where(groep.slug, staat)))
    return Overzicht(groep, _where(groep.slug), tuple(found))


@lru_cache(maxsize=2_000)
def _where(slug: str, staat: str = "") -> str:
    """What follows the address for one group, and one state in it."""
    return BordFilter(thema=slug, staat=staat).query() + "#bord"
