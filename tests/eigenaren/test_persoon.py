"""One person's data: all of it given, name and address taken away; on pages and on the command line."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from koers.eigenaren.services import persoon
from koers.lib import klok
from koers.toegang.log import log
from koers.toegang.models import Gebruiker, Logregel, Logvrijgave, Sleutel
from koers.toegang.persoonsgegevens import kinds
from koers.toegang.rights import NotAllowed, Rol
from projecten.models import Project, Projectleiding, ProjectNaam
from rapportage.models import DocumentStap, Versie
from tests.conftest import WACHTWOORD, make_gebruiker
from tests.factories import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def sporen(tom, bea, nu):
    """Tom left traces in every app."""
    make(Sleutel, gebruiker=tom, naam="het dashboard van Tom")
    make(Projectleiding, gebruiker=tom)
    make(Versie, gemaakt_door=tom, feiten={"leider": "Tom Test"})
    make(DocumentStap, door=tom)
    log(actor=tom, actie="x:y", zin="Tom Test schreef iets.", now=nu)
    log(actor=bea, actie="x:y", zin="Bea Test sprak Tom Test (tom@koers.example) aan.", now=nu)
    log(actor=bea, actie="x:y", zin="Bea Test sprak Tom Testament aan.", now=nu)


def erase(gebruiker, actor, now, **more):
    return persoon.erase_person(actor=actor, gebruiker=gebruiker, bevestiging=gebruiker.email, now=now, **more)


def test_every_key_to_a_person_is_declared():
    declared = {(soort.model.lower(), soort.wie) for soort in kinds()} | {("toegang.logregel", "actor")}
    keys = {
        (model._meta.label_lower, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if (field.many_to_one or field.one_to_one or field.many_to_many)
        and not field.auto_created
        and field.related_model is Gebruiker
    }
    assert keys == declared


def test_every_kind_can_be_told(tom):
    for soort in kinds():
        assert {frozenset(rij) for rij in soort.rows(tom).values(*soort.toon)} <= {frozenset(soort.toon)}


def test_an_export_holds_what_each_app_keeps_and_no_secret(sporen, tom, nu):
    found = persoon.export_person(actor=tom, gebruiker=tom, now=nu)
    assert found["account"]["e-mailadres"] == "tom@koers.example"
    gegevens = found["gegevens"]
    assert [rij["rol"] for rij in gegevens["Rollen"]] == [Rol.REGIONAAL]
    assert gegevens["Sleutels voor de API"][0]["naam"] == "het dashboard van Tom"
    assert len(gegevens["Projecten die u leidt"]) == len(gegevens["Stappen die u met documenten zette"]) == 1
    assert "Bea Test sprak Tom Test (tom@koers.example) aan." in [regel["zin"] for regel in found["logboek"]]
    text = str(found)
    assert Sleutel.objects.get().sha256 not in text
    assert tom.password not in text


def test_who_takes_an_export_stands_in_the_log(sporen, tom, bea, nu):
    for actor in (tom, bea, None):
        persoon.export_person(actor=actor, gebruiker=tom, now=nu)
    assert list(
        Logregel.objects.filter(actie="toegang.persoon:export").order_by("id").values_list("zin", flat=True)
    ) == [
        "Wat Koers van Tom Test bewaart, is opgehaald.",
        "Bea Test haalde op wat Koers van Tom Test bewaart.",
        "Wat Koers van Tom Test bewaart, is opgehaald.",
    ]


def test_of_another_only_the_beheerder_may(tom, bente, nu):
    with pytest.raises(NotAllowed):
        persoon.export_person(actor=bente, gebruiker=tom, now=nu)
    with pytest.raises(NotAllowed):
        erase(tom, bente, nu)
    assert tom.gewist_op is None


def test_an_erased_person_is_named_nowhere_and_what_was_done_stays(sporen, tom, bea, nu):
    versie, stap = Versie.objects.filter(gemaakt_door=tom).get(), DocumentStap.objects.filter(door=tom).get()
    gewist = erase(tom, bea, nu)
    tom.refresh_from_db()
    assert (tom.naam, tom.is_active, tom.gewist_op) == (f"Gewiste persoon {tom.pk}", False, nu)
    assert tom.email == f"gewist-{tom.pk}@koers.invalid"
    assert not tom.has_usable_password()
    zinnen = list(Logregel.objects.values_list("zin", flat=True))
    assert f"{tom.naam} schreef iets." in zinnen
    assert f"Bea Test sprak {tom.naam} ({tom.naam}) aan." in zinnen
    assert "Bea Test sprak Tom Testament aan." in zinnen
    assert not [zin for zin in zinnen if "Tom Test " in zin or "tom@" in zin]
    assert "Tom" not in Logregel.objects.get(actie="toegang.persoon:erase").zin
    assert not Sleutel.objects.filter(gebruiker=tom).exists()
    assert not tom.aanstellingen.in_force(nu.date() + timedelta(days=1)).exists()
    assert gewist.rijen == 1
    stap.refresh_from_db()
    assert stap.door == tom
    assert Versie.objects.get(pk=versie.pk).feiten == {"leider": "Tom Test"}
    assert not Logvrijgave.objects.exists()


def test_a_longer_name_that_holds_this_one_stays_and_an_earlier_name_goes(tom, bea, nu):
    make_gebruiker("Jan Tom Test", Rol.REDACTEUR)
    log(actor=bea, actie="x:y", zin="Bea Test sprak Jan Tom Test, niet Tom Test of Tommie Oud.", now=nu)
    erase(tom, bea, nu, namen=["Tommie Oud"])
    wie = f"Gewiste persoon {tom.pk}"
    assert Logregel.objects.filter(zin=f"Bea Test sprak Jan Tom Test, niet {wie} of {wie}.").exists()


def test_a_namesake_keeps_the_lines_that_may_be_about_them(tom, bea, nu):
    Gebruiker.objects.create_user("tom2@koers.example", WACHTWOORD, naam="Tom Test")
    log(actor=bea, actie="x:y", zin="Bea Test sprak Tom Test.", now=nu)
    log(actor=tom, actie="x:y", zin="Tom Test schreef iets.", now=nu)
    erase(tom, bea, nu)
    assert Logregel.objects.filter(zin="Bea Test sprak Tom Test.").exists()
    assert Logregel.objects.filter(zin=f"Gewiste persoon {tom.pk} schreef iets.").exists()


@pytest.mark.parametrize("bevestiging", ["", "bea@koers.example", "tom"])
def test_another_address_erases_nothing(tom, bea, nu, bevestiging):
    with pytest.raises(ValidationError):
        persoon.erase_person(actor=bea, gebruiker=tom, bevestiging=bevestiging, now=nu)
    tom.refresh_from_db()
    assert (tom.naam, tom.is_active) == ("Tom Test", True)


def test_oneself_the_last_beheerder_and_the_erased_are_refused(tom, bea, nu):
    with pytest.raises(ValidationError, match="eigen account"):
        erase(bea, bea, nu)
    with pytest.raises(ValidationError, match="laatste beheerder"):
        erase(bea, None, nu)
    erase(tom, bea, nu)
    with pytest.raises(ValidationError, match="al gewist"):
        erase(tom, bea, nu)
    bea.refresh_from_db()
    assert bea.naam == "Bea Test"


def test_the_page_asks_for_the_address_and_then_erases(as_user, bea, tom):
    client, url = as_user(bea), f"/mensen/{tom.pk}/wissen/"
    html = client.get(url).content.decode()
    assert "Documenten die zijn gepubliceerd, veranderen niet" in html
    wrong = client.post(url, {"bevestiging": "olga@koers.example"})
    assert wrong.status_code == 422
    assert "Dit is niet het adres van deze persoon." in wrong.content.decode()
    assert Gebruiker.objects.get(pk=tom.pk).gewist_op is None
    assert client.post(url, {"bevestiging": "Tom@Koers.example"}).url == f"/mensen/{tom.pk}/"
    detail = client.get(f"/mensen/{tom.pk}/").content.decode()
    assert "gewist op" in detail
    assert "tom@koers.example" not in detail
    assert client.get(url).status_code == 404


def test_an_erased_person_is_signed_out_at_once(as_user, bea, tom):
    elsewhere = as_user(tom)
    as_user(bea).post(f"/mensen/{tom.pk}/wissen/", {"bevestiging": tom.email})
    assert elsewhere.get("/").url.startswith("/aanmelden/")


def test_everyone_sees_and_takes_the_own_data_and_nobody_elses(as_user, tom, bea, sporen):
    client = as_user(tom)
    html = client.get(reverse("toegang:gegevens_detail")).content.decode()
    assert "Projecten die u leidt" in html
    response = client.get("/account/gegevens/bestand/")
    assert response["Content-Disposition"] == f'attachment; filename="koers-gegevens-{tom.pk}.json"'
    assert json.loads(response.content)["account"]["naam"] == "Tom Test"
    assert client.get(f"/mensen/{bea.pk}/gegevens/").status_code == 403
    assert json.loads(as_user(bea).get(f"/mensen/{tom.pk}/gegevens/").content)["account"]["naam"] == "Tom Test"


def call(name: str, *args: str, **options: object) -> str:
    out = StringIO()
    call_command(name, *args, stdout=out, **options)
    return out.getvalue()


def test_the_command_writes_an_export_for_its_owner_alone(tom, tmp_path):
    path = tmp_path / "tom.json"
    assert json.loads(call("export_person", "Tom@koers.example"))["account"]["naam"] == "Tom Test"
    call("export_person", tom.email, output=path)
    assert json.loads(path.read_text())["account"]["naam"] == "Tom Test"
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="exists already"):
        call("export_person", tom.email, output=path)
    with pytest.raises(CommandError, match="could not be written"):
        call("export_person", tom.email, output=tmp_path / "nergens" / "tom.json")


def test_the_command_erases_after_the_address_is_typed_again(tom, bea):
    with pytest.raises(CommandError, match="nothing was erased"):
        call("erase_person", tom.email, confirm=bea.email)
    text = call("erase_person", tom.email, confirm=tom.email)
    assert f"Gewiste persoon {tom.pk}" in text
    assert "published are unchanged" in text
    assert Logregel.objects.get(actie="toegang.persoon:erase").via == "opdrachtregel"
    assert klok.now() >= Gebruiker.objects.get(pk=tom.pk).gewist_op


@pytest.mark.parametrize("name", ["export_person", "erase_person"])
def test_an_unknown_address_is_told(name):
    with pytest.raises(CommandError, match="no account"):
        call(name, "niemand@koers.example", **({"confirm": "x"} if name == "erase_person" else {}))


def test_what_an_erased_person_leads_and_the_roles_end_that_day_and_nobody_stands_in_any_more(as_user, tom, rik, bea):
    today = klok.today()
    day = timedelta(days=1)
    browser = as_user(tom)
    one, two, three = (make(Project, slug=f"project-{number}") for number in range(3))
    make(ProjectNaam, project=one, naam="Valpreventie")
    now_led = make(Projectleiding, gebruiker=tom, project=one)
    past = make(Projectleiding, gebruiker=tom, project=two, tot=today - day)
    make(Projectleiding, gebruiker=tom, project=three, vanaf=today + 30 * day)
    lent = make(Projectleiding, gebruiker=rik, project=one, vanaf=today - day, tot=today + day, vervangt=tom)
    of_rik = make(Projectleiding, gebruiker=rik, project=two)
    call("erase_person", tom.email, confirm=tom.email)
    rows = dict(Projectleiding.objects.values_list("pk", "tot"))
    assert rows == {now_led.pk: today, past.pk: today - day, lent.pk: today, of_rik.pk: None}
    assert list(tom.aanstellingen.values_list("tot", flat=True)) == [today]
    assert browser.get("/projecten/").url.startswith("/aanmelden/")
    zin = Logregel.objects.get(actie="eigenaren.werk:end").zin
    assert f"heeft Gewiste persoon {tom.pk} niet meer in handen: de leiding van Valpreventie en project-2." in zin
