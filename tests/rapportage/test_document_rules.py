"""What a document says of itself, and in which parts two snapshots differ."""

from __future__ import annotations

import copy
import dataclasses
from datetime import UTC, datetime

from rapportage.documents.feiten import Uitgave
from rapportage.documents.jaarverslag import JaarverslagFeiten
from rapportage.documents.kwartaalupdate import KwartaalupdateFeiten
from rapportage.rules.uitgave import ONDERDELEN, OVER_ZICHZELF, differences, unnumbered, with_uitgave
from rapportage.selectors.feiten import as_snapshot
from tests.rapportage.documents.voorbeeld_kwartaalupdate import kwartaalupdate


def test_every_part_of_a_document_has_a_name_for_its_reader():
    fields = {field.name for kind in (KwartaalupdateFeiten, JaarverslagFeiten) for field in dataclasses.fields(kind)}
    assert fields - OVER_ZICHZELF - set(ONDERDELEN) == set()
    assert set(ONDERDELEN) - fields == set(), "names of parts that no document has"


def test_with_uitgave_keeps_the_moment_and_what_else_the_line_says():
    stand = datetime(2026, 3, 16, 8, tzinfo=UTC)
    feiten = dataclasses.replace(
        kwartaalupdate(), uitgave=Uitgave("concept", "Concept, versie 0 · nagebouwd · uit de brief", 0, stand)
    )
    adopted = with_uitgave(feiten, "vastgesteld door het BO op 16 april 2025", 2)
    assert adopted.uitgave == Uitgave(
        "vastgesteld door het BO op 16 april 2025",
        "Vastgesteld door het BO op 16 april 2025, versie 2 · nagebouwd · uit de brief",
        2,
        stand,
    )
    assert dataclasses.replace(adopted, uitgave=feiten.uitgave) == feiten
    assert unnumbered(adopted).uitgave.versie == 0


def test_differences_name_parts_once_and_leave_out_state_and_version():
    toen = as_snapshot(kwartaalupdate())
    nu = copy.deepcopy(toen)
    assert differences(toen, nu) == []
    nu["feiten"]["uitgave"]["versie"] = 9
    assert differences(toen, nu) == []
    nu["feiten"]["slot_titel"]["tekst"] = nu["feiten"]["slot_tekst"]["tekst"] = "Anders"
    nu["feiten"]["delen"] = []
    assert sorted(differences(toen, nu)) == ["nieuws per thema", "slot"]
    del nu["feiten"]["delen"]
    assert sorted(differences(toen, nu)) == ["nieuws per thema", "slot"]
