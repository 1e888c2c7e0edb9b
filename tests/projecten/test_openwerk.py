"""What goes along when projects merge and split: who works along, and of a split each open thing to its own part."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from koers.eigenaren.models import Partner
from projecten.models import Betrokkenheid, Mijlpaal, Project, Projectleiding, Risico, Toezegging, Voortzetting
from projecten.rules.afkomst import GESPLITST, SAMENGEVOEGD, way_of
from projecten.selectors.ernaast import load_ernaast
from projecten.selectors.herschikking import Plan, load_doelen
from projecten.selectors.onderwerp import Onderwerp
from projecten.selectors.openwerk import load_dingen
from projecten.selectors.toezegging import asked_of
from projecten.selectors.toezegginglijst import load_mine
from projecten.services.herschikking import rearrange_projecten
from projecten.services.voortzetting import withdraw_voortzetting
from tests.conftest import make_eigenaar
from tests.factories import make
from tests.projecten.rondes import MAART, Spel, make_spel
from tests.projecten.streek import approve, make_ronde

pytestmark = pytest.mark.django_db
DAG = date(2026, 4, 15)
DELEN = ("Thuis", "Logeren")


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("koers.lib.klok.now", lambda: MAART)


@pytest.fixture
def spel(almelo, tom) -> Spel:
    return make_spel(tom, almelo)


def plan_of(*projecten: Project, soort: str = GESPLITST, namen: tuple[str, ...] = DELEN, **fields: Any) -> Plan:
    rows: Any = Project.objects.filter(pk__in=[row.pk for row in projecten]).named(DAG).placed(DAG)
    known = tuple(rows.order_by("slug"))
    verder = fields.pop("verder", None)
    return Plan(
        soort, known, namen, DAG, verder=next((row for row in known if verder and row.pk == verder.pk), None), **fields
    )


def carry_out(actor, plan: Plan, **fields: Any) -> list[Project]:
    given = {"deelname": {}, "leiders": {}, "reden": "Beter zo.", **fields}
    return rearrange_projecten(actor=actor, plan=plan, now=MAART, **given)


def take_back(actor) -> None:
    withdraw_voortzetting(actor=actor, schakel=Voortzetting.objects.latest("pk"), reden="Toch niet.", now=MAART)


def works(project: Project) -> list[tuple[str, str]]:
    rows = project.betrokkenen.select_related("partner", "eigenaar")
    return sorted((str(row.partner or row.eigenaar), row.rol) for row in rows)


# ── who works along ─────────────────────────────────────────────────────────


@pytest.fixture
def menzo(db) -> Partner:
    return make(Partner, naam="Menzo", slug="menzo")


class TestPartners:
    def merge(self, spel, bente, **fields: Any) -> Project:
        plan = plan_of(spel.mantelzorg, spel.kinderarmoede, soort=SAMENGEVOEGD, namen=("Samen",))
        return carry_out(bente, plan, **fields)[0]

    def test_they_go_along_in_a_merger_each_once(self, spel, bente, menzo, hengelo):
        for project in (spel.mantelzorg, spel.kinderarmoede):
            make(Betrokkenheid, project=project, partner=menzo, rol="denkt-mee", toelichting="Elke maand.")
        make(Betrokkenheid, project=spel.mantelzorg, partner=menzo, rol="voert-uit")
        make(Betrokkenheid, project=spel.mantelzorg, partner=None, eigenaar=hengelo, rol="denkt-mee")
        samen = self.merge(spel, bente)
        assert works(samen) == [("Hengelo", "denkt-mee"), ("Menzo", "denkt-mee"), ("Menzo", "voert-uit")]
        row = samen.betrokkenen.get(partner=menzo, rol="denkt-mee")
        assert (row.vanaf, row.herkomst, row.toelichting) == (DAG, "afgeleid", "Elke maand.")
        assert row.vindplaats == "Meegenomen uit Kinderarmoede en Mantelzorg"
        assert len(works(spel.mantelzorg)) == 3

    def test_what_runs_on_has_none_twice(self, spel, bente, menzo):
        make(Betrokkenheid, project=spel.mantelzorg, partner=menzo, rol="denkt-mee")
        make(Betrokkenheid, project=spel.kinderarmoede, partner=menzo, rol="denkt-mee")
        make(Betrokkenheid, project=spel.kinderarmoede, partner=menzo, rol="voert-uit")
        plan = plan_of(spel.mantelzorg, spel.kinderarmoede, soort=SAMENGEVOEGD, namen=(), verder=spel.mantelzorg)
        carry_out(bente, plan)
        assert works(spel.mantelzorg) == [("Menzo", "denkt-mee"), ("Menzo", "voert-uit")]

    def test_taken_back_it_is_as_it_was(self, spel, bente, menzo):
        make(Betrokkenheid, project=spel.kinderarmoede, partner=menzo, rol="denkt-mee")
        before = list(Betrokkenheid.objects.values())
        plan = plan_of(spel.mantelzorg, spel.kinderarmoede, soort=SAMENGEVOEGD, namen=(), verder=spel.mantelzorg)
        carry_out(bente, plan)
        assert Betrokkenheid.objects.count() == 2
        take_back(bente)
        assert list(Betrokkenheid.objects.values()) == before
        self.merge(spel, bente)
        take_back(bente)
        assert list(Betrokkenheid.objects.values()) == before

    def test_of_a_split_each_part_gets_those_that_were_chosen(self, spel, bente, menzo):
        row = make(Betrokkenheid, project=spel.mantelzorg, partner=menzo, rol="denkt-mee")
        thuis, logeren = carry_out(bente, plan_of(spel.mantelzorg), betrokkenen={1: [row.pk]})
        assert (works(thuis), works(logeren)) == ([], [("Menzo", "denkt-mee")])

    def test_what_splits_off_takes_nobody_by_itself(self, spel, bente, menzo):
        make(Betrokkenheid, project=spel.mantelzorg, partner=menzo, rol="denkt-mee")
        [deel] = carry_out(bente, plan_of(spel.mantelzorg, namen=("Logeren",), blijft=True))
        assert works(deel) == []

    def test_the_page_proposes_all_of_them(self, spel, bente, menzo, as_user):
        rows = [
            make(Betrokkenheid, project=spel.mantelzorg, partner=menzo, rol=rol) for rol in ("denkt-mee", "voert-uit")
        ]
        asked = {"project": ["mantelzorg", "kinderarmoede"], "verder": "nieuw", "naam": "Samen", "vanaf": DAG}
        url = f"/projecten/samenvoegen/?{urlencode(asked, doseq=True)}"
        client = as_user(bente)
        html = client.get(url).content.decode()
        assert "Wie meewerkt aan Samen" in html
        assert "Menzo (denkt mee)" in html
        client.post(url, {"reden": "Een doel.", "betrokkenen-0": [rows[1].pk]})
        assert works(Project.objects.get(slug="samen")) == [("Menzo", "voert-uit")]


# ── open work of a split ────────────────────────────────────────────────────


@pytest.fixture
def werk(spel, rik, tom) -> dict[str, Any]:
    """Of Mantelzorg two milestones, a risk, two promises and a text that was begun."""
    entry = spel.approve(rik, spel.van_tom, "Klaar in juni.")
    q2 = make_ronde(2026, 2)
    q2.open_vanaf = MAART.date()
    q2.save()
    spel.ronde = q2
    return {
        "plan": make(Mijlpaal, project=spel.mantelzorg, naam="Plan"),
        "start": make(Mijlpaal, project=spel.mantelzorg, naam="Start"),
        "geld": make(Risico, project=spel.mantelzorg, naam="Geld"),
        "juni": make(Toezegging, voortgang=entry, tekst="**Juni** is het klaar.", datum=date(2026, 6, 1)),
        "mei": make(Toezegging, voortgang=entry, tekst="In mei de zaal.", datum=date(2026, 5, 1)),
        "tekst": spel.save(tom, spel.van_tom, "Half af"),
        "q2": q2,
    }


def names(project: Project) -> tuple[list[str], list[str]]:
    mijlpalen = sorted(project.mijlpalen.values_list("naam", flat=True))
    return mijlpalen, sorted(project.risicos.values_list("naam", flat=True))


def asked(project: Project, ronde) -> list[str]:
    return [own.toezegging.tekst for own in asked_of(Onderwerp(project), ronde)]


def beside(project: Project, ronde) -> bool:
    found = load_ernaast(ronde, Onderwerp(project))
    return found is not None and any("Half af" in punt.tekst for punt in found.inhoud.punten)


class TestSplit:
    def test_each_open_thing_is_named(self, spel, werk):
        dingen = load_dingen(plan_of(spel.mantelzorg))
        assert [(ding.soort, ding.tekst) for ding in dingen] == [
            ("mijlpaal", "Plan"),
            ("mijlpaal", "Start"),
            ("risico", "Geld"),
            ("toezegging", "In mei de zaal."),
            ("toezegging", "Juni is het klaar."),
            ("tekst", "Tekst over Q2 2026"),
        ]
        assert load_dingen(plan_of(spel.mantelzorg, spel.kinderarmoede, soort=SAMENGEVOEGD, namen=("X",))) == ()

    @pytest.mark.parametrize("part", [0, 1])
    def test_without_a_choice_all_goes_to_one_part(self, spel, werk, bente, part):
        delen = carry_out(bente, plan_of(spel.mantelzorg), werk=part)
        one, other = delen[part], delen[1 - part]
        assert names(one) == (["Plan", "Start"], ["Geld"])
        assert asked(one, werk["q2"]) == ["In mei de zaal.", "**Juni** is het klaar."]
        assert beside(one, werk["q2"])
        assert (names(other), asked(other, werk["q2"]), beside(other, werk["q2"])) == (([], []), [], False)

    def test_what_was_chosen_goes_elsewhere(self, spel, werk, bente):
        verdeling = {
            f"mijlpaal-{werk['start'].pk}": 1,
            f"risico-{werk['geld'].pk}": 1,
            f"toezegging-{werk['mei'].pk}": 1,
            f"tekst-{werk['tekst'].pk}": 1,
        }
        thuis, logeren = carry_out(bente, plan_of(spel.mantelzorg), verdeling=verdeling)
        assert (names(thuis), names(logeren)) == ((["Plan"], []), (["Start"], ["Geld"]))
        assert asked(thuis, werk["q2"]) == ["**Juni** is het klaar."]
        assert asked(logeren, werk["q2"]) == ["In mei de zaal."]
        assert (beside(thuis, werk["q2"]), beside(logeren, werk["q2"])) == (False, True)

    def test_taken_back_everything_is_where_it_was(self, spel, werk, bente):
        verdeling = {f"mijlpaal-{werk['start'].pk}": 1, f"toezegging-{werk['mei'].pk}": 1}
        carry_out(bente, plan_of(spel.mantelzorg), verdeling=verdeling)
        take_back(bente)
        assert names(spel.mantelzorg) == (["Plan", "Start"], ["Geld"])
        assert asked(spel.mantelzorg, werk["q2"]) == ["In mei de zaal.", "**Juni** is het klaar."]

    def test_what_is_promised_after_it_was_put_on_record_goes_where_the_rest_goes(self, spel, werk, bente):
        thuis, logeren = carry_out(bente, plan_of(spel.mantelzorg), werk=1)
        make(Toezegging, voortgang=werk["mei"].voortgang, tekst="Nog een.", datum=date(2026, 6, 2))
        assert "Nog een." in asked(logeren, werk["q2"])
        assert asked(thuis, werk["q2"]) == []

    def test_it_goes_on_with_the_part_when_that_merges(self, spel, werk, bente):
        verdeling = {f"toezegging-{werk['mei'].pk}": 1}
        _thuis, logeren = carry_out(bente, plan_of(spel.mantelzorg), verdeling=verdeling)
        # A merger of the day after, of the part and another project.
        later = date(2026, 4, 16)
        rows: Any = Project.objects.filter(pk__in=[logeren.pk, spel.kinderarmoede.pk]).named(later).placed(later)
        [samen] = carry_out(bente, Plan(SAMENGEVOEGD, tuple(rows.order_by("slug")), ("Samen",), later))
        assert asked(samen, werk["q2"]) == ["In mei de zaal."]

    def test_of_what_runs_on_all_stays_but_what_was_chosen(self, spel, werk, bente):
        plan = plan_of(spel.mantelzorg, namen=("Logeren",), blijft=True)
        assert "tekst" not in {ding.soort for ding in load_dingen(plan)}
        verdeling = {f"mijlpaal-{werk['start'].pk}": 0, f"toezegging-{werk['mei'].pk}": 0}
        [deel] = carry_out(bente, plan, verdeling=verdeling)
        assert (names(spel.mantelzorg), names(deel)) == ((["Plan"], ["Geld"]), (["Start"], []))
        assert asked(spel.mantelzorg, werk["q2"]) == ["**Juni** is het klaar."]
        assert asked(deel, werk["q2"]) == ["In mei de zaal."]
        take_back(bente)
        assert names(spel.mantelzorg) == (["Plan", "Start"], ["Geld"])

    def test_a_part_that_is_not_there_is_refused(self, spel, werk, bente):
        with pytest.raises(ValidationError, match="Kies waar het open werk heen gaat"):
            carry_out(bente, plan_of(spel.mantelzorg), verdeling={f"risico-{werk['geld'].pk}": 2})

    def test_bente_chooses_it_on_the_page(self, spel, werk, bente, as_user):
        asked_for = {"namen": "Thuis\nLogeren", "vanaf": DAG}
        url = f"/projecten/mantelzorg/splitsen/?{urlencode(asked_for)}"
        client = as_user(bente)
        html = client.get(url).content.decode()
        for words in (
            "Open werk gaat naar",
            "In mei de zaal.",
            "Juni is het klaar.",
            "Tekst over Q2 2026",
            "het gekozen",
        ):
            assert words in html
        sent = {"reden": "Apart.", "werk": "0", f"naar-mijlpaal-{werk['start'].pk}": "1"}
        assert client.post(url, sent | {f"naar-risico-{werk['geld'].pk}": "7"}).status_code == 422
        assert client.post(url, sent).status_code == 302
        thuis, logeren = Project.objects.get(slug="thuis"), Project.objects.get(slug="logeren")
        assert (names(thuis), names(logeren)) == ((["Plan"], ["Geld"]), (["Start"], []))


class TestReaders:
    """Which project answers a promise is told where it is read."""

    @pytest.fixture
    def delen(self, spel, werk, bente) -> list[Project]:
        verdeling = {f"toezegging-{werk['mei'].pk}": 1}
        return carry_out(bente, plan_of(spel.mantelzorg), verdeling=verdeling)

    @pytest.fixture(autouse=True)
    def later(self, monkeypatch, werk) -> None:
        monkeypatch.setattr("koers.lib.klok.now", lambda: MAART.replace(month=4, day=20))

    def text(self, response) -> str:
        return " ".join(response.content.decode().split())

    def test_on_the_pages_of_both_projects(self, delen, rik, as_user):
        client = as_user(rik)
        old = self.text(client.get("/projecten/mantelzorg/"))
        assert 'href="/projecten/logeren/">Logeren</a> meldt wat ervan komt.' in old
        assert 'href="/projecten/thuis/">Thuis</a> meldt wat ervan komt.' in old
        assert "Geëindigd op 14 april 2026." in old
        part = self.text(client.get("/projecten/logeren/"))
        assert "In mei de zaal." in part
        assert 'toegezegd door <a href="/projecten/mantelzorg/">Mantelzorg</a>, voor' in part
        assert "is het klaar" not in part
        assert 'Eerder nieuws staat bij <a href="/projecten/mantelzorg/">Mantelzorg</a>.' in part

    def test_before_that_day_it_was_the_old_one(self, delen, rik, as_user):
        old = self.text(as_user(rik).get("/projecten/mantelzorg/?peildatum=2026-04-14"))
        assert "meldt wat ervan komt" not in old
        assert "Nog niet gemeld wat ervan kwam." in old

    def test_in_the_list_and_among_the_promises_of_its_leader(self, delen, spel, tom, rik, as_user):
        html = self.text(as_user(rik).get("/regio/toezeggingen/"))
        assert '<a href="/projecten/logeren/">Logeren</a> meldt wat ervan komt' in html
        kop, *rows = as_user(rik).get("/regio/toezeggingen/lijst.csv").content.decode("utf-8-sig").splitlines()
        assert kop.endswith(";Herkomst;Wie het meldt")
        assert sorted(row.rsplit(";", 1)[1] for row in rows) == ["Logeren", "Thuis"]
        make(Projectleiding, project=delen[1], gebruiker=tom, vanaf=DAG)
        assert [rij.belofte.toezegging.tekst for rij in load_mine(tom, date(2026, 4, 20))] == ["In mei de zaal."]


def test_the_way_of_one_thing_is_what_was_chosen_and_else_the_heir():
    assert way_of({1: 2, 2: 4}, {}, 1) == [1, 2, 4]
    assert way_of({1: 2, 3: 4}, {1: 3}, 1) == [1, 3, 4]
    assert way_of({1: 2, 2: 1}, {}, 1) == [1, 2]


def test_the_page_costs_the_same_with_much_open_work(spel, werk, rik):
    plan, q4 = plan_of(spel.mantelzorg), make_ronde(2025, 4)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            load_dingen(plan), load_doelen(plan, DAG)
        return len(queries)

    make(Betrokkenheid, project=spel.mantelzorg)
    before = count()
    for i in range(5):
        make(Mijlpaal, project=spel.mantelzorg, naam=f"M{i}")
        make(Risico, project=spel.mantelzorg, naam=f"R{i}")
        entry = approve(q4, f"T{i}", project=spel.mantelzorg, gemeente=make_eigenaar(f"Gemeente {i}"))
        make(Toezegging, voortgang=entry, tekst=f"T{i}")
        partner = make(Partner, naam=f"P{i}", slug=f"p{i}")
        make(Betrokkenheid, project=spel.mantelzorg, partner=partner)
    assert count() == before
