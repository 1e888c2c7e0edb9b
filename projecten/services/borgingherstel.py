"""Mending a borging or a check of it that was recorded wrongly, and taking one back.

What stood there is kept with the borging.
"""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from koers.eigenaren.models import Eigenaar, Partner
from koers.lib.klok import day_of
from koers.lib.notatie import datum as words
from koers.lib.stappen import save_checked
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from projecten.models import Borging, BorgingControle, BorgingVerbetering
from projecten.rules.borging import VOORBIJ, ended, mended
from projecten.selectors.onderwerp import project_name
from projecten.services.borging import check_facts, require_keeper

NIETS = "U veranderde niets. Verbeter wat er niet klopt, of ga terug."


@transaction.atomic
def correct_borging(
    *,
    actor: Gebruiker,
    borging: Borging,
    gemeld_op: date,
    reden: str,
    now: datetime,
    partner: Partner | None = None,
    eigenaar: Eigenaar | None = None,
    vanaf: date | None = None,
    afspraak: str = "",
) -> Borging:
    """By whom, since when or on what agreement it is, where that was wrong. ValidationError when it cannot be so."""
    row = _locked(actor, borging, reden, now)
    check_facts(row.project, partner, eigenaar, vanaf, gemeld_op, day_of(now), eigen=row.pk)
    first = row.controles.order_by("datum").first()
    if first and first.datum < (begin := vanaf or gemeld_op):
        raise ValidationError(
            f"Op {words(first.datum)} is deze borging al gecontroleerd. Zij begon dus niet pas op {words(begin)}."
        )
    afspraak = afspraak.strip()
    velden = [
        ("Geborgd bij", str(row.partner or row.eigenaar), str(partner or eigenaar)),
        ("Sinds", _day(row.vanaf), _day(vanaf)),
        ("Gemeld op", words(row.gemeld_op), words(gemeld_op)),
        ("Afspraak", _quoted(row.afspraak), _quoted(afspraak)),
    ]
    wat = mended(velden)
    # An agreement may name an amount: its words stay with the borging, and out of the log.
    told = [mended(velden[:3]), "De afspraak is herschreven." if row.afspraak != afspraak else ""]
    name = project_name(row.project, day_of(now))
    line = f"Borging van {name} bij {row.partner or row.eigenaar} verbeterd. {' '.join(filter(None, told))}"
    row.partner, row.eigenaar, row.vanaf, row.gemeld_op, row.afspraak = partner, eigenaar, vanaf, gemeld_op, afspraak
    save_checked(row)
    _keep(actor, row, wat, reden, now)
    _log(actor, "projecten.borging:correct", line, reden, row, now)
    return row


@transaction.atomic
def correct_controle(
    *,
    actor: Gebruiker,
    controle: BorgingControle,
    datum: date,
    uitkomst: str,
    bevinding: str,
    reden: str,
    now: datetime,
) -> BorgingControle:
    """What was found of a borging, where it was written down wrongly. ValidationError for a day that cannot be."""
    borging = _locked(actor, controle.borging, reden, now)
    row = borging.controles.get(pk=controle.pk)
    _check_day(borging, row, datum, uitkomst, day_of(now))
    labels = dict(BorgingControle.Uitkomst.choices)
    velden = [
        ("Dag", words(row.datum), words(datum)),
        ("Uitkomst", row.get_uitkomst_display(), str(labels.get(uitkomst, uitkomst))),
        ("Bevinding", _quoted(row.bevinding), _quoted(bevinding.strip())),
    ]
    when, told = words(row.datum), mended(velden[:2])
    row.datum, row.uitkomst, row.bevinding = datum, uitkomst, bevinding.strip()
    save_checked(row)
    wat = mended(velden)
    _keep(actor, borging, wat and f"Controle van {when}. {wat}", reden, now)
    # A finding may name whom was spoken to: it stays with the borging, and out of the log.
    name = project_name(borging.project, day_of(now))
    zin = f"Controle van {when} van de borging van {name} verbeterd. {told or 'De bevinding is herschreven.'}"
    _log(actor, "projecten.borgingcontrole:correct", zin, reden, borging, now)
    return row


