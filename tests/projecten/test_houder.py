"""Milestones and risks that pass to another on a day: until then the old holder has them, with all that goes along."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from koers.eigenaren import services
from koers.lib import klok
from koers.lib.peildatum import Blik
from koers.toegang.models import Gebruiker
from koers.toegang.rights import Rol
from projecten.models import Mijlpaal, Project, Projectleiding, Risico
from projecten.selectors.beurt import load_beurten
from projecten.selectors.planning import load_planning
from projecten.services.leiding import end_leiding
from projecten.services.mijlpaal import change_mijlpaal
from projecten.services.overdracht import open_work
from tests.conftest import make_gebruiker
from tests.factories import make
from tests.projecten.streek import make_project

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
JAN_10 = date(2027, 1, 10)


@pytest.fixture(autouse=True)
def clock(monkeypatch, nu):
    monkeypatch.setattr(klok, "now", lambda: nu)


@pytest.fixture
def project(tom) -> Project:
    """Tom leads it and answers for a milestone and a risk."""
    project = make_project("beweging", "Beweging")
    make(Projectleiding, project=project, gebruiker=tom)
    make(Mijlpaal, project=project, naam="Opening", houder=tom, datum=date(2027, 3, 1))
    make(Risico, project=project, naam="Geld", houder=tom, bekijk_op=date(2027, 3, 1))
    return project


@pytest.fixture
def sanne(db) -> Gebruiker:
    return make_gebruiker("Sanne Test", Rol.REDACTEUR)


def own(gebruiker: Gebruiker, day: date) -> list[str]:
    """What waits for this person and nobody else, by name."""
    fresh = Gebruiker.objects.get(pk=gebruiker.pk)
    return sorted(beurt.naam for beurt in load_beurten(fresh, day) if beurt.is_mijn)


def hand_over(bea, van, naar, vanaf, nu):
    return services.hand_over(actor=bea, van=van, naar=naar, vanaf=vanaf, now=nu)


def test_until_the_day_the_old_leader_has_all_and_from_then_the_new_one(
    bea, tom, sanne, project, nu, vandaag, as_user, monkeypatch
):
    hand_over(bea, tom, sanne, JAN_10, nu)
    for day in (vandaag, JAN_10 - DAY):
        assert own(tom, day) == ["Geld", "Opening"]
        assert own(sanne, day) == []
    assert own(tom, JAN_10) == []
    assert own(sanne, JAN_10) == ["Geld", "Opening"]
    address = f"/mijlpalen/{Mijlpaal.objects.get().pk}/stand/"
    assert as_user(tom).get(address).status_code == 200
    assert as_user(sanne).get(address).status_code == 403
    monkeypatch.setattr(klok, "now", lambda: nu.replace(year=2027, month=1, day=10))
    assert as_user(tom).get(address).status_code == 403
    assert as_user(sanne).get(address).status_code == 200


def test_the_page_names_the_holder_of_the_day_and_who_comes(bea, tom, sanne, project, nu, vandaag, as_user):
    hand_over(bea, tom, sanne, JAN_10, nu)
    html = as_user(tom).get("/projecten/beweging/").content.decode()
    assert "Houder: Tom Test; vanaf 10 januari 2027 Sanne Test" in html
    [later] = load_planning(Blik(JAN_10, JAN_10), project.pk).mijlpalen
    assert (later.houder, later.straks) == ("Sanne Test", "")


def test_a_change_in_between_leaves_the_hand_over_as_agreed(bea, bente, tom, sanne, project, nu):
    hand_over(bea, tom, sanne, JAN_10, nu)
    row = Mijlpaal.objects.get()
    change = {"mijlpaal": row, "datum": row.datum, "precisie": row.precisie, "now": nu}
    change_mijlpaal(actor=bente, naam="Feest", houder=tom, **change)
    assert own(sanne, JAN_10) == ["Feest", "Geld"]
    change_mijlpaal(actor=bente, naam="Feest", houder=bente, **change)
    assert own(sanne, JAN_10) == ["Geld"]


def test_what_passes_later_can_be_given_on_and_a_second_day_in_between_is_refused(
    bea, rik, tom, sanne, project, nu, vandaag
):
    hand_over(bea, tom, sanne, JAN_10, nu)
    with pytest.raises(ValidationError, match="verandert op 10 januari 2027 al van houder"):
        hand_over(bea, sanne, rik, JAN_10 + DAY, nu)
    with pytest.raises(ValidationError, match="verandert op 10 januari 2027 al van houder"):
        hand_over(bea, tom, rik, JAN_10 - DAY, nu)
    hand_over(bea, sanne, rik, JAN_10, nu)
    assert own(rik, JAN_10) == ["Geld", "Opening"]
    assert own(tom, JAN_10 - DAY) == ["Geld", "Opening"]
    assert not [zin for zin in open_work(sanne, JAN_10) if "mijlpaal" in zin]
    ria = make_gebruiker("Ria Test", Rol.REGIONAAL)
    hand_over(bea, tom, ria, vandaag, nu)
    assert own(ria, vandaag) == ["Geld", "Opening"]
    assert own(rik, JAN_10) == ["Geld", "Opening"]


def test_who_leads_next_gets_the_open_work_in_the_same_act(bente, tom, project, nu, vandaag):
    ria = make_gebruiker("Ria Test", Rol.REGIONAAL)
    make(Mijlpaal, project=project, naam="Gehaald", houder=tom, staat="gehaald")
    make(Mijlpaal, project=make_project("anders", "Anders"), naam="Elders", houder=tom)
    wat = end_leiding(actor=bente, leiding=project.leiding.get(), laatste_dag=vandaag, now=nu, opvolger=ria)
    assert wat == ["1 mijlpaal", "1 risico"]
    assert Projectleiding.objects.in_force(vandaag + DAY).get(project=project).gebruiker == ria
    assert own(tom, vandaag) == ["Elders", "Geld", "Opening"]
    assert own(ria, vandaag + DAY) == ["Geld", "Opening"]
    assert own(tom, vandaag + DAY) == ["Elders"]
    assert Mijlpaal.objects.get(naam="Gehaald").houder == tom


def test_without_a_successor_it_waits_for_a_holder_and_the_pages_say_so(bente, tom, project, nu, vandaag, as_user):
    client = as_user(bente)
    address = f"/projecten/beweging/leiding/{project.leiding.get().pk}/"
    assert "Open bij Tom Test: 1 mijlpaal en 1 risico van dit project" in client.get(address).content.decode()
    sent = {"laatste_dag": vandaag.isoformat(), "opvolger": ""}
    html = client.post(address, sent, follow=True).content.decode()
    assert "Vanaf 11 maart 2026 wacht op een houder: 1 mijlpaal en 1 risico." in html
    assert "Houder: Tom Test; wacht vanaf 11 maart 2026 op een houder" in html
    assert own(tom, vandaag) == ["Geld", "Opening"]
    assert own(tom, vandaag + DAY) == []
    assert own(bente, vandaag + DAY) == ["Geld", "Opening"]
    [row] = load_planning(Blik(vandaag + DAY, vandaag + DAY), project.pk).risicos
    assert row.straks == "wacht op een houder"


def test_the_page_appoints_who_takes_over(bente, tom, project, vandaag, as_user):
    ria = make_gebruiker("Ria Test", Rol.REGIONAAL)
    address = f"/projecten/beweging/leiding/{project.leiding.get().pk}/"
    sent = {"laatste_dag": vandaag.isoformat(), "opvolger": ria.pk}
    html = as_user(bente).post(address, sent, follow=True).content.decode()
    assert "Vanaf 11 maart 2026 leidt Ria Test het project, met 1 mijlpaal en 1 risico" in html
    assert own(ria, vandaag + DAY) == ["Geld", "Opening"]


def test_the_page_of_a_hand_over_tells_what_happens_when(bea, tom, sanne, project, as_user):
    client = as_user(bea)
    address = f"/mensen/{tom.pk}/overdragen/"
    assert "Tot die dag houdt Tom Test alles" in client.get(address).content.decode()
    html = client.post(address, {"naar": sanne.pk, "vanaf": "2027-01-10"}, follow=True).content.decode()
    assert "Het werk van Tom Test gaat op 10 januari 2027 naar Sanne Test. Tot die dag houdt Tom Test alles." in html
