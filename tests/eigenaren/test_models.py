"""Owners, meetings and roles, as the database guards them."""

from __future__ import annotations

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError

from koers.eigenaren.models import (
    Aanstelling,
    Besluit,
    Controleregel,
    Eigenaar,
    EigenaarFunctie,
    Ondertekenaar,
    Rechtencontrole,
    Vergadering,
)
from tests.factories import BEGIN, EERDER, MIDDEN, make, new
from tests.refusals import Refusal, once, twice

REFUSALS: dict[str, Refusal] = {
    "rechtencontrole_een_open_per_eigenaar": twice(Rechtencontrole),
    "rechtencontrole_een_open_programma": twice(Rechtencontrole, eigenaar=None),
    "controleregel_moment_bij_uitkomst": once(Controleregel, uitkomst="bevestigd"),
    "eigenaar_einde_na_begin": once(Eigenaar, tot=EERDER),
    "eigenaarfunctie_uniek": twice(EigenaarFunctie, second={"toelichting": "anders"}),
    "eigenaarfunctie_einde_na_begin": once(EigenaarFunctie, tot=EERDER),
    "ondertekenaar_uniek": twice(Ondertekenaar, second={"vanaf": BEGIN}),
    "ondertekenaar_einde_na_begin": once(Ondertekenaar, vanaf=BEGIN, tot=EERDER),
    "vergadering_uniek": twice(Vergadering),
    "besluit_uniek": twice(Besluit, second={"kenmerk": "anders"}),
    "aanstelling_uniek_eigenaar": twice(Aanstelling),
    "aanstelling_uniek_programma": twice(Aanstelling, rol="redacteur", eigenaar=None),
    "aanstelling_einde_na_begin": once(Aanstelling, tot=EERDER),
    "aanstelling_vervanging_eindigt": once(Aanstelling, vervangt=Aanstelling, vanaf=MIDDEN),
    "aanstelling_rol_past_bij_eigenaar": once(Aanstelling, eigenaar=None),
}


@pytest.mark.django_db
def test_a_role_of_the_programme_held_of_one_owner_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="aanstelling_rol_past_bij_eigenaar"):
        new(Aanstelling, rol="controller").save()


@pytest.mark.django_db
def test_an_owner_that_people_work_for_cannot_be_deleted():
    aanstelling = make(Aanstelling)
    with pytest.raises(ProtectedError):
        aanstelling.eigenaar.delete()


@pytest.mark.django_db
def test_two_owners_of_one_name_are_refused_by_the_database():
    make(Eigenaar)
    with pytest.raises(IntegrityError):
        new(Eigenaar, slug="anders").save()
