"""One award in one year, as its page shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from financien.models import Begroting, Beschikking, Bestemming, Boeking, Jaarschijf, Mutatie, RegelingRegel
from financien.rules.afwijking import Verklaring, explain, needs_cause
from financien.rules.fout import NUL
from financien.rules.periode import days_left, warns_from
from financien.rules.terugstorten import STAPPEN, next_step
from financien.rules.vaststelling import is_frozen
from financien.selectors.feiten import BeschikkingGeld, OorzaakGeld
from financien.selectors.jaar import read_year
from financien.selectors.programma import beschikking_jaren, causes
from financien.selectors.regeling import RegelInWoorden, in_words
from financien.selectors.ruimte import grens_of, last_year
from koers.lib.kwartaal import Kwartaal
from koers.lib.notatie import datum

MOST_CHANGES = 100


@dataclass(frozen=True, slots=True)
class KwartaalLasten:
    """The costs of a quarter, added up. `waaraan` stays empty for a reader who may not see the lines themselves."""

    kwartaal: Kwartaal
    aantal: int
    waaraan: tuple[str, ...]
    bedrag: Decimal


@dataclass(frozen=True, slots=True)
class Moment:
    """A step of a repayment as the timeline shows it."""

    label: str
    bij: str
    staat: str


@dataclass(frozen=True, slots=True)
class Terugstorting:
    """What is to be repaid, and how far that has come. `volgende` None: it is paid."""

    pk: int
    bedrag: Decimal
    oorsprong: int
    stap: str
    momenten: tuple[Moment, ...]
    volgende: str | None
    herkomst: str

    @property
    def stap_label(self) -> str:
        return STAPPEN[self.stap]

    @property
    def volgende_label(self) -> str:
        return STAPPEN[self.volgende] if self.volgende else ""


@dataclass(frozen=True, slots=True)
class Regelkaart:
    """A rule that counts for this award's year: of its own money, or of older money carried in."""

    regel: RegelInWoorden
    cap: Decimal | None
    grondslag: Decimal
    percentage: Decimal | None
    gebruikt: Decimal


@dataclass(frozen=True, slots=True)
class BeschikkingPagina:
    """Everything on the page of one award in one year. `geld` None: the award has nothing in that year."""

    beschikking: Beschikking
    jaar: int
    jaren: tuple[int, ...]
    geld: BeschikkingGeld | None
    schijven: tuple[Jaarschijf, ...]
    begroting: tuple[Begroting, ...]
    oorzaken: tuple[OorzaakGeld, ...]
    regels: tuple[Regelkaart, ...]
    terugstortingen: tuple[Terugstorting, ...]
    kwartalen: tuple[KwartaalLasten, ...]
    boekingen: tuple[Boeking, ...]
    mutaties: tuple[Mutatie, ...]
    te_verdelen: bool
    nog_dagen: int | None
    waarschuwt_vanaf: date

    @property
    def verklaring(self) -> Verklaring | None:
        """How far the afwijking is explained; None where nothing was budgeted or nothing is to be explained."""
        verschil = self.geld.afwijking if self.geld else None
        if verschil is None or not needs_cause(verschil):
            return None
        return explain(verschil, [oorzaak.bedrag for oorzaak in self.oorzaken])

    @property
    def vastgesteld(self) -> bool:
        """The grantor settled the year: nothing in it changes."""
        return is_frozen(terug.stap for terug in self.terugstortingen)


def load_beschikking(
    beschikking: Beschikking, jaar: int | None, today: date, *, met_boekingen: bool
) -> BeschikkingPagina:
    """An award in a year (None: its latest year with costs, or else its first). A constant number of queries.

    `boekingen` and `mutaties` stay empty unless asked for; the sums per quarter are always there.
    """
    jaren = beschikking_jaren(beschikking)
    jaar = _default_year(beschikking, jaren, today) if jaar is None else jaar
    geld = next(iter(read_year(jaar, Beschikking.objects.filter(pk=beschikking.pk))), None)
    lines = list(beschikking.boekingen.filter(jaar=jaar).select_related("project", "gemeente", "corrigeert"))
    terug = _repayments(beschikking, jaar)
    return BeschikkingPagina(
        beschikking=beschikking,
        jaar=jaar,
        jaren=tuple(jaren),
        geld=geld,
        schijven=tuple(beschikking.jaarschijven.all()),
        begroting=tuple(beschikking.begrotingen.filter(jaar=jaar).select_related("project")),
        oorzaken=causes(beschikking.oorzaken.filter(jaar=jaar)),
        regels=_rules(beschikking, geld),
        terugstortingen=terug,
        kwartalen=_per_quarter(lines, met_boekingen=met_boekingen),
        boekingen=tuple(lines) if met_boekingen else (),
        mutaties=_changes(beschikking, jaar) if met_boekingen else (),
        te_verdelen=geld is not None and geld.staat != "sluit" and geld.vergelijking.onderbesteding >= 0,
        nog_dagen=days_left(beschikking.tot, today),
        waarschuwt_vanaf=warns_from(beschikking.tot),
    )


