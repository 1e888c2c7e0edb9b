"""The form of a ronde: a next version for rondes that have not opened, and nothing else moves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from koers.toegang.models import Logregel
from koers.toegang.rights import NotAllowed
from projecten.models import Formulier, Ronde, Voortgang
from projecten.rules.formulier import Vorm
from projecten.selectors.formulier import form_of, latest_form
from projecten.services.formulier import revise_form
from projecten.services.ronde import create_ronde
from projecten.services.voortgang import Onvolledig
from tests.projecten.rondes import MAART, Spel, make_spel, set_clock

pytestmark = pytest.mark.django_db
Q2 = {"open_vanaf": date(2026, 6, 1), "op_tijd_tot": date(2026, 6, 19), "dicht_op": date(2026, 6, 30)}
URL = "/rondes/formulier/kwartaal/"


@pytest.fixture
def spel(tom, rik, almelo, monkeypatch) -> Spel:
    set_clock(monkeypatch, MAART)
    Formulier.objects.get_or_create(soort="kwartaal", versie=1)
    return make_spel(tom, almelo)


def fields(**other: Any) -> dict[str, Any]:
    known = {name: value for name, value in vars(Vorm()).items() if name != "versie"}
    return known | other


def revise(actor, **other: Any) -> Formulier | None:
    return revise_form(actor=actor, soort="kwartaal", now=MAART, **fields(**other))


def test_a_change_is_for_the_ronde_that_has_not_opened_and_for_the_next(spel, bente):
    later = create_ronde(actor=bente, jaar=2026, kwartaal=2, now=MAART, **Q2)
    row = revise(bente, tijd="Ligt u op schema?", max_punten=3, aspecten=["tijd"])
    assert row is not None
    assert row.versie == 2
    later.refresh_from_db()
    assert form_of(later) == row.vorm
    assert form_of(later).aspecten == ("tijd",)
    spel.ronde.refresh_from_db()
    assert form_of(spel.ronde) == Vorm(), "open: it keeps its questions"
    assert create_ronde(actor=bente, jaar=2026, kwartaal=3, now=MAART, **Q2).formulier == row
    assert create_ronde(actor=bente, jaar=2026, now=MAART, **Q2).formulier != row, "a year has a form of its own"
    assert Logregel.objects.get(actie="projecten.formulier:create").zin == (
        "Bente Test maakte versie 2 van het formulier voor rondes over een kwartaal. Het geldt voor Q2 2026."
    )


def test_the_same_again_makes_no_version(spel, bente):
    assert revise(bente) is None
    assert revise(bente, tijd=" Loopt het   volgens de planning? ") is None
    assert latest_form("kwartaal").versie == 1


def test_a_ronde_that_opened_keeps_its_form_even_when_its_day_is_moved_after_something_was_written(spel, tom, bente):
    spel.save(tom, spel.van_tom, "Nieuws")
    moved = {"open_vanaf": date(2026, 3, 20), "op_tijd_tot": date(2026, 3, 24), "dicht_op": date(2026, 3, 30)}
    Ronde.objects.filter(pk=spel.ronde.pk).update(**moved)
    revise(bente, max_punten=1)
    spel.ronde.refresh_from_db()
    assert form_of(spel.ronde).max_punten == 12


def test_the_entry_page_asks_in_the_words_and_within_the_bounds_of_its_ronde(spel, tom, as_user):
    own = fields(tijd="Ligt u op schema?", berichten="Eén bericht is genoeg.", aspecten=["tijd"], max_punten=2)
    form = Formulier.objects.create(soort="kwartaal", versie=7, **own | {"max_tekst": 100})
    Ronde.objects.filter(pk=spel.ronde.pk).update(formulier=form)
    client, url = as_user(tom), "/projecten/mantelzorg/voortgang/2026-Q1/"
    html = client.get(url).content.decode()
    assert "Ligt u op schema?" in html
    assert "Eén bericht is genoeg." in html
    assert 'maxlength="100"' in html
    assert 'name="tijd"' in html
    assert 'name="geld"' not in html
    sent = {"versie": "0", "doe": "concept", "punt-0-tekst": "x" * 101}
    response = client.post(url, sent)
    assert response.status_code == 422
    assert "er mogen er 100 in" in response.content.decode()
    three = {"versie": "0", "doe": "concept", **{f"punt-{i}-tekst": "Nieuws" for i in range(3)}}
    assert "Er passen 2 berichten in" in client.post(url, three).content.decode()
    assert not Voortgang.objects.exists()
    spel.ronde.refresh_from_db()
    with pytest.raises(Onvolledig, match="passen 2 berichten"):
        spel.save(tom, spel.van_tom, "Een", "Twee", "Drie")
    assert client.post(url, sent | {"punt-0-tekst": "x" * 100}).status_code == 302


def test_what_the_form_does_not_ask_is_not_judged_nor_chosen_between(spel, tom, rik, as_user):
    form = Formulier.objects.create(soort="kwartaal", versie=8, **fields(aspecten=["tijd"]))
    Ronde.objects.filter(pk=spel.ronde.pk).update(formulier=form)
    spel.ronde.refresh_from_db()
    spel.save(tom, spel.van_tom, "Nieuws")
    own = {"versie": "0", "doe": "concept", "punt-0-tekst": "Iets anders", "tijd": "groen"}
    conflict = as_user(tom).post("/projecten/mantelzorg/voortgang/2026-Q1/", own)
    assert conflict.status_code == 409
    entry = spel.submit(tom, spel.van_tom, "Nieuws")
    review = as_user(rik).get(f"/beoordelen/{entry.pk}/")
    own_page, judged = conflict.content.decode(), review.content.decode()
    assert 'aria-label="Tijd"' in own_page
    assert 'aria-label="Kwaliteit"' not in own_page
    assert "<b>Tijd</b>" in judged or ">Tijd<" in judged
    assert ">Kwaliteit<" not in judged


class TestPage:
    def test_bente_reads_what_applies_where_and_makes_the_next_version(self, spel, bente, as_user):
        create_ronde(actor=bente, jaar=2026, kwartaal=2, now=MAART, **Q2)
        client = as_user(bente)
        html = " ".join(client.get(URL).content.decode().split())
        assert "geldt voor Q2 2026 en wat daarna komt" in html
        assert "Q1 2026: versie 1" in html
        assert client.post(URL, fields(kwaliteit="Klopt het?"))["Location"] == URL
        assert 'value="Klopt het?"' in client.get(URL).content.decode()
        assert latest_form("kwartaal").gemaakt_door == bente

    @pytest.mark.parametrize(
        ("veld", "waarde", "zin"),
        [
            ("max_punten", "0", "Kies een heel getal van 1 tot en met 12."),
            ("max_punten", "13", "Kies een heel getal van 1 tot en met 12."),
            ("max_tekst", "99", "Kies een heel getal van 100 tot en met 4000."),
            ("max_tekst", "4001", "Kies een heel getal van 100 tot en met 4000."),
            ("max_tekst", "veel", "Kies een heel getal van 100 tot en met 4000."),
            ("tijd", "", "Vul dit in."),
            ("aspecten", "weer", "Nog niet bewaard"),
        ],
    )
    def test_what_cannot_be_is_told_in_place(self, spel, bente, as_user, veld, waarde, zin):
        assert zin in as_user(bente).post(URL, fields(**{veld: waarde})).content.decode()
        assert latest_form("kwartaal").versie == 1

    def test_only_the_programmamanager_and_only_of_a_kind_that_exists(self, spel, rik, bente, as_user):
        assert as_user(rik).get(URL).status_code == 403
        with pytest.raises(NotAllowed):
            revise(rik, max_punten=1)
        assert as_user(bente).get("/rondes/formulier/maand/").status_code == 404
