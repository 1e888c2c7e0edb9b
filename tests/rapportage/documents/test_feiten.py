"""Facts go to JSON and back without loss: that is the form in which adoption freezes them."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapportage.documents.feiten import Bedrag, Feit, Uitgave, facts_from_json, facts_to_json
from rapportage.documents.fouten import DocumentFout
from rapportage.documents.html import render_html
from rapportage.documents.jaarverslag import JaarverslagFeiten
from rapportage.documents.kwartaalupdate import KwartaalupdateFeiten
from tests.rapportage.documents.voorbeeld_jaarverslag import jaarverslag

VOORBEELD = jaarverslag()


@pytest.mark.parametrize("naam", ["kwartaalupdate_feiten", "jaarverslag_feiten"])
def test_facts_survive_json_unchanged(naam: str, request: pytest.FixtureRequest) -> None:
    feiten = request.getfixturevalue(naam)
    assert facts_from_json(facts_to_json(feiten)) == feiten
    assert facts_from_json(json.loads(facts_to_json(feiten))) == feiten


def test_equal_facts_give_equal_text_and_another_word_another_text(kwartaalupdate_feiten: KwartaalupdateFeiten) -> None:
    same = dataclasses.replace(kwartaalupdate_feiten)
    other = dataclasses.replace(kwartaalupdate_feiten, intro=Feit("Anders."))
    assert facts_to_json(same) == facts_to_json(kwartaalupdate_feiten) != facts_to_json(other)


def test_json_has_sorted_keys_and_amounts_as_text(jaarverslag_feiten: JaarverslagFeiten) -> None:
    text = facts_to_json(jaarverslag_feiten)
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert '"waarde":"4576887"' in text
    assert json.loads(text)["feiten"]["uitgave"]["stand"] == "2026-11-25T09:00:00+00:00"


@settings(deadline=None, max_examples=30)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=2), st.text(max_size=50))
def test_any_amount_and_any_text_survive(bedrag: Decimal, tekst: str) -> None:
    geld = dataclasses.replace(VOORBEELD.geld, afwijking=Bedrag(bedrag, "fictief", tekst))
    feiten = dataclasses.replace(VOORBEELD, geld=geld, merk=tekst)
    back = facts_from_json(facts_to_json(feiten))
    assert str(back.geld.afwijking.waarde) == str(bedrag)
    assert back == feiten


def _without(envelope: dict[str, Any], field: str) -> dict[str, Any]:
    return {**envelope, "feiten": {k: v for k, v in envelope["feiten"].items() if k != field}}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda e: "geen json",
        lambda e: {**e, "vorm": 99},
        lambda e: {**e, "soort": "raadsbrief"},
        lambda e: _without(e, "titel"),
        lambda e: {**e, "feiten": {**e["feiten"], "extra": 1}},
        lambda e: {**e, "feiten": {**e["feiten"], "jaar": "2026"}},
        lambda e: {**e, "feiten": {**e["feiten"], "delen": "geen rij"}},
    ],
    ids=["no json", "other form", "unknown kind", "missing field", "extra field", "wrong type", "no list"],
)
def test_anything_else_than_facts_is_refused_with_a_sentence(
    spoil: Any, kwartaalupdate_feiten: KwartaalupdateFeiten
) -> None:
    with pytest.raises(DocumentFout, match=r"momentopname"):
        facts_from_json(spoil(json.loads(facts_to_json(kwartaalupdate_feiten))))


def test_what_was_frozen_before_a_field_came_is_still_read(jaarverslag_feiten: JaarverslagFeiten) -> None:
    envelope = json.loads(facts_to_json(jaarverslag_feiten))
    for thema in envelope["feiten"]["themalijnen"]:
        for indicator in thema["indicatoren"]:
            del indicator["telt"], indicator["hoe"]
        for reeks in thema["reeksen"]:
            del reeks["regio"], reeks["regiostaaf"]
            for staaf in reeks["staven"]:
                del staaf["woord"]
    back = facts_from_json(envelope)
    first = back.themalijnen[0]
    assert (first.indicatoren[0].telt, first.reeksen[0].regio) == ("", None)
    assert "4 van de 5 gemeenten" not in render_html(back)


def test_facts_cannot_be_changed(kwartaalupdate_feiten: KwartaalupdateFeiten) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        kwartaalupdate_feiten.jaar = 2027  # type: ignore[misc]


def test_a_float_is_no_fact(jaarverslag_feiten: JaarverslagFeiten) -> None:
    uitgave = Uitgave("concept", "Concept", 1.5, datetime(2026, 1, 1, tzinfo=UTC))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="float"):
        facts_to_json(dataclasses.replace(jaarverslag_feiten, uitgave=uitgave))


def test_every_award_balances_and_the_totals_are_those_of_the_letter(jaarverslag_feiten: JaarverslagFeiten) -> None:
    geld = jaarverslag_feiten.geld
    assert [rij.rest for rij in geld.beschikkingen] == [Decimal(0)] * len(geld.beschikkingen)
    assert geld.totaal.beschikbaar == Decimal("6277990.00")
    assert geld.totaal.lasten == Decimal("4576887.00")
    assert geld.totaal.terugstorten == Decimal("965225.00")
    assert geld.totaal.meegenomen == Decimal("735878.00")
    assert geld.totaal.herkomst == "fictief"
