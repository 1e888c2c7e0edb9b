"""Projects, their names, places and participation change by dated steps."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from koers.eigenaren.models import Partner
from koers.toegang.models import Logregel
from koers.toegang.rights import NotAllowed
from projecten.models import Deelname, Indeling, Project
from projecten.services import borging, meten, mijlpaal, opbrengst, risico
from projecten.services.deelname import set_deelname
from projecten.services.leiding import end_leiding, set_leiding
from projecten.services.project import (
    correct_project_naam,
    create_project,
    end_project,
    order_projecten,
    place_project,
    rename_project,
)
from themalijnen.services import create_themalijn

JAN = date(2024, 1, 1)
NIEUW = date(2026, 1, 1)


@pytest.fixture
def recept(db, nu) -> Project:
    return create_project(actor=None, slug="sociaal-verwijzen", naam="Welzijn op Recept", vanaf=JAN, now=nu)


@pytest.fixture
def lijn(db, nu):
    return create_themalijn(actor=None, slug="bestaanszekerheid", naam="Bestaanszekerheid", teken=1, vanaf=JAN, now=nu)


def name_on(project: Project, day: date) -> tuple[str, str | None]:
    named = Project.objects.named(day).get(pk=project.pk)
    return named.naam_op, named.naam_voorheen


def test_rename_project_keeps_the_old_name_before_its_day(recept, bente, nu):
    rename_project(actor=bente, project=recept, naam="Sociaal Verwijzen", vanaf=NIEUW, now=nu)
    assert name_on(recept, date(2025, 12, 31)) == ("Welzijn op Recept", None)
    assert name_on(recept, NIEUW) == ("Sociaal Verwijzen", "Welzijn op Recept")
    assert Logregel.objects.first().zin == "Project Welzijn op Recept heet vanaf 1 januari 2026 Sociaal Verwijzen."


def test_two_names_on_one_day_are_refused_and_nothing_is_written(recept, bente, nu):
    with pytest.raises(ValidationError, match="Op 1 januari 2024 is de naam van dit project al gewijzigd"):
        rename_project(actor=bente, project=recept, naam="Anders", vanaf=JAN, now=nu)
    assert recept.namen.count() == 1
    assert Logregel.objects.count() == 1


def test_an_empty_or_too_long_name_is_refused(recept, bente, nu):
    for naam in ("  ", "x" * 151):
        with pytest.raises(ValidationError):
            rename_project(actor=bente, project=recept, naam=naam, vanaf=NIEUW, now=nu)
    assert recept.namen.count() == 1


@pytest.mark.parametrize("wie", ["tom", "rik", "frank", "olga", "bea"])
def test_rename_project_is_for_the_programmamanager_only(recept, nu, wie, request):
    with pytest.raises(NotAllowed, match="programmamanager"):
        rename_project(actor=request.getfixturevalue(wie), project=recept, naam="Anders", vanaf=NIEUW, now=nu)


def test_correct_project_naam_asks_why_and_tells_what_stood_there(recept, bente, nu):
    correct_project_naam(actor=bente, stap=recept.namen.get(), naam="Welzijn op recept", reden="kleine letter", now=nu)
    assert name_on(recept, JAN)[0] == "Welzijn op recept"
    assert "van Welzijn op Recept in Welzijn op recept: kleine letter" in Logregel.objects.first().zin


def test_place_project_moves_it_from_a_day_on(recept, lijn, bente, nu):
    other = create_themalijn(actor=None, slug="ouderen", naam="Ouderen", teken=4, vanaf=JAN, now=nu)
    place_project(actor=bente, project=recept, themalijn=lijn, volgorde=1, vanaf=JAN, now=nu)
    place_project(actor=bente, project=recept, themalijn=other, volgorde=3, vanaf=NIEUW, now=nu)
    steps = [Project.objects.placed(day).get(pk=recept.pk) for day in (JAN, NIEUW)]
    assert [(step.themalijn_op, step.volgorde_op) for step in steps] == [(lijn.pk, 1), (other.pk, 3)]


def test_place_project_under_a_line_that_has_ended_is_refused(recept, bente, nu):
    ended = create_themalijn(
        actor=None, slug="mentaal", naam="Mentaal", teken=3, vanaf=JAN, tot=date(2025, 12, 31), now=nu
    )
    with pytest.raises(ValidationError, match="bestaat niet op 1 januari 2026"):
        place_project(actor=bente, project=recept, themalijn=ended, volgorde=1, vanaf=NIEUW, now=nu)


def test_order_projecten_makes_a_step_only_for_what_moves(recept, lijn, bente, nu):
    others = [create_project(actor=None, slug=f"p{i}", naam=f"P{i}", vanaf=JAN, now=nu) for i in (1, 2)]
    for plek, project in enumerate([recept, *others], start=1):
        place_project(actor=None, project=project, themalijn=lijn, volgorde=plek, vanaf=JAN, now=nu)
    volgorde = [recept, others[1], others[0]]
    assert len(order_projecten(actor=bente, themalijn=lijn, volgorde=volgorde, vanaf=NIEUW, now=nu)) == 2
    placed = Project.objects.placed(NIEUW).order_by("volgorde_op")
    assert [project.slug for project in placed] == ["sociaal-verwijzen", "p2", "p1"]
    with pytest.raises(ValidationError, match="er verandert niets"):
        order_projecten(actor=bente, themalijn=lijn, volgorde=volgorde, vanaf=NIEUW, now=nu)


def test_order_projecten_is_all_or_nothing(recept, lijn, bente, nu):
    other = create_project(actor=None, slug="p1", naam="P1", vanaf=JAN, now=nu)
    place_project(actor=None, project=recept, themalijn=lijn, volgorde=1, vanaf=JAN, now=nu)
    place_project(actor=None, project=other, themalijn=lijn, volgorde=2, vanaf=JAN, now=nu)
    place_project(actor=None, project=recept, themalijn=lijn, volgorde=4, vanaf=NIEUW, now=nu)
    with pytest.raises(ValidationError, match="Op 1 januari 2026 is de plaats van dit project al gewijzigd"):
        order_projecten(actor=bente, themalijn=lijn, volgorde=[other, recept], vanaf=NIEUW, now=nu)
    assert Indeling.objects.count() == 3


def test_set_deelname_adds_a_step_and_the_log_says_it(recept, hengelo, bente, nu):
    set_deelname(actor=bente, project=recept, eigenaar=hengelo, stap="pilot", vanaf=JAN, now=nu)
    set_deelname(actor=bente, project=recept, eigenaar=hengelo, stap="doet-mee", vanaf=NIEUW, now=nu)
    assert list(Deelname.objects.by(NIEUW).values_list("stap", flat=True)) == ["doet-mee", "pilot"]
    assert Logregel.objects.first().zin.endswith("vanaf 1 januari 2026: doet mee.")


def test_two_steps_of_deelname_on_one_day_are_refused(recept, hengelo, bente, nu):
    set_deelname(actor=bente, project=recept, eigenaar=hengelo, stap="pilot", vanaf=JAN, now=nu)
    with pytest.raises(ValidationError, match="de deelname van Hengelo al gewijzigd"):
        set_deelname(actor=bente, project=recept, eigenaar=hengelo, stap="geborgd", vanaf=JAN, now=nu)
    assert Deelname.objects.get().stap == "pilot"


def test_an_unknown_step_is_refused(recept, hengelo, bente, nu):
    with pytest.raises(ValidationError):
        set_deelname(actor=bente, project=recept, eigenaar=hengelo, stap="misschien", vanaf=JAN, now=nu)


def test_end_project_needs_a_reason_and_a_day_after_its_begin(recept, bente, nu):
    with pytest.raises(ValidationError, match="waarom"):
        end_project(actor=bente, project=recept, tot=NIEUW, reden=" ", now=nu)
    with pytest.raises(ValidationError, match="begon op 1 januari 2024"):
        end_project(actor=bente, project=recept, tot=date(2023, 12, 31), reden="geborgd", now=nu)
    end_project(actor=bente, project=recept, tot=NIEUW, reden="geborgd", now=nu)
    assert not Project.objects.on(date(2026, 1, 2)).exists()


def test_set_leiding_says_who_leads(recept, tom, bente, nu):
    set_leiding(actor=bente, project=recept, gebruiker=tom, vanaf=JAN, now=nu)
    assert [leiding.gebruiker for leiding in recept.leiding.in_force(NIEUW)] == [tom]


def test_nobody_leads_a_project_twice_at_once_and_the_end_is_a_day(recept, tom, bente, nu):
    leiding = set_leiding(actor=bente, project=recept, gebruiker=tom, vanaf=JAN, now=nu)
    with pytest.raises(ValidationError, match="in die tijd al"):
        set_leiding(actor=bente, project=recept, gebruiker=tom, vanaf=NIEUW, now=nu)
    with pytest.raises(ValidationError, match="voor de eerste"):
        end_leiding(actor=bente, leiding=leiding, laatste_dag=date(2023, 12, 31), now=nu)
    end_leiding(actor=bente, leiding=leiding, laatste_dag=date(2025, 12, 31), now=nu)
    with pytest.raises(ValidationError, match="eindigt al"):
        end_leiding(actor=bente, leiding=leiding, laatste_dag=date(2025, 12, 31), now=nu)
    assert not recept.leiding.in_force(NIEUW).exists()
    set_leiding(actor=bente, project=recept, gebruiker=tom, vanaf=NIEUW, now=nu)
    assert recept.leiding.count() == 2


def test_who_has_not_the_role_does_not_lead(recept, olga, bente, nu):
    with pytest.raises(ValidationError, match="geen regionaal projectleider"):
        set_leiding(actor=bente, project=recept, gebruiker=olga, vanaf=JAN, now=nu)


def test_what_a_project_brings_is_recorded_with_its_origin(recept, hengelo, bente, nu):
    partner = Partner.objects.create(naam="Saxion", slug="saxion")
    origin = {"actor": bente, "now": nu, "herkomst": "fictief", "vindplaats": "proef"}
    rows = [
        borging.record_borging(project=recept, partner=partner, gemeld_op=NIEUW, **origin),
        opbrengst.record_resultaat(project=recept, naam="Boek", datum=NIEUW, aantal=3, **origin),
        opbrengst.record_bijeenkomst(project=recept, naam="Dag", datum=NIEUW, precisie="maand", **origin),
        mijlpaal.record_mijlpaal(project=recept, naam="Klaar", datum=NIEUW, **origin),
        risico.record_risico(project=recept, naam="Ziek", sinds=NIEUW, **origin),
        opbrengst.record_betrokkenheid(project=recept, eigenaar=hengelo, rol="denkt-mee", vanaf=NIEUW, **origin),
        indicator := meten.create_indicator(project=recept, sleutel="i", naam="I", eenheid="aantal", **origin),
        meten.record_meting(indicator=indicator, peildatum=NIEUW, waarde=Decimal(3), eigenaar=hengelo, **origin),
        opbrengst.record_resultaat(project=recept, naam="Kaart", datum=NIEUW, **origin),
        meten.record_controlegetal(
            sleutel="c", naam="C", waarde=Decimal(1), bron="brief", peildatum=NIEUW, project=recept, **origin
        ),
    ]
    assert {(row.herkomst, row.vindplaats) for row in rows} == {("fictief", "proef")}
    assert Logregel.objects.count() == 11


def test_the_same_result_twice_is_refused_with_a_sentence(recept, bente, nu):
    opbrengst.record_resultaat(actor=bente, project=recept, naam="Boek", datum=NIEUW, now=nu)
    with pytest.raises(ValidationError):
        opbrengst.record_resultaat(actor=bente, project=recept, naam="Boek", datum=NIEUW, now=nu)
