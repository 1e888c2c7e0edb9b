"""The round that is open in the demo, dated from the day of loading."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from koers.management.seed import open_ronde
from koers.management.seed.lezen import at
from koers.toegang.models import Gebruiker
from projecten.models import Ronde, Voortgang
from tests.seed import VANDAAG

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_round_is_of_the_quarter_of_that_day_and_open_around_it(gezaaid):
    ronde = Ronde.objects.get(jaar=2026, kwartaal=4)
    dagen = (ronde.open_vanaf, ronde.op_tijd_tot, ronde.dicht_op)
    assert dagen == tuple(VANDAAG + timedelta(days=n) for n in (-7, 21, 35))
    assert ronde.herkomst == "fictief"
    assert list(Ronde.objects.open_on(VANDAAG)) == [ronde]


def test_tom_has_one_sent_back_one_waiting_and_one_draft(gezaaid):
    tom = Gebruiker.objects.get(email="tom@koers.example")
    own = Voortgang.objects.filter(ronde__kwartaal=4, gewijzigd_door=tom)
    assert sorted(own.values_list("staat", flat=True)) == ["concept", "ingediend", "teruggestuurd"]
    returned = own.get(staat="teruggestuurd").overgangen.last()
    assert returned.door.email == "rik@koers.example"
    assert returned.opmerking
    assert set(own.values_list("herkomst", flat=True)) == {"fictief"}
    assert {b.herkomst for entry in own for b in entry.berichten.all()} == {"fictief"}


def test_pia_has_a_draft_about_almelo(gezaaid):
    entry = Voortgang.objects.get(ronde__kwartaal=4, gemeente__slug="almelo")
    assert (entry.staat, entry.gewijzigd_door.email) == ("concept", "pia@koers.example")


def test_no_invented_word_is_approved(gezaaid):
    assert not Voortgang.objects.filter(staat="goedgekeurd", herkomst="fictief").exists()


@pytest.mark.parametrize("dag", [VANDAAG + timedelta(days=10), date(2027, 1, 2)], ids=["same quarter", "still open"])
def test_loading_again_makes_no_second_round(gezaaid, dag):
    open_ronde.load(now=at(min(dag, VANDAAG + timedelta(days=35))))
    assert Ronde.objects.filter(soort="kwartaal").count() == 2


def test_loading_after_it_closed_opens_the_round_of_that_quarter(gezaaid):
    open_ronde.load(now=at(date(2027, 2, 1)))
    ronde = Ronde.objects.get(jaar=2027, kwartaal=1)
    assert ronde.open_vanaf == date(2027, 1, 25)
    assert ronde.voortgang.count() == 4
