"""Projects merge and split in one act: what ends, what goes on, what goes along, and how it is taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from financien.models import Boeking
from koers.lib.peildatum import Blik
from koers.toegang.models import Logregel
from koers.toegang.rights import NotAllowed
from projecten.models import Deelname, Mijlpaal, Project, Projectleiding, Risico, Voortzetting
from projecten.rules.afkomst import GESPLITST, SAMENGEVOEGD
from projecten.selectors.afkomst import load_afkomst
from projecten.selectors.herschikking import Plan, load_doelen
from projecten.selectors.project import load_projecten
from projecten.services.herschikking import rearrange_projecten
from projecten.services.project import end_project, rename_project
from projecten.services.voortzetting import withdraw_voortzetting
from tests.factories import make
from tests.projecten.streek import approve, make_project, make_ronde, make_thema, take_part

pytestmark = pytest.mark.django_db
JUL = date(2026, 7, 1)
JUN_30 = date(2026, 6, 30)


@pytest.fixture
def thema(db):
    return make_thema("ouderen", "Ouderen")


@pytest.fixture
def zorg(thema, almelo, hengelo, tom) -> tuple[Project, Project]:
    """Mantelzorg and Logeerzorg: Almelo in both, Hengelo in the second only, Tom leads the second."""
    mantel = make_project("mantelzorg", "Mantelzorg", thema, 1)
    logeer = make_project("logeerzorg", "Logeerzorg", thema, 2)
    take_part(mantel, almelo, "verkent")
    take_part(logeer, almelo, "doet-mee")
    take_part(logeer, hengelo, "pilot")
    make(Projectleiding, project=logeer, gebruiker=tom)
    return mantel, logeer


def plan_of(*projecten: Project, verder: Project | None = None, namen: tuple[str, ...] = (), **fields: Any) -> Plan:
    ids = [project.pk for project in projecten]
    rows = {row.pk: row for row in Project.objects.filter(pk__in=ids).named(JUN_30).placed(JUL)}
    fields = {"soort": SAMENGEVOEGD, "vanaf": JUL, **fields}
    return Plan(projecten=tuple(rows[pk] for pk in ids), verder=verder and rows[verder.pk], namen=namen, **fields)


def proposed(plan: Plan) -> dict[tuple[int, int], str]:
    doelen = load_doelen(plan, date(2026, 3, 10))
    return {(doel.nummer, vak.eigenaar.id): vak.voorstel for doel in doelen for vak in doel.vakken if vak.voorstel}


def carry_out(actor, nu, plan: Plan, **fields: Any) -> list[Project]:
    given = {"deelname": proposed(plan), "leiders": {}, "reden": "Zij doen hetzelfde.", **fields}
    return rearrange_projecten(actor=actor, plan=plan, now=nu, **given)


def voorheen_on(day: date) -> dict[str, str]:
    return {kop.naam: kop.voorheen for kop in load_projecten(Blik(day, day)) if not kop.afgerond}


def state() -> list[Any]:
    """Everything the act may touch, as it stands."""
    rows: tuple[Any, ...] = (Project, Deelname, Projectleiding, Mijlpaal, Risico, Voortzetting)
    return [list(model.objects.order_by("pk").values()) for model in rows]


def test_two_projects_become_a_new_one_from_a_day_on(zorg, thema, bente, nu):
    [samen] = carry_out(bente, nu, plan_of(*zorg, namen=("Samen zorgen",)))
    assert [(row.tot, row.einde_reden) for row in Project.objects.filter(pk__in=[p.pk for p in zorg])] == [
        (JUN_30, "samengevoegd tot Samen zorgen")
    ] * 2
    assert (samen.slug, samen.vanaf, samen.soort) == ("samen-zorgen", JUL, "regionaal")
    assert samen.indelingen.get().themalijn == thema
    assert voorheen_on(JUN_30) == {"Mantelzorg": "", "Logeerzorg": ""}
    assert voorheen_on(JUL) == {"Samen zorgen": "Mantelzorg en Logeerzorg"}
    regel = Logregel.objects.get(actie="projecten.project:merge")
    assert "Mantelzorg en Logeerzorg zijn samengevoegd tot Samen zorgen, vanaf 1 juli 2026" in regel.zin


def test_each_eigenaar_goes_along_on_its_highest_step(zorg, almelo, hengelo, bente, nu):
    plan = plan_of(*zorg, namen=("Samen zorgen",))
    assert proposed(plan) == {(0, almelo.pk): "doet-mee", (0, hengelo.pk): "pilot"}
    [samen] = carry_out(bente, nu, plan)
    rows = {row.eigenaar: row for row in samen.deelnames.all()}
    assert (rows[almelo].stap, rows[almelo].vanaf, rows[almelo].herkomst) == ("doet-mee", JUL, "afgeleid")
    assert rows[hengelo].toelichting == "Meegenomen uit Mantelzorg en Logeerzorg"


def test_what_runs_on_keeps_what_is_higher_and_gets_what_it_lacks(zorg, almelo, hengelo, bente, nu):
    mantel, logeer = zorg
    take_part(mantel, almelo, "geborgd", date(2026, 1, 1))
    plan = plan_of(mantel, logeer, verder=mantel)
    assert proposed(plan) == {(0, hengelo.pk): "pilot"}
    carry_out(bente, nu, plan)
    mantel.refresh_from_db()
    assert mantel.tot is None
    assert voorheen_on(JUL) == {"Mantelzorg": "Mantelzorg en Logeerzorg"}
    assert mantel.deelnames.filter(vanaf=JUL).count() == 1


def test_a_step_of_that_very_day_is_left_alone(zorg, almelo, bente, nu):
    mantel, logeer = zorg
    take_part(mantel, almelo, "pilot", JUL)
    plan = plan_of(mantel, logeer, verder=mantel)
    assert next(vak for vak in load_doelen(plan, JUL)[0].vakken if vak.eigenaar.id == almelo.pk).vast
    carry_out(bente, nu, plan)
    assert mantel.deelnames.get(eigenaar=almelo, vanaf=JUL).stap == "pilot"


def test_leaders_go_along_when_they_are_chosen(zorg, tom, bente, nu):
    plan = plan_of(*zorg, namen=("Samen zorgen",))
    assert [row.gebruiker for row in load_doelen(plan, JUL)[0].leiders] == [tom]
    [samen] = carry_out(bente, nu, plan, leiders={0: [tom.pk]})
    assert Projectleiding.objects.in_force(JUL).get(project=samen).gebruiker == tom
    assert Projectleiding.objects.in_force(JUN_30).filter(project=zorg[1], gebruiker=tom).exists()


def test_open_milestones_and_risks_go_along_and_what_is_done_stays(zorg, bente, nu):
    mantel, logeer = zorg
    for project, naam, staat in (
        (logeer, "Plan", "gepland"),
        (logeer, "Start", "gehaald"),
        (mantel, "Plan", "gepland"),
    ):
        make(Mijlpaal, project=project, naam=naam, staat=staat)
    make(Risico, project=logeer, naam="Geld")
    make(Risico, project=logeer, naam="Voorbij", staat="gesloten")
    carry_out(bente, nu, plan_of(mantel, logeer, verder=mantel))
    assert list(mantel.risicos.values_list("naam", flat=True)) == ["Geld"]
    assert set(logeer.mijlpalen.values_list("naam", flat=True)) == {"Plan", "Start"}


def test_one_project_becomes_two(zorg, almelo, hengelo, bente, nu):
    _, logeer = zorg
    plan = plan_of(logeer, soort=GESPLITST, namen=("Respijt", "Logeren"))
    wanted = {(0, almelo.pk): "pilot", (1, hengelo.pk): "pilot"}
    respijt, logeren = carry_out(bente, nu, plan, deelname=wanted)
    logeer.refresh_from_db()
    assert (logeer.tot, logeer.einde_reden) == (JUN_30, "gesplitst in Respijt en Logeren")
    assert voorheen_on(JUL)["Respijt"] == voorheen_on(JUL)["Logeren"] == "onderdeel van Logeerzorg"
    assert [row.eigenaar for row in respijt.deelnames.all()] == [almelo]
    assert [row.eigenaar for row in logeren.deelnames.all()] == [hengelo]
    assert Logregel.objects.filter(actie="projecten.project:split").exists()


def test_a_part_can_split_off_while_the_whole_runs_on(zorg, bente, nu):
    _, logeer = zorg
    make(Risico, project=logeer)
    carry_out(bente, nu, plan_of(logeer, soort=GESPLITST, namen=("Respijt",), blijft=True))
    logeer.refresh_from_db()
    assert logeer.tot is None
    assert logeer.risicos.count() == 1
    assert voorheen_on(JUL) == {"Mantelzorg": "", "Logeerzorg": "", "Respijt": "onderdeel van Logeerzorg"}


def test_both_ends_lead_to_each_other_from_that_day_on(zorg, bente, nu):
    [samen] = carry_out(bente, nu, plan_of(*zorg, namen=("Samen zorgen",)))
    assert load_afkomst(zorg[0], Blik(JUN_30, JUL)).verder == ()
    assert [link.naam for link in load_afkomst(zorg[0], Blik(JUL, JUL)).verder] == ["Samen zorgen"]
    assert [link.komt for link in load_afkomst(zorg[0], Blik(JUN_30, JUN_30)).verder] == [True]
    assert [link.naam for link in load_afkomst(samen, Blik(JUL, JUL)).uit] == ["Mantelzorg", "Logeerzorg"]


@pytest.mark.parametrize(
    ("change", "zin"),
    [
        ({"namen": ()}, "Kies welk project doorloopt"),
        ({"namen": ("Mantelzorg",)}, "Er is al een project dat Mantelzorg heet"),
        ({"namen": ("Samenvoegen",)}, "Kies een naam die ervan verschilt"),
        ({"namen": ("!!",)}, "Kies een naam die ervan verschilt"),
        ({"namen": ("Zorg", "Zorg"), "soort": GESPLITST}, "Er is al een project dat Zorg heet"),
        ({"namen": ("Zorg",), "soort": GESPLITST}, "twee of meer namen"),
        ({"namen": (), "soort": GESPLITST, "blijft": True}, "ten minste één naam"),
        ({"namen": ("Zorg",), "vanaf": date(2024, 1, 1)}, "begint pas op 1 januari 2024"),
        ({"namen": ("x" * 151,)}, "langer dan 150"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_and_nothing_changes(zorg, bente, nu, change, zin):
    before = state()
    with pytest.raises(ValidationError, match=zin):
        carry_out(bente, nu, plan_of(*zorg, **{"namen": ("Zorg",), **change}))
    assert state() == before


def test_one_project_does_not_merge_and_kinds_do_not_mix(zorg, almelo, bente, nu):
    with pytest.raises(ValidationError, match="twee of meer projecten"):
        carry_out(bente, nu, plan_of(zorg[0], namen=("Zorg",)))
    lokaal = make_project("jogg", "JOGG", soort="lokaal", gemeente=almelo)
    with pytest.raises(ValidationError, match="JOGG is een ander soort project dan Mantelzorg"):
        carry_out(bente, nu, plan_of(zorg[0], lokaal, namen=("Zorg",)))


def test_what_ended_before_or_has_news_after_that_day_does_not_merge(zorg, bente, nu):
    end_project(actor=None, project=zorg[0], tot=date(2026, 5, 1), reden="klaar", now=nu)
    with pytest.raises(ValidationError, match="Mantelzorg eindigde al op 1 mei 2026"):
        carry_out(bente, nu, plan_of(*zorg, namen=("Zorg",)))
    zorg[0].tot = None
    zorg[0].save()
    approve(make_ronde(2026, 3), "Nieuws", project=zorg[1])
    with pytest.raises(ValidationError, match="Logeerzorg heeft al voortgang in Q3 2026"):
        carry_out(bente, nu, plan_of(*zorg, namen=("Zorg",)))


def test_what_split_off_does_not_go_back_under_the_same_name(zorg, bente, nu):
    _, logeer = zorg
    [respijt] = carry_out(bente, nu, plan_of(logeer, soort=GESPLITST, namen=("Respijt",), blijft=True))
    later = plan_of(logeer, respijt, verder=logeer, vanaf=date(2027, 1, 1))
    with pytest.raises(ValidationError, match="Respijt komt voort uit Logeerzorg"):
        carry_out(bente, nu, later)


def test_what_ran_on_after_a_split_and_stopped_later_ended_by_itself(zorg, bente, nu):
    mantel, logeer = zorg
    carry_out(bente, nu, plan_of(logeer, soort=GESPLITST, namen=("Respijt",), blijft=True))
    end_project(actor=None, project=Project.objects.get(pk=logeer.pk), tot=date(2026, 9, 30), reden="klaar", now=nu)
    carry_out(bente, nu, plan_of(mantel, soort=GESPLITST, namen=("Thuis", "Dag")))
    later = date(2026, 10, 15)
    koppen = {kop.naam: kop for kop in load_projecten(Blik(later, later))}
    assert (koppen["Logeerzorg"].afgerond, koppen["Logeerzorg"].ging_verder) == (True, False)
    assert koppen["Mantelzorg"].ging_verder


def test_only_the_programmamanager_and_only_with_a_reason(zorg, tom, bente, nu):
    plan = plan_of(*zorg, namen=("Zorg",))
    with pytest.raises(NotAllowed):
        carry_out(tom, nu, plan)
    with pytest.raises(ValidationError, match="Schrijf op waarom"):
        carry_out(bente, nu, plan, reden="  ")


def test_a_merger_is_taken_back_and_everything_is_as_it_was(zorg, tom, bente, nu):
    make(Mijlpaal, project=zorg[1])
    make(Risico, project=zorg[1])
    before = state()
    carry_out(bente, nu, plan_of(*zorg, namen=("Zorg",)), leiders={0: [tom.pk]})
    assert state() != before
    withdraw_voortzetting(actor=bente, schakel=Voortzetting.objects.last(), reden="Toch niet.", now=nu)
    assert state() == before
    assert "Reden: Toch niet." in Logregel.objects.get(actie="projecten.voortzetting:withdraw").zin


def test_a_split_is_taken_back_with_the_end_the_project_had(zorg, bente, nu):
    end_project(actor=None, project=zorg[1], tot=date(2026, 12, 31), reden="gepland", now=nu)
    before = state()
    carry_out(bente, nu, plan_of(zorg[1], soort=GESPLITST, namen=("Respijt", "Logeren")))
    withdraw_voortzetting(actor=bente, schakel=Voortzetting.objects.first(), reden="Toch niet.", now=nu)
    assert state() == before


def build(wat: str, samen: Project, ander: Project, tom, almelo, bente, nu) -> None:
    """Something that depends on the merger."""
    later = nu + timedelta(days=1)
    if wat == "tekst":
        approve(make_ronde(2026, 3), "Nieuws", project=samen)
    elif wat == "naam":
        rename_project(actor=bente, project=samen, naam="Anders", vanaf=date(2026, 9, 1), now=later)
    elif wat == "deelname":
        take_part(samen, almelo, "geborgd", date(2026, 9, 1))
    elif wat == "leider":
        make(Projectleiding, project=samen, gebruiker=tom, vanaf=JUL)
    elif wat == "geld":
        make(Boeking, project=samen)
    elif wat == "verder":
        carry_out(bente, later, plan_of(samen, ander, verder=ander, vanaf=date(2027, 1, 1)))


@pytest.mark.parametrize(
    ("wat", "zin"),
    [
        ("tekst", "voortgang geschreven"),
        ("naam", "naam of de plaats"),
        ("deelname", "deelname is sindsdien gewijzigd"),
        ("leider", "projectleider aangewezen"),
        ("geld", "hangt al iets aan"),
        ("verder", "opnieuw samengevoegd"),
    ],
)
def test_what_something_was_built_on_is_not_taken_back(zorg, thema, tom, almelo, bente, nu, wat, zin):
    ander = make_project("anders", "Iets anders", thema, 3)
    [samen] = carry_out(bente, nu, plan_of(*zorg, namen=("Zorg",)))
    schakel = Voortzetting.objects.first()
    build(wat, samen, ander, tom, almelo, bente, nu)
    before = state()
    with pytest.raises(ValidationError, match=zin):
        withdraw_voortzetting(actor=bente, schakel=schakel, reden="Toch niet.", now=nu)
    assert state() == before


def test_what_went_along_does_not_come_back_over_one_of_the_same_name(zorg, bente, nu):
    make(Mijlpaal, project=zorg[1], naam="Opening")
    [samen] = carry_out(bente, nu, plan_of(*zorg, namen=("Zorg",)))
    make(Mijlpaal, project=zorg[1], naam="Opening")
    before = state()
    with pytest.raises(ValidationError, match="heet als een dat er sindsdien bij kwam"):
        withdraw_voortzetting(actor=bente, schakel=Voortzetting.objects.last(), reden="Toch niet.", now=nu)
    assert state() == before
    assert samen.mijlpalen.count() == 1


def test_taking_back_twice_is_told(zorg, bente, nu):
    carry_out(bente, nu, plan_of(*zorg, namen=("Zorg",)))
    schakel = Voortzetting.objects.last()
    withdraw_voortzetting(actor=bente, schakel=schakel, reden="Toch niet.", now=nu)
    with pytest.raises(ValidationError, match="al teruggenomen"):
        withdraw_voortzetting(actor=bente, schakel=schakel, reden="Toch niet.", now=nu)


def test_taking_back_asks_why_and_who(zorg, tom, bente, nu):
    carry_out(bente, nu, plan_of(*zorg, namen=("Zorg",)))
    schakel = Voortzetting.objects.first()
    with pytest.raises(NotAllowed):
        withdraw_voortzetting(actor=tom, schakel=schakel, reden="Toch niet.", now=nu)
    with pytest.raises(ValidationError, match="Schrijf op waarom"):
        withdraw_voortzetting(actor=bente, schakel=schakel, reden=" ", now=nu)


def test_twelve_projects_cost_as_many_queries_to_propose_as_two(thema, almelo):
    projecten = [make_project(f"p{i}", f"P{i}", thema, i + 1) for i in range(12)]
    for project in projecten:
        take_part(project, almelo, "pilot")

    def queries(plan: Plan) -> int:
        with CaptureQueriesContext(connection) as found:
            load_doelen(plan, JUL)
        return len(found)

    assert queries(plan_of(*projecten, namen=("Zorg",))) == queries(plan_of(*projecten[:2], namen=("Zorg",)))
