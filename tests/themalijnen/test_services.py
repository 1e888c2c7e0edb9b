"""Theme lines change by dated steps, with permission, in sentences."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from koers.toegang.models import Logregel
from koers.toegang.rights import NotAllowed
from themalijnen import services
from themalijnen.models import Themalijn

JAN = date(2024, 1, 1)
FEB = date(2026, 2, 1)


@pytest.fixture
def ouderen(db, nu) -> Themalijn:
    return services.create_themalijn(actor=None, slug="ouderen", naam="Ouderen", teken=4, vanaf=JAN, now=nu)


def name_on(lijn: Themalijn, day: date) -> str:
    return Themalijn.objects.named(day).get(pk=lijn.pk).naam_op


def test_create_themalijn_gives_it_its_first_name_and_a_line_in_the_log(db, ouderen):
    assert name_on(ouderen, JAN) == "Ouderen"
    assert Logregel.objects.get().zin == "Themalijn Ouderen begint op 1 januari 2024."


def test_create_themalijn_with_an_unknown_sign_leaves_nothing(db, nu):
    with pytest.raises(ValidationError):
        services.create_themalijn(actor=None, slug="x", naam="X", teken=5, vanaf=JAN, now=nu)
    assert not Themalijn.objects.exists()
    assert not Logregel.objects.exists()


def test_rename_counts_from_its_day_and_not_before(ouderen, bente, nu):
    services.rename_themalijn(actor=bente, themalijn=ouderen, naam="Ouder worden", vanaf=FEB, now=nu)
    assert name_on(ouderen, date(2026, 1, 31)) == "Ouderen"
    assert name_on(ouderen, FEB) == "Ouder worden"
    assert Logregel.objects.first().zin == "Themalijn Ouderen heet vanaf 1 februari 2026 Ouder worden."


def test_rename_on_a_day_that_has_a_step_is_refused_with_the_day(ouderen, bente, nu):
    services.rename_themalijn(actor=bente, themalijn=ouderen, naam="Ouder worden", vanaf=FEB, now=nu)
    with pytest.raises(ValidationError, match="Op 1 februari 2026 is de naam van deze themalijn al gewijzigd"):
        services.rename_themalijn(actor=bente, themalijn=ouderen, naam="Anders", vanaf=FEB, now=nu)


def test_rename_before_a_later_step_needs_a_confirmation(ouderen, bente, nu):
    services.rename_themalijn(actor=bente, themalijn=ouderen, naam="Ouder worden", vanaf=FEB, now=nu)
    eerder = {"actor": bente, "themalijn": ouderen, "naam": "Senioren", "vanaf": date(2025, 6, 1), "now": nu}
    with pytest.raises(ValidationError, match="latere wijziging, van 1 februari 2026"):
        services.rename_themalijn(**eerder)
    services.rename_themalijn(**eerder, in_verleden=True)
    assert [name_on(ouderen, day) for day in (JAN, date(2025, 6, 1), FEB)] == ["Ouderen", "Senioren", "Ouder worden"]


def test_rename_to_the_name_it_has_is_refused(ouderen, bente, nu):
    with pytest.raises(ValidationError, match="er verandert niets"):
        services.rename_themalijn(actor=bente, themalijn=ouderen, naam=" Ouderen ", vanaf=FEB, now=nu)


@pytest.mark.parametrize("wie", ["tom", "rik", "frank", "anna", "bram", "bea"])
def test_rename_is_for_the_programmamanager_only(ouderen, nu, wie, request):
    actor = request.getfixturevalue(wie)
    with pytest.raises(NotAllowed, match="programmamanager"):
        services.rename_themalijn(actor=actor, themalijn=ouderen, naam="Anders", vanaf=FEB, now=nu)


def test_correct_keeps_the_old_name_in_the_log_with_the_reason(ouderen, bente, nu):
    stap = ouderen.namen.get()
    with pytest.raises(ValidationError, match="waarom"):
        services.correct_themalijn_naam(actor=bente, stap=stap, naam="Oudere inwoners", reden=" ", now=nu)
    services.correct_themalijn_naam(actor=bente, stap=stap, naam="Oudere inwoners", reden="typefout", now=nu)
    assert name_on(ouderen, JAN) == "Oudere inwoners"
    assert "van Ouderen in Oudere inwoners: typefout" in Logregel.objects.first().zin


def test_order_themalijnen_is_the_order_of_every_list(ouderen, bente, nu):
    preventie = services.create_themalijn(actor=None, slug="preventie", naam="Preventie", teken=2, vanaf=JAN, now=nu)
    services.order_themalijnen(actor=bente, volgorde=[preventie, ouderen], now=nu)
    assert [lijn.slug for lijn in Themalijn.objects.all()] == ["preventie", "ouderen"]
    with pytest.raises(ValidationError, match="er verandert niets"):
        services.order_themalijnen(actor=bente, volgorde=[preventie, ouderen], now=nu)


def test_a_goal_and_an_end_are_recorded(ouderen, bente, nu):
    services.add_doel(actor=bente, themalijn=ouderen, tekst="Langer thuis", vanaf=JAN, now=nu)
    services.end_themalijn(actor=bente, themalijn=ouderen, tot=FEB, now=nu)
    assert ouderen.doelen.get().tekst == "Langer thuis"
    assert not Themalijn.objects.on(date(2026, 2, 2)).exists()
    assert Themalijn.objects.on(FEB).exists()
