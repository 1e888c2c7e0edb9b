"""Indicators go on in what projects merged into: as new rows, with the past kept where it was measured."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.exceptions import ValidationError

from koers.lib import klok
from projecten.models import Indicator, Meting, Project, Ronde, Streefwaarde, Voortzetting
from projecten.rules.afkomst import GESPLITST, SAMENGEVOEGD
from projecten.selectors.gevolgen import load_gevolgen
from projecten.selectors.herschikking import Plan
from projecten.selectors.raster import asked_in, load_raster
from projecten.services.herschikking import rearrange_projecten
from projecten.services.voortzetting import withdraw_voortzetting
from tests.factories import make
from tests.projecten.streek import make_project, make_ronde, make_thema, take_part

pytestmark = pytest.mark.django_db
JUL = date(2026, 7, 1)
JUN_30 = date(2026, 6, 30)


@pytest.fixture(autouse=True)
def clock(monkeypatch, nu):
    monkeypatch.setattr(klok, "now", lambda: nu)


@pytest.fixture
def zorg(almelo) -> tuple[Project, Project]:
    """Mantelzorg measures its reach, with a target; Logeerzorg its beds, and something that stopped."""
    thema = make_thema("ouderen", "Ouderen")
    mantel = make_project("mantelzorg", "Mantelzorg", thema, 1)
    logeer = make_project("logeerzorg", "Logeerzorg", thema, 2)
    bereik = make(Indicator, project=mantel, sleutel="bereik", naam="Bereik", context="Unieke mensen")
    make(Indicator, project=logeer, sleutel="bedden", naam="Bedden")
    make(Indicator, project=logeer, sleutel="oud", naam="Oud", tot=date(2025, 12, 31))
    make(Meting, indicator=bereik, eigenaar=almelo, peildatum=date(2026, 3, 31), waarde=Decimal(40))
    for jaar, eigenaar, waarde in ((2025, None, 30), (2026, None, 80), (2026, almelo, 50), (2027, None, 90)):
        make(Streefwaarde, indicator=bereik, jaar=jaar, eigenaar=eigenaar, waarde=Decimal(waarde))
    take_part(mantel, almelo, "doet-mee")
    return mantel, logeer


def plan_of(*projecten: Project, **fields: Any) -> Plan:
    rows: Any = Project.objects.filter(pk__in=[row.pk for row in projecten]).named(JUN_30).placed(JUL)
    given = {"soort": SAMENGEVOEGD, "namen": ("Samen zorgen",), "vanaf": JUL, **fields}
    return Plan(projecten=tuple(rows.order_by("pk")), **given)


def carry_out(actor, nu, plan: Plan, **fields: Any) -> Project:
    given = {"deelname": {}, "leiders": {}, "reden": "Zij doen hetzelfde.", **fields}
    return rearrange_projecten(actor=actor, plan=plan, now=nu, **given)[0]


def state() -> list[Any]:
    rows: tuple[Any, ...] = (Project, Indicator, Streefwaarde, Meting, Voortzetting)
    return [list(model.objects.order_by("pk").values()) for model in rows]


def test_what_runs_goes_on_with_its_definition_and_targets_and_the_past_stays(zorg, bente, nu):
    samen = carry_out(bente, nu, plan_of(*zorg))
    rows = {row.naam: row for row in samen.indicatoren.all()}
    assert sorted(rows) == ["Bedden", "Bereik"]
    new, old = rows["Bereik"], Indicator.objects.get(sleutel="bereik")
    assert (new.vervolg_op, new.vanaf, new.tot, new.context, new.herkomst) == (old, JUL, None, "Unieke mensen", "bron")
    assert (old.project, old.tot, old.metingen.count()) == (zorg[0], JUN_30, 1)
    assert not new.metingen.exists()
    assert sorted(new.streefwaarden.values_list("jaar", "waarde")) == [
        (2026, Decimal(50)),
        (2026, Decimal(80)),
        (2027, Decimal(90)),
    ]
    assert old.streefwaarden.count() == 4


def test_each_ronde_asks_it_once(zorg, bente, nu):
    samen = carry_out(bente, nu, plan_of(*zorg))
    q2, q3 = make_ronde(2026, 2), make_ronde(2026, 3)

    def asked(ronde: Ronde) -> list[int]:
        return [len(asked_in(ronde, project)) for project in (*zorg, samen)]

    assert asked(q2) == [1, 1, 0]
    assert asked(q3) == [0, 0, 2]


def test_what_was_measured_after_that_day_already_stays_asked_of_the_old_one(zorg, almelo, bente, nu):
    """A merger put on record late: what the rondes since then measured remains theirs."""
    old = Indicator.objects.get(sleutel="bereik")
    make(Meting, indicator=old, eigenaar=almelo, peildatum=date(2026, 9, 30), waarde=Decimal(41))
    carry_out(bente, nu, plan_of(*zorg))
    old.refresh_from_db()
    assert old.tot == date(2026, 9, 30)
    assert old.vervolg.vanaf == date(2026, 10, 1)


def test_who_measures_sees_what_the_old_one_had(zorg, almelo, bente, nu):
    samen = carry_out(bente, nu, plan_of(*zorg))
    q3 = make_ronde(2026, 3)
    take_part(samen, almelo, "doet-mee", JUL)
    raster = load_raster(samen, q3, bente, date(2026, 9, 10))
    vakken = {vak.indicator.naam: vak for rij in raster.rijen for vak in rij.vakken}
    assert (vakken["Bereik"].vorige, vakken["Bedden"].vorige) == ("40", "")
    assert vakken["Bereik"].streefwaarde == Decimal(50)


def test_only_what_is_chosen_goes_on_also_in_one_that_ran_already(zorg, bente, nu):
    mantel = zorg[0]
    plan = plan_of(*zorg, namen=(), verder=mantel)
    carry_out(bente, nu, plan, indicatoren=[Indicator.objects.get(sleutel="bereik").pk])
    assert [row.naam for row in mantel.indicatoren.all()] == ["Bereik"]
    assert Indicator.objects.get(sleutel="bedden").tot is None
    withdraw_voortzetting(actor=bente, schakel=Voortzetting.objects.get(), reden="Toch niet.", now=nu)
    carry_out(bente, nu, plan, indicatoren=[Indicator.objects.get(sleutel="bedden").pk])
    assert sorted(row.naam for row in mantel.indicatoren.all()) == ["Bedden", "Bereik"]


def test_taking_back_restores_them(zorg, bente, nu):
    before = state()
    carry_out(bente, nu, plan_of(*zorg))
    withdraw_voortzetting(actor=bente, schakel=Voortzetting.objects.first(), reden="Toch niet.", now=nu)
    assert state() == before


@pytest.mark.parametrize("wat", ["gemeten", "doel", "definitie"])
def test_what_was_measured_or_changed_since_is_not_taken_back(zorg, almelo, bente, nu, wat):
    samen = carry_out(bente, nu, plan_of(*zorg))
    new = samen.indicatoren.get(naam="Bereik")
    if wat == "gemeten":
        make(Meting, indicator=new, eigenaar=almelo, peildatum=date(2026, 9, 30))
    elif wat == "doel":
        new.streefwaarden.filter(jaar=2027).update(waarde=Decimal(95))
    else:
        Indicator.objects.filter(pk=new.pk).update(context="Iets anders")
    before = state()
    with pytest.raises(ValidationError, match="Bereik is sindsdien gemeten of gewijzigd"):
        withdraw_voortzetting(actor=bente, schakel=Voortzetting.objects.first(), reden="Toch niet.", now=nu)
    assert state() == before


def test_one_chooses_on_the_page_and_each_end_leads_to_the_other(zorg, bente, as_user):
    asked = {"project": ["mantelzorg", "logeerzorg"], "verder": "nieuw", "naam": "Samen zorgen", "vanaf": "2026-04-01"}
    url, client = f"/projecten/samenvoegen/?{urlencode(asked, doseq=True)}", as_user(bente)
    html = client.get(url).content.decode()
    assert "Welke indicatoren doorgaan in Samen zorgen" in html
    assert "Bereik (Mantelzorg)" in html
    assert "Bedden (Logeerzorg)" in html
    assert "Oud (Logeerzorg)" not in html
    client.post(url, {"reden": "Eén doel.", "indicatoren": [Indicator.objects.get(sleutel="bereik").pk]})
    new = Indicator.objects.get(project__slug="samen-zorgen")
    there = f"/projecten/samen-zorgen/indicatoren/{new.sleutel}/"
    old = client.get("/projecten/mantelzorg/indicatoren/bereik/").content.decode()
    assert f'Gaat vanaf 1 april 2026 verder bij <a href="{there}">Samen zorgen</a>' in old
    page = client.get(there).content.decode()
    assert '<a href="/projecten/mantelzorg/indicatoren/bereik/">Mantelzorg</a>' in page


def test_the_page_counts_what_was_measured_among_what_stays_and_not_what_goes_on(zorg):
    [zin] = load_gevolgen(plan_of(*zorg)).blijft
    assert zin == "Bij Mantelzorg en Logeerzorg blijven staan, en te lezen: 1 meting."


def test_of_a_split_the_page_says_that_they_end(zorg, bente):
    plan = plan_of(zorg[0], soort=GESPLITST, namen=("Een", "Twee"))
    assert any("Indicatoren gaan bij een splitsing niet mee" in zin for zin in load_gevolgen(plan).blijft)
