"""`manage.py begin`: reference data, one invitation, and nothing of the demo."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from financien.models import Beschikking, Regeling, RegelingRegel
from koers.eigenaren.models import Aanstelling, Eigenaar, Partner
from koers.lib.herkomst import Herkomst
from koers.toegang.models import Gebruiker
from koers.toegang.rights import Rol
from projecten.models import Project, Rubriek, Voortgang

pytestmark = pytest.mark.django_db


def begin(**options: str) -> str:
    out = StringIO()
    call_command("begin", **{"email": "Bea@gemeente.nl", "naam": "Bea Voorbeeld", **options}, stdout=out)
    return out.getvalue()


def test_begin_loads_what_every_portal_needs_and_nothing_that_was_invented():
    begin()
    assert Eigenaar.objects.count() == 17
    assert Regeling.objects.exists()
    assert RegelingRegel.objects.exists()
    assert Rubriek.objects.exists()
    for model in (Project, Voortgang, Beschikking, Partner):
        assert not model.objects.exists()
    for model in (Eigenaar, Regeling, RegelingRegel, Rubriek):
        assert not model.objects.filter(herkomst=Herkomst.FICTIEF).exists()
    assert not Gebruiker.objects.filter(is_demo=True).exists()


def test_begin_prints_an_address_where_the_first_beheerder_sets_a_password(client):
    out = begin(portaal="https://koers.voorbeeld.nl/")
    [address] = re.findall(r"https://koers\.voorbeeld\.nl(/\S+)", out)
    page = client.get(address, follow=True)
    assert page.status_code == 200
    assert "Nieuw wachtwoord" in page.content.decode()
    row = Aanstelling.objects.get()
    assert (row.gebruiker.email, row.rol, row.tot) == ("bea@gemeente.nl", Rol.BEHEERDER, None)
    assert not row.gebruiker.has_usable_password()


def test_begin_a_second_time_changes_nothing_and_says_so():
    begin()
    out = begin(email="iemand.anders@gemeente.nl")
    assert "nothing was changed" in out
    assert Gebruiker.objects.count() == Aanstelling.objects.count() == 1


def test_begin_after_the_beheerder_came_in_prints_no_address():
    begin()
    bea = Gebruiker.objects.get()
    bea.set_password("een lange zin voor de test")
    bea.save()
    assert "http" not in begin()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [({"email": "bea"}, "'bea' is not an e-mail address"), ({"naam": "  "}, "--naam is empty")],
)
def test_begin_with_a_wrong_argument_says_which_and_loads_nothing(options, sentence):
    with pytest.raises(CommandError, match=re.escape(sentence)):
        begin(**options)
    assert not Eigenaar.objects.exists()


def test_begin_in_the_demo_is_refused(settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match="KOERS_MODE=production"):
        begin()
