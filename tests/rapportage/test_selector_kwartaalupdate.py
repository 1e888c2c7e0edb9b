"""The facts of a kwartaalupdate come from approved, public rows only, with the names and order of that day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from koers.eigenaren.models import Eigenaar, Partner
from projecten.models import (
    Bericht,
    Bijeenkomst,
    Borging,
    Controlegetal,
    Indeling,
    Mijlpaal,
    MijlpaalWending,
    Project,
    ProjectNaam,
    Ronde,
    Rubriek,
    Voortgang,
    Voortzetting,
)
from rapportage.documents.feiten import facts_from_json, facts_to_json
from rapportage.documents.fouten import GeenGegevens
from rapportage.documents.html import render_html
from rapportage.models import Tekstblok
from rapportage.selectors.kwartaalupdate import kwartaalupdate_facts
from tests.factories import make
from themalijnen.models import Themalijn, ThemalijnNaam

BEGIN = date(2024, 1, 1)


@pytest.fixture
def ronde(db: None) -> Ronde:
    return Ronde.objects.create(
        jaar=2026,
        kwartaal=1,
        begin=date(2026, 1, 1),
        eind=date(2026, 3, 31),
        open_vanaf=date(2026, 3, 1),
        op_tijd_tot=date(2026, 3, 20),
        dicht_op=date(2026, 3, 25),
        uitgave=date(2026, 3, 26),
    )


def _themalijn(slug: str, teken: int, volgorde: int) -> Themalijn:
    themalijn = Themalijn.objects.create(slug=slug, teken=teken, volgorde=volgorde, vanaf=BEGIN)
    ThemalijnNaam.objects.create(themalijn=themalijn, naam=slug.capitalize(), vanaf=BEGIN)
    return themalijn


def _project(slug: str, themalijn: Themalijn, volgorde: int = 1) -> Project:
    project = Project.objects.create(slug=slug, vanaf=BEGIN)
    ProjectNaam.objects.create(project=project, naam=slug.capitalize(), vanaf=BEGIN)
    Indeling.objects.create(project=project, themalijn=themalijn, volgorde=volgorde, vanaf=BEGIN)
    return project


def _voortgang(ronde: Ronde, nu: datetime, *punten: str, staat: str = "goedgekeurd", **scope: object) -> Voortgang:
    voortgang = Voortgang.objects.create(ronde=ronde, staat=staat, gewijzigd_op=nu, **scope)
    for volgorde, tekst in enumerate(punten, 1):
        Bericht.objects.create(voortgang=voortgang, volgorde=volgorde, tekst=tekst)
    return voortgang


@pytest.fixture
def ouderen(db: None) -> Themalijn:
    return _themalijn("ouderen", 4, 2)


@pytest.fixture
def zekerheid(db: None) -> Themalijn:
    return _themalijn("bestaanszekerheid", 1, 1)


@pytest.fixture
def klein(ronde: Ronde, ouderen: Themalijn, zekerheid: Themalijn, nu: datetime) -> Ronde:
    """Two themalijnen, three projects with news, one rubriek."""
    _voortgang(ronde, nu, "Nieuws over mantelzorg in Hengelo.", project=_project("mantelzorg", ouderen, 2))
    _voortgang(ronde, nu, "Een.", "*Twee*.", project=_project("samen-indiceren", ouderen, 1))
    _voortgang(ronde, nu, "Nieuws over armoede.", project=_project("kinderarmoede", zekerheid))
    rubriek = Rubriek.objects.create(slug="evaluatie", naam="Evaluatie", vanaf=BEGIN)
    _voortgang(ronde, nu, "Het BO stelde de opdracht vast.", rubriek=rubriek)
    return ronde


def test_parts_stand_in_the_order_of_themalijnen_and_projects(klein: Ronde, nu: datetime) -> None:
    feiten = kwartaalupdate_facts(klein, now=nu)
    assert [(deel.naam, deel.teken, [b.naam for b in deel.berichten]) for deel in feiten.delen] == [
        ("Programma", 0, ["Evaluatie"]),
        ("Bestaanszekerheid", 1, ["Kinderarmoede"]),
        ("Ouderen", 4, ["Samen-indiceren", "Mantelzorg"]),
    ]
    assert [punt.tekst for punt in feiten.delen[2].berichten[0].bullets] == ["Een.", "*Twee*."]
    assert feiten.delen[2].soort == "2 projecten"
    assert feiten.delen[1].soort == "1 project"


def test_another_order_of_themalijnen_is_another_order_of_parts(klein: Ronde, ouderen: Themalijn, nu: datetime) -> None:
    Themalijn.objects.filter(pk=ouderen.pk).update(volgorde=0)
    assert [deel.naam for deel in kwartaalupdate_facts(klein, now=nu).delen] == [
        "Programma",
        "Ouderen",
        "Bestaanszekerheid",
    ]


def test_drafts_internal_bullets_and_local_entries_stay_out(
    klein: Ronde, ouderen: Themalijn, almelo: Eigenaar, nu: datetime
) -> None:
    for i, staat in enumerate(("concept", "ingediend", "teruggestuurd", "heropend")):
        _voortgang(klein, nu, f"geheim {staat}", staat=staat, project=_project(f"ontwerp-{i}", ouderen))
    intern = _voortgang(klein, nu, "geheim intern", project=_project("intern", ouderen))
    intern.berichten.update(publiek=False)
    _voortgang(klein, nu, project=_project("niets-te-melden", ouderen), niets_te_melden=True)
    _voortgang(klein, nu, "geheim lokaal", project=_project("lokaal", ouderen), gemeente=almelo)
    _voortgang(klein, nu, "geheim gemeente", gemeente=almelo)
    text = facts_to_json(kwartaalupdate_facts(klein, now=nu))
    assert "geheim" not in text
    assert "Niets-te-melden" not in text


def test_a_project_has_the_name_of_the_day_and_says_what_it_was_called(klein: Ronde, nu: datetime) -> None:
    project = Project.objects.get(slug="mantelzorg")
    ProjectNaam.objects.create(project=project, naam="Logeerzorg", vanaf=date(2026, 1, 1))
    ProjectNaam.objects.create(project=project, naam="Later", vanaf=date(2026, 4, 1))
    bericht = kwartaalupdate_facts(klein, now=nu).delen[2].berichten[1]
    assert (bericht.naam, bericht.voorheen) == ("Logeerzorg", "(voorheen Mantelzorg)")


def test_what_merged_is_named_from_its_day_on_and_not_before(klein: Ronde, nu: datetime) -> None:
    mantel, ander = Project.objects.get(slug="mantelzorg"), Project.objects.get(slug="samen-indiceren")
    schakel = Voortzetting(van=ander, naar=mantel, soort="samengevoegd", reden="x", op=nu, vanaf=date(2026, 3, 27))
    schakel.save()
    berichten = [b for deel in kwartaalupdate_facts(klein, now=nu).delen for b in deel.berichten]
    assert not [b.voorheen for b in berichten if b.voorheen]
    Voortzetting.objects.update(vanaf=date(2026, 3, 26))
    berichten = [b for deel in kwartaalupdate_facts(klein, now=nu).delen for b in deel.berichten]
    assert [b.voorheen for b in berichten if b.voorheen] == ["(voorheen Mantelzorg en Samen-indiceren)"]


def test_a_project_taken_over_in_the_quarter_is_geborgd(klein: Ronde, nu: datetime) -> None:
    partner = Partner.objects.create(naam="Sport Netwerk", slug="sport-netwerk")
    for slug, dag in (("mantelzorg", date(2026, 3, 1)), ("samen-indiceren", date(2025, 3, 1))):
        Borging.objects.create(project=Project.objects.get(slug=slug), partner=partner, gemeld_op=dag)
    standen = {b.anker: b.stand for deel in kwartaalupdate_facts(klein, now=nu).delen for b in deel.berichten}
    assert standen["mantelzorg"] == "geborgd"
    assert standen["samen-indiceren"] == ""


def test_figures_of_the_front_page_are_those_quoted_of_projects_in_the_update(klein: Ronde, nu: datetime) -> None:
    def quote(sleutel: str, naam: str, waarde: str, eenheid: str, slug: str, **fields: object) -> None:
        project = Project.objects.get(slug=slug)
        Controlegetal.objects.create(
            **{"sleutel": sleutel, "naam": naam, "waarde": waarde, "eenheid": eenheid, "bron": "Update", **fields},
            peildatum=date(2026, 3, 26),
            project=project,
        )

    quote("groei", "Groei van het aantal verwijzingen", "30", "%", "kinderarmoede", op_voorblad=True)
    quote("boekjes", "Zakboekjes, circa", "5500", "zakboekjes", "mantelzorg", op_voorblad=True, volgorde=2)
    quote("leden", "Leden", "12", "mensen", "samen-indiceren", herkomst="afgeleid")
    feiten = kwartaalupdate_facts(klein, now=nu)
    assert [(c.waarde, c.wat, c.anker, c.teken) for c in feiten.cijfers] == [
        ("30%", "Groei van het aantal verwijzingen", "kinderarmoede", 1),
        ("circa 5.500", "Zakboekjes", "mantelzorg", 4),
    ]
    assert feiten.cijfers_bron == "Bron: Update."
    (cijfer,) = feiten.delen[2].berichten[0].cijfers
    assert (cijfer.waarde, cijfer.herkomst) == ("12 mensen", "afgeleid")


def test_the_agenda_is_what_was_still_to_come_as_exactly_as_it_is_known(klein: Ronde, nu: datetime) -> None:
    rows = [
        ("Geweest", date(2026, 3, 1), None, "dag", ""),
        ("Vandaag", date(2026, 3, 26), None, "dag", "26 maart"),
        ("Loopt", date(2026, 3, 23), date(2026, 4, 12), "weken", "weken 13, 14 en 15"),
        ("Zomer", date(2026, 6, 1), None, "maand", ""),
        ("In dit kwartaal", date(2026, 1, 1), date(2026, 3, 31), "kwartaal", "Q1 2026"),
        ("Volgend jaar", date(2027, 1, 1), None, "dag", ""),
    ]
    for naam, datum, tot, precisie, tekst in rows:
        Bijeenkomst.objects.create(naam=naam, datum=datum, tot=tot, precisie=precisie, datum_tekst=tekst)
    project = Project.objects.get(slug="mantelzorg")
    Mijlpaal.objects.create(project=project, naam="Opening", datum=date(2026, 9, 1), precisie="jaar")
    reached = {"project": project, "datum": date(2026, 9, 1), "staat": "gehaald"}
    Mijlpaal.objects.create(naam="Gehaald", gehaald_op=date(2026, 3, 20), **reached)
    Mijlpaal.objects.create(naam="Toen nog niet", gehaald_op=date(2026, 8, 20), **reached)
    moved = make(Mijlpaal, project=project, naam="Later verschoven", datum=date(2027, 1, 1))
    make(MijlpaalWending, mijlpaal=moved, op=date(2026, 5, 1), was_datum=date(2026, 7, 1), naar_datum=moved.datum)
    agenda = kwartaalupdate_facts(klein, now=nu).agenda
    assert [(punt.wanneer, punt.wat.tekst) for punt in agenda] == [
        ("26 maart 2026", "Vandaag"),
        ("weken 13, 14 en 15", "Loopt"),
        ("juni 2026", "Zomer"),
        ("1 juli 2026", "Later verschoven"),
        ("1 september 2026", "Toen nog niet"),
        ("2026", "Opening"),
    ]


def test_gemeenten_that_occur_by_name_are_counted(
    klein: Ronde, almelo: Eigenaar, hengelo: Eigenaar, nu: datetime
) -> None:
    feiten = kwartaalupdate_facts(klein, now=nu)
    assert feiten.genoemd == ("Hengelo",)
    assert feiten.genoemd_regel
    assert feiten.genoemd_regel.tekst == "Eén gemeente komt bij naam voor"
    assert {slug for slug, _ in feiten.gemeenten} == {"almelo", "hengelo"}


def test_texts_of_the_editor_come_with_their_herkomst(klein: Ronde, nu: datetime) -> None:
    for sleutel, titel, tekst in (
        ("kwartaalupdate-titel", "Titel", "Even bijpraten..."),
        ("kwartaalupdate-2026-q1-ouderen", "Ouderen", "Zin over ouderen."),
        ("kwartaalupdate-2025-q4-ouderen", "Ouderen", "Oude zin."),
        ("kwartaalupdate-slot", "We koersen samen", "Slot."),
        ("kwartaalupdate-links", "Links", "[Lees meer](#)\n\nwww.twentsekoers.nl"),
    ):
        Tekstblok.objects.create(sleutel=sleutel, titel=titel, tekst=tekst, herkomst="aanname")
    feiten = kwartaalupdate_facts(klein, now=nu)
    assert feiten.titel.tekst == "Even bijpraten..."
    assert feiten.periode == "Q1 - 2026"
    assert feiten.delen[2].zin
    assert (feiten.delen[2].zin.tekst, feiten.delen[2].zin.herkomst) == ("Zin over ouderen.", "aanname")
    assert feiten.slot_titel.tekst == "We koersen samen"
    assert [(v.tekst, v.adres) for v in feiten.verwijzingen] == [
        ("Lees meer", ""),
        ("www.twentsekoers.nl", "https://www.twentsekoers.nl"),
    ]
    assert "redactie" in feiten.verantwoording[-1].tekst


def test_a_ronde_without_approved_voortgang_has_no_facts_but_a_sentence(ronde: Ronde, nu: datetime) -> None:
    with pytest.raises(GeenGegevens, match=r"Q1 2026 is nog niets goedgekeurd.*open tot en met 25 maart 2026"):
        kwartaalupdate_facts(ronde, now=nu)
    with pytest.raises(GeenGegevens, match="geen kwartaalupdate van te maken"):
        kwartaalupdate_facts(ronde, now=nu + timedelta(days=60))


def test_the_same_rows_give_the_same_facts_whatever_the_clock_says(klein: Ronde, nu: datetime) -> None:
    feiten = kwartaalupdate_facts(klein, now=nu)
    assert facts_to_json(kwartaalupdate_facts(klein, now=nu + timedelta(days=400))) == facts_to_json(feiten)
    assert feiten.uitgave.stand == nu
    assert facts_from_json(facts_to_json(feiten)) == feiten
    assert "Nieuws over armoede." in render_html(feiten)


def test_the_number_of_queries_does_not_grow_with_the_projects(
    klein: Ronde, ouderen: Themalijn, almelo: Eigenaar, nu: datetime
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            kwartaalupdate_facts(klein, now=nu)
        return len(queries)

    before = count()
    for i in range(12):
        project = _project(f"meer-{i}", _themalijn(f"thema-{i}", 1 + i % 4, 9))
        _voortgang(klein, nu, "Een.", "Twee.", project=project)
        Controlegetal.objects.create(
            sleutel=f"getal-{i}", naam="Aantal", waarde=i, bron="x", peildatum=date(2026, 3, 1), project=project
        )
        Bijeenkomst.objects.create(naam=f"Bijeenkomst {i}", datum=date(2026, 5, 1))
    assert count() == before
