"""The files that travel inside a PDF: its figures as CSV, columns by semicolon, amounts to the cent with a point."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from koers.lib.uitvoer import as_text
from rapportage.documents.feiten import Feiten
from rapportage.documents.geld import Beschikking, Geld
from rapportage.documents.jaarverslag import JaarverslagFeiten


@dataclass(frozen=True, slots=True)
class Bijlage:
    """A file that travels inside the PDF."""

    naam: str
    omschrijving: str
    inhoud: str


def of(feiten: Feiten) -> tuple[Bijlage, ...]:
    """The bridge, the awards and the indicators of a jaarverslag; a kwartaalupdate has no figures of its own."""
    if not isinstance(feiten, JaarverslagFeiten):
        return ()
    jaar = feiten.jaar
    return (
        Bijlage(f"brug-{jaar}.csv", f"Van baten naar bestemming {jaar}, in euro’s", _csv(_brug(feiten.geld))),
        Bijlage(f"beschikkingen-{jaar}.csv", f"De vergelijking per beschikking {jaar}", _csv(_awards(feiten.geld))),
        Bijlage(f"indicatoren-{jaar}.csv", f"De indicatoren van de regio over {jaar}", _csv(_indicators(feiten))),
    )


def _csv(rijen: Iterable[Iterable[object]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerows(rijen)
    return buffer.getvalue()


def _brug(geld: Geld) -> Iterable[Iterable[object]]:
    yield ("post", "toelichting", "herkomst", "euro")
    for post in geld.posten:
        yield (post.naam, post.bij, post.bedrag.herkomst, _bedrag(post.bedrag.waarde))


def _awards(geld: Geld) -> Iterable[Iterable[object]]:
    jaren = geld.jaren_mee
    meenemen = [f"meenemen naar {jaar}" for jaar in jaren]
    yield (
        "regeling",
        "beschikking",
        "meegenomen",
        "toegekend",
        "lasten",
        *meenemen,
        "terugstorten",
        "rest",
        "herkomst",
    )
    for rij in (*geld.beschikkingen, geld.totaal):
        yield _award(rij, jaren)


def _award(rij: Beschikking, jaren: tuple[int, ...]) -> Iterable[object]:
    bedragen = [rij.mee, rij.toegekend, rij.lasten, *(rij.mee_naar(jaar) for jaar in jaren), rij.terugstorten, rij.rest]
    return (rij.regeling, rij.naam, *(_bedrag(bedrag) for bedrag in bedragen), rij.herkomst)


def _indicators(feiten: JaarverslagFeiten) -> Iterable[Iterable[object]]:
    yield ("themalijn", "project", "indicator", "norm", "regio", "wie telt mee", "hoe", "herkomst")
    for thema in feiten.themalijnen:
        for rij in thema.indicatoren:
            waarde, herkomst = (rij.waarde.tekst, rij.waarde.herkomst) if rij.waarde else ("", "")
            cellen = (thema.naam, rij.project, rij.naam, rij.norm, waarde, rij.telt, rij.hoe, herkomst)
            yield map(as_text, cellen)


def _bedrag(bedrag: Decimal | None) -> str:
    return "" if bedrag is None else f"{bedrag:.2f}"
