"""Searching where there is much: as many queries, another way of reading, and a count that says where it stops."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projecten.models import Bericht, Mijlpaal, Risico, Voortgang
from rapportage.models import Vondst
from rapportage.selectors.zoeken import PER_BLAD, _dingen
from rapportage.selectors.zoekzicht import load_zicht
from rapportage.zoekindex import DIALECTEN, match
from tests.factories import make
from tests.projecten.streek import approve, make_project, make_ronde
from tests.rapportage.zoekspel import TODAY, search, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def mantelzorg():
    return make_project("mantelzorg", "Mantelzorg")


def test_a_hundred_results_cost_as_many_queries_as_one(tom):
    counted = []
    for upto in (1, 12, 100):
        for i in range(Voortgang.objects.count(), upto):
            ronde = make_ronde(1990 + i // 4, i % 4 + 1)
            approve(ronde, "Woonzorg.", intern="Woonzorg.", project=make_project(f"w{i}", f"Woonzorg {i}"))
        tom.__dict__.pop("_bevoegdheid", None)
        with CaptureQueriesContext(connection) as asked:
            assert len(search(tom, "woonzorg", soort="nieuws").treffers) == min(upto, PER_BLAD)
        counted.append(len(asked))
    assert counted[0] == counted[1] == counted[2] <= 13


@pytest.mark.parametrize(("soort", "model"), [("mijlpaal", Mijlpaal), ("risico", Risico)])
def test_a_hundred_of_the_planning_cost_as_many_queries_as_one(mantelzorg, olga, soort, model):
    counted = []
    for upto in (1, 12, 100):
        for i in range(model.objects.count(), upto):
            make(model, project=make_project(f"w{i}", f"Elders {i}"), naam=f"Plantaak {i}")
        olga.__dict__.pop("_bevoegdheid", None)
        with CaptureQueriesContext(connection) as asked:
            assert len(search(olga, "plantaak", soort=soort).treffers) == min(upto, PER_BLAD)
        counted.append(len(asked))
    assert counted[0] == counted[1] == counted[2] <= 13


def write_news(project, texts: list[str], jaar: int = 2020, **more: object) -> None:
    for i, tekst in enumerate(texts):
        approve(make_ronde(jaar + i // 4, i % 4 + 1), tekst, project=project, **more)


def test_of_very_many_news_the_newest_are_there_and_the_page_says_so(mantelzorg, olga, as_user, monkeypatch):
    monkeypatch.setattr("rapportage.selectors.zoeken.MEEST", 3)
    write_news(mantelzorg, [f"Mantelzorg nummer {i}." for i in range(6)])
    found = search(olga, "mantelzorg")
    assert (found.totaal, found.meer) == (4, True)
    assert texts(olga, "mantelzorg") == ["", *(f"Mantelzorg nummer {i}." for i in (5, 4, 3))]
    assert [keuze.label for keuze in found.keuzes] == ["alle", "projecten (1)", "nieuws (meer dan 3)"]
    page = as_user(olga).get("/zoeken/?q=mantelzorg").content.decode()
    assert "Meer dan 4 resultaten voor “mantelzorg”. Van het nieuws ziet u het nieuwste" in page
    assert not search(olga, "mantelzorg", soort="project").meer
    assert search(olga, "mantelzorg", soort="nieuws").meer
    monkeypatch.setattr("rapportage.selectors.zoeken.PER_BLAD", 2)
    last = search(olga, "mantelzorg", soort="nieuws", blad="9")
    assert (last.vraag.blad, len(last.treffers), last.volgende) == ("2", 1, "")


def test_news_that_is_hidden_makes_it_no_more_than_there_is(mantelzorg, olga, rik, monkeypatch):
    monkeypatch.setattr("rapportage.selectors.zoeken.MEEST", 3)
    write_news(mantelzorg, ["Woonzorg."] * 3 + ["Anders."] * 3, intern="Woonzorg.")
    found = search(olga, "woonzorg")
    assert (found.totaal, found.meer) == (3, False)
    assert [keuze.label for keuze in found.keuzes] == []
    assert search(rik, "woonzorg").meer


def test_many_texts_are_read_in_another_way_and_give_the_same_lines(mantelzorg, tom, rik, olga, monkeypatch):
    write_news(
        mantelzorg, ["Woonzorg [hier](https://a.example).", "Woonzorg en mantelzorg.", "Iets."], intern="Woonzorg."
    )
    write_news(make_project("w", "Woonzorg"), ["Woonzorg."] * 25, jaar=1990)
    entry = make(Voortgang, ronde=make_ronde(2026, 1), project=mantelzorg, staat="concept")
    make(Bericht, voortgang=entry, volgorde=1, tekst="Woonzorg in concept.")
    make(Mijlpaal, project=mantelzorg, naam="Woonzorg staat")
    asked = [
        (wie, vraag, more)
        for wie in (tom, rik, olga, None)
        for vraag in ("woonzorg", "woonz mantelz", "a")
        for more in ({}, {"blad": "2"}, {"soort": "nieuws"}, {"soort": "mijlpaal"})
    ]
    few = [search(wie, vraag, **more) for wie, vraag, more in asked]
    monkeypatch.setattr(DIALECTEN[connection.vendor], "VEEL", 1)
    assert [search(wie, vraag, **more) for wie, vraag, more in asked] == few
    assert max(uitslag.totaal for uitslag in few) > PER_BLAD


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by how many rows there are")
def test_few_are_looked_up_and_many_are_read_in_order_until_there_are_enough(olga, monkeypatch):
    make(Bericht, tekst="Woonzorg.")
    plans = []
    for many in (5_000, 1):
        monkeypatch.setattr(DIALECTEN["sqlite"], "VEEL", many)
        where, params = match(("woonzorg",))
        matched = Vondst.objects.extra(where=[where], params=params)
        sql, own = _dingen(matched, load_zicht(olga, TODAY, []))
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", own)
            plans.append([step[3] for step in cursor.fetchall() if "rapportage_vondst " in f"{step[3]} "])
    key, order = "SEARCH rapportage_vondst USING INTEGER PRIMARY KEY (rowid=?)", "SCAN rapportage_vondst USING INDEX"
    assert plans[0] == [key, key]
    assert plans[1] == [f"{order} vondst_volgorde", "SEARCH rapportage_vondst USING INDEX vondst_bron (bron=?)"]
