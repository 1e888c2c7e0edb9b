"""The yearly review of rights: each role confirmed or withdrawn, by whom and when, and who is due."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from koers.eigenaren import controle as lezen
from koers.eigenaren.models import Controleregel, Rechtencontrole
from koers.eigenaren.services.controle import begin_controle, decide_controle
from koers.eigenaren.services.mensen import withdraw_aanstelling
from koers.lib import klok
from koers.toegang.models import Logregel
from koers.toegang.rights import NotAllowed, Rol
from tests.conftest import make_eigenaar, make_gebruiker

pytestmark = pytest.mark.django_db

BEVESTIGD, INGETROKKEN = "bevestigd", "ingetrokken"


@pytest.fixture
def portaal(as_user, bea):
    return as_user(bea)


def lines(controle) -> dict[str, Controleregel]:
    return {regel.gebruiker.voornaam: regel for regel in controle.regels.select_related("gebruiker", "door")}


def test_a_review_lists_the_roles_that_hold_or_will_of_that_eigenaar_alone(bea, anna, pia, olga, almelo, nu):
    gone = make_gebruiker("Gert Test", Rol.AMBTENAAR, almelo)
    gone.aanstellingen.update(tot=nu.date() - timedelta(days=1))
    later = make_gebruiker("Lies Test", Rol.AMBTENAAR, almelo)
    later.aanstellingen.update(vanaf=nu.date() + timedelta(days=9))
    controle = begin_controle(actor=bea, eigenaar=almelo, now=nu)
    assert set(lines(controle)) == {"Anna", "Pia", "Lies"}
    assert begin_controle(actor=bea, eigenaar=almelo, now=nu) == controle
    assert set(lines(begin_controle(actor=bea, eigenaar=None, now=nu))) == {"Bea"}


def test_each_line_says_who_decided_what_and_when_and_the_last_one_ends_the_review(bea, anna, pia, almelo, nu):
    controle = begin_controle(actor=bea, eigenaar=almelo, now=nu)
    found = lines(controle)
    controle = decide_controle(actor=bea, controle=controle, keuzes={found["Anna"].pk: BEVESTIGD}, now=nu)
    assert controle.afgerond_op is None
    later = nu + timedelta(hours=1)
    controle = decide_controle(actor=bea, controle=controle, keuzes={found["Pia"].pk: INGETROKKEN}, now=later)
    assert (controle.afgerond_op, controle.afgerond_door) == (later, bea)
    assert [(r.uitkomst, r.door, r.moment) for r in lines(controle).values()] == [
        (BEVESTIGD, bea, nu),
        (INGETROKKEN, bea, later),
    ]
    assert pia.aanstellingen.get().tot == nu.date()
    assert anna.aanstellingen.get().tot is None
    assert list(Logregel.objects.order_by("id").values_list("zin", flat=True)) == [
        "Bea Test begon de controle van rollen van Almelo.",
        "Bea Test bevestigde: Anna Test is ambtenaar van Almelo.",
        "Pia Test is na 10 maart 2026 geen lokaal projectleider van Almelo meer.",
        "De controle van rollen van Almelo is afgerond.",
    ]
    with pytest.raises(ValidationError, match="al afgerond"):
        decide_controle(actor=bea, controle=controle, keuzes={found["Anna"].pk: INGETROKKEN}, now=later)


def test_a_role_that_ended_or_went_meanwhile_is_noted_as_such(bea, anna, pia, almelo, nu):
    pia.aanstellingen.update(vanaf=nu.date() + timedelta(days=5))
    controle = begin_controle(actor=bea, eigenaar=almelo, now=nu)
    for mens in (anna, pia):
        withdraw_aanstelling(actor=bea, aanstelling=mens.aanstellingen.get(), laatste_dag=nu.date(), now=nu)
    assert not pia.aanstellingen.exists()
    keuzes = {regel.pk: BEVESTIGD for regel in lines(controle).values()}
    decide_controle(actor=bea, controle=controle, keuzes=keuzes, now=nu + timedelta(days=1))
    assert {regel.uitkomst for regel in lines(controle).values()} == {"vervallen"}


def test_one_choice_that_may_not_be_refuses_all(bea, bente, nu):
    controle = begin_controle(actor=bea, eigenaar=None, now=nu)
    keuzes = {regel.pk: INGETROKKEN for regel in lines(controle).values()}
    with pytest.raises(ValidationError, match="laatste beheerder"):
        decide_controle(actor=bea, controle=controle, keuzes=keuzes, now=nu)
    assert bente.aanstellingen.get().tot is None
    assert not controle.regels.exclude(uitkomst="").exists()


def test_a_line_of_another_review_and_an_unknown_choice_are_refused(bea, anna, olga, almelo, hengelo, nu):
    mine, other = (begin_controle(actor=bea, eigenaar=eigenaar, now=nu) for eigenaar in (almelo, hengelo))
    with pytest.raises(ValidationError):
        decide_controle(actor=bea, controle=mine, keuzes={lines(other)["Olga"].pk: BEVESTIGD}, now=nu)
    with pytest.raises(ValidationError):
        decide_controle(actor=bea, controle=mine, keuzes={lines(mine)["Anna"].pk: "vervallen"}, now=nu)


def test_only_who_may_give_roles_reviews_them(bente, almelo, nu):
    with pytest.raises(NotAllowed):
        begin_controle(actor=bente, eigenaar=almelo, now=nu)


def test_a_review_is_due_after_a_year_and_people_say_so(portaal, bea, anna, almelo):
    assert "De rollen van 2 eigenaren (het programma meegeteld)" in portaal.get("/mensen/").content.decode()
    now = klok.now()
    for eigenaar in (almelo, None):
        controle = begin_controle(actor=bea, eigenaar=eigenaar, now=now)
        keuzes = {regel.pk: BEVESTIGD for regel in controle.regels.all()}
        decide_controle(actor=bea, controle=controle, keuzes=keuzes, now=now)
    assert "niet nagelopen" not in portaal.get("/mensen/").content.decode()
    Rechtencontrole.objects.filter(eigenaar=almelo).update(afgerond_op=now - timedelta(days=367))
    assert "De rollen van Almelo zijn het laatste jaar niet nagelopen." in portaal.get("/mensen/").content.decode()


def test_the_pages_begin_decide_and_show_the_history(portaal, bea, anna, pia, almelo):
    assert "nog nooit" in portaal.get("/mensen/controles/").content.decode()
    url = "/mensen/controles/almelo/"
    assert portaal.post(url + "beginnen/").url == url
    html = portaal.get(url).content.decode()
    assert "Anna Test" in html
    refused = portaal.post(url, {})
    assert refused.status_code == 422
    assert "Kies bij ten minste een rol" in refused.content.decode()
    keuzes = {f"regel-{regel.pk}": BEVESTIGD for regel in Controleregel.objects.all()}
    assert portaal.post(url, keuzes | {"regel-x": "1", "regel-²": "1"}).url == url
    assert "Anna Test, ambtenaar: bevestigd" in portaal.get(url).content.decode()
    rows = portaal.get("/mensen/controles/regels.csv").content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("Van;Begonnen;Afgerond;Naam;Rol")
    assert [row.split(";")[7:9] for row in rows[1:]] == [["bevestigd", "Bea Test"]] * 2
    assert portaal.post(url, keuzes).status_code == 404
    assert portaal.get("/mensen/controles/nergens/").status_code == 404


def test_the_list_costs_as_many_queries_for_twelve_owners_as_for_one(portaal, bea, almelo, nu):
    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            portaal.get("/mensen/controles/")
            portaal.get("/mensen/controles/regels.csv")
        return len(found)

    make_gebruiker("Nr Test", Rol.AMBTENAAR, almelo)
    begin_controle(actor=bea, eigenaar=almelo, now=nu)
    before = cost()
    for number in range(11):
        eigenaar = make_eigenaar(f"Plaats {number}")
        make_gebruiker(f"Nr{number} Test", Rol.AMBTENAAR, eigenaar)
        begin_controle(actor=bea, eigenaar=eigenaar, now=nu)
    assert cost() == before


def test_who_is_due(vandaag):
    assert lezen.is_due(None, vandaag)
    assert lezen.is_due(vandaag - timedelta(days=366), vandaag)
    assert not lezen.is_due(vandaag - timedelta(days=365), vandaag)