@transaction.atomic
def withdraw_controle(*, actor: Gebruiker, controle: BorgingControle, reden: str, now: datetime) -> None:
    """Take back a check that should not have been: the one before it holds again. What it said is kept."""
    borging = _locked(actor, controle.borging, reden, now)
    row = borging.controles.get(pk=controle.pk)
    told = f"Controle van {words(row.datum)} teruggenomen: {row.get_uitkomst_display()}."
    _keep(actor, borging, ended(f"{told} Bevinding was {_quoted(row.bevinding)}"), reden, now)
    zin = f"Borging van {project_name(borging.project, day_of(now))}. {told}"
    _log(actor, "projecten.borgingcontrole:withdraw", zin, reden, borging, now)
    row.delete()


@transaction.atomic
def withdraw_borging(*, actor: Gebruiker, borging: Borging, reden: str, now: datetime) -> None:
    """Take back a borging that should not have been, once no check of it is left. The log keeps
    with whom it was, and why."""
    row = _locked(actor, borging, reden, now)
    if row.controles.exists():
        raise ValidationError("Van deze borging is een controle vastgelegd. Neem eerst de controles terug.")
    since = f", sinds {words(row.vanaf)}" if row.vanaf else ""
    zin = (
        f"Teruggenomen: {project_name(row.project, day_of(now))} geborgd bij {row.partner or row.eigenaar}{since}, "
        f"gemeld op {words(row.gemeld_op)}."
    )
    _log(actor, "projecten.borging:withdraw", zin, reden, row, now)
    row.delete()


def _locked(actor: Gebruiker, borging: Borging, reden: str, now: datetime) -> Borging:
    require_keeper(actor, borging.project, now)
    if not reden.strip():
        raise ValidationError("Schrijf op waarom u dit verbetert of terugneemt.")
    return (
        Borging.objects.select_for_update(of=("self",))
        .select_related("project", "partner", "eigenaar")
        .get(pk=borging.pk)
    )


def _check_day(borging: Borging, row: BorgingControle, datum: date, uitkomst: str, today: date) -> None:
    """Each check keeps its place among the others, and only the last can say that it is over."""
    if datum > today:
        raise ValidationError("Deze dag moet nog komen. Kies vandaag of een eerdere dag.")
    if datum < (begin := borging.vanaf or borging.gemeld_op):
        raise ValidationError(f"Op {words(datum)} was dit nog niet geborgd: dat is het sinds {words(begin)}.")
    others = borging.controles.exclude(pk=row.pk).order_by("datum")
    before, after = others.filter(datum__lt=row.datum).last(), others.filter(datum__gt=row.datum).first()
    if before and datum <= before.datum:
        raise ValidationError(f"Er is al een controle van {words(before.datum)}. Kies een latere dag.")
    if after and datum >= after.datum:
        raise ValidationError(f"Er is al een controle van {words(after.datum)}. Kies een eerdere dag.")
    if after and uitkomst == VOORBIJ:
        raise ValidationError(
            f"Op {words(after.datum)} is dit opnieuw gecontroleerd. Alleen bij de laatste controle kan staan dat het "
            "niet meer is geborgd."
        )


def _keep(actor: Gebruiker, borging: Borging, wat: str, reden: str, now: datetime) -> None:
    if not wat:
        raise ValidationError(NIETS)
    save_checked(BorgingVerbetering(borging=borging, wat=wat, reden=reden.strip(), op=now, door=actor))


def _log(actor: Gebruiker, actie: str, zin: str, reden: str, borging: Borging, now: datetime) -> None:
    log(actor=actor, actie=actie, zin=f"{zin} Reden: {reden.strip()}", now=now, object=borging)


def _day(day: date | None) -> str:
    return words(day) if day else "niet bekend"


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "niet bekend"
