"""The controller in a real browser: the pages of the money pass axe, and one changed line turns a check red."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from financien import services
from financien.models import Beschikking
from financien.rules.meenemen import Mee
from koers.eigenaren.models import Eigenaar
from koers.toegang.models import Gebruiker
from projecten.models import Controlegetal

D = Decimal


@pytest.fixture
def beschikking(samentwente: Eigenaar, nu: datetime) -> Beschikking:
    """1.000 granted in 2024, 600 spent, 150 to 2025, 250 back; and a letter that says 600 was spent."""
    known = {"actor": None, "now": nu, "herkomst": "fictief"}
    regeling = services.create_regeling(
        **known, slug="spuk-iza", naam="SPUK IZA", verstrekker="ministerie", vanaf=date(2023, 1, 1)
    )
    services.create_regel(
        **known,
        regeling=regeling,
        jaar=2024,
        meenemen_percentage=D("20.00"),
        status="aanname",
        bron="nog te bevestigen",
    )
    row = services.create_beschikking(
        **known,
        slug="iza",
        regeling=regeling,
        ontvanger=samentwente,
        nummer="IZA-1",
        vanaf=date(2023, 1, 1),
        tot=date(2026, 12, 31),
    )
    services.set_jaarschijf(**known, beschikking=row, jaar=2024, toegekend=D("1000.00"), programmadeel=D("1000.00"))
    services.set_begroting(**known, beschikking=row, jaar=2024, post="Programmateam", bedrag=D("900.00"))
    services.record_boeking(
        **known, beschikking=row, datum=date(2024, 6, 1), stuk="S-1", omschrijving="Team", bedrag=D("600.00")
    )
    services.set_bestemmingen(**known, beschikking=row, jaar=2024, meenemen=[Mee(2024, 2025, D("150.00"))])
    services.record_oorzaak(**known, jaar=2024, soort="werving", omschrijving="Werving", beschikking=row, bedrag=D("9"))
    Controlegetal.objects.create(
        sleutel="lasten-2024",
        naam="Lasten 2024",
        waarde=D("600"),
        bron="Raadsbrief",
        peildatum=date(2024, 12, 31),
        toets="lasten-2024",
    )
    return row


PAGES = (
    "/geld/?jaar=2024",
    "/geld/?jaar=2031",
    "/geld/regelingen/",
    "/geld/regelingen/spuk-iza/",
    "/geld/regelingen/spuk-iza/regels/2025/",
    "/geld/beschikkingen/iza/?jaar=2024",
    "/geld/beschikkingen/iza/boekingen/",
    "/geld/beschikkingen/iza/bestemmingen/2024/",
    "/geld/beschikkingen/iza/oorzaken/2024/",
    "/geld/capaciteit/",
)


@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_of_the_money_passes_axe_and_fits_the_screen(
    pagina, axe, beschikking: Beschikking, frank: Gebruiker, width: int
) -> None:
    page = pagina(frank, width=width)
    for adres in PAGES:
        page.goto(adres)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, adres


def test_controller_changes_one_line_and_the_check_turns_red(
    pagina, axe, beschikking: Beschikking, frank: Gebruiker
) -> None:
    page = pagina(frank)
    page.goto("/geld/?jaar=2024")
    assert page.get_by_text("komt overeen").is_visible()
    page.get_by_role("link", name="SamenTwente").first.click()
    page.get_by_text("Alle boekingen (1)").click()
    page.get_by_role("link", name="S-1").click()
    page.get_by_label("Bedrag in euro’s").fill("610,00")
    page.get_by_role("button", name="Wijzig").click()
    assert page.get_by_text("De boeking is gewijzigd.").is_visible()
    assert page.get_by_text("2024 sluit niet: het verschil is −€ 10,00.").is_visible()
    page.goto("/geld/?jaar=2024")
    assert page.get_by_text("wijkt af").is_visible()
    assert page.get_by_text("1 van de 1 cijfers komt niet meer overeen met de bron.").is_visible()
    axe(page)
