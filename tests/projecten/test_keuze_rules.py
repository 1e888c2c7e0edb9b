"""Two texts of one entry: what stands beside what, and what comes of the choices."""

from __future__ import annotations

from dataclasses import replace

import pytest

from projecten.rules.inhoud import Inhoud
from projecten.rules.keuze import chosen, pairs
from tests.projecten.rondes import nieuws

MIJN = replace(nieuws("Zes gemeenten doen nu mee.", "Alleen van mij."), tijd="groen")
HUN = replace(
    nieuws("Iets heel anders.", "Zes gemeenten doen mee."), tijd="rood", tijd_toelichting="Te laat.", niets_reden="x"
)


def texts(inhoud: Inhoud) -> list[str]:
    return [punt.tekst for punt in inhoud.punten]


def test_alike_bullets_stand_beside_each_other_and_theirs_alone_come_last():
    assert pairs(MIJN, HUN) == [(0, 1), (1, None), (None, 0)]


@pytest.mark.parametrize(
    ("keuzes", "found"),
    [
        ({}, ["Zes gemeenten doen nu mee.", "Alleen van mij."]),
        ({"kies-punt-0": "mijn", "kies-extra-0": "niet"}, ["Zes gemeenten doen nu mee.", "Alleen van mij."]),
        ({"kies-punt-0": "hun-1"}, ["Zes gemeenten doen mee.", "Alleen van mij."]),
        ({"kies-punt-0": "beide-1"}, ["Zes gemeenten doen nu mee.", "Zes gemeenten doen mee.", "Alleen van mij."]),
        ({"kies-extra-0": "wel"}, ["Zes gemeenten doen nu mee.", "Alleen van mij.", "Iets heel anders."]),
        ({"kies-punt-0": "hun-99", "kies-punt-1": "hun-"}, ["Zes gemeenten doen nu mee.", "Alleen van mij."]),
    ],
)
def test_bullets_by_choice(keuzes, found):
    assert texts(chosen(MIJN, HUN, keuzes)) == found


def test_a_state_comes_with_its_explanation_and_other_fields_stay_mine():
    found = chosen(MIJN, HUN, {"kies-tijd": "hun"})
    assert (found.tijd, found.tijd_toelichting, found.niets_reden) == ("rood", "Te laat.", "")
    assert chosen(MIJN, HUN, {"kies-niets": "hun"}).niets_reden == "x"
