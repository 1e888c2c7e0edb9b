"""What is owed in a ronde, of whatever kind: counted for any region, and the same each time it is read."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koers.eigenaren.models import Eigenaar
from koers.toegang.rights import Rol
from projecten.models import Deelname, Projectleiding, Ronde
from projecten.rules.ronde import Termijn, standing
from projecten.selectors.bord import load_bord
from projecten.selectors.onderwerp import Onderwerp
from projecten.services.voortgang import approve_voortgang, reopen_voortgang, return_voortgang, submit_voortgang
from tests.conftest import make_eigenaar, make_gebruiker
from tests.factories import BEGIN, make
from tests.projecten.rondes import GESLOTEN, MAART, Spel, lead, make_q1, make_spel
from tests.projecten.streek import make_project

DAG = MAART.date()
REGIO = st.fixed_dictionaries(
    {
        "regionaal": st.integers(0, 6),
        "gemeenten": st.integers(1, 5),
        "lokaal": st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=5),
        "deelname": st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4)), max_size=20, unique=True),
        "jaar": st.booleans(),
    }
)


def build(regio: dict, tom) -> tuple[Ronde, int]:
    """A region as drawn, and how many of its local projects have a leader of their own."""
    gemeenten = [make_eigenaar(f"Gemeente {i}") for i in range(regio["gemeenten"])]
    projecten = [make_project(f"p{i}", f"Project {i}") for i in range(regio["regionaal"])]
    own = 0
    for i, (waar, has_leader) in enumerate(regio["lokaal"]):
        gemeente = gemeenten[waar % len(gemeenten)]
        project = make_project(f"l{i}", f"Lokaal {i}", soort="lokaal", gemeente=gemeente)
        if has_leader:
            own += 1
            lead(project, tom)
    Deelname.objects.bulk_create(
        Deelname(project=projecten[p], eigenaar=gemeenten[g], stap="pilot", vanaf=BEGIN)
        for p, g in regio["deelname"]
        if p < len(projecten) and g < len(gemeenten)
    )
    ronde = make_q1()
    if regio["jaar"]:
        Ronde.objects.filter(pk=ronde.pk).update(soort="jaar", kwartaal=None)
        ronde.refresh_from_db()
    return ronde, own


@pytest.mark.django_db
@given(regio=REGIO)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_of_each_whatever_the_region_and_never_project_times_gemeente(regio, tom):
    with transaction.atomic():
        ronde, own = build(regio, tom)
        first, again = load_bord(ronde, DAG), load_bord(ronde, DAG)
        assert first.totaal == regio["regionaal"] + own + regio["gemeenten"]
        keys = [plicht.sleutel for plicht in first.plichten]
        assert len(set(keys)) == len(keys)
        assert keys == [plicht.sleutel for plicht in again.plichten]
        assert [plicht.wie for plicht in first.plichten] == [plicht.wie for plicht in again.plichten]
        transaction.set_rollback(True)


@pytest.fixture
def spel(tom, almelo) -> Spel:
    return make_spel(tom, almelo)


@pytest.mark.django_db
class TestLocal:
    def test_a_local_project_with_its_own_leader_owes_its_own_and_is_not_the_gemeentes(self, spel, pia, rik):
        jogg = make_project("jogg", "JOGG", soort="lokaal", gemeente=spel.almelo)

        def owed() -> dict[str, list[str]]:
            bord = load_bord(spel.ronde, DAG)
            return {plicht.naam: [regel.naam for regel in plicht.regels] for plicht in bord.plichten}

        assert "JOGG" in owed()["Almelo"]
        lars = make_gebruiker("Lars Test", Rol.REGIONAAL)
        lead(jogg, lars)
        assert owed()["JOGG (Almelo)"] == ["JOGG"]
        assert "JOGG" not in owed()["Almelo"]
        plicht = next(p for p in load_bord(spel.ronde, DAG).plichten if p.naam == "JOGG (Almelo)")
        assert (plicht.wie, plicht.contacten, plicht.gemeente) == (("Lars Test",), {lars.pk}, "almelo")

    def test_without_an_account_or_the_role_there_is_no_contact(self, spel, tom, bea, rik):
        def without() -> list[str]:
            return [plicht.naam for plicht in load_bord(spel.ronde, DAG).zonder_contact]

        assert without() == ["Kinderarmoede", "Almelo"]
        lead(spel.kinderarmoede, bea)
        assert "Kinderarmoede" in without(), "a beheerder does not write"
        Projectleiding.objects.filter(gebruiker=bea).update(gebruiker=tom)
        assert without() == ["Almelo"]
        tom.is_active = False
        tom.save()
        assert without() == ["Mantelzorg", "Kinderarmoede", "Almelo"]


@pytest.mark.django_db
def test_a_reopened_entry_has_the_days_of_its_reopening(spel, tom, rik, bente):
    entry = spel.approve(rik, spel.van_tom, "Nieuws")
    reopen = {"actor": bente, "ronde": spel.ronde, "onderwerp": spel.van_tom, "reden": "Een datum", "now": GESLOTEN}
    reopen_voortgang(**reopen, tot=date(2026, 4, 2))

    def mantelzorg(dag: date):
        return next(p for p in load_bord(spel.ronde, dag).plichten if p.naam == "Mantelzorg")

    assert mantelzorg(date(2026, 4, 2)).termijn == Termijn(
        date(2026, 3, 25), date(2026, 4, 2), date(2026, 4, 2), heropend=True
    )
    assert [mantelzorg(date(2026, 4, dag)).te_laat for dag in (2, 3)] == [False, True]
    entry.refresh_from_db()
    submit_voortgang(actor=tom, voortgang=entry, now=GESLOTEN)
    assert mantelzorg(date(2026, 4, 3)).wacht_op == ("de redacteur",)
    return_voortgang(actor=rik, voortgang=entry, opmerking="Nog een", now=GESLOTEN)
    assert mantelzorg(date(2026, 4, 2)).wacht_op == ("Tom Test",)
    submit_voortgang(actor=tom, voortgang=entry, now=GESLOTEN)
    approve_voortgang(actor=rik, voortgang=entry, now=GESLOTEN)
    assert mantelzorg(date(2026, 4, 3)).wacht_op == ()


@pytest.mark.parametrize(
    ("dag", "woorden"),
    [
        (1, "gaat nog open"),
        *((dag, "open") for dag in (2, 16)),
        *((dag, "open, op tijd voorbij") for dag in (17, 24)),
        (25, "gesloten"),
    ],
)
def test_open_late_and_closed_are_computed_at_their_bounds(dag, woorden):
    termijn = Termijn(date(2026, 3, 2), date(2026, 3, 16), date(2026, 3, 24))
    assert standing(termijn, date(2026, 3, dag)) == woorden


@pytest.mark.django_db
def test_a_year_is_owed_and_written_like_a_quarter(spel, tom, as_user, monkeypatch):
    Ronde.objects.filter(pk=spel.ronde.pk).update(soort="jaar", kwartaal=None)
    monkeypatch.setattr("koers.lib.klok.now", lambda: MAART)
    client = as_user(tom)
    assert client.get("/projecten/mantelzorg/voortgang/2026/").status_code == 200
    assert 'href="/projecten/mantelzorg/voortgang/2026/"' in client.get("/projecten/mantelzorg/").content.decode()
    assert "jaar 2026" in client.get("/taken/").content.decode()
    assert Onderwerp(spel.mantelzorg).edit_url(Ronde.objects.get()) == "/projecten/mantelzorg/voortgang/2026/"


@pytest.mark.django_db
def test_the_list_shows_either_kind_by_its_address(spel, bente, as_user, monkeypatch):
    monkeypatch.setattr("koers.lib.klok.now", lambda: MAART)
    dates = {"open_vanaf": date(2027, 1, 4), "op_tijd_tot": date(2027, 2, 1), "dicht_op": date(2027, 2, 8)}
    make(Ronde, soort="jaar", jaar=2026, kwartaal=None, eind=date(2026, 12, 31), begin=date(2026, 1, 1), **dates)
    client = as_user(bente)

    def shown(query: str) -> list[tuple[str, str]]:
        return [(str(rij.ronde), rij.stand) for rij in client.get(f"/rondes/{query}").context["lijst"].rijen]

    assert shown("?soort=jaar") == [("2026", "gaat nog open")]
    assert shown("?soort=kwartaal") == [("Q1 2026", "open")]
    assert len(shown("?soort=onzin")) == len(shown("")) == 2
    assert client.get("/rondes/nieuw/?soort=jaar").context["form"]["jaar"].value() == 2027


def test_every_gemeente_is_found_by_its_key(db, almelo, hengelo):
    bord = load_bord(make_q1(), DAG)
    for gemeente in Eigenaar.objects.all():
        plicht = bord.of_gemeente(gemeente.pk)
        assert plicht is not None
        assert plicht.naam == gemeente.naam
    assert bord.of_gemeente(0) is None
