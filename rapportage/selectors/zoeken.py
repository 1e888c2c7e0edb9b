"""The page of the search: what was asked, how much of each kind was found, and twenty lines of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Max

from koers.lib.keuze import Adreskeuze, Keuze
from koers.lib.notatie import getal
from koers.toegang.models import Gebruiker
from rapportage.models import Vondst
from rapportage.rules.zoeken import LegeVraag, read_woorden
from rapportage.selectors.document import list_stukken
from rapportage.selectors.treffers import Treffer, load_treffers
from rapportage.selectors.zoekzicht import Zicht, load_zicht
from rapportage.zoekindex import beginnings, match
from rapportage.zoekindex.bronnen import BRONNEN

PER_BLAD = 20
SOORTEN = {soort.value: str(soort.label) for soort in Vondst.Soort}
# News grows with every ronde. Of a word that stands nearly everywhere the newest so many are looked for, and one more
# to know that there are more: nobody turns fifty pages.
MEEST = 1_000
# The sources of all that is not news: named, they are read by the index of sources, apart from the many texts of news.
OVERIG = [bron.naam for bron in BRONNEN if bron.velden["soort"] != f"'{Vondst.Soort.NIEUWS.value}'"]
# In one statement, so that it is looked up once: how much there is of each kind, and one page of it. Kinds come in
# the order of their choices; of each what is newest first, else by name (of a document that ends in its year).
_VOLGORDE = " ".join(f"WHEN '{soort}' THEN {i}" for i, soort in enumerate(SOORTEN))
_STATEMENT = f"""
    WITH ding AS MATERIALIZED ({{dingen}})
    SELECT soort, COUNT(*), NULL FROM ding GROUP BY soort
    UNION ALL
    SELECT '', plek, rij FROM (
        SELECT rij, ROW_NUMBER() OVER (
            ORDER BY CASE soort {_VOLGORDE} END, dag DESC,
            CASE soort WHEN 'document' THEN naam END DESC, naam, object DESC
        ) AS plek FROM ding WHERE %s IN ('', soort) AND nummer <= %s
    ) geordend WHERE plek BETWEEN %s AND %s
"""  # noqa: S608 - made of our own names only


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
    """The page. `zin` says what to do where nothing could be looked for; `meer`: there is more than `totaal`."""

    vraag: Zoekvraag
    zin: str = ""
    totaal: int = 0
    meer: bool = False
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
    matched = Vondst.objects.extra(where=[where], params=params)  # noqa: S610
    dingen = _dingen(matched, load_zicht(gebruiker, today, stukken))
    per_soort, ids = _ask(dingen, vraag)
    meer = vraag.soort in ("", Vondst.Soort.NIEUWS) and per_soort.get(Vondst.Soort.NIEUWS, 0) > MEEST
    totaal = (per_soort.get(vraag.soort, 0) if vraag.soort else sum(per_soort.values())) - meer
    if totaal and not ids:
        vraag = replace(vraag, blad=str(-(-totaal // PER_BLAD)))
        per_soort, ids = _ask(dingen, vraag)
    rows = Vondst.objects.in_bulk(ids)
    # A text that was saved again in between has another number now.
    treffers = load_treffers([rows[pk] for pk in ids if pk in rows], stukken, gebruiker, today, beginnings(woorden))
    return Uitslag(
        vraag=vraag,
        totaal=totaal,
        meer=meer,
        treffers=treffers,
        keuzes=_keuzes(vraag, per_soort),
        vorige=vraag.url(blad=str(vraag.nummer - 1)) if vraag.nummer > 1 else "",
        volgende=vraag.url(blad=str(vraag.nummer + 1)) if vraag.nummer * PER_BLAD < totaal else "",
    )


def _dingen(matched: Any, zicht: Zicht) -> tuple[str, list[Any]]:
    """Each thing once, by the last of its texts that match; of news the newest, read in the order of its index."""
    news = matched.filter(zicht.nieuws).values("datum", "object").annotate(rij=Max("pk"), naam=Max("titel"))
    other = matched.filter(zicht.overig, bron__in=OVERIG)
    named = other.order_by().values("soort", "object").annotate(rij=Max("pk"), dag=Max("datum"), naam=Max("titel"))
    newest = news.order_by("-datum", "-object")[: MEEST + 1]
    number = "ROW_NUMBER() OVER (ORDER BY datum DESC, object DESC) AS nummer"
    parts, params = [], []
    for select, rows in (
        (f"SELECT 'nieuws' AS soort, object, rij, datum AS dag, naam, {number}", newest),
        ("SELECT soort, object, rij, dag, naam, 0 AS nummer", named),
    ):
        try:
            sql, own = rows.query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"{select} FROM ({sql}) gevonden")
        params += own
    return " UNION ALL ".join(parts), params


def _ask(dingen: tuple[str, list[Any]], vraag: Zoekvraag) -> tuple[dict[str, int], list[int]]:
    """How many things of each kind, and the rows of one page."""
    sql, params = dingen
    if not sql:
        return {}, []
    last = vraag.nummer * PER_BLAD
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT.format(dingen=sql), [*params, vraag.soort, MEEST, last - PER_BLAD + 1, last])
        lines = cursor.fetchall()
    per_soort = {soort: aantal for soort, aantal, rij in lines if rij is None}
    return per_soort, [rij for _, plek, rij in sorted(lines, key=lambda line: line[1]) if rij is not None]


def _keuzes(vraag: Zoekvraag, per_soort: Mapping[str, int]) -> tuple[Keuze, ...]:
    """A chip for each kind of which something was found, with how much; and the chosen one."""
    options = {
        soort: f"{label} ({_telling(soort, per_soort.get(soort, 0))})"
        for soort, label in SOORTEN.items()
        if soort in per_soort or soort == vraag.soort
    }
    return replace(vraag, blad="1").chips("soort", options) if len(options) > 1 or vraag.soort else ()


def _telling(soort: str, aantal: int) -> str:
    return f"meer dan {getal(MEEST)}" if soort == Vondst.Soort.NIEUWS and aantal > MEEST else getal(aantal)
