"""Facts to charts: the portal's own charts, drawn for paper or screen, and three that only documents need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from koers.lib import notatie
from koers.ui.charts import Brug, Deel, Grafiek, Paar, Paren, Stapelbalk, Staven, Tegel, Tegelkaart
from koers.ui.charts import Staaf as Balk
from koers.ui.charts import Stap as BrugStap
from koers.ui.charts.grafiek import Getal, Schaal, Tabel
from koers.ui.charts.kleuren import TOKENS
from koers.ui.charts.pen import Drager, Pen, regels
from koers.ui.charts.tegelkaart import KOLOMMEN, PLAATSEN, RIJEN
from rapportage.documents.delen import Gemeente, Reeks
from rapportage.documents.feiten import Feiten, Kerncijfer
from rapportage.documents.geld import Beschikking, Geld
from rapportage.documents.jaarverslag import JaarverslagFeiten
from rapportage.documents.kwartaalupdate import KwartaalupdateFeiten

ZIJ, HOOFD, STAAF = 153.0, 317.5, 113.0  # widths on paper, in points
OP_OMSLAG = {TOKENS["kleur"]: "#1e5263", "#fff": "#b9d3db"}  # tiles and names of the cover, quiet on koers


def draw(feiten: Feiten, drager: Drager) -> dict[str, Any]:
    """Every chart of the document by its name; a mapping where there is one per part."""
    if isinstance(feiten, KwartaalupdateFeiten):
        return _kwartaalupdate(feiten, drager)
    if isinstance(feiten, JaarverslagFeiten):
        return _jaarverslag(feiten, drager)
    raise TypeError(f"no charts for {type(feiten).__name__}")


def _kwartaalupdate(feiten: KwartaalupdateFeiten, drager: Drager) -> dict[str, Any]:
    genoemd = set(feiten.genoemd)
    titel = feiten.genoemd_regel.tekst if feiten.genoemd_regel else ""
    kaart = _kaart(titel, ((slug, naam, naam in genoemd) for slug, naam in feiten.gemeenten), "genoemd")
    if kaart and drager == "papier":
        kaart = Naamkaart(titel=titel, tegels=kaart.tegels)
    berichten = [bericht for deel in feiten.delen for bericht in deel.berichten]
    return {
        "genoemd": kaart.svg(drager, HOOFD) if kaart and genoemd else "",
        "reeksen": {
            bericht.anker: KleineStaven(titel=bericht.reeks_titel, cijfers=bericht.reeks).svg(drager, ZIJ)
            for bericht in berichten
            if bericht.reeks
        },
    }


def _jaarverslag(feiten: JaarverslagFeiten, drager: Drager) -> dict[str, Any]:
    op_kaart = [(item.slug, item.naam) for item in feiten.eigenaren if item.op_kaart]
    omslag = _kaart("De gemeenten van het programma als tegels", ((*item, True) for item in op_kaart), "omslag")
    eigenaren = _kaart("De gemeenten, elk op hun plek in de regio", ((*item, False) for item in op_kaart), "eigenaren")
    return {
        "omslag": _quiet(omslag.svg(drager)) if omslag else "",
        "eigenaren": eigenaren.svg(drager) if eigenaren else "",
        "samen": _samen(feiten.geld).svg(drager),
        "brug": _brug(feiten.geld).svg(drager),
        "regelingen": {rij.naam: _regeling(rij).svg(drager, 2 * HOOFD) for rij, _ in feiten.geld.per_regeling},
        "reeksen": {
            reeks.sleutel: Staven(titel=reeks.titel.tekst, staven=tuple(_staven(reeks))).svg(drager)
            for thema in feiten.themalijnen
            for reeks in thema.reeksen
        },
        "kaarten": {item.slug: _plek(op_kaart, item).svg(drager) for item in feiten.gemeenten_met_gegevens},
        "fte": {item.slug: _fte(item).svg(drager, HOOFD) for item in feiten.gemeenten_met_gegevens if item.fte},
        "capaciteit": _capaciteit(feiten, drager),
        "staven": _eigen_geld(feiten, drager),
    }


def _staven(reeks: Reeks) -> Iterable[Balk]:
    """The gemeenten, and the region below them in its own colour."""
    yield from (Balk(staaf.label, staaf.waarde, woord=staaf.woord) for staaf in reeks.staven)
    if reeks.regiostaaf:
        yield Balk(reeks.regiostaaf.label, reeks.regiostaaf.waarde, "mee")


# ── maps ────────────────────────────────────────────────────────────────────


def _kaart(titel: str, gemeenten: Iterable[tuple[str, str, bool]], sleutel: str) -> Tegelkaart | None:
    """Marked tiles dark, the others light; None where none of them has a place on the map."""
    tegels = tuple(Tegel(slug, naam, 4 if marked else 1) for slug, naam, marked in gemeenten if slug in PLAATSEN)
    return Tegelkaart(titel=titel, tegels=tegels, sleutel=sleutel) if tegels else None


def _plek(op_kaart: list[tuple[str, str]], gemeente: Gemeente) -> Tegelkaart:
    tegels = tuple(Tegel(slug, naam, 4 if slug == gemeente.slug else 1) for slug, naam in op_kaart if slug in PLAATSEN)
    return Tegelkaart(titel=f"{gemeente.naam} op de tegelkaart", tegels=tegels, namen=False)


def _quiet(svg: str) -> SafeString:
    for colour, quiet in OP_OMSLAG.items():
        svg = svg.replace(f'"{colour}"', f'"{quiet}"')
    return mark_safe(svg)


# ── money ───────────────────────────────────────────────────────────────────


def _bedragen(geld: Geld, soort: str) -> Decimal:
    return sum((post.bedrag.waarde or Decimal(0) for post in geld.posten if post.soort == soort), Decimal(0))


def _samen(geld: Geld) -> Stapelbalk:
    delen = tuple(
        Deel(naam, _bedragen(geld, soort), soort)
        for naam, soort in (("uitgegeven", "besteed"), ("meenemen", "mee"), ("terugstorten", "terug"))
    )
    return Stapelbalk(titel=geld.titel.tekst, delen=delen, geheel="beschikbaar", sleutel="samen")


def _brug(geld: Geld) -> Brug:
    begin, *stappen = (post for post in geld.posten if post.soort in ("begin", "besteed", "terug", "mee"))
    return Brug(
        titel=geld.titel.tekst,
        begin=BrugStap(begin.naam, begin.bedrag.waarde or Decimal(0), "ruimte", begin.bij),
        stappen=tuple(
            BrugStap(post.naam, post.bedrag.waarde or Decimal(0), post.soort, post.bij)  # type: ignore[arg-type]
            for post in stappen
        ),
        uitkomst="Rest",
    )


def _regeling(rij: Beschikking) -> Stapelbalk:
    delen = (
        Deel("uitgegeven", rij.lasten, "besteed"),
        Deel("meenemen", rij.meegenomen, "mee"),
        Deel("terugstorten", rij.terugstorten, "terug"),
    )
    return Stapelbalk(titel=f"{rij.naam}: waar het beschikbare geld bleef", delen=delen, geheel="beschikbaar")


def _eigen_geld(feiten: JaarverslagFeiten, drager: Drager) -> dict[str, SafeString]:
    if not feiten.eigen_geld_jaren:
        return {}
    eerste = {item.slug: item.eigen_geld[0].waarde for item in feiten.gemeenten if item.eigen_geld}
    hoogste = max((waarde for waarde in eerste.values() if waarde is not None), default=Decimal(0))
    return {
        item.slug: Maatbalk(
            titel=f"{item.naam}, {feiten.eigen_geld_jaren[0]}: {notatie.geld(eerste.get(item.slug))}",
            waarde=eerste.get(item.slug) or Decimal(0),
            hoogste=hoogste,
        ).svg(drager, STAAF)
        for item in feiten.gemeenten
    }


# ── capacity ────────────────────────────────────────────────────────────────


def _fte(gemeente: Gemeente) -> Paren:
    paren = tuple(Paar(item.label, item.gepland, item.bezet) for item in gemeente.fte)
    titel = gemeente.fte_titel.tekst if gemeente.fte_titel else gemeente.naam
    return Paren(titel=titel, paren=paren, woorden=("gepland", "bezet"))


def _capaciteit(feiten: JaarverslagFeiten, drager: Drager) -> SafeString | str:
    halters = tuple(
        Halter(item.naam, _gemiddeld([k.gepland for k in item.fte]), _gemiddeld([k.bezet for k in item.fte]))
        for item in feiten.gemeenten
        if item.fte
    )
    if not (halters and feiten.fte_titel):
        return ""
    return Halters(titel=feiten.fte_titel.tekst, halters=halters).svg(drager)


def _gemiddeld(waarden: list[Decimal | None]) -> Decimal | None:
    bekend = [waarde for waarde in waarden if waarde is not None]
    return sum(bekend, Decimal(0)) / len(bekend) if bekend else None


# ── charts that only documents need ─────────────────────────────────────────


@dataclass(frozen=True, kw_only=True)
class Maatbalk(Grafiek):
    """One bar in a row of a table, against the highest of its column; the value stands in the cell beside it."""

    waarde: Decimal
    hoogste: Decimal

    def teken(self, pen: Pen) -> tuple[float, str]:
        return 14, pen.rect(0, Schaal.om([self.hoogste]).deel(self.waarde), 0, 13, "besteed")

    def tabel(self) -> Tabel:
        return Tabel(self.titel, ("Wat", "Waarde"), ((self.titel, notatie.geld(self.waarde)),))


@dataclass(frozen=True, kw_only=True)
class Naamkaart(Tegelkaart):
    """The tile map in two thirds of a page: low tiles, each name whole, in two lines where it needs them."""

    def teken(self, pen: Pen) -> tuple[float, str]:
        breedte, hoog = 1 / KOLOMMEN, 52.0
        uit = []
        for tegel in self.tegels:
            kolom, rij, _ = PLAATSEN[tegel.slug]
            x, y = kolom * breedte, rij * (hoog + 4)
            uit.append(pen.rect(x, breedte - 4 / pen.breedte, y, hoog, f"tegel-{tegel.niveau}", 3))
            woorden = regels(tegel.naam.replace("-", "- "), 12, 2)
            for i, woord in enumerate(woorden):
                onder = y + hoog - 8 - 16 * (len(woorden) - 1 - i)
                uit.append(pen.tekst(x + 6 / pen.breedte, onder, woord, f"op-{tegel.niveau}"))
        return RIJEN * (hoog + 4) - 4, "".join(uit)


@dataclass(frozen=True, kw_only=True)
class KleineStaven(Grafiek):
    """A few figures of one unit under each other, in the narrow column: words, bar, value."""

    cijfers: tuple[Kerncijfer, ...]

    def teken(self, pen: Pen) -> tuple[float, str]:
        waarden: list[Getal] = [cijfer.maat for cijfer in self.cijfers]
        schaal, uit, y = Schaal.om(waarden), [], 0.0
        for cijfer, waarde in zip(self.cijfers, waarden, strict=True):
            woorden = regels(cijfer.wat, 38, 2)
            for regel in woorden:
                y += 16
                uit.append(pen.tekst(0, y - 3, regel, "stil"))
            breedte = schaal.deel(waarde) * 0.78
            uit.append(pen.rect(0, breedte, y + 2, 16, f"thema-{cijfer.teken}" if cijfer.teken else "besteed"))
            uit.append(pen.tekst(breedte + 0.02, y + 15, cijfer.waarde, "sterk"))
            y += 25
        return y, "".join(uit)

    def tabel(self) -> Tabel:
        return Tabel(self.titel, ("Wat", "Waarde"), tuple((cijfer.wat, cijfer.waarde) for cijfer in self.cijfers))


@dataclass(frozen=True)
class Halter:
    """Planned and filled of one name; None is not reported."""

    label: str
    gepland: Decimal | None
    bezet: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Halters(Grafiek):
    """Per name an open dot for what was planned, a full one for what was filled, and the line between them."""

    halters: tuple[Halter, ...]

    def teken(self, pen: Pen) -> tuple[float, str]:
        waarden: list[Getal] = [
            waarde for item in self.halters for waarde in (item.gepland, item.bezet) if waarde is not None
        ]
        schaal, uit = Schaal.om(waarden), []
        for i, item in enumerate(self.halters):
            y = 14 + i * 25.0
            uit += [pen.tekst(0, y + 5, item.label), pen.lijn(0.34, 0.92, y, y, "as")]
            uit += self._halter(pen, y, item, schaal)
        return 8 + len(self.halters) * 25.0, "".join(uit)

    def _halter(self, pen: Pen, y: float, item: Halter, schaal: Schaal) -> list[str]:
        if item.gepland is None or item.bezet is None:
            return [pen.tekst(0.34, y + 5, notatie.NIET_GEMELD, "stil")]
        gepland, bezet = (0.34 + 0.58 * schaal.deel(waarde) for waarde in (item.gepland, item.bezet))
        links, rechts = sorted((gepland, bezet))
        voor, na = ("end", "start") if bezet <= gepland else ("start", "end")
        kant = -0.015 if bezet <= gepland else 0.015
        return [
            pen.lijn(links, rechts, y, y, "trek"),
            pen.cirkel(gepland, y, 5, "leeg"),
            pen.cirkel(bezet, y, 5.5, "eigen"),
            pen.tekst(bezet + kant, y + 5, notatie.decimaal(item.bezet), "sterk", voor),  # type: ignore[arg-type]
            pen.tekst(gepland - kant, y + 5, notatie.decimaal(item.gepland), "stil", na),  # type: ignore[arg-type]
        ]

    def tabel(self) -> Tabel:
        rijen = ((item.label, _fte_woord(item.gepland), _fte_woord(item.bezet)) for item in self.halters)
        return Tabel(self.titel, ("Naam", "gepland", "bezet"), tuple(rijen))


def _fte_woord(waarde: Decimal | None) -> str:
    return notatie.NIET_GEMELD if waarde is None else notatie.decimaal(waarde)
