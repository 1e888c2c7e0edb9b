"""Who finds what: never more than the pages show, and neither a count nor a chip tells of the rest."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from koers.eigenaren.models import Partner
from koers.lib.opmaak import bound
from projecten.models import (
    Bericht,
    Betrokkenheid,
    Bijeenkomst,
    Mijlpaal,
    Project,
    ProjectNaam,
    Resultaat,
    Risico,
    Rubriek,
    Voortgang,
)
from projecten.services.meting import save_metingen
from projecten.services.voortgang import approve_voortgang, reopen_voortgang, submit_voortgang
from rapportage.models import Document, DocumentStap, Versie, Vondst
from rapportage.selectors.zoeken import PER_BLAD, Zoekvraag, read_vraag
from tests.factories import make
from tests.projecten.meetveld import Meetveld
from tests.projecten.rondes import MAART, Spel, lead, make_q1, set_clock
from tests.projecten.streek import approve, make_project, make_ronde, make_thema, take_part
from tests.rapportage.zoekspel import TODAY, is_silent, search, texts, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def mantelzorg(tom):
    project = make_project("mantelzorg", "Mantelzorg", make_thema("ouderen", "Ouderen", 4))
    lead(project, tom)
    return project


@pytest.fixture
def spel(mantelzorg, almelo):
    take_part(mantelzorg, almelo, "doet-mee")
    ander = make_project("kinderarmoede", "Kinderarmoede")
    return Spel(make_q1(), mantelzorg, ander, make(Rubriek), almelo)


# ── rights ──────────────────────────────────────────────────────────────────


def test_an_internal_bullet_is_found_by_its_writers_and_the_team_only(spel, request):
    approve(
        spel.ronde, "Openbaar.", intern="Kladgeheim is er.", project=spel.mantelzorg, gemeente=spel.almelo, op=TODAY
    )
    for naam in ("pia", "tom", "rik", "bente", "frank"):
        assert texts(request.getfixturevalue(naam), "kladgeheim") == ["Kladgeheim is er."], naam
    for naam in ("olga", "anna", "menno", "aad", "bram", "bea"):
        assert is_silent(search(request.getfixturevalue(naam), "kladgeheim")), naam
    assert is_silent(search(None, "openbaar"))
    assert texts(request.getfixturevalue("olga"), "openbaar") == ["Openbaar."]


@pytest.mark.parametrize("staat", ["concept", "ingediend", "teruggestuurd", "heropend"])
def test_text_that_is_not_approved_is_found_by_who_may_read_it(spel, staat, request):
    entry = make(Voortgang, ronde=spel.ronde, project=spel.mantelzorg, staat=staat)
    make(Bericht, voortgang=entry, volgorde=1, tekst="Een kladwoord.")
    for naam in ("tom", "rik", "bente"):
        [treffer] = search(request.getfixturevalue(naam), "kladwoord").treffers
        assert staat in treffer.bij
    for naam in ("olga", "pia", "frank", "anna", "bram", "bea"):
        assert is_silent(search(request.getfixturevalue(naam), "kladwoord")), naam


def test_of_a_reopened_entry_readers_find_what_was_approved_until_the_new_text_is(spel, tom, rik, bente, olga):
    entry = spel.approve(rik, spel.van_tom, "Het oudewoord staat vast.")
    assert texts(olga, "oudewoord") == ["Het oudewoord staat vast."]
    more = {"reden": "Er ontbrak een datum.", "tot": date(2026, 3, 20), "now": MAART}
    reopen_voortgang(actor=bente, ronde=spel.ronde, onderwerp=spel.van_tom, **more)
    spel.save(tom, spel.van_tom, "Het nieuwewoord komt.")
    [treffer] = search(olga, "oudewoord").treffers
    assert treffer.url == "/projecten/mantelzorg/#voortgang"
    assert is_silent(search(olga, "nieuwewoord"))
    assert is_silent(search(tom, "oudewoord"))
    assert texts(tom, "nieuwewoord") == ["Het nieuwewoord komt."]
    entry.refresh_from_db()
    approve_voortgang(actor=rik, voortgang=submit_voortgang(actor=tom, voortgang=entry, now=MAART), now=MAART)
    assert is_silent(search(olga, "oudewoord"))
    assert texts(olga, "nieuwewoord") == ["Het nieuwewoord komt."]


def test_a_reopened_entry_keeps_its_internal_bullet_internal(spel, rik, frank, olga):
    entry = approve(spel.ronde, project=spel.mantelzorg, intern="Kladgeheim.", op=TODAY)
    punt = {"tekst": "Kladgeheim.", "publiek": False, "herkomst": "bron", "vindplaats": ""}
    entry.staat, entry.gepubliceerd = "heropend", {"inhoud": {"punten": [punt]}, "op": MAART.isoformat()}
    entry.save()
    assert is_silent(search(olga, "kladgeheim"))
    assert texts(frank, "kladgeheim") == texts(rik, "kladgeheim") == ["Kladgeheim."]


def test_a_bound_figure_is_found_as_it_reads_and_one_of_few_people_is_not(spel, tom, almelo, monkeypatch):
    set_clock(monkeypatch, MAART)
    veld = Meetveld(spel)

    def measure(value: str) -> None:
        save_metingen(actor=tom, project=spel.mantelzorg, ronde=spel.ronde, invoer=[veld.typ(almelo, value)], now=MAART)

    measure("130")
    spel.save(tom, spel.van_tom, f"Wij telden {bound('deelnemers/waarde', '')} deelnemers.")
    assert texts(tom, "telden 130") == ["Wij telden 130 deelnemers."]
    assert is_silent(search(tom, "cijfer"))
    assert is_silent(search(tom, "waarde"))
    measure("8")
    assert is_silent(search(tom, "telden 130"))
    assert texts(tom, "telden bekend") == ["Wij telden niet bekend deelnemers."]
    assert "8" not in Vondst.objects.get(soort="nieuws").tekst


def test_a_document_is_found_by_who_may_open_it_and_by_a_visitor_once_published(rik, aad, olga):
    for jaar, staat, stappen in (
        ("2021", "concept", []),
        ("2022", "besproken", ["besproken"]),
        ("2023", "gepubliceerd", ["besproken", "gepubliceerd"]),
    ):
        document = make(Document, periode=jaar, staat=staat)
        versie = make(Versie, document=document, sleutel=jaar)
        Document.objects.filter(pk=document.pk).update(huidige=versie)
        for stap in stappen:
            make(DocumentStap, document=document, staat=stap, versie=versie)
    assert titles(rik, "jaarverslag") == ["Jaarverslag 2023", "Jaarverslag 2022", "Jaarverslag 2021"]
    assert titles(aad, "jaarverslag") == ["Jaarverslag 2023", "Jaarverslag 2022"]
    assert titles(olga, "jaarversl 20") == ["Jaarverslag 2023"]
    [treffer] = search(None, "jaarverslag").treffers
    assert treffer.url == "/documenten/jaarverslag/2023/versies/1/lezen/"


def test_who_has_no_role_any_more_finds_what_anyone_finds(mantelzorg, olga):
    olga.aanstellingen.update(tot=date(2026, 3, 9))
    assert is_silent(search(olga, "mantelzorg"))


# ── what is found ───────────────────────────────────────────────────────────


def test_an_old_name_is_found_once_and_said_and_a_coming_one_is_not(olga):
    project = make_project("sociaal-verwijzen", "Welzijn op Recept")
    make(ProjectNaam, project=project, naam="Sociaal Verwijzen", vanaf=date(2025, 1, 1))
    make(ProjectNaam, project=project, naam="Samen Recept", vanaf=date(2027, 1, 1))
    assert titles(olga, "welzijn op recept") == ["Sociaal Verwijzen"]
    assert texts(olga, "recept") == ["Voorheen Welzijn op Recept"]
    assert is_silent(search(olga, "samen recept"))


def test_everything_with_the_words_is_found_kind_by_kind_the_newest_news_first(mantelzorg, almelo, olga):
    make(Betrokkenheid, project=mantelzorg, partner=make(Partner, naam="Mantelzorg Twente"))
    make(Partner, naam="Mantelzorg Elders", slug="elders")
    make(Resultaat, project=mantelzorg, naam="Maatwerkbox", omschrijving="Over mantelzorgers.", datum=date(2026, 2, 2))
    make(Resultaat, project=mantelzorg, naam="Mantelzorgplan", datum=date(2026, 9, 1))
    make(Bijeenkomst, project=mantelzorg, naam="Dag van de mantelzorg")
    for kwartaal in (3, 4):
        approve(make_ronde(2025, kwartaal), f"Mantelzorg in Q{kwartaal}.", project=mantelzorg, gemeente=almelo)
    assert titles(olga, "mantelz") == [
        "Mantelzorg",
        "Mantelzorg Twente",
        "Mantelzorg in Almelo",
        "Mantelzorg in Almelo",
        "Dag van de mantelzorg",
        "Maatwerkbox",
    ]
    assert [keuze.label for keuze in search(olga, "mantelz").keuzes][-2:] == ["bijeenkomsten (1)", "resultaten (1)"]
    assert texts(olga, "mantelz")[2:4] == ["Mantelzorg in Q4.", "Mantelzorg in Q3."]
    assert titles(olga, "alm") == ["Almelo"]
    assert titles(olga, "oud") == ["Ouderen"]
    assert titles(olga, "mantelz", soort="partner") == ["Mantelzorg Twente"]


def test_every_hit_leads_to_a_place_that_is_on_its_page(mantelzorg, olga, as_user):
    make(Betrokkenheid, project=mantelzorg, partner=make(Partner, naam="Mantelzorg Twente"))
    make(Resultaat, project=mantelzorg, naam="Mantelzorgbox", datum=date(2026, 2, 2))
    make(Bijeenkomst, project=mantelzorg, naam="Dag van de mantelzorg")
    approve(make_ronde(2025, 4), "Mantelzorg in het nieuws.", project=mantelzorg)
    found = search(olga, "mantelz").treffers
    assert len({treffer.soort.split(",")[0] for treffer in found}) == 5
    for treffer in found:
        path, _, anchor = treffer.url.partition("#")
        html = as_user(olga).get(path).content.decode()
        assert f'id="{anchor}"' in html or not anchor, treffer.url


def test_a_milestone_is_found_with_how_it_stands_and_leads_to_its_place(mantelzorg, olga, as_user):
    for naam, datum, more in (
        ("Steunpunt open", date(2026, 6, 1), {}),
        ("Steunpunt gekozen", date(2026, 2, 1), {"staat": "gehaald", "gehaald_op": date(2026, 2, 3)}),
        ("Steunpunt ingericht", date(2026, 3, 1), {"precisie": "dag"}),
        ("Steunpunt verhuisd", date(2025, 9, 1), {"staat": "vervallen"}),
    ):
        make(Mijlpaal, project=mantelzorg, naam=naam, datum=datum, **more)
    found = search(olga, "steunp").treffers
    assert [treffer.bij for treffer in found] == [
        "gepland voor 1 juni 2026, Mantelzorg",
        "te laat, gepland voor 1 maart 2026, Mantelzorg",
        "gehaald op 3 februari 2026, Mantelzorg",
        "vervallen, Mantelzorg",
    ]
    assert {treffer.soort for treffer in found} == {"Mijlpaal"}
    path, _, anchor = found[0].url.partition("#")
    assert f'id="{anchor}"' in as_user(olga).get(path).content.decode()


def test_a_risk_is_found_by_its_name_and_its_measure_from_the_day_it_is_known(mantelzorg, olga, as_user):
    known = {"project": mantelzorg, "maatregel": "Wij werven vrijwilligers.", "kans": "groot", "gevolg": "middel"}
    make(Risico, naam="Te weinig mensen", sinds=date(2026, 2, 2), **known)
    make(Risico, naam="Geen vrijwilligers", sinds=date(2026, 1, 2), staat="gesloten", project=mantelzorg)
    make(Risico, naam="Vrijwilligers vertrekken", sinds=date(2026, 9, 1), project=mantelzorg)
    first, second = search(olga, "vrijwill").treffers
    assert (first.soort, first.bij) == ("Risico", "hoog, open sinds 2 februari 2026, Mantelzorg")
    assert texts(olga, "vrijwill") == ["Maatregel: Wij werven vrijwilligers.", ""]
    assert second.bij == "gesloten, Mantelzorg"
    path, _, anchor = first.url.partition("#")
    assert f'id="{anchor}"' in as_user(olga).get(path).content.decode()
    assert [keuze.label for keuze in search(olga, "vrijwill", soort="risico").keuzes] == ["alle", "risico’s (2)"]


def test_milestones_and_risks_are_found_by_everyone_with_a_role_and_of_a_project_that_has_begun(request, mantelzorg):
    later = make_project("later", "Later")
    Project.objects.filter(pk=later.pk).update(vanaf=date(2027, 1, 1))
    for project in (mantelzorg, later):
        make(Mijlpaal, project=project, naam="Plandag")
        make(Risico, project=project, naam="Planrisico", sinds=date(2026, 1, 1))
    for naam in ("pia", "tom", "rik", "bente", "frank", "olga", "anna", "menno", "aad", "bram", "bea"):
        assert titles(request.getfixturevalue(naam), "plan") == ["Plandag", "Planrisico"], naam
    assert is_silent(search(None, "plan"))
    olga = request.getfixturevalue("olga")
    olga.__dict__.pop("_bevoegdheid", None)
    olga.aanstellingen.update(tot=date(2026, 3, 9))
    assert is_silent(search(olga, "plan"))


def test_capitals_accents_and_punctuation_make_no_difference(spel, olga):
    approve(spel.ronde, "De financiële coaches: café/werkplaats.", project=spel.mantelzorg, op=TODAY)
    for vraag in ("FINANCIELE", "financiël", "cafe", "werkplaats café", "coaches: (cafe)"):
        assert texts(olga, vraag), vraag


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL knows Dutch stems")
def test_postgresql_finds_another_form_of_the_word_and_marks_it(spel, olga):
    approve(spel.ronde, "Er was een verwijzing naar de gemeente.", project=spel.mantelzorg, op=TODAY)
    [treffer] = search(olga, "verwijzingen gemeenten").treffers
    assert [deel.tekst for deel in treffer.tekst if deel.raak] == ["verwijzing", "gemeente"]


def test_a_page_has_twenty_and_the_next_goes_on(spel, olga):
    for i in range(PER_BLAD + 5):
        make_project(f"valpreventie-{i:02}", f"Valpreventie {i:02}")
    first, second = search(olga, "valpreventie"), search(olga, "valpreventie", blad="2")
    assert (first.totaal, len(first.treffers), len(second.treffers)) == (25, 20, 5)
    assert not {t.url for t in first.treffers} & {t.url for t in second.treffers}
    assert (first.volgende, second.volgende) == ("?q=valpreventie&blad=2", "")
    assert search(olga, "valpreventie", blad="999").treffers == second.treffers


# ── the page ────────────────────────────────────────────────────────────────

HOSTILE = [
    '"',
    "*",
    "NEAR",
    "a OR",
    "AND",
    "mantelz*",
    "NEAR(a b)",
    "titel:x",
    "-x",
    "^x",
    "'); DROP TABLE x; --",
    "x" * 10_000,
]
HOSTILE += ["% _ \\", "𞤀𞤁", "ꟸꟸ", "\ud7ff\u0301", "zorg " * 300, "<script>alert(1)</script>", "!&|<->():*"]


@pytest.mark.parametrize("vraag", HOSTILE)
def test_nothing_that_is_typed_breaks_the_page(vraag, mantelzorg, olga, as_user):
    response = as_user(olga).get("/zoeken/", {"q": vraag})
    page = response.content.decode()
    assert response.status_code in (200, 400)
    assert ("aria-invalid" in page) == (response.status_code == 400)
    assert "<script>alert(1)" not in page


def test_a_nul_or_an_unknown_kind_is_refused_in_a_sentence(olga, as_user):
    for query in ({"q": "zorg\x00"}, {"q": "zorg", "soort": "boeking"}):
        assert as_user(olga).get("/zoeken/", query).status_code == 400


def test_the_page_marks_the_word_and_helps_where_there_is_nothing(mantelzorg, olga, as_user, client):
    page = as_user(olga).get("/zoeken/?q=mantelz").content.decode()
    assert '<a href="/projecten/mantelzorg/"><mark>Mantelzorg</mark></a>' in page
    assert 'id="zoek-in-koers"' in page
    nothing = as_user(olga).get("/zoeken/?q=xyzzy&soort=project").content.decode()
    assert "Niets gevonden voor “xyzzy”" in nothing
    assert 'href="?q=xyzzy"' in nothing
    assert "zoek-in-koers" not in client.get("/zoeken/").content.decode()


def test_a_question_is_read_from_the_address():
    assert read_vraag({"q": "  a   b ", "blad": "²"}) == Zoekvraag(q="a b")
    assert read_vraag({"q": "a", "blad": "0"}).blad == "1"
    assert read_vraag({"q": "a", "blad": "12"}).nummer == 12
