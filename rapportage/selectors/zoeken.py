"""The page of the search: what was asked, how much of each kind was found, and twenty lines of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Max, When

from koers.lib.keuze import Adreskeuze, Keuze
from koers.lib.notatie import getal
from koers.toegang.models import Gebruiker
from rapportage.models import Vondst
from rapportage.rules.zoeken import LegeVraag, read_woorden
from rapportage.selectors.document import list_stukken
from rapportage.selectors.treffers import Treffer, load_treffers
from rapportage.selectors.zoekzicht import visible
from rapportage.zoekindex import beginnings, match

PER_BLAD = 20
SOORTEN = {soort.value: str(soort.label) for soort in Vondst.Soort}
# Kinds in the order of their choices; of each what is newest first, else by name: that of a document ends in its year.
_VOLGORDE = Case(*(When(soort=soort, then=i) for i, soort in enumerate(SOORTEN)))
_TERUG = Case(When(soort=Vondst.Soort.DOCUMENT, then=F("naam")))


@dataclass(frozen=True)
class Zoekvraag(Adreskeuze):
    """What one searches for, all of it in the address."""

    q: str = ""
    soort: str = ""
    blad: str = "1"

    @property
    def nummer(self) -> int:
        return int(self.blad)


@dataclass(frozen=True)
class Uitslag:
    """The page. `zin` says what to do where nothing could be looked for."""

    vraag: Zoekvraag
    zin: str = ""
    totaal: int = 0
    treffers: tuple[Treffer, ...] = ()
    keuzes: tuple[Keuze, ...] = ()
    vorige: str = ""
    volgende: str = ""

    @property
    def gezocht(self) -> bool:
        return bool(self.vraag.q) and not self.zin

    @property
    def soort(self) -> str:
        """The chosen kind in words; "" for all."""
        return SOORTEN.get(self.vraag.soort, "")

    @property
    def alles(self) -> str:
        """The address of the same question in every kind."""
        return self.vraag.url(soort="", blad="1")


def read_vraag(params: Mapping[str, str]) -> Zoekvraag:
    """From the address; OngeldigeVraag for a kind that does not exist. A page that cannot be is the first."""
    soort = Zoekvraag.read(
        {"soort": params.get("soort", "")}, {"soort": SOORTEN}, "Deze {} is er niet. Kies er een uit de lijst."
    )
    blad = params.get("blad", "")
    return replace(
        soort,
        q=" ".join(params.get("q", "").split()),
        blad=str(int(blad)) if blad.isascii() and blad.isdigit() and 0 < len(blad) < 5 and int(blad) else "1",
    )


def load_uitslag(gebruiker: Gebruiker | Any, today: date, vraag: Zoekvraag) -> Uitslag:
    """What this person may find. Nothing that is hidden is counted, shown, or makes a difference to the order."""
    if not vraag.q:
        return Uitslag(vraag)
    try:
        woorden = read_woorden(vraag.q)
    except LegeVraag as leeg:
        return Uitslag(vraag, zin=str(leeg))
    stukken = list_stukken(gebruiker, today)
    where, params = match(woorden)
    # Django has no word for either database's full text that the other understands.
    found = Vondst.objects.filter(visible(gebruiker, today, stukken)).extra(where=[where], params=params)  # noqa: S610
    per_soort = {
        row["soort"]: row["aantal"]
        for row in found.order_by().values("soort").annotate(aantal=Count("object", distinct=True))
    }
    aantal = per_soort.get(vraag.soort, 0) if vraag.soort else sum(per_soort.values())
    vraag = replace(vraag, blad=str(min(vraag.nummer, max(1, -(-aantal // PER_BLAD)))))
    if vraag.soort:
        found = found.filter(soort=vraag.soort)
    rows = _page(found, (vraag.nummer - 1) * PER_BLAD) if aantal else []
    return Uitslag(
        vraag=vraag,
        totaal=aantal,
        treffers=load_treffers(rows, stukken, gebruiker, today, beginnings(woorden)),
        keuzes=_keuzes(vraag, per_soort),
        vorige=vraag.url(blad=str(vraag.nummer - 1)) if vraag.nummer > 1 else "",
        volgende=vraag.url(blad=str(vraag.nummer + 1)) if vraag.nummer * PER_BLAD < aantal else "",
    )


def _page(found: Any, begin: int) -> list[Vondst]:
    """Each thing once, by the last of its texts in which the words stand."""
    things = found.order_by().values("soort", "object").annotate(rij=Max("pk"), dag=Max("datum"), naam=Max("titel"))
    ordered = things.annotate(plek=_VOLGORDE).order_by("plek", "-dag", _TERUG.desc(), "naam", "-object")
    ids = [row["rij"] for row in ordered[begin : begin + PER_BLAD]]
    rows = Vondst.objects.in_bulk(ids)
    # A text that was saved again in between has another number now.
    return [rows[pk] for pk in ids if pk in rows]


def _keuzes(vraag: Zoekvraag, per_soort: Mapping[str, int]) -> tuple[Keuze, ...]:
    """A chip for each kind of which something was found, with how much; and the chosen one."""
    options = {
        soort: f"{label} ({getal(per_soort.get(soort, 0))})"
        for soort, label in SOORTEN.items()
        if soort in per_soort or soort == vraag.soort
    }
    return replace(vraag, blad="1").chips("soort", options) if len(options) > 1 or vraag.soort else ()
