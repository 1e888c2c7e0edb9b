"""What was measured: of the region over the year, and per gemeente on its last day. Few people stay away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from koers.lib import notatie
from koers.lib.herkomst import weakest
from projecten.models import Indicator, Meting
from projecten.selectors.indicator import in_words
from projecten.selectors.meten import as_waarde, hidden_of
from projecten.selectors.regiojaar import Regiojaar, region_of_year, region_on
from rapportage.documents.delen import Indicator as IndicatorFeit
from rapportage.documents.delen import Reeks, Staaf
from rapportage.documents.feiten import Feit
from rapportage.selectors.jaarverslag.bron import Bron

UITLEG = "De regio telt op wie heeft gemeld; niet gemeld is geen 0."
WEINIG = "Waarden onder de 10 personen staan er niet, en ook niet waaruit die te herleiden zijn."
HOE = {
    Indicator.Optelling.SOM: "som van de gemeenten",
    Indicator.Optelling.GEMIDDELDE: "gemiddelde van de gemeenten",
    Indicator.Optelling.VERHOUDING: "verhouding van sommen",
}


def uitleg(indicatoren: Iterable[Indicator]) -> tuple[Feit, ...]:
    """How to read the figures of these; nothing where there are none."""
    rows = list(indicatoren)
    if not rows:
        return ()
    return (Feit(f"{UITLEG} {WEINIG}" if any(row.telt_personen for row in rows) else UITLEG),)


def indicator(bron: Bron, row: Indicator) -> IndicatorFeit:
    """One row of the table: the region's figure of the year, and who it is of."""
    jaar = region_of_year(row, _metingen(row), bron.regiosommen, bron.jaar, team=False)
    return IndicatorFeit(
        f"{row.naam}, {row.eenheid}",
        _norm(row),
        _regio(row, jaar),
        bron.projecten[row.project_id].naam,
        _telt(bron, jaar),
        _hoe(row, jaar),
    )


def _metingen(row: Indicator) -> list[Meting]:
    return list(row.van_het_jaar)  # type: ignore[attr-defined]


def _norm(row: Indicator) -> str:
    return "" if row.norm is None else in_words(row, row.norm)


def _regio(row: Indicator, jaar: Regiojaar) -> Feit | None:
    waarde = jaar.waarde
    if waarde is None or (waarde.getal is None and not waarde.verborgen):
        return None
    return Feit(waarde.waarom_niet or in_words(row, waarde.getal), waarde.herkomst)


def _telt(bron: Bron, jaar: Regiojaar) -> str:
    """Of whom the year is: "11 van de 14 gemeenten hebben gemeld"."""
    if jaar.volgens_bron:
        return "volgens de bron"
    mee = _region(bron) | jaar.gemeld
    return _gemeld(bron, len(jaar.steeds), len(jaar.soms), mee, keer=len(jaar.dagen))


def _region(bron: Bron) -> frozenset[int]:
    return frozenset(eigenaar.pk for eigenaar in bron.eigenaren if eigenaar.is_gemeente)


def _gemeld(bron: Bron, steeds: int, soms: int, mee: frozenset[int], *, keer: int = 1) -> str:
    """Of how many of these: of all gemeenten of the region, with who else measured."""
    soort = "gemeenten" if mee <= _region(bron) else "eigenaren"
    wie = f"alle {len(mee)} {soort}" if steeds == len(mee) > 1 else f"{steeds or 'geen'} van de {len(mee)} {soort}"
    zin = f"{wie} {'hebben' if steeds > 1 else 'heeft'} {'elke keer ' if keer > 1 else ''}gemeld"
    return f"{zin}, {soms} een deel van de {keer} keer" if soms else zin


def _hoe(row: Indicator, jaar: Regiojaar) -> str:
    """How the figure was made, and of when."""
    if not jaar.dagen:
        return ""
    hoe = "" if jaar.volgens_bron else f"{HOE[Indicator.Optelling(row.optelling)]}, "
    if jaar.alleen_nulmeting:
        return f"{hoe}nulmeting op {notatie.datum(jaar.dagen[-1])}"
    if len(jaar.dagen) == 1:
        return f"{hoe}stand op {notatie.datum(jaar.dagen[0])}"
    return f"{hoe}{row.get_over_tijd_display()}"


# ── per gemeente ────────────────────────────────────────────────────────────


def reeks(bron: Bron, row: Indicator) -> Reeks | None:
    """The gemeenten on the last day that they were measured in the year; None when fewer than two have a value."""
    own = [meting for meting in _metingen(row) if meting.eigenaar_id]
    if not own:
        return None
    day = max(meting.peildatum for meting in own)
    of_day = [meting for meting in own if meting.peildatum == day]
    hidden = hidden_of(row, of_day, team=False)
    waarden = {meting.eigenaar_id: as_waarde(meting, hidden) for meting in of_day}
    bekend = [
        (waarde.getal, eigenaar.naam)
        for eigenaar in bron.eigenaren
        if (waarde := waarden.get(eigenaar.pk)) and waarde.getal is not None
    ]
    if len(bekend) < 2:
        return None
    laagste, hoogste = min(bekend), max(bekend)
    herkomst = weakest(meting.herkomst for meting in of_day)
    titel = (
        f"{row.naam}, {row.eenheid}: van {in_words(row, laagste[0])} in {laagste[1]} "
        f"tot {in_words(row, hoogste[0])} in {hoogste[1]}"
    )
    regio, staaf = _samen(bron, row, day)
    return Reeks(
        row.sleutel,
        Feit(titel, herkomst),
        tuple(
            Staaf(eigenaar.naam, waarde.getal if waarde else None, waarde.waarom_niet if waarde else "")
            for eigenaar in bron.eigenaren
            if eigenaar.is_gemeente
            for waarde in [waarden.get(eigenaar.pk)]
        ),
        _bron(row, day, herkomst),
        _norm(row),
        regio,
        staaf,
    )


def _samen(bron: Bron, row: Indicator, day: date) -> tuple[Feit | None, Staaf | None]:
    """The region on the day of the bars, in a sentence and, of a mean or a ratio, as a bar among theirs."""
    metingen = [meting for meting in _metingen(row) if meting.peildatum == day]
    dag = region_on(row, metingen, bron.regiosommen.get((row.pk, day)), team=False)
    if dag is None:
        return None, None
    waarde = dag.waarde
    getal: Decimal | None = waarde.getal
    mee = frozenset(meting.eigenaar_id for meting in metingen if meting.eigenaar_id)
    stated = len(mee) < len(metingen)
    telt = "volgens de bron" if stated else _gemeld(bron, len(mee), 0, _region(bron) | mee)
    hoe = "" if stated else f" ({HOE[Indicator.Optelling(row.optelling)]})"
    woord = waarde.waarom_niet or in_words(row, getal)
    feit = Feit(f"**Regio: {woord}**{hoe}; {telt}.", waarde.herkomst)
    naast = getal is not None and row.optelling != Indicator.Optelling.SOM
    return feit, Staaf("Regio", getal) if naast else None


def _bron(row: Indicator, day: date, herkomst: str) -> str:
    found = [f"Peildatum {notatie.datum(day)}."]
    if norm := _norm(row):
        found.append(f"Norm: {norm} ({row.norm_bron})." if row.norm_bron else f"Norm: {norm}.")
    if herkomst == "fictief":
        found.append("De waarden zijn verzonnen, om de vorm te tonen.")
    return " ".join(found)
