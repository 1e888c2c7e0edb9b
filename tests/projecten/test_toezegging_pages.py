"""Where promises are read: the list of the region and its file, the project, the board, the agenda; who sees which."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projecten.models import Afdoening, Toezegging, Voortgang
from projecten.selectors.toezegging import count_unanswered
from projecten.selectors.toezegginglijst import load_lijst
from rapportage.selectors.agenda import load_agenda
from tests.factories import make
from tests.projecten.rondes import AMSTERDAM, make_spel, page, set_clock
from tests.projecten.streek import make_ronde

JULI = datetime(2026, 7, 10, 9, 0, tzinfo=AMSTERDAM)
URL = "/regio/toezeggingen/"


@pytest.fixture
def spel(db, tom, almelo, monkeypatch):
    set_clock(monkeypatch, JULI)
    return make_spel(tom, almelo)


def promise(spel, tekst: str, maand: int, **fields) -> Toezegging:
    entry = Voortgang.objects.filter(ronde=spel.ronde, project=spel.mantelzorg).first()
    entry = entry or make(Voortgang, ronde=spel.ronde, project=spel.mantelzorg, staat="goedgekeurd")
    return make(Toezegging, voortgang=entry, tekst=tekst, datum=date(2026, maand, 1), **fields)


@pytest.fixture
def beloften(spel):
    """One of each state, and one that only the team and its authors read."""
    q2 = make(Voortgang, ronde=make_ronde(2026, 2), project=spel.mantelzorg, staat="goedgekeurd")
    gehouden, verschoven, vervallen = (
        promise(spel, tekst, 6) for tekst in ("De gids is af.", "De zaal is klaar.", "Er komt een app.")
    )
    make(Afdoening, toezegging=gehouden, voortgang=q2, uitkomst="nagekomen")
    moved = {"datum": date(2026, 9, 1), "precisie": "maand", "woorden": "De vloer is nat."}
    make(Afdoening, toezegging=verschoven, voortgang=q2, uitkomst="later", **moved)
    make(Afdoening, toezegging=vervallen, voortgang=q2, uitkomst="vervalt", woorden="Geen geld.")
    promise(spel, "De opleiding begint.", 6)
    promise(spel, "Een tweede groep volgt.", 10)
    promise(spel, "GeheimPlan komt.", 10, publiek=False)


def test_the_list_says_of_each_what_became_of_it(beloften, bente, as_user):
    lijst = load_lijst(bente, date(2026, 7, 10), {})
    assert [(rij.belofte.toezegging.tekst, rij.staat) for rij in lijst.rijen] == [
        ("De opleiding begint.", "te-laat"),
        ("Een tweede groep volgt.", "open"),
        ("GeheimPlan komt.", "open"),
        ("De zaal is klaar.", "verschoven"),
        ("De gids is af.", "nagekomen"),
        ("Er komt een app.", "vervallen"),
    ]
    html = page(as_user(bente).get(URL))
    assert "Q2 2026: verschoven naar september 2026. De vloer is nat." in html
    assert "eerst voor juni 2026" in html
    assert "Bij 1 is de datum voorbij" in html


def test_the_address_chooses_for_the_screen_and_the_file(beloften, bente, as_user):
    client = as_user(bente)
    html = page(client.get(f"{URL}?staat=vervallen&thema=ouderen"))
    assert "Er komt een app." in html
    assert "De gids is af." not in html
    file = client.get(f"{URL}lijst.csv?staat=te-laat").content.decode("utf-8-sig").splitlines()
    assert len(file) == 2
    assert "De opleiding begint." in file[1]
    assert client.get(f"{URL}?staat=misschien").status_code == 400


def test_what_an_internal_bullet_promised_is_for_the_team_and_its_authors(beloften, bente, tom, olga, as_user):
    for gebruiker, sees in ((bente, True), (tom, True), (olga, False)):
        client = as_user(gebruiker)
        for url in (URL, f"{URL}lijst.csv", "/projecten/mantelzorg/"):
            assert ("GeheimPlan" in page(client.get(url))) is sees, (gebruiker, url)


def test_the_project_tells_what_it_promised_and_what_was_known_on_a_day(beloften, olga, as_user):
    client = as_user(olga)
    html = page(client.get("/projecten/mantelzorg/"))
    assert html.index("De opleiding begint.") < html.index("De gids is af.")
    assert "Nog niet gemeld wat ervan kwam." in html
    before = page(client.get("/projecten/mantelzorg/?peildatum=2026-02-01"))
    assert "De gids is af." in before
    assert "Q2 2026: nagekomen." not in before


def test_the_board_counts_what_has_no_answer_yet(beloften, spel, bente, as_user):
    q3 = make_ronde(2026, 3)
    assert count_unanswered(q3) == (2, 2)
    zaal = Toezegging.objects.get(tekst="De zaal is klaar.")
    draft = [{"toezegging": zaal.pk, "uitkomst": "nagekomen", "wanneer": "", "woorden": ""}]
    make(Voortgang, ronde=q3, project=spel.mantelzorg, antwoorden=draft)
    assert count_unanswered(q3) == (2, 1)
    assert "bij 1 staat nog geen antwoord" in page(as_user(bente).get("/rondes/2026-Q3/"))


def test_open_promises_stand_in_the_agenda_of_who_writes_about_it(beloften, tom, olga):
    mine = [moment for moment in load_agenda(tom, date(2026, 7, 10)) if moment.wat == "Toezegging"]
    assert [(moment.dag, moment.te_laat) for moment in mine] == [
        (date(2026, 6, 30), True),
        (date(2026, 9, 30), False),
        (date(2026, 10, 31), False),
        (date(2026, 10, 31), False),
    ]
    assert mine[0].waarvan == "De opleiding begint. (Mantelzorg)"
    assert not [moment for moment in load_agenda(olga, date(2026, 7, 10)) if moment.wat == "Toezegging"]


def test_the_list_costs_the_same_for_one_and_for_twelve(spel, bente):
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            load_lijst(bente, date(2026, 7, 10), {})
        return len(found)

    promise(spel, "Belofte.", 6)
    queries()  # what a person may is read once
    one = queries()
    for i in range(11):
        promise(spel, f"Belofte {i}.", 6)
    assert queries() == one
