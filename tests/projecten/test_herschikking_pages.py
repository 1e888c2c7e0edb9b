"""The pages with which projects merge and split: choose, read what will happen, confirm, and take back."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

import pytest

from financien.models import Boeking
from koers.lib import klok
from koers.lib.peildatum import Blik
from projecten.models import Mijlpaal, Project, Projectleiding, Voortzetting
from projecten.selectors.lijst import load_lijst
from rapportage.selectors.matrix import load_matrix
from tests.factories import make
from tests.projecten.streek import approve, make_project, make_ronde, make_thema, take_part

pytestmark = pytest.mark.django_db
APR = "2026-04-01"


@pytest.fixture(autouse=True)
def clock(monkeypatch, nu):
    monkeypatch.setattr(klok, "now", lambda: nu)


@pytest.fixture
def zorg(almelo, hengelo, tom):
    thema = make_thema("ouderen", "Ouderen")
    mantel = make_project("mantelzorg", "Mantelzorg", thema, 1)
    logeer = make_project("logeerzorg", "Logeerzorg", thema, 2)
    take_part(mantel, almelo, "verkent")
    take_part(logeer, almelo, "doet-mee")
    take_part(logeer, hengelo, "pilot")
    make(Projectleiding, project=logeer, gebruiker=tom)
    return mantel, logeer


def merge_url(**fields: object) -> str:
    asked = {"project": ["mantelzorg", "logeerzorg"], "verder": "nieuw", "naam": "Samen zorgen", "vanaf": APR, **fields}
    return f"/projecten/samenvoegen/?{urlencode(asked, doseq=True)}"


def test_bente_reads_what_will_happen_before_it_does(zorg, bente, as_user):
    approve(make_ronde(2025, 4), "Nieuws", project=zorg[0])
    make(Mijlpaal, project=zorg[1], naam="Plan klaar")
    make(Boeking, project=zorg[0], datum=date(2026, 4, 2), jaar=2026)
    html = as_user(bente).get(merge_url()).content.decode()
    for zin in (
        "Logeerzorg en Mantelzorg eindigen op 31 maart 2026: samengevoegd tot Samen zorgen.",
        "Samen zorgen begint op 1 april 2026, onder de themalijn Ouderen.",
        "Samen zorgen (voorheen Logeerzorg en Mantelzorg). Oude rondes en stukken houden de oude namen.",
        "Open mijlpalen gaan mee: Plan klaar.",
        "blijven staan, en te lezen: 1 tekst van een ronde.",
        "Geld verhuist niet vanzelf: bij Logeerzorg en Mantelzorg blijven 1 boeking staan",
        "Logeerzorg: doet mee",
        "Wie Samen zorgen leidt",
    ):
        assert zin in html
    assert Project.objects.count() == 2
    assert not Voortzetting.objects.exists()


def test_what_is_confirmed_happens_as_chosen(zorg, almelo, hengelo, tom, bente, as_user):
    sent = {f"stap-0-{almelo.pk}": "pilot", f"stap-0-{hengelo.pk}": "", "leiders-0": [tom.pk], "reden": "Eén doel."}
    html = as_user(bente).post(merge_url(), sent, follow=True).content.decode()
    assert "Vanaf 1 april 2026 is het Samen zorgen." in html
    samen = Project.objects.get(slug="samen-zorgen")
    assert [(row.eigenaar, row.stap) for row in samen.deelnames.all()] == [(almelo, "pilot")]
    assert samen.leiding.get().gebruiker == tom
    assert {row.reden for row in Voortzetting.objects.all()} == {"Eén doel."}


def test_the_page_of_what_ended_leads_on_and_that_of_what_began_leads_back(zorg, bente, olga, as_user, monkeypatch, nu):
    as_user(bente).post(merge_url(), {"reden": "Eén doel."})
    client = as_user(olga)
    assert "Gaat vanaf 1 april 2026 verder in Samen zorgen." in client.get("/projecten/mantelzorg/").content.decode()
    assert "Samen zorgen" not in client.get("/projecten/").content.decode()
    monkeypatch.setattr(klok, "now", lambda: nu.replace(month=4))
    oud = client.get("/projecten/mantelzorg/").content.decode()
    assert "Geëindigd op 31 maart 2026." in oud
    assert "samengevoegd tot Samen zorgen" in oud
    assert 'verder in <a href="/projecten/samen-zorgen/">Samen zorgen</a>' in oud
    new = client.get("/projecten/samen-zorgen/").content.decode()
    assert "Voorheen Logeerzorg en Mantelzorg" in new
    assert '<a href="/projecten/mantelzorg/">Mantelzorg</a>' in new
    assert "voorheen Logeerzorg en Mantelzorg" in client.get("/projecten/").content.decode()
    assert "Samen zorgen" not in client.get(f"/projecten/?peildatum={nu.date()}").content.decode()


def test_who_takes_part_is_counted_once_from_that_day_on(zorg, almelo, hengelo, bente, as_user, monkeypatch, nu):
    client = as_user(bente)
    sent = {f"stap-0-{almelo.pk}": "doet-mee", f"stap-0-{hengelo.pk}": "pilot", "reden": "Eén doel."}
    client.post(merge_url(), sent)
    day = date(2026, 4, 1)
    matrix = load_matrix(Blik(day, day))
    assert [(rij.project.naam, rij.project.voorheen) for rij in matrix.rijen] == [
        ("Samen zorgen", "Logeerzorg en Mantelzorg")
    ]
    assert matrix.totaal == 2
    lijst = load_lijst(Blik(day, day), {"eigenaar": "almelo"})
    assert [rij.project.naam for rij in lijst.rijen] == ["Samen zorgen"]
    assert load_matrix(Blik(nu.date(), nu.date())).totaal == 3
    assert "voorheen Logeerzorg en Mantelzorg" in client.get(f"/regio/deelname/?peildatum={day}").content.decode()


@pytest.mark.parametrize(
    ("fields", "zin"),
    [
        ({"project": []}, "Kies twee of meer projecten"),
        ({"project": ["mantelzorg"]}, "Kies twee of meer projecten"),
        ({"project": ["bestaat-niet"]}, "geldige keuze"),
        ({"naam": ""}, "Geef de naam van het project dat begint"),
        ({"naam": "Mantelzorg"}, "Er is al een project dat Mantelzorg heet"),
        ({"verder": "mantelzorg"}, "Laat de naam leeg"),
        ({"verder": "mantelzorg", "naam": "", "project": ["logeerzorg"]}, "een van de gekozen projecten"),
        ({"verder": "niets"}, "geldige keuze"),
        ({"vanaf": "morgen"}, "Dit is geen dag"),
        ({"vanaf": "2023-01-01"}, "begint pas op 1 januari 2024"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_in_words(zorg, bente, as_user, fields, zin):
    client = as_user(bente)
    for response in (client.get(merge_url(**fields)), client.post(merge_url(**fields), {"reden": "Eén doel."})):
        assert response.status_code == 422
        assert zin in response.content.decode()
    assert Project.objects.count() == 2


@pytest.mark.parametrize("sent", [{"reden": ""}, {"reden": "x", "leiders-0": ["999"]}, {"reden": "x", "stap": "y"}])
def test_a_confirmation_with_something_wrong_changes_nothing(zorg, almelo, bente, as_user, sent):
    sent = {**sent, f"stap-0-{almelo.pk}": "vliegt"} if "stap" in sent else sent
    assert as_user(bente).post(merge_url(), sent).status_code == 422
    assert not Voortzetting.objects.exists()


def test_from_a_project_one_comes_with_it_ticked_and_without_a_complaint(zorg, bente, as_user):
    html = as_user(bente).get("/projecten/samenvoegen/?project=mantelzorg").content.decode()
    assert "Zo kan het niet" not in html
    assert 'value="mantelzorg" id="id_project_1" checked' in html.replace('name="project" ', "")


def test_projects_with_a_long_slug_merge_too(zorg, bente, as_user):
    make_project("alcoholontmoediging-in-de-buurt", "Alcoholontmoediging", zorg[0].indelingen.get().themalijn, 3)
    url = merge_url(project=["mantelzorg", "alcoholontmoediging-in-de-buurt"])
    client = as_user(bente)
    html = client.get(url).content.decode()
    assert "Alcoholontmoediging en Mantelzorg eindigen op 31 maart 2026" in html
    client.post(url, {"reden": "Eén doel."})
    assert set(Voortzetting.objects.values_list("van__slug", flat=True)) == {
        "mantelzorg",
        "alcoholontmoediging-in-de-buurt",
    }


def test_a_split_shows_a_table_for_each_part_and_happens(zorg, almelo, hengelo, bente, as_user):
    asked = urlencode({"namen": "Respijt\n\nLogeren", "vanaf": APR})
    url = f"/projecten/logeerzorg/splitsen/?{asked}"
    client = as_user(bente)
    html = client.get(url).content.decode()
    assert "Respijt (voorheen onderdeel van Logeerzorg) en Logeren (voorheen onderdeel van Logeerzorg)" in html
    assert "Open werk gaat naar" in html
    sent = {f"stap-0-{almelo.pk}": "pilot", f"stap-1-{hengelo.pk}": "pilot", "werk": "1", "reden": "Te groot."}
    make(Mijlpaal, project=zorg[1])
    client.post(url, sent)
    assert Mijlpaal.objects.get().project.slug == "logeren"
    assert [row.eigenaar for row in Project.objects.get(slug="respijt").deelnames.all()] == [almelo]


def test_it_is_taken_back_from_either_end_with_a_reason(zorg, bente, as_user):
    client = as_user(bente)
    client.post(merge_url(verder="mantelzorg", naam=""), {"reden": "Eén doel."})
    schakel = Voortzetting.objects.get()
    url = f"/projecten/logeerzorg/voortzetting/{schakel.pk}/terugnemen/"
    assert url in client.get("/projecten/logeerzorg/").content.decode()
    assert client.get(url.replace("logeerzorg", "mantelzorg")).status_code == 200
    assert client.post(url, {"reden": ""}).status_code == 422
    assert "Alles is weer zoals het was" in client.post(url, {"reden": "Toch niet."}, follow=True).content.decode()
    assert Project.objects.get(slug="logeerzorg").tot is None


@pytest.mark.parametrize("vanaf", ["0001-01-01", "9999-12-31"])
def test_a_day_that_no_page_shows_is_refused(zorg, bente, as_user, vanaf):
    refused = as_user(bente).get(merge_url(vanaf=vanaf))
    assert refused.status_code == 422
    assert "Kies een dag tussen 1 januari 2000" in refused.content.decode()
