"""Owners, meetings and decisions; people and the roles they hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from koers.eigenaren import services
from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.eigenaren.models import Aanstelling, Besluit, Eigenaar, Vergadering
from koers.toegang.models import Gebruiker, Logregel
from koers.toegang.rights import NotAllowed, Rol
from tests.conftest import make_gebruiker

pytestmark = pytest.mark.django_db


def test_create_eigenaar_by_the_command_line_is_logged_as_such(nu):
    eigenaar = services.create_eigenaar(
        actor=None, naam="Hof van Twente", soort=Eigenaar.Soort.GEMEENTE, vanaf=date(2024, 1, 1), now=nu
    )
    regel = Logregel.objects.get()
    assert eigenaar.slug == "hof-van-twente"
    assert (regel.via, regel.actor, regel.object_id) == ("opdrachtregel", None, eigenaar.pk)


def test_create_eigenaar_twice_is_refused_and_leaves_no_log_line(nu, hengelo):
    with pytest.raises(ValidationError):
        services.create_eigenaar(actor=None, naam="Hengelo", soort="gemeente", vanaf=date(2024, 1, 1), now=nu)
    assert not Logregel.objects.exists()


def test_create_partner_by_a_projectleider_is_refused_with_the_roles_that_may(nu, tom):
    with pytest.raises(NotAllowed, match="beheerder"):
        services.create_partner(actor=tom, naam="Saxion", now=nu)


def test_record_vergadering_twice_on_one_day_is_one_meeting(nu, bente):
    eerste = services.record_vergadering(actor=bente, soort="bo", datum=date(2026, 3, 4), now=nu)
    tweede = services.record_vergadering(actor=bente, soort="bo", datum=date(2026, 3, 4), now=nu)
    assert eerste == tweede
    assert Vergadering.objects.count() == 1


def test_record_besluit_without_a_year_takes_that_of_its_meeting(nu, bente):
    bo = services.record_vergadering(actor=bente, soort="bo", datum=date(2026, 3, 4), now=nu)
    services.record_besluit(
        actor=bente, orgaan="bo", onderwerp="Herijking", tekst="Het BO stelt de opdracht vast.", vergadering=bo, now=nu
    )
    assert Besluit.objects.get().jaar == 2026


def test_record_besluit_by_the_beheerder_is_refused(nu, bea):
    with pytest.raises(NotAllowed, match="programmamanager"):
        services.record_besluit(actor=bea, orgaan="bo", onderwerp="X", tekst="Y", now=nu)


def test_grant_aanstelling_counts_from_its_first_to_its_last_day(nu, vandaag, bea, olga):
    services.grant_aanstelling(
        actor=bea, gebruiker=olga, rol=Rol.CONTROLLER, vanaf=vandaag, tot=vandaag + timedelta(days=9), now=nu
    )
    rollen = [
        Rol.CONTROLLER in bevoegdheid_of(olga, vandaag + timedelta(days=after)).rollen for after in (-1, 0, 9, 10)
    ]
    assert rollen == [False, True, True, False]
    assert "Olga Test is controller vanaf 10 maart 2026 tot en met 19 maart 2026." in Logregel.objects.first().zin


@pytest.mark.parametrize(
    ("rol", "met_eigenaar", "zin"),
    [
        (Rol.CONTROLLER, True, "hele programma"),
        (Rol.AMBTENAAR, False, "kies welke"),
        (Rol.LOKAAL, True, "kies een gemeente"),
    ],
)
def test_grant_aanstelling_that_does_not_fit_its_owner_is_refused_in_words(
    nu, vandaag, bea, tom, menzis, rol, met_eigenaar, zin
):
    with pytest.raises(ValidationError, match=zin):
        services.grant_aanstelling(
            actor=bea, gebruiker=tom, rol=rol, eigenaar=menzis if met_eigenaar else None, vanaf=vandaag, now=nu
        )


def test_grant_aanstelling_over_a_period_that_is_held_already_is_refused(nu, vandaag, bea, olga, hengelo):
    with pytest.raises(ValidationError, match="heeft deze rol al"):
        services.grant_aanstelling(
            actor=bea, gebruiker=olga, rol=Rol.AMBTENAAR, eigenaar=hengelo, vanaf=vandaag, now=nu
        )


def test_grant_aanstelling_to_oneself_is_refused(nu, vandaag, bea):
    with pytest.raises(NotAllowed, match="andere beheerder"):
        services.grant_aanstelling(actor=bea, gebruiker=bea, rol=Rol.CONTROLLER, vanaf=vandaag, now=nu)


def test_grant_aanstelling_by_a_programmamanager_is_refused(nu, vandaag, bente, olga):
    with pytest.raises(NotAllowed, match="beheerder"):
        services.grant_aanstelling(actor=bente, gebruiker=olga, rol=Rol.CONTROLLER, vanaf=vandaag, now=nu)


def test_withdraw_aanstelling_with_yesterday_ends_it_now_and_keeps_the_row(nu, vandaag, bea, olga):
    row = olga.aanstellingen.get()
    services.withdraw_aanstelling(actor=bea, aanstelling=row, laatste_dag=vandaag - timedelta(days=1), now=nu)
    assert not bevoegdheid_of(Gebruiker.objects.get(pk=olga.pk), vandaag).rollen
    assert Aanstelling.objects.get(pk=row.pk).tot == vandaag - timedelta(days=1)


def test_withdraw_aanstelling_that_never_counted_takes_it_away_and_says_so_in_the_log(nu, vandaag, bea, olga):
    row = services.grant_aanstelling(
        actor=bea, gebruiker=olga, rol=Rol.CONTROLLER, vanaf=vandaag + timedelta(days=30), now=nu
    )
    services.withdraw_aanstelling(actor=bea, aanstelling=row, laatste_dag=vandaag, now=nu)
    assert not olga.aanstellingen.filter(rol=Rol.CONTROLLER).exists()
    assert Logregel.objects.filter(actie="eigenaren.aanstelling:withdraw", zin__contains="controller").exists()


def test_withdraw_aanstelling_before_its_first_day_is_refused(nu, bea, olga):
    with pytest.raises(ValidationError, match="voor de eerste"):
        services.withdraw_aanstelling(
            actor=bea, aanstelling=olga.aanstellingen.get(), laatste_dag=date(2023, 1, 1), now=nu
        )


def test_withdraw_aanstelling_that_ended_already_is_refused(nu, vandaag, bea, olga):
    row = olga.aanstellingen.get()
    services.withdraw_aanstelling(actor=bea, aanstelling=row, laatste_dag=vandaag, now=nu)
    with pytest.raises(ValidationError, match="eindigt al"):
        services.withdraw_aanstelling(actor=bea, aanstelling=row, laatste_dag=vandaag, now=nu)


def test_withdraw_aanstelling_of_the_last_beheerder_is_refused(nu, vandaag, bea):
    with pytest.raises(ValidationError, match="laatste beheerder"):
        services.withdraw_aanstelling(actor=bea, aanstelling=bea.aanstellingen.get(), laatste_dag=vandaag, now=nu)


def test_withdraw_aanstelling_of_a_beheerder_needs_another_one_who_stays(nu, vandaag, bea):
    ander = make_gebruiker("Bas Test", Rol.BEHEERDER)
    stay = ander.aanstellingen.get()
    stay.tot = vandaag + timedelta(days=30)
    stay.save()
    with pytest.raises(ValidationError, match="laatste beheerder"):
        services.withdraw_aanstelling(actor=ander, aanstelling=bea.aanstellingen.get(), laatste_dag=vandaag, now=nu)
    stay.tot = None
    stay.save()
    services.withdraw_aanstelling(actor=ander, aanstelling=bea.aanstellingen.get(), laatste_dag=vandaag, now=nu)
    assert bea.aanstellingen.get().tot == vandaag


def test_deactivate_gebruiker_who_is_the_last_beheerder_is_refused(nu, bea):
    ander = make_gebruiker("Bas Test", Rol.BEHEERDER)
    services.deactivate_gebruiker(actor=bea, gebruiker=ander, now=nu)
    with pytest.raises(ValidationError, match="laatste beheerder"):
        services.deactivate_gebruiker(actor=bea, gebruiker=bea, now=nu)
    assert Gebruiker.objects.get(pk=bea.pk).is_active


def test_invite_gebruiker_with_an_impossible_role_leaves_no_account_behind(nu, vandaag, bea):
    with pytest.raises(ValidationError):
        services.invite_gebruiker(
            actor=bea, email="nieuw@koers.example", naam="Nieuw", rol=Rol.AMBTENAAR, vanaf=vandaag, now=nu
        )
    assert not Gebruiker.objects.filter(email="nieuw@koers.example").exists()
