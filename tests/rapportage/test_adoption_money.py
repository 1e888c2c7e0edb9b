"""A boeking that changes after the adoption: nothing in the report moves, and the page says that the data did."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from financien.models import Boeking
from financien.services import change_boeking
from rapportage import tasks
from rapportage.models import Document, Versie
from rapportage.services import archief, build_document, record_step
from tests.financien.conftest import award, iza  # noqa: F401

pytestmark = pytest.mark.django_db
DETAIL = "/documenten/jaarverslag/2024/"


@pytest.fixture
def adopted(bente, rik, frank, bram, iza, award, samentwente, bouwer, nu) -> Versie:  # noqa: F811
    """The jaarverslag of a year with one award of € 1.000 and one cost line of € 600, adopted."""
    award(iza, samentwente, "1000.00", lasten="600.00")
    concept = build_document(actor=bente, soort="jaarverslag", periode="2024", now=nu)
    document = concept.document
    record_step(actor=bente, document=document, staat="besproken", versie=concept, datum=date(2025, 3, 27), now=nu)
    document.refresh_from_db()
    opdracht = record_step(
        actor=bente,
        document=document,
        staat="vastgesteld",
        versie=concept,
        datum=date(2025, 4, 16),
        kenmerk="BO-4",
        now=nu,
    )
    tasks.complete_step(opdracht.pk)
    return Versie.objects.get(stappen__staat="vastgesteld")


def amounts(versie: Versie) -> str:
    return str(versie.feiten["feiten"]["geld"])


def test_boeking_changed_after_adoption(as_user, adopted, bram, rik, frank, nu, document_dir):
    before = archief.read(adopted)
    assertNotContains(as_user(bram).get(DETAIL), "sinds de vaststelling veranderd")
    change_boeking(actor=frank, boeking=Boeking.objects.get(), bedrag=Decimal("650.00"), now=nu)

    page = as_user(bram).get(DETAIL)
    assertContains(page, "De gegevens zijn sinds de vaststelling veranderd: ")
    assertContains(page, "financiën")
    adopted.refresh_from_db()
    assert archief.read(adopted) == before
    assert "600.00" in amounts(adopted)
    assert "650.00" not in amounts(adopted)

    nieuw = build_document(actor=rik, soort="jaarverslag", periode="2024", now=nu)
    assert "650.00" in amounts(nieuw)
    assert Document.objects.get().huidige == adopted
    address = reverse("rapportage:document_download", args=["jaarverslag", "2024", nieuw.nummer])
    assert as_user(bram).get(address).status_code == 404
    assert archief.read(adopted) == before
