"""Olga, Anna and Menno find their own page, the region beside it, and what lies under both."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from koers.eigenaren.models import EigenaarFunctie
from koers.lib import klok
from projecten.models import Controlegetal, Indicator, Meting, Ronde
from tests.factories import make
from tests.projecten.streek import approve, make_project, make_ronde, make_thema, take_part


@pytest.fixture
def streek(transactional_db, almelo, hengelo, menzis):
    """Two theme lines with news of last year, and a round that is open today."""
    today = klok.today()
    thema = make_thema("bestaanszekerheid", "Bestaanszekerheid")
    schulden = make_project("jongeren-en-schulden", "Jongeren en schulden", thema)
    zorg = make_project("mantelzorg", "Mantelzorg", make_thema("ouderen", "Ouderen", 4, volgorde=2))
    take_part(schulden, hengelo, "pilot")
    take_part(schulden, almelo, "doet-mee")
    take_part(zorg, almelo, "voorbereiding", herkomst="fictief")
    last = make_ronde(2024, 4)
    late = {"kwaliteit": "groen", "tijd": "oranje", "tijd_toelichting": "De evaluatie komt later."}
    approve(last, "De pilot in Hengelo is geëvalueerd.", project=schulden, **late)
    approve(last, "Er is een webinar over logeerzorg.", project=zorg)
    days = {"open_vanaf": -3, "op_tijd_tot": 8, "dicht_op": 20}
    make(Ronde, jaar=2030, kwartaal=1, **{name: today + timedelta(days=n) for name, n in days.items()})
    make(EigenaarFunctie, eigenaar=menzis, functie="zorgkantoor")
    make(Controlegetal, project=zorg, naam="Zakboekjes", waarde=Decimal(5500), eenheid="zakboekjes", op_voorblad=True)
    indicator = make(Indicator, project=schulden, naam="Deelnemers", norm=Decimal(40))
    make(Meting, indicator=indicator, eigenaar=hengelo, waarde=Decimal(52))
    make(Meting, indicator=indicator, eigenaar=almelo, waarde=Decimal(31))


@pytest.mark.parametrize("breed", [1280, 320])
def test_olga_goes_from_hengelo_to_the_region_a_theme_line_and_a_project(streek, olga, pagina, axe, breed):
    page = pagina(olga, width=breed)
    page.goto("/")
    assert page.locator("h1").inner_text() == "Hengelo"
    assert page.get_by_role("link", name="Jongeren en schulden: Tijd oranje").is_visible()
    axe(page)
    fits(page)
    page.get_by_role("navigation", name="Kruimelpad").get_by_role("link", name="Regio").click()
    assert page.locator("h1").inner_text() == "Regio Twente"
    axe(page)
    fits(page)
    page.locator("table.themas").get_by_role("link", name="Ouderen").click()
    assert page.locator("h1").inner_text() == "Ouderen"
    axe(page)
    fits(page)
    page.get_by_role("link", name="Mantelzorg", exact=True).first.click()
    assert page.locator("h1").inner_text() == "Mantelzorg"
    assert "Er is een webinar over logeerzorg." in page.locator("main").inner_text()
    axe(page)
    fits(page)


def test_anna_looks_at_almelo_as_it_was_and_comes_back(streek, anna, pagina, axe):
    page = pagina(anna)
    page.goto("/")
    assert page.locator("h1").inner_text() == "Almelo"
    page.get_by_text("Toon een andere dag").click()
    page.get_by_label("Stand van").fill("2024-06-30")
    page.get_by_role("button", name="Toon").click()
    assert "de stand van 30 juni 2024" in page.locator("main").inner_text()
    assert "webinar" not in page.locator("main").inner_text()
    axe(page)
    page.get_by_role("link", name="Terug naar vandaag").click()
    assert "webinar" in page.locator("main").inner_text()


def test_menno_lands_on_menzis_and_meets_no_money_of_almelo(streek, menno, pagina, axe):
    page = pagina(menno)
    page.goto("/")
    assert page.locator("h1").inner_text() == "Menzis"
    axe(page)
    assert page.goto("/eigenaren/almelo/geld/").status == 404
    page.goto("/regio/deelname/")
    assert page.get_by_role("img", name="voorbereiding").first.is_visible()
    axe(page)


def test_bente_renames_a_project_without_a_script(streek, bente, pagina, axe):
    page = pagina(bente, java_script_enabled=False)
    page.goto("/projecten/mantelzorg/")
    page.get_by_role("link", name="Wijzig de naam").click()
    page.get_by_label("Nieuwe naam").fill("Mantelzorg en logeerzorg")
    page.get_by_role("button", name="Leg de naam vast").click()
    assert page.locator("h1").inner_text() == "Mantelzorg en logeerzorg"
    assert "Voorheen Mantelzorg" in page.locator("main").inner_text()


def test_a_refused_step_is_told_at_the_top_and_can_be_confirmed(streek, bente, pagina, axe):
    page = pagina(bente)
    page.goto("/projecten/mantelzorg/naam/")
    page.get_by_label("Nieuwe naam").fill("Logeerzorg")
    page.get_by_label("Vanaf").fill("2024-01-01")
    page.get_by_role("button", name="Leg de naam vast").click()
    assert "is de naam van dit project al gewijzigd" in page.get_by_role("alert").inner_text()
    axe(page)
    page.get_by_label("Vanaf").fill("2023-06-01")
    page.get_by_role("button", name="Leg de naam vast").click()
    page.get_by_label("verander ook wat er over eerdere dagen staat").check()
    axe(page)
    page.get_by_role("button", name="Leg de naam vast").click()
    assert page.locator("h1").inner_text() == "Mantelzorg"


def fits(page) -> None:
    """Nothing sticks out at the side."""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
