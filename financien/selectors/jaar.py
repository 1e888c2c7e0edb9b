"""Reading the money of awards in one year: sums in the database, the same few queries for one award or a thousand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from financien.models import Begroting, Beschikking, Bestemming, Boeking, Jaarschijf
from financien.models.beschikking import BeschikkingQuerySet
from financien.rules.fout import NUL
from financien.rules.programmadeel import base_of
from financien.selectors.feiten import BeschikkingGeld, Jaarbedrag, per_year
from koers.lib.herkomst import Herkomst, weakest

Som = tuple[Decimal, list[str]]


def read_year(jaar: int, beschikkingen: BeschikkingQuerySet | None = None) -> list[BeschikkingGeld]:
    """The awards (these, or all) that have anything in the year, in the order of schemes and recipients. Six
    queries."""
    shares = _of(Jaarschijf.objects.filter(jaar=jaar).order_by(), beschikkingen)
    schijven = {schijf.beschikking_id: schijf for schijf in shares}
    lasten = _sums(_of(Boeking.objects.filter(jaar=jaar), beschikkingen))
    begroot = _sums(_of(Begroting.objects.filter(jaar=jaar), beschikkingen))
    mee, uit = _destinations(jaar, beschikkingen)
    met = schijven.keys() | lasten.keys() | begroot.keys() | mee.keys() | uit.keys()
    return [
        _facts(jaar, b, schijven.get(b.pk), lasten.get(b.pk), begroot.get(b.pk), mee.get(b.pk, []), uit.get(b.pk, []))
        for b in (Beschikking.objects if beschikkingen is None else beschikkingen).select_related(
            "regeling", "ontvanger"
        )
        if b.pk in met
    ]


def _of(rows: Any, beschikkingen: BeschikkingQuerySet | None) -> Any:
    if beschikkingen is None:
        return rows
    return rows.filter(beschikking__in=beschikkingen.order_by().values("pk"))


def _sums(rows: Any) -> dict[int, Som]:
    """Per award: the sum, made by the database, and the herkomsten it was made of."""
    sums: dict[int, Som] = {}
    for row in rows.order_by().values("beschikking", "herkomst").annotate(som=Sum("bedrag")):
        bedrag, herkomsten = sums.get(row["beschikking"], (NUL, []))
        sums[row["beschikking"]] = (bedrag + row["som"], [*herkomsten, row["herkomst"]])
    return sums


Deel = tuple[str, Jaarbedrag, str]


def _destinations(
    jaar: int, beschikkingen: BeschikkingQuerySet | None
) -> tuple[dict[int, list[Deel]], dict[int, list[Deel]]]:
    """Per award what was carried into the year, and what became of what was left of it."""
    mee: dict[int, list[Deel]] = defaultdict(list)
    uit: dict[int, list[Deel]] = defaultdict(list)
    for rij in _of(Bestemming.objects.filter(Q(jaar=jaar) | Q(naar_jaar=jaar)), beschikkingen):
        if rij.naar_jaar == jaar:
            mee[rij.beschikking_id].append((rij.soort, Jaarbedrag(rij.oorsprong_jaar, rij.bedrag), rij.herkomst))
        else:
            uit[rij.beschikking_id].append((rij.soort, Jaarbedrag(rij.naar_jaar or 0, rij.bedrag), rij.herkomst))
    return mee, uit


def _facts(
    jaar: int,
    beschikking: Beschikking,
    schijf: Jaarschijf | None,
    lasten: Som | None,
    begroot: Som | None,
    mee: list[Deel],
    uit: list[Deel],
) -> BeschikkingGeld:
    toegekend_van = [schijf.herkomst] if schijf else []
    herkomsten: Iterable[str] = [*toegekend_van, *(lasten[1] if lasten else []), *(h for _, _, h in [*mee, *uit])]
    terug = [bedrag for soort, bedrag, _ in uit if soort == Bestemming.Soort.TERUGSTORTEN]
    return BeschikkingGeld(
        slug=beschikking.slug,
        nummer=beschikking.nummer,
        regeling=beschikking.regeling.naam,
        regeling_slug=beschikking.regeling.slug,
        ontvanger=beschikking.ontvanger.naam,
        ontvanger_slug=beschikking.ontvanger.slug,
        van_gemeente=beschikking.ontvanger.is_gemeente,
        vanaf=beschikking.vanaf,
        tot=beschikking.tot,
        jaar=jaar,
        mee_uit=per_year([[bedrag for _, bedrag, _ in mee]]),
        toegekend=base_of(schijf.toegekend, schijf.programmadeel) if schijf else NUL,
        geheel=schijf.toegekend if schijf else NUL,
        programmadeel_bekend=schijf is None or schijf.programmadeel is not None,
        begroot=begroot[0] if begroot else None,
        lasten=lasten[0] if lasten else NUL,
        meenemen_naar=per_year([[bedrag for soort, bedrag, _ in uit if soort == Bestemming.Soort.MEENEMEN]]),
        terugstorten=sum((item.bedrag for item in terug), NUL),
        herkomst=weakest(herkomsten),
        herkomst_toegekend=weakest(toegekend_van) if schijf else Herkomst.BRON.value,
        herkomst_begroot=weakest(begroot[1]) if begroot else Herkomst.BRON.value,
    )
