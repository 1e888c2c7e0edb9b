"""The demo's documents go their way: built, discussed, adopted, published, each on its day."""

from __future__ import annotations

from datetime import date

import pytest

from koers.eigenaren.models import Vergadering
from koers.lib.klok import day_of
from koers.management.seed.adoptie import next_step
from koers.management.seed.lezen import at
from koers.opdrachten.models import Opdracht
from rapportage.models import Document, DocumentStap
from rapportage.services import build_document, complete_step
from tests.seed import VANDAAG

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NU = at(VANDAAG)


def finish(opdracht: Opdracht) -> None:
    """What the worker does."""
    complete_step(actor=opdracht.aangevraagd_door, argumenten=opdracht.argumenten, now=NU)
    Opdracht.objects.filter(pk=opdracht.pk).update(staat=Opdracht.Staat.KLAAR)


@pytest.fixture
def documenten(gezaaid, settings, tmp_path):
    settings.DOCUMENT_DIR = tmp_path
    for soort, periode in (("kwartaalupdate", "2026-Q1"), ("jaarverslag", "2024")):
        build_document(actor=None, soort=soort, periode=periode, now=NU)


def test_nothing_is_done_before_there_is_a_document(gezaaid):
    assert next_step(now=NU) is None
    assert not Opdracht.objects.exists()


def test_jaarverslag_is_adopted_and_update_published_each_on_its_day(documenten):
    while opdracht := next_step(now=NU):
        finish(opdracht)
    jaarverslag = Document.objects.get(soort="jaarverslag")
    assert jaarverslag.staat == "gepubliceerd"
    days = {stap.staat: at_day(stap) for stap in jaarverslag.stappen.all()}
    assert days == {
        "besproken": date(2025, 3, 27),
        "vastgesteld": date(2025, 4, 16),
        "gepubliceerd": date(2025, 5, 6),
    }
    assert Vergadering.objects.get(soort="ao", datum=days["besproken"]).herkomst == "fictief"
    assert Vergadering.objects.get(soort="bo", datum=days["vastgesteld"]).herkomst == "bron"
    update = Document.objects.get(soort="kwartaalupdate")
    assert (update.staat, at_day(update.stappen.get())) == ("gepubliceerd", date(2026, 3, 26))
    assert next_step(now=NU) is None


def at_day(stap: DocumentStap) -> date:
    return stap.vergadering.datum if stap.vergadering else day_of(stap.moment)
