"""The facts of a jaarverslag: the year's own rows, later news under "Daarna" only, money to the cent."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from financien.models import Beschikking, Bestemming, Boeking, Capaciteit, Jaarschijf, Oorzaak, Regeling, RegelingRegel
from koers.eigenaren.models import Besluit, Eigenaar, Partner, Vergadering
from projecten.models import (
    Bericht,
    Borging,
    Controlegetal,
    Deelname,
    Indeling,
    Project,
    ProjectNaam,
    Resultaat,
    Ronde,
    Voortgang,
    Voortzetting,
)
from rapportage.documents.feiten import facts_from_json, facts_to_json
from rapportage.documents.fouten import GeenGegevens
from rapportage.documents.html import render_html
from rapportage.documents.jaarverslag import JaarverslagFeiten
from rapportage.models import Tekstblok
from rapportage.selectors.jaarverslag import jaarverslag_facts
from tests.factories import make
from themalijnen.models import Themalijn, ThemalijnNaam

BEGIN = date(2024, 1, 1)
VANDAAG = date(2026, 4, 1)


def _project(slug: str, themalijn: Themalijn, *, vanaf: date = BEGIN, volgorde: int = 1) -> Project:
    project = Project.objects.create(slug=slug, vanaf=vanaf)
    ProjectNaam.objects.create(project=project, naam=slug.capitalize(), vanaf=vanaf)
    Indeling.objects.create(project=project, themalijn=themalijn, volgorde=volgorde, vanaf=vanaf)
    return project


def _voortgang(ronde: Ronde, nu: datetime, tekst: str, **scope: object) -> Voortgang:
    voortgang = Voortgang.objects.create(ronde=ronde, staat="goedgekeurd", gewijzigd_op=nu, **scope)
    Bericht.objects.create(voortgang=voortgang, volgorde=1, tekst=tekst)
    return voortgang


@pytest.fixture
def ouderen(db: None) -> Themalijn:
    themalijn = Themalijn.objects.create(slug="ouderen", teken=4, volgorde=1, vanaf=BEGIN)
    ThemalijnNaam.objects.create(themalijn=themalijn, naam="Ouderen", vanaf=BEGIN)
    return themalijn


@pytest.fixture
def jaar(db: None) -> Ronde:
    return Ronde.objects.create(
        soort="jaar",
        jaar=2024,
        begin=BEGIN,
        eind=date(2024, 12, 31),
        open_vanaf=date(2025, 2, 1),
        op_tijd_tot=date(2025, 3, 1),
        dicht_op=date(2025, 3, 31),
    )


@pytest.fixture
def q1(db: None) -> Ronde:
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


@pytest.fixture
def mantelzorg(
    jaar: Ronde, q1: Ronde, ouderen: Themalijn, almelo: Eigenaar, hengelo: Eigenaar, menzis: Eigenaar, nu: datetime
) -> Project:
    """A project with regional, local and later news, and steps of two gemeenten."""
    project = _project("mantelzorg", ouderen)
    _voortgang(jaar, nu, "Regionaal nieuws van 2024.", project=project)
    _voortgang(jaar, nu, "Inwoners gebruiken de pilot.", project=project, gemeente=almelo)
    _voortgang(q1, nu, "Het onderzoek is af. Er is meer.", project=project)
    _voortgang(q1, nu, "Hengelo deed mee.", project=project, gemeente=hengelo)
    Deelname.objects.create(project=project, eigenaar=almelo, stap="pilot", vanaf=BEGIN)
    Deelname.objects.create(project=project, eigenaar=hengelo, stap="verkent", vanaf=date(2026, 1, 1))
    return project


@pytest.fixture
def award(samentwente: Eigenaar) -> Beschikking:
    """An award of 1.000,00 with 400,10 carried in: spent 900,05, carried 300,00, repaid 200,05."""
    regeling = Regeling.objects.create(naam="SPUK IZA", slug="spuk-iza", verstrekker="VWS", vanaf=BEGIN)
    beschikking = Beschikking.objects.create(
        regeling=regeling,
        ontvanger=samentwente,
        nummer="1",
        slug="iza",
        vanaf=date(2023, 1, 1),
        tot=date(2026, 12, 31),
        herkomst="fictief",
    )
    Jaarschijf.objects.create(
        beschikking=beschikking, jaar=2024, toegekend="1000", programmadeel="1000", herkomst="fictief"
    )
    for soort, jaar, naar, bedrag in (
        ("meenemen", 2023, 2024, "400.10"),
        ("meenemen", 2024, 2025, "300.00"),
        ("terugstorten", 2024, None, "200.05"),
    ):
        Bestemming.objects.create(
            beschikking=beschikking,
            jaar=jaar,
            oorsprong_jaar=jaar,
            soort=soort,
            naar_jaar=naar,
            bedrag=bedrag,
            stap="" if naar else "verwacht",
            herkomst="fictief",
        )
    _booking(beschikking, "900.05")
    return beschikking


def _booking(beschikking: Beschikking, bedrag: str, stuk: str = "S1") -> Boeking:
    return Boeking.objects.create(
        beschikking=beschikking,
        datum=date(2024, 6, 1),
        jaar=2024,
        stuk=stuk,
        omschrijving="Kosten",
        bedrag=bedrag,
        herkomst="fictief",
    )


def _facts(today: date = VANDAAG) -> JaarverslagFeiten:
    return jaarverslag_facts(2024, today=today)


# ── chapter 2 ───────────────────────────────────────────────────────────────


def test_a_project_prints_regional_and_local_news_of_the_year(mantelzorg: Project) -> None:
    (thema,) = _facts().themalijnen
    (project,) = thema.projecten
    assert [feit.tekst for feit in project.nieuws] == [
        "Regionaal nieuws van 2024.",
        "**Almelo.** Inwoners gebruiken de pilot.",
    ]
    assert (project.trede, project.stand and project.stand.tekst) == (3, "Almelo: pilot")


def test_later_news_stands_under_daarna_only_and_only_when_it_went_out(mantelzorg: Project) -> None:
    (project,) = _facts().themalijnen[0].projecten
    assert [(later.ronde, later.tekst.tekst) for later in project.daarna] == [("Q1 2026", "Het onderzoek is af.")]
    assert "Het onderzoek is af." not in " ".join(feit.tekst for feit in project.nieuws)
    (project,) = _facts(today=date(2026, 3, 25)).themalijnen[0].projecten
    assert project.daarna == ()


def test_a_project_that_only_a_later_source_names_is_no_project_with_news(
    mantelzorg: Project, ouderen: Themalijn
) -> None:
    _project("zakboekjes", ouderen, vanaf=date(2026, 1, 1), volgorde=2)
    (thema,) = _facts().themalijnen
    assert [project.naam for project in thema.projecten] == ["Mantelzorg"]
    assert [project.naam for project in thema.later] == ["Zakboekjes"]
    assert thema.cijfers[0].waarde == "2"
    assert thema.aantal == 2


def test_what_began_out_of_a_project_after_its_year_is_no_project_more_of_it(
    mantelzorg: Project, ouderen: Themalijn, q1: Ronde, almelo: Eigenaar, nu: datetime
) -> None:
    for volgorde, slug in enumerate(("thuis", "logeren", "samen"), 2):
        _project(slug, ouderen, vanaf=date(2026, 1, volgorde), volgorde=volgorde)
    parts = {slug: Project.objects.get(slug=slug) for slug in ("thuis", "logeren", "samen")}
    _end(mantelzorg, date(2026, 1, 1))
    _end(parts["thuis"], date(2026, 1, 3))
    make(Voortzetting, van=mantelzorg, naar=parts["thuis"], soort="gesplitst", vanaf=date(2026, 1, 2))
    make(Voortzetting, van=mantelzorg, naar=parts["logeren"], soort="gesplitst", vanaf=date(2026, 1, 3))
    make(Voortzetting, van=parts["thuis"], naar=parts["samen"], vanaf=date(2026, 1, 4))
    _voortgang(q1, nu, "De eerste gezinnen komen.", project=parts["logeren"])
    Deelname.objects.create(project=parts["logeren"], eigenaar=almelo, stap="pilot", vanaf=date(2026, 1, 3))
    feiten = _facts()
    (thema,) = feiten.themalijnen
    assert ([row.naam for row in thema.projecten], thema.later, thema.aantal) == (["Mantelzorg"], (), 1)
    (project,) = thema.projecten
    assert project.noot == "ging later verder in Samen en Logeren"
    assert [later.tekst.tekst for later in project.daarna] == [
        "Het onderzoek is af.",
        "Logeren: De eerste gezinnen komen.",
    ]
    assert [rij.project for rij in feiten.matrix] == ["Mantelzorg"]


def test_what_split_off_after_the_year_does_not_end_what_it_came_out_of(
    mantelzorg: Project, ouderen: Themalijn, q1: Ronde, nu: datetime
) -> None:
    for volgorde, slug in enumerate(("zorg", "respijt", "dag"), 2):
        _project(slug, ouderen, vanaf=date(2026, 1, volgorde), volgorde=volgorde)
    zorg, respijt, dag = (Project.objects.get(slug=slug) for slug in ("zorg", "respijt", "dag"))
    make(Voortzetting, van=mantelzorg, naar=respijt, soort="gesplitst", vanaf=date(2026, 1, 3))
    _voortgang(q1, nu, "Respijt is open.", project=respijt)
    (project,) = _facts().themalijnen[0].projecten
    assert project.noot == "later afgesplitst: Respijt"
    assert [later.tekst.tekst for later in project.daarna] == ["Het onderzoek is af.", "Respijt: Respijt is open."]
    # It goes on in another, which itself runs on beside what splits off from it.
    Voortzetting.objects.all().delete()
    _end(mantelzorg, date(2026, 1, 1))
    make(Voortzetting, van=mantelzorg, naar=zorg, vanaf=date(2026, 1, 2))
    make(Voortzetting, van=zorg, naar=dag, soort="gesplitst", vanaf=date(2026, 1, 4))
    _voortgang(q1, nu, "Zorg begon.", project=zorg)
    project = next(item for item in _facts().themalijnen[0].projecten if item.naam == "Mantelzorg")
    assert project.noot == "ging later verder in Zorg en Dag"
    assert [later.tekst.tekst for later in project.daarna] == ["Het onderzoek is af.", "Zorg: Zorg begon."]


def test_who_joins_what_went_on_in_another_is_a_later_ring_of_that_project(
    mantelzorg: Project, ouderen: Themalijn, menzis: Eigenaar, almelo: Eigenaar, hengelo: Eigenaar
) -> None:
    _project("ander", ouderen, volgorde=2)
    _project("samen", ouderen, vanaf=date(2026, 1, 2), volgorde=3)
    ander, samen = (Project.objects.get(slug=slug) for slug in ("ander", "samen"))
    borne = Eigenaar.objects.create(naam="Borne", slug="borne", soort="gemeente", vanaf=BEGIN)
    for van in (mantelzorg, ander):
        _end(van, date(2026, 1, 1))
        make(Voortzetting, van=van, naar=samen, vanaf=date(2026, 1, 2))
    make(Deelname, project=ander, eigenaar=menzis, stap="pilot", vanaf=BEGIN)
    for eigenaar, fields in ((borne, {}), (menzis, {"herkomst": "afgeleid"}), (hengelo, {"herkomst": "afgeleid"})):
        make(Deelname, project=samen, eigenaar=eigenaar, stap="doet-mee", vanaf=date(2026, 1, 2), **fields)
    feiten = _facts()
    cells = {
        (rij.project, eigenaar.kort): (cel.letter, cel.later)
        for rij in feiten.matrix
        for eigenaar, cel in zip(feiten.eigenaren, rij.cellen, strict=True)
    }
    names = {eigenaar.slug: eigenaar.kort for eigenaar in feiten.eigenaren}
    assert cells["Mantelzorg", names["borne"]] == cells["Ander", names["borne"]] == ("D", True)
    # What only went along is no news: Menzis was in the other, Hengelo's own later step stands.
    assert cells["Mantelzorg", names[menzis.slug]] == ("", False)
    assert cells["Mantelzorg", names["hengelo"]] == ("V", True)
    make(Borging, project=samen, partner=None, eigenaar=menzis, gemeld_op=date(2026, 2, 1), vanaf=date(2026, 2, 1))
    (row,) = _facts().afgerond
    assert (row.naam, row.themalijn, row.later) == ("Samen", "Ouderen", True)
    of_borne = next(gemeente for gemeente in feiten.gemeenten if gemeente.slug == "borne")
    assert [later.tekst.tekst for later in of_borne.daarna] == ["Samen: doet mee"]


def _end(project: Project, tot: date) -> None:
    project.tot = tot
    project.save()


def test_a_project_keeps_the_name_of_its_year(mantelzorg: Project) -> None:
    ProjectNaam.objects.create(project=mantelzorg, naam="Logeerzorg", vanaf=date(2026, 1, 1))
    (project,) = _facts().themalijnen[0].projecten
    assert (project.naam, project.noot) == ("Mantelzorg", "heet nu Logeerzorg")


def test_a_project_says_what_it_was_called_before_its_year(mantelzorg: Project) -> None:
    ProjectNaam.objects.create(project=mantelzorg, naam="Respijtzorg", vanaf=date(2024, 9, 1))
    ProjectNaam.objects.create(project=mantelzorg, naam="Logeerzorg", vanaf=date(2026, 1, 1))
    (project,) = _facts().themalijnen[0].projecten
    assert (project.naam, project.noot) == ("Respijtzorg", "voorheen Mantelzorg; heet nu Logeerzorg")


def test_states_that_nobody_reported_are_not_invented(mantelzorg: Project) -> None:
    (thema,) = _facts().themalijnen
    assert thema.projecten[0].ktg is None
    assert "niet gemeld" in thema.noten[-1].tekst
    Voortgang.objects.filter(project=mantelzorg, gemeente=None, ronde__jaar=2024).update(
        tijd="oranje", tijd_toelichting="loopt uit"
    )
    (thema,) = _facts().themalijnen
    assert thema.projecten[0].ktg
    assert thema.projecten[0].ktg.tekst == "Tijd oranje (loopt uit)"
    assert thema.noten == ()


def test_the_matrix_has_a_letter_for_the_year_and_a_ring_for_later(mantelzorg: Project) -> None:
    feiten = _facts()
    (rij,) = feiten.matrix
    cellen = dict(zip([eigenaar.naam for eigenaar in feiten.eigenaren], rij.cellen, strict=True))
    assert (cellen["Almelo"].letter, cellen["Almelo"].later) == ("P", False)
    assert (cellen["Hengelo"].letter, cellen["Hengelo"].later) == ("V", True)
    assert cellen["Menzis"].letter == ""
    assert [(cel.letter, cel.later) for cel in feiten.legenda] == [("P", False), ("V", True)]


# ── chapter 3 ───────────────────────────────────────────────────────────────


def test_a_gemeente_prints_what_it_reported_and_another_that_there_is_nothing(
    mantelzorg: Project, jaar: Ronde, almelo: Eigenaar, nu: datetime
) -> None:
    _voortgang(jaar, nu, "Er zijn 2 projectleiders.", gemeente=almelo)
    feiten = _facts()
    (met,) = feiten.gemeenten_met_gegevens
    assert (met.naam, met.nummer) == ("Almelo", "3.1")
    assert [(alinea.kop, [feit.tekst for feit in alinea.tekst]) for alinea in met.alineas] == [
        ("In de gemeente", ["Er zijn 2 projectleiders."]),
        ("Ouderen", ["Inwoners gebruiken de pilot."]),
    ]
    assert [feit.tekst for feit in met.deelnames] == ["Mantelzorg: pilot"]
    (zonder,) = feiten.gemeenten_zonder_gegevens
    assert zonder.naam == "Hengelo"
    assert [later.tekst.tekst for later in zonder.daarna] == ["Hengelo deed mee.", "Mantelzorg: verkent"]
    html = render_html(feiten)
    assert 'id="gemeente-hengelo"' in html
    assert "Over 2024: <span" in html


def test_capacity_is_told_in_sentences_that_are_true(mantelzorg: Project, almelo: Eigenaar, hengelo: Eigenaar) -> None:
    for kwartaal, bezet in ((1, "0"), (4, "1.8")):
        Capaciteit.objects.create(
            eigenaar=almelo, jaar=2024, kwartaal=kwartaal, gepland="2", ingevuld=bezet, herkomst="fictief"
        )
    Capaciteit.objects.create(eigenaar=hengelo, jaar=2024, kwartaal=4, gepland="1", ingevuld=None, herkomst="fictief")
    feiten = _facts()
    titels = {item.naam: item.fte_titel.tekst for item in feiten.gemeenten if item.fte_titel}
    assert titels == {
        "Almelo": "In Q4 was 1,8 van de geplande 2,0 fte bezet",
        "Hengelo": "Gepland: 1,0 fte; de bezetting is niet gemeld",
    }
    assert feiten.fte_titel
    assert feiten.fte_titel.tekst == "Geen gemeente benutte de geplande projectleiding helemaal"
    Capaciteit.objects.filter(eigenaar=hengelo).update(ingevuld=100)
    assert _facts().fte_titel.tekst == "1 van de 2 gemeenten benutten de geplande projectleiding helemaal"  # type: ignore[union-attr]


# ── chapter 4 ───────────────────────────────────────────────────────────────


def _quote(sleutel: str, waarde: str, herkomst: str = "bron") -> None:
    Controlegetal.objects.create(
        sleutel=sleutel,
        naam=sleutel,
        waarde=waarde,
        eenheid="euro",
        bron="Raadsbrief",
        peildatum=date(2024, 12, 31),
        toets=sleutel,
        herkomst=herkomst,
    )


def test_the_bridge_is_exact_and_takes_over_the_herkomst_of_a_quoted_total(
    mantelzorg: Project, award: Beschikking
) -> None:
    _quote("lasten-2024", "900")
    feiten = _facts()
    assert [(post.naam, post.bedrag.waarde, post.bedrag.herkomst) for post in feiten.geld.posten] == [
        ("Beschikbaar", Decimal("1400.10"), "fictief"),
        ("Lasten", Decimal("900.05"), "bron"),
        ("Onderbesteding", Decimal("500.05"), "fictief"),
        ("Terugstorten", Decimal("200.05"), "fictief"),
        ("Meenemen", Decimal("300.00"), "fictief"),
        ("Rest", Decimal("0.00"), "afgeleid"),
    ]
    assert feiten.geld.titel.tekst == "Van € 1.400 bleef € 500 over; 40% daarvan gaat terug".replace("€ ", "€\u00a0")
    assert [controle.sluit for controle in feiten.controles] == [True]


def test_one_booking_more_changes_bridge_award_and_check(mantelzorg: Project, award: Beschikking) -> None:
    _quote("lasten-2024", "900")
    _booking(award, "100.00", "S2")
    feiten = _facts()
    assert feiten.geld.posten[1].bedrag.waarde == Decimal("1000.05")
    assert feiten.geld.posten[1].bedrag.herkomst == "fictief"
    assert feiten.geld.posten[-1].bedrag.waarde == Decimal("-100.00")
    assert feiten.geld.totaal.rest == Decimal("-100.00")
    (controle,) = feiten.controles
    assert (controle.sluit, controle.uitkomst) == (False, "de gegevens geven €\u00a01.000")
    (zin,) = [h.zin for h in feiten.hoofdstukken if h.anker == "beschikkingen"]
    assert zin
    assert zin.tekst == "1 van de 1 beschikkingen sluit nog niet op nul."


def test_awards_of_gemeenten_are_added_up_and_those_of_others_are_not(
    mantelzorg: Project, award: Beschikking, almelo: Eigenaar, hengelo: Eigenaar
) -> None:
    gala = Regeling.objects.create(naam="Brede SPUK", slug="gala", verstrekker="VWS", vanaf=BEGIN, volgorde=2)
    for eigenaar in (almelo, hengelo):
        beschikking = Beschikking.objects.create(
            regeling=gala,
            ontvanger=eigenaar,
            nummer=f"G-{eigenaar.slug}",
            slug=f"gala-{eigenaar.slug}",
            vanaf=BEGIN,
            tot=date(2026, 12, 31),
        )
        Jaarschijf.objects.create(beschikking=beschikking, jaar=2024, toegekend="500", programmadeel="100")
        Jaarschijf.objects.create(beschikking=beschikking, jaar=2025, toegekend="600")
    feiten = _facts()
    assert [(rij.regeling, rij.naam, rij.toegekend) for rij in feiten.geld.beschikkingen] == [
        ("SPUK IZA", "SPUK IZA, SamenTwente", Decimal(1000)),
        ("Brede SPUK", "Brede SPUK, 2 gemeenten samen", Decimal(200)),
    ]
    assert feiten.eigen_geld_jaren == (2025,)
    assert feiten.eigen_geld_som == (Decimal(1200),)


def test_causes_without_amount_leave_the_whole_afwijking_unexplained(mantelzorg: Project, award: Beschikking) -> None:
    Oorzaak.objects.create(jaar=2024, soort="late-start", omschrijving="Later begonnen.")
    feiten = _facts()
    (oorzaak,) = feiten.geld.oorzaken
    assert (oorzaak.naam, oorzaak.bedrag.waarde) == ("Late start", None)
    assert feiten.geld.afwijking.waarde is None
    assert feiten.geld.onverklaard.waarde is None
    assert render_html(feiten).count("geen bedrag in de bron") == 3
    award.begrotingen.create(jaar=2024, post="Alles", bedrag="1000")
    Oorzaak.objects.create(jaar=2024, soort="werving", omschrijving="Vacature.", bedrag="60")
    geld = _facts().geld
    assert (geld.afwijking.waarde, geld.onverklaard.waarde) == (Decimal("99.95"), Decimal("39.95"))


def test_rules_for_carrying_say_how_certain_they_are(mantelzorg: Project, award: Beschikking) -> None:
    RegelingRegel.objects.create(
        regeling=award.regeling, jaar=2024, meenemen_percentage="20", laatste_jaar=2026, status="aanname", bron="x"
    )
    (regel,) = _facts().geld.regels
    assert regel.tekst == (
        "**SPUK IZA**: ten hoogste 20% van wat voor het jaar is toegekend, te besteden tot en met 2026."
    )
    assert regel.herkomst == "aanname"


# ── the rest ────────────────────────────────────────────────────────────────


def test_taken_over_in_the_year_or_reported_later(mantelzorg: Project, ouderen: Themalijn) -> None:
    partner = Partner.objects.create(naam="Veiligheidsregio", slug="veiligheidsregio")
    Borging.objects.create(project=mantelzorg, partner=partner, gemeld_op=date(2025, 5, 6), herkomst="afgeleid")
    ander = _project("beweging", ouderen, volgorde=2)
    Borging.objects.create(project=ander, partner=partner, gemeld_op=date(2026, 3, 26))
    feiten = _facts()
    assert [(rij.naam, rij.sinds, rij.later) for rij in feiten.afgerond] == [
        ("Mantelzorg", "2024", False),
        ("Beweging", "Q1 2026", True),
    ]
    project = next(p for p in feiten.themalijnen[0].projecten if p.naam == "Mantelzorg")
    assert (project.trede, project.stand and project.stand.tekst) == (5, "geborgd")


def test_the_way_of_the_report_says_what_the_bo_decided_and_what_is_unknown(mantelzorg: Project) -> None:
    vergadering = Vergadering.objects.create(soort="bo", datum=date(2025, 4, 16))
    Besluit.objects.create(
        vergadering=vergadering, orgaan="bo", onderwerp="Jaarverslag 2024", tekst="Het BO stelt het verslag vast."
    )
    Resultaat.objects.create(project=mantelzorg, naam="Liveboard", datum=date(2024, 12, 31), precisie="jaar")
    feiten = _facts()
    assert [(stap.naam, stap.gedaan) for stap in feiten.weg] == [
        ("Concept", True),
        ("Ambtelijk overleg", False),
        ("Bestuurlijk overleg", True),
        ("SiSa", False),
    ]
    assert [(moment.wanneer, moment.wat.tekst) for moment in feiten.momenten] == [
        ("2024", "Opgeleverd: Liveboard."),
        ("16 april 2025", "Het BO stelt het verslag vast."),
    ]
    assert [rij.naam for rij in feiten.opgeleverd] == ["Liveboard"]


def test_the_line_of_origin_stands_on_every_page_and_texts_keep_their_order(mantelzorg: Project) -> None:
    for sleutel, titel, tekst in (
        ("jaarverslag-2024-herkomstregel", "Regel", "nagebouwd uit de raadsbrief"),
        ("jaarverslag-werkwijze-10", "Tien", "Tiende."),
        ("jaarverslag-werkwijze-2", "Twee", "Tweede.\n\nNog een."),
        ("jaarverslag-2023-vooruit-1", "Ander jaar", "Niet van dit jaar."),
        ("afkorting-hzt", "HZT", "niet voluit in de bron"),
        ("afkorting-ao", "AO", "ambtelijk overleg"),
        ("trede-pilot", "pilot", "Op proef."),
    ):
        Tekstblok.objects.create(sleutel=sleutel, titel=titel, tekst=tekst, herkomst="aanname")
    feiten = _facts()
    assert feiten.uitgave.regel == "Concept, versie 0 · nagebouwd uit de raadsbrief"
    assert [(alinea.kop, len(alinea.tekst)) for alinea in feiten.werkwijze] == [("Twee", 2), ("Tien", 1)]
    assert feiten.vooruit == ()
    assert [(woord.kort, woord.voluit) for woord in feiten.afkortingen] == [("AO", "ambtelijk overleg"), ("HZT", "")]
    assert [(trede.kop, trede.teken) for trede in feiten.treden] == [("pilot", 3)]


def test_a_year_of_which_nothing_is_known_is_refused_with_a_sentence(db: None) -> None:
    with pytest.raises(GeenGegevens, match="Over 2019 is geen voortgang goedgekeurd"):
        jaarverslag_facts(2019, today=VANDAAG)


def test_the_facts_survive_their_snapshot_and_give_a_page(mantelzorg: Project, award: Beschikking) -> None:
    feiten = _facts()
    assert facts_from_json(facts_to_json(feiten)) == feiten
    assert "Regionaal nieuws van 2024." in render_html(feiten)


def test_the_number_of_queries_does_not_grow_with_the_programme(
    mantelzorg: Project, award: Beschikking, jaar: Ronde, q1: Ronde, ouderen: Themalijn, almelo: Eigenaar, nu: datetime
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            _facts()
        return len(queries)

    before = count()
    for i in range(12):
        gemeente = Eigenaar.objects.create(naam=f"Gemeente {i}", slug=f"gemeente-{i}", soort="gemeente", vanaf=BEGIN)
        project = _project(f"project-{i}", ouderen, volgorde=i)
        _voortgang(jaar, nu, "Nieuws.", project=project)
        _voortgang(jaar, nu, "Lokaal.", project=project, gemeente=gemeente)
        _voortgang(q1, nu, "Later.", project=project)
        Deelname.objects.create(project=project, eigenaar=gemeente, stap="doet-mee", vanaf=BEGIN)
        Capaciteit.objects.create(eigenaar=gemeente, jaar=2024, kwartaal=1, gepland="1", ingevuld="1")
        _booking(award, "1.00", f"M{i}")
    assert count() == before
