"""A choice in an address: read, refused, and told again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from koers.lib.keuze import Adreskeuze, Keuze
from koers.lib.peildatum import Blik, OngeldigeVraag

OPTIONS = {"kleur": {"rood": "Rood", "blauw & grijs": "Blauw en grijs"}, "volgorde": {"naam": "naam", "dag": "dag"}}


@dataclass(frozen=True)
class Kleurkeuze(Adreskeuze):
    """A field that may be empty, and one that has a default."""

    kleur: str = ""
    volgorde: str = "naam"


@given(st.sampled_from(["", *OPTIONS["kleur"]]), st.sampled_from([*OPTIONS["volgorde"]]))
def test_an_address_that_was_written_is_read_back(kleur, volgorde):
    keuze = Kleurkeuze(kleur, volgorde)
    assert Kleurkeuze.read(QueryDict(keuze.query().removeprefix("?")), OPTIONS, "{}") == keuze


def test_a_default_is_left_out_and_nothing_chosen_is_the_bare_list():
    assert Kleurkeuze().params == {}
    assert Kleurkeuze("rood").url(kleur="") == "."
    assert Kleurkeuze("rood", "dag").query() == "?kleur=rood&volgorde=dag"


def test_the_day_one_looks_at_goes_along():
    then = Blik(date(2026, 3, 26), date(2026, 11, 25))
    assert Kleurkeuze("rood").url(then) == "?kleur=rood&peildatum=2026-03-26"
    assert Kleurkeuze("rood").url(then, kleur="") == "?peildatum=2026-03-26"


def test_what_does_not_exist_is_refused_with_its_name():
    with pytest.raises(OngeldigeVraag) as refused:
        Kleurkeuze.read({"kleur": "paars"}, OPTIONS, "Deze {} bestaat niet.")
    assert refused.value.zin == "Deze kleur bestaat niet."


def test_chips_lead_to_each_option_and_to_all_where_there_may_be_none():
    assert Kleurkeuze("rood").chips("kleur", OPTIONS["kleur"]) == (
        Keuze("alle", ".", False),
        Keuze("Rood", "?kleur=rood", True, "rood"),
        Keuze("Blauw en grijs", "?kleur=blauw+%26+grijs", False, "blauw & grijs"),
    )
    assert [keuze.label for keuze in Kleurkeuze().chips("volgorde", OPTIONS["volgorde"])] == ["naam", "dag"]