def _changes(beschikking: Beschikking, jaar: int) -> tuple[Mutatie, ...]:
    """What was changed in the amounts of a year, newest first; the last hundred."""
    return tuple(beschikking.mutaties.filter(jaar=jaar).select_related("door")[:MOST_CHANGES])


def _default_year(beschikking: Beschikking, jaren: list[int], today: date) -> int:
    laatste = beschikking.boekingen.order_by("-jaar").values_list("jaar", flat=True).first()
    return laatste or (jaren[0] if jaren else today.year)


def _per_quarter(lines: Iterable[Boeking], *, met_boekingen: bool) -> tuple[KwartaalLasten, ...]:
    per: dict[Kwartaal, list[Boeking]] = defaultdict(list)
    for line in lines:
        per[Kwartaal.of(line.datum)].append(line)
    return tuple(
        KwartaalLasten(
            kwartaal=kwartaal,
            aantal=len(rijen),
            waaraan=tuple(dict.fromkeys(_subject(rij) for rij in rijen)) if met_boekingen else (),
            bedrag=sum((rij.bedrag for rij in rijen), NUL),
        )
        for kwartaal, rijen in sorted(per.items())
    )


def _subject(line: Boeking) -> str:
    """What a line was spent on, in short."""
    return line.omschrijving.partition(",")[0]


def _repayments(beschikking: Beschikking, jaar: int) -> tuple[Terugstorting, ...]:
    rijen = beschikking.bestemmingen.filter(jaar=jaar, soort=Bestemming.Soort.TERUGSTORTEN)
    return tuple(_repayment(rij) for rij in rijen.prefetch_related("stappen"))


def _repayment(rij: Bestemming) -> Terugstorting:
    sinds = {stap.stap: stap.vanaf for stap in rij.stappen.all()}
    namen = list(STAPPEN)
    nu = namen.index(rij.stap)
    momenten = tuple(
        Moment(label, _since(sinds.get(naam), i == nu), "nu" if i == nu else "klaar" if i < nu else "")
        for i, (naam, label) in enumerate(STAPPEN.items())
    )
    return Terugstorting(rij.pk, rij.bedrag, rij.oorsprong_jaar, rij.stap, momenten, next_step(rij.stap), rij.herkomst)


def _since(dag: date | None, nu: bool) -> str:
    if dag is None:
        return ""
    return f"sinds {datum(dag)}" if nu else datum(dag)


def _rules(beschikking: Beschikking, geld: BeschikkingGeld | None) -> tuple[Regelkaart, ...]:
    """The rule for the year's own money, and for each older year that money came from."""
    if geld is None:
        return ()
    jaren = sorted({geld.jaar, *(mee.jaar for mee in geld.mee_uit)}, reverse=True)
    regels = {regel.jaar: regel for regel in RegelingRegel.objects.filter(regeling_id=beschikking.regeling_id)}
    return tuple(_card(beschikking, geld, jaar, regels.get(jaar)) for jaar in jaren)


def _card(beschikking: Beschikking, geld: BeschikkingGeld, jaar: int, regel: RegelingRegel | None) -> Regelkaart:
    eigen = jaar == geld.jaar
    grens = grens_of(regel)
    mogelijk = grens.years(jaar, last_year(beschikking))
    cap = (grens.of(geld.toegekend) if mogelijk else NUL) if eigen else None
    gebruikt = geld.vergelijking.meenemen if eigen else sum((m.bedrag for m in geld.mee_uit if m.jaar == jaar), NUL)
    percentage = regel.meenemen_percentage if regel and eigen and mogelijk else None
    return Regelkaart(in_words(jaar, regel), cap, geld.toegekend, percentage, gebruikt)
