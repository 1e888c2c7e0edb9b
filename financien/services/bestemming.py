"""What becomes of money that was not spent: carried as far as the rules allow, and the rest repaid step by step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from financien.models import Beschikking, Bestemming, RegelingRegel, Terugstortstap
from financien.rules.fout import NUL
from financien.rules.meenemen import Laag, Mee, Verdeling, divide
from financien.rules.periode import check_year_in_period
from financien.rules.terugstorten import check_next
from financien.selectors.jaar import read_year
from financien.selectors.programma import beschikking_jaren
from financien.selectors.ruimte import Jaarruimte, read_room
from financien.services.wegen import BESCHIKKING_EDIT, check_not_settled, locked, require_now, rules_refuse, tell
from koers.lib.herkomst import Herkomst
from koers.lib.klok import day_of
from koers.lib.notatie import datum, geld_centen
from koers.lib.stappen import save_checked
from koers.toegang.log import log
from koers.toegang.models import Gebruiker

MEENEMEN, TERUGSTORTEN = Bestemming.Soort.MEENEMEN, Bestemming.Soort.TERUGSTORTEN


@transaction.atomic
def record_beginstand(
    *,
    actor: Gebruiker | None,
    beschikking: Beschikking,
    jaar: int,
    naar_jaar: int,
    bedrag: Decimal,
    now: datetime,
    oorsprong_jaar: int | None = None,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> Bestemming:
    """What was carried out of a year from before the portal keeps the accounts: taken as given, no cap can be checked.

    ValidationError when the portal does hold that year: then `set_bestemmingen` divides it.
    """
    require_now(actor, BESCHIKKING_EDIT, now)
    beschikking = locked(beschikking)
    if beschikking.jaarschijven.filter(jaar=jaar).exists() or beschikking.boekingen.filter(jaar=jaar).exists():
        raise ValidationError(f"{jaar} staat in het portaal; verdeel dat jaar zelf.")
    with rules_refuse():
        check_year_in_period(naar_jaar, beschikking.vanaf, beschikking.tot)
    check_not_settled(beschikking, naar_jaar)
    oorsprong = jaar if oorsprong_jaar is None else oorsprong_jaar
    known = beschikking.bestemmingen.filter(
        soort=MEENEMEN, jaar=jaar, oorsprong_jaar=oorsprong, naar_jaar=naar_jaar
    ).first()
    row = known or Bestemming(
        beschikking=beschikking, soort=MEENEMEN, jaar=jaar, oorsprong_jaar=oorsprong, naar_jaar=naar_jaar
    )
    was = f"was {geld_centen(known.bedrag)}" if known else "was er niet"
    row.bedrag, row.herkomst, row.vindplaats = bedrag, herkomst, vindplaats
    row.regel = RegelingRegel.objects.filter(regeling_id=beschikking.regeling_id, jaar=oorsprong).first()
    save_checked(row)
    zin = f"Beginstand {naar_jaar} van {beschikking.nummer} vastgelegd: wat meeging uit {jaar}."
    log(actor=actor, actie="financien.bestemming:open", zin=zin, now=now, object=row)
    tell(beschikking, naar_jaar, f"Beginstand uit {jaar}: {geld_centen(bedrag)} ({was}).", actor=actor, now=now)
    return row


@transaction.atomic
def set_bestemmingen(
    *,
    actor: Gebruiker | None,
    beschikking: Beschikking,
    jaar: int,
    now: datetime,
    meenemen: Sequence[Mee] | None = None,
    terugstorten: Decimal | None = None,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> list[Bestemming]:
    """Divide what is left of a year: what is carried, and the rest to be repaid (rules 1, 3, 4 and 5).

    Without `meenemen` all that may go is carried, to the first year it may go to. `terugstorten` is what the caller
    expects to remain. ValidationError, with every sentence and amount, where the rules refuse; nothing is written then.
    Setting it again replaces it, as long as the grantor has settled nothing and no later year was divided.
    """
    require_now(actor, BESCHIKKING_EDIT, now)
    beschikking = locked(beschikking)
    _check_turn(beschikking, jaar)
    with rules_refuse():
        ruimte = read_room(beschikking, jaar)
        verdeling = divide(ruimte.ruimten, None if meenemen is None else _merged(meenemen))
    _check_expected(verdeling, terugstorten)
    before = _as_set(beschikking, jaar)
    _write(beschikking, jaar, verdeling, ruimte, day_of(now), herkomst, vindplaats)
    if _as_set(beschikking, jaar) != before:
        log(
            actor=actor,
            actie="financien.bestemming:set",
            zin=f"{jaar} van {beschikking.nummer} verdeeld.",
            now=now,
            object=beschikking,
        )
        tell(beschikking, jaar, f"{jaar} verdeeld: {_in_words(verdeling)}.", actor=actor, now=now)
    return list(beschikking.bestemmingen.filter(jaar=jaar))


def _check_turn(beschikking: Beschikking, jaar: int) -> None:
    """Years are divided in order, without gaps, and one that others build on stays as it is."""
    with rules_refuse():
        check_year_in_period(jaar, beschikking.vanaf, beschikking.tot)
    check_not_settled(beschikking, jaar)
    later = beschikking.bestemmingen.filter(jaar__gt=jaar).order_by("jaar").first()
    if later:
        raise ValidationError(f"{later.jaar} is al verdeeld en bouwt voort op {jaar}. Leg een correctie vast.")
    for eerder in beschikking_jaren(beschikking):
        if eerder >= jaar:
            break
        (geld,) = read_year(eerder, Beschikking.objects.filter(pk=beschikking.pk))
        if not geld.vergelijking.sluit:
            verschil = geld_centen(geld.vergelijking.verschil)
            raise ValidationError(f"{eerder} sluit nog niet: het verschil is {verschil}. Verdeel eerst dat jaar.")


def _merged(meenemen: Sequence[Mee]) -> list[Mee]:
    """One amount per origin and destination."""
    samen: dict[tuple[int, int], Decimal] = {}
    for mee in meenemen:
        key = (mee.oorsprong, mee.naar_jaar)
        samen[key] = samen.get(key, NUL) + mee.bedrag
    return [Mee(oorsprong, naar, bedrag) for (oorsprong, naar), bedrag in samen.items()]


def _repay(verdeling: Verdeling) -> Decimal:
    return sum((laag.bedrag for laag in verdeling.terugstorten), NUL)


def _check_expected(verdeling: Verdeling, terugstorten: Decimal | None) -> None:
    rest = _repay(verdeling)
    if terugstorten is not None and terugstorten != rest:
        raise ValidationError(
            f"Na wat meegaat blijft {geld_centen(rest)} over om terug te storten, niet {geld_centen(terugstorten)}; "
            f"het verschil is {geld_centen(terugstorten - rest)}."
        )


def _as_set(beschikking: Beschikking, jaar: int) -> set[tuple[object, ...]]:
    rows = beschikking.bestemmingen.filter(jaar=jaar)
    return set(rows.values_list("soort", "oorsprong_jaar", "naar_jaar", "bedrag", "stap"))


def _in_words(verdeling: Verdeling) -> str:
    delen = [f"{geld_centen(mee.bedrag)} naar {mee.naar_jaar}" for mee in verdeling.meenemen]
    return ", ".join([*delen, f"{geld_centen(_repay(verdeling))} terug"])


def _write(
    beschikking: Beschikking,
    jaar: int,
    verdeling: Verdeling,
    ruimte: Jaarruimte,
    dag: date,
    herkomst: str,
    vindplaats: str,
) -> None:
    rows = beschikking.bestemmingen.filter(jaar=jaar)
    rows.filter(soort=MEENEMEN).delete()
    for mee in verdeling.meenemen:
        row = Bestemming(beschikking=beschikking, jaar=jaar, soort=MEENEMEN, oorsprong_jaar=mee.oorsprong)
        row.naar_jaar, row.bedrag, row.regel = mee.naar_jaar, mee.bedrag, ruimte.regels[mee.oorsprong]
        row.herkomst, row.vindplaats = herkomst, vindplaats
        save_checked(row)
    known = {row.oorsprong_jaar: row for row in rows.filter(soort=TERUGSTORTEN)}
    for laag in verdeling.terugstorten:
        row = known.pop(laag.oorsprong, None) or Bestemming(
            beschikking=beschikking, jaar=jaar, soort=TERUGSTORTEN, oorsprong_jaar=laag.oorsprong
        )
        _write_repayment(row, laag, ruimte, dag, herkomst, vindplaats)
    for row in known.values():
        if row.stap != Bestemming.Stap.VERWACHT:
            raise ValidationError(f"De terugstorting van {geld_centen(row.bedrag)} staat al in SiSa en kan niet weg.")
        row.delete()


def _write_repayment(
    row: Bestemming, laag: Laag, ruimte: Jaarruimte, dag: date, herkomst: str, vindplaats: str
) -> None:
    """The amount may still change until the grantor settles it; the step it has come to stays."""
    new = row.pk is None
    row.bedrag, row.regel = laag.bedrag, ruimte.regels[laag.oorsprong]
    row.herkomst, row.vindplaats = herkomst, vindplaats
    row.stap = row.stap or Bestemming.Stap.VERWACHT
    save_checked(row)
    if new:
        Terugstortstap.objects.create(bestemming=row, stap=row.stap, vanaf=dag)


@transaction.atomic
def advance_terugstorting(
    *, actor: Gebruiker | None, bestemming: Bestemming, stap: str, now: datetime, vanaf: date | None = None
) -> Bestemming:
    """To the next step, on a day (none given: today). ValidationError when it is not the next, or before the last."""
    require_now(actor, BESCHIKKING_EDIT, now)
    beschikking = locked(bestemming.beschikking)
    row = Bestemming.objects.get(pk=bestemming.pk)
    if row.soort != TERUGSTORTEN:
        raise ValidationError("Alleen wat wordt teruggestort heeft stappen.")
    with rules_refuse():
        check_next(row.stap, stap)
    dag = day_of(now) if vanaf is None else vanaf
    last = row.stappen.last()
    if last and dag < last.vanaf:
        raise ValidationError(f"{datum(dag)} ligt voor de vorige stap, van {datum(last.vanaf)}.")
    row.stap = stap
    save_checked(row)
    Terugstortstap.objects.create(bestemming=row, stap=stap, vanaf=dag)
    log(
        actor=actor,
        actie="financien.bestemming:advance",
        zin=f"Terugstorting {row.jaar} van {beschikking.nummer} is {row.get_stap_display()}.",
        now=now,
        object=row,
    )
    return row
