"""Rondes: who makes and moves them, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from koers.toegang.models import Logregel
from koers.toegang.rights import NotAllowed
from projecten.models import Ronde
from projecten.services.ronde import create_ronde, update_ronde
from tests.projecten.rondes import MAART, make_q1

pytestmark = pytest.mark.django_db
DATUMS = {"open_vanaf": date(2026, 6, 1), "op_tijd_tot": date(2026, 6, 19), "dicht_op": date(2026, 6, 30)}


def test_a_ronde_reports_on_its_quarter_with_dates_of_its_own(bente):
    ronde = create_ronde(actor=bente, jaar=2026, kwartaal=2, now=MAART, **DATUMS)
    assert (ronde.code, ronde.begin, ronde.eind) == ("2026-Q2", date(2026, 4, 1), date(2026, 6, 30))
    assert Logregel.objects.get().zin == (
        "Bente Test maakte de ronde Q2 2026: open vanaf 1 juni 2026, op tijd tot 19 juni 2026, dicht op 30 juni 2026."
    )


def test_a_ronde_about_a_year(bente):
    ronde = create_ronde(actor=bente, jaar=2026, now=MAART, **DATUMS)
    assert (ronde.soort, ronde.code, ronde.eind) == ("jaar", "2026", date(2026, 12, 31))


@pytest.mark.parametrize("kwartaal", [2, None])
def test_a_second_ronde_about_the_same_is_refused(bente, kwartaal):
    create_ronde(actor=bente, jaar=2026, kwartaal=kwartaal, now=MAART, **DATUMS)
    with pytest.raises(ValidationError, match="bestaat al"):
        create_ronde(actor=bente, jaar=2026, kwartaal=kwartaal, now=MAART, **DATUMS)
    assert Ronde.objects.count() == 1


def test_dates_in_the_wrong_order_are_refused_at_once(bente):
    wrong = DATUMS | {"op_tijd_tot": date(2026, 5, 31), "dicht_op": date(2026, 5, 1)}
    with pytest.raises(ValidationError) as refused:
        create_ronde(actor=bente, jaar=2026, kwartaal=2, now=MAART, **wrong)
    assert set(refused.value.message_dict) == {"op_tijd_tot", "dicht_op"}
    assert not Ronde.objects.exists()


def test_dates_move_and_what_was_entered_stays(bente):
    ronde = make_q1()
    dates = {"open_vanaf": date(2026, 3, 2), "op_tijd_tot": date(2026, 3, 20), "dicht_op": date(2026, 4, 1)}
    update_ronde(actor=bente, ronde=ronde, uitgave=date(2026, 4, 2), now=MAART, **dates)
    ronde.refresh_from_db()
    assert (ronde.dicht_op, ronde.peildatum, ronde.begin) == (date(2026, 4, 1), date(2026, 4, 2), date(2026, 1, 1))


@pytest.mark.parametrize("wie", ["tom", "pia", "rik", "frank", "anna", "bea"])
def test_only_the_programmamanager_makes_and_moves_rondes(request, wie):
    actor = request.getfixturevalue(wie)
    with pytest.raises(NotAllowed):
        create_ronde(actor=actor, jaar=2026, kwartaal=2, now=MAART, **DATUMS)
    with pytest.raises(NotAllowed):
        update_ronde(actor=actor, ronde=make_q1(), now=MAART, **DATUMS)
