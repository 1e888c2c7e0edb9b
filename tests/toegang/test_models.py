"""People and the log, as the database guards them."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from koers.toegang.models import Gebruiker, Logregel, Logvrijgave, Mailkeuze, Sleutel, Uitnodiging
from tests.factories import MOMENT
from tests.refusals import Refusal, once, twice

REFUSALS: dict[str, Refusal] = {
    "gebruiker_email_klein": once(Gebruiker, email="Nina@koers.example"),
    "mailkeuze_een_keer": twice(Mailkeuze),
    "gebruiker_heeft_naam": once(Gebruiker, naam=""),
    "logvrijgave_een_rij": once(Logvrijgave, pk=2),
    "sleutel_naam_een_keer": twice(Sleutel, second={"voorvoegsel": "ba9876543210"}),
    "sleutel_heeft_naam": once(Sleutel, naam=""),
    "sleutel_einde_na_begin": once(Sleutel, verloopt_op=MOMENT),
    "uitnodiging_een_open_per_persoon": twice(Uitnodiging),
    "uitnodiging_gebruikt_of_ingetrokken": once(Uitnodiging, gebruikt_op=MOMENT, ingetrokken_op=MOMENT),
}


@pytest.mark.django_db
def test_two_accounts_on_one_address_are_refused_by_the_database_whatever_the_capitals():
    Gebruiker.objects.create_user("Tom@Koers.example", naam="Tom")
    with pytest.raises(IntegrityError):
        Gebruiker.objects.create(email="tom@koers.example", naam="Tom twee")


@pytest.mark.django_db
def test_a_line_of_the_log_is_never_deleted(nu):
    regel = Logregel.objects.create(moment=nu, actie="x:y", zin="Iets gebeurde.")
    with pytest.raises(TypeError):
        regel.delete()
