"""What can be found: of each source table what goes into the index, as SQL that both databases understand.

Each kind of result has its own rule of who sees it, in `rapportage/selectors/zoekzicht.py`. A change here comes with a
migration, an empty one if need be: what is installed is made anew only when there is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TABEL = "rapportage_vondst"

# How the address of a link begins in the light markup (koers/lib/opmaak.py), after "](". Until the first ")" it has no
# word that a reader sees. A bound figure is one; of a link without address there is nothing, or "#".
ADRESSEN = ("http://", "https://", "mailto:", "cijfer:", "#)", ")")

# Columns of the index that a source fills; the rest is `bron` and `bron_id`.
KOLOMMEN = ("soort", "object", "titel", "tekst", "datum", "publiek", "eerder")
_GEEN = {"titel": "''", "tekst": "''", "datum": "NULL", "publiek": "TRUE", "eerder": "FALSE"}
_BEGIN = (
    "(SELECT ronde.begin FROM projecten_ronde ronde JOIN projecten_voortgang entry ON entry.ronde_id = ronde.id"
    " WHERE entry.id = {r}.voortgang_id)"
)
# The bullets of the approved text that an entry keeps while it is open again: one row each, and what it says.
_PUNTEN = {
    "sqlite": {
        "punten": "json_each({r}.gepubliceerd, '$.inhoud.punten') punt",
        "tekst": "json_extract(punt.value, '$.tekst')",
        "publiek": "json_extract(punt.value, '$.publiek')",
    },
    "postgresql": {
        "punten": "jsonb_array_elements({r}.gepubliceerd -> 'inhoud' -> 'punten') punt(value)",
        "tekst": "(punt.value ->> 'tekst')",
        "publiek": "(punt.value ->> 'publiek')::boolean",
    },
}


@dataclass(frozen=True)
class Bron:
    """One table. In an expression {r} is a row of it; with `per_punt` also {tekst} and {publiek} of one bullet.

    `let_op`: the columns whose change is a change of the index.
    """

    naam: str
    tabel: str
    let_op: tuple[str, ...]
    velden: Mapping[str, str]
    per_punt: bool = False

    def select(self, vendor: str, r: str, van: str = "") -> str:
        """SELECT of the rows of the index for the row called `r`; with `van` (a FROM item) for each of its rows."""
        punt = {name: text.format(r=r) for name, text in _PUNTEN[vendor].items()} if self.per_punt else {}
        values = {**_GEEN, **self.velden}
        columns = ", ".join(values[name].format(r=r, **punt) for name in KOLOMMEN)
        sources = ", ".join(part for part in (van, punt.get("punten", "")) if part)
        from_ = f" FROM {sources}" if sources else ""
        return f"SELECT '{self.naam}', {r}.id, {columns}{from_}"

    def insert(self, vendor: str, r: str, van: str = "") -> str:
        """The statement that puts them in the index."""
        columns = ", ".join(("bron", "bron_id", *KOLOMMEN))
        return f"INSERT INTO {TABEL} ({columns}) {self.select(vendor, r, van)}"

    def delete(self, r: str) -> str:
        """The statement that takes out what one row has there."""
        return f"DELETE FROM {TABEL} WHERE bron = '{self.naam}' AND bron_id = {r}.id"  # noqa: S608


def _name(naam: str, tabel: str, soort: str, object_: str) -> Bron:
    return Bron(
        naam, tabel, (object_, "naam"), {"soort": f"'{soort}'", "object": "{r}." + object_, "titel": "{r}.naam"}
    )


BRONNEN = (
    _name("projectnaam", "projecten_projectnaam", "project", "project_id"),
    _name("themalijnnaam", "themalijnen_themalijnnaam", "themalijn", "themalijn_id"),
    _name("eigenaar", "eigenaren_eigenaar", "eigenaar", "id"),
    _name("partner", "eigenaren_partner", "partner", "id"),
    Bron(
        "document",
        "rapportage_document",
        ("soort", "periode"),
        {
            "soort": "'document'",
            "object": "{r}.id",
            "titel": "{r}.soort || ' ' || replace({r}.periode, '-', ' ')",
        },
    ),
    Bron(
        "resultaat",
        "projecten_resultaat",
        ("naam", "omschrijving", "vindplek", "datum"),
        {
            "soort": "'resultaat'",
            "object": "{r}.id",
            "titel": "{r}.naam",
            "tekst": "trim({r}.omschrijving || ' · ' || {r}.vindplek, ' ·')",
            "datum": "{r}.datum",
        },
    ),
    Bron(
        "bijeenkomst",
        "projecten_bijeenkomst",
        ("naam", "plaats", "aankondiging", "datum"),
        {
            "soort": "'bijeenkomst'",
            "object": "{r}.id",
            "titel": "{r}.naam",
            "tekst": "trim({r}.plaats || ' · ' || {r}.aankondiging, ' ·')",
            "datum": "{r}.datum",
        },
    ),
    Bron(
        "mijlpaal",
        "projecten_mijlpaal",
        ("naam", "datum"),
        {"soort": "'mijlpaal'", "object": "{r}.id", "titel": "{r}.naam", "datum": "{r}.datum"},
    ),
    Bron(
        "risico",
        "projecten_risico",
        ("naam", "maatregel", "sinds"),
        {
            "soort": "'risico'",
            "object": "{r}.id",
            "titel": "{r}.naam",
            "tekst": "{r}.maatregel",
            "datum": "{r}.sinds",
        },
    ),
    Bron(
        "bericht",
        "projecten_bericht",
        ("voortgang_id", "tekst", "publiek"),
        {
            "soort": "'nieuws'",
            "object": "{r}.voortgang_id",
            "tekst": "{r}.tekst",
            "datum": _BEGIN,
            "publiek": "{r}.publiek",
        },
    ),
    # The approved text of an entry that is open again.
    Bron(
        "goedgekeurd",
        "projecten_voortgang",
        ("gepubliceerd",),
        {
            "soort": "'nieuws'",
            "object": "{r}.id",
            "tekst": "{tekst}",
            "datum": "(SELECT ronde.begin FROM projecten_ronde ronde WHERE ronde.id = {r}.ronde_id)",
            "publiek": "{publiek}",
            "eerder": "TRUE",
        },
        per_punt=True,
    ),
)
