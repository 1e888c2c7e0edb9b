"""A promise on its way: made in a bullet, approved, asked in the ronde of its date, answered, and read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projecten.models import Afdoening, Toezegging
from projecten.rules.antwoord import Antwoord
from projecten.rules.inhoud import Inhoud, Punt
from projecten.selectors.onderwerp import Onderwerp
from projecten.selectors.toezegging import asked_of
from projecten.selectors.voortgang import inhoud_of
from projecten.services.voortgang import (
    Onvolledig,
    approve_voortgang,
    reopen_voortgang,
    restore_versie,
    save_voortgang,
    submit_voortgang,
)
from tests.projecten.rondes import AMSTERDAM, MAART, make_spel, page, set_clock
from tests.projecten.streek import make_ronde

JUNI = datetime(2026, 6, 20, 9, 0, tzinfo=AMSTERDAM)
SEPTEMBER = datetime(2026, 9, 20, 9, 0, tzinfo=AMSTERDAM)
OPLEIDING = Punt("De opleiding begint in juni.", toezegging="juni")
URL = "/projecten/mantelzorg/voortgang/2026-Q2/"


@pytest.fixture
def spel(db, tom, almelo, monkeypatch):
    set_clock(monkeypatch, MAART)
    return make_spel(tom, almelo)


@pytest.fixture
def q2(spel):
    ronde = make_ronde(2026, 2)
    ronde.open_vanaf, ronde.op_tijd_tot, ronde.dicht_op = date(2026, 6, 1), date(2026, 6, 25), date(2026, 6, 30)
    ronde.save()
    return ronde


@pytest.fixture
def q3(spel):
    ronde = make_ronde(2026, 3)
    ronde.open_vanaf, ronde.op_tijd_tot, ronde.dicht_op = date(2026, 9, 1), date(2026, 9, 25), date(2026, 9, 30)
    ronde.save()
    return ronde


def write(ronde, onderwerp, inhoud, now=MAART, **more):
    known = ronde.voortgang.filter(**onderwerp.fields()).first()
    versie = known.versie if known else 0
    return save_voortgang(actor=None, ronde=ronde, onderwerp=onderwerp, inhoud=inhoud, versie=versie, now=now, **more)


def through(ronde, onderwerp, inhoud, now=MAART):
    """Written, handed in and approved."""
    entry = submit_voortgang(actor=None, voortgang=write(ronde, onderwerp, inhoud, now), now=now)
    return approve_voortgang(actor=None, voortgang=entry, now=now)


@pytest.fixture
def belofte(spel) -> Toezegging:
    through(spel.ronde, spel.van_tom, Inhoud((Punt("Er is nieuws."), OPLEIDING)))
    return Toezegging.objects.get()


def answer(belofte, *rest, **words) -> Inhoud:
    return Inhoud((Punt("De opleiding loopt."),), antwoorden=(Antwoord(belofte.pk, *rest, **words),))


# ── making one ──────────────────────────────────────────────────────────────


def test_a_promise_counts_once_the_entry_is_approved(spel):
    entry = write(spel.ronde, spel.van_tom, Inhoud((OPLEIDING,)))
    assert entry.berichten.get().toezegging == "2026-06"
    submit_voortgang(actor=None, voortgang=entry, now=MAART)
    assert not Toezegging.objects.exists()
    approve_voortgang(actor=None, voortgang=entry, now=MAART)
    made = Toezegging.objects.get()
    assert (made.tekst, made.datum, made.precisie) == (OPLEIDING.tekst, date(2026, 6, 1), "maand")


def test_the_same_date_in_other_words_is_no_change(spel):
    entry = write(spel.ronde, spel.van_tom, Inhoud((OPLEIDING,)))
    again = write(spel.ronde, spel.van_tom, Inhoud((replace(OPLEIDING, toezegging="juni 2026"),)))
    assert again.versie == entry.versie == 1


def test_a_date_that_cannot_be_read_is_kept_and_stops_the_handing_in(spel):
    entry = write(spel.ronde, spel.van_tom, Inhoud((replace(OPLEIDING, toezegging="ooit"),)))
    assert entry.berichten.get().toezegging == "ooit"
    with pytest.raises(Onvolledig) as refused:
        submit_voortgang(actor=None, voortgang=entry, now=MAART)
    assert [gemis.veld for gemis in refused.value.gemist] == ["punt-0-toezegging"]


def test_an_earlier_version_brings_its_promise_back(spel, belofte, q2):
    write(q2, spel.van_tom, Inhoud((Punt("In het najaar klaar.", toezegging="Q4"),)), JUNI)
    entry = write(q2, spel.van_tom, answer(belofte, "nagekomen"), datetime(2026, 6, 21, 9, 0, tzinfo=AMSTERDAM))
    oud = entry.versies.order_by("nummer").first()
    entry = restore_versie(actor=None, oud=oud, versie=entry.versie, now=datetime(2026, 6, 22, tzinfo=AMSTERDAM))
    back = inhoud_of(entry)
    assert (back.punten[0].toezegging, back.antwoorden) == ("2026-Q4", ())


class TestReopened:
    """The same promise stays the same row; what the text no longer promises is asked no more."""

    def again(self, spel, *punten):
        entry = spel.ronde.voortgang.get(**spel.van_tom.fields())
        reopen_voortgang(
            actor=None, ronde=spel.ronde, onderwerp=spel.van_tom, reden="Fout.", tot=date(2026, 4, 1), now=MAART
        )
        assert Toezegging.objects.standing().count() == 1, "until it is approved again, what was promised stands"
        write(spel.ronde, spel.van_tom, Inhoud(punten))
        entry = submit_voortgang(actor=None, voortgang=entry, now=MAART)
        approve_voortgang(actor=None, voortgang=entry, now=MAART)

    def test_mended_words_and_another_date(self, spel, belofte):
        self.again(spel, Punt("De opleiding begint in september.", toezegging="september"))
        row = Toezegging.objects.get()
        assert (row.pk, row.tekst, row.datum) == (belofte.pk, "De opleiding begint in september.", date(2026, 9, 1))

    def test_removed_and_put_back(self, spel, belofte, q2):
        self.again(spel, Punt("Er is nieuws."))
        assert not Toezegging.objects.standing().exists()
        assert asked_of(spel.van_tom, q2) == []


# ── asking and answering ────────────────────────────────────────────────────


def test_it_is_asked_of_the_same_subject_in_the_ronde_of_its_date_and_later(spel, belofte, q2, q3):
    assert asked_of(spel.van_tom, spel.ronde) == []
    assert asked_of(spel.van_pia, q2) == []
    for ronde in (q2, q3):
        assert [own.toezegging for own in asked_of(spel.van_tom, ronde)] == [belofte]


def test_without_an_answer_nothing_is_handed_in(spel, belofte, q2):
    entry = write(q2, spel.van_tom, Inhoud((Punt("Er is nieuws."),)), JUNI)
    with pytest.raises(Onvolledig, match="In Q1 2026 toegezegd voor juni 2026: kies wat ervan kwam") as refused:
        submit_voortgang(actor=None, voortgang=entry, now=JUNI)
    assert [gemis.veld for gemis in refused.value.gemist] == [f"antwoord-{belofte.pk}"]


def test_kept_it_is_asked_no_more(spel, belofte, q2, q3):
    through(q2, spel.van_tom, answer(belofte, "nagekomen"), JUNI)
    assert Afdoening.objects.get().uitkomst == "nagekomen"
    assert asked_of(spel.van_tom, q3) == []


def test_moved_it_comes_back_with_its_old_date_beside_the_new(spel, belofte, q2, q3):
    through(q2, spel.van_tom, answer(belofte, "later", "september"), JUNI)
    (asked,) = asked_of(spel.van_tom, q3)
    assert (str(asked.wanneer), [str(tijd) for tijd in asked.eerder]) == ("september 2026", ["juni 2026"])
    (then,) = asked_of(spel.van_tom, q2)
    assert str(then.wanneer) == "juni 2026", "in its own ronde it is asked as it was"


def test_an_answer_counts_once_it_is_approved_and_one_of_later_closes_what_was_open_before(spel, belofte, q2, q3):
    entry = write(q2, spel.van_tom, answer(belofte, "nagekomen"), JUNI)
    submit_voortgang(actor=None, voortgang=entry, now=JUNI)
    assert not Afdoening.objects.exists()
    through(q3, spel.van_tom, answer(belofte, "nagekomen"), SEPTEMBER)
    assert asked_of(spel.van_tom, q2) == []


def test_the_promise_of_another_subject_is_not_answered_here(spel, belofte, q2):
    with pytest.raises(Onvolledig, match="Deze toezegging is hier niet gedaan"):
        write(q2, Onderwerp(spel.kinderarmoede), answer(belofte, "nagekomen"), JUNI)


def test_reading_what_is_asked_costs_the_same_for_one_and_for_twelve(spel, belofte, q2):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            asked_of(spel.van_tom, q2)
        return len(found)

    one = queries()
    for i in range(11):
        Toezegging.objects.create(
            voortgang=belofte.voortgang, tekst=f"Belofte {i}.", datum=date(2026, 5, 1), precisie="maand"
        )
    assert queries() == one


# ── the page ────────────────────────────────────────────────────────────────


def form(ronde_text: str, **fields: str) -> dict[str, str]:
    return {"versie": "0", "punt-0-tekst": ronde_text, "doe": "concept", **fields}


def test_the_page_proposes_and_one_click_takes_it_over(spel, tom, as_user):
    client, url = as_user(tom), "/projecten/mantelzorg/voortgang/2026-Q1/"
    html = page(client.post(url, form("De opleiding begint in juni.", doe="toon")))
    assert "Maak er een toezegging van voor <b>juni 2026</b>" in html
    html = page(client.post(url, form("De opleiding begint in juni.", doe="belofte-0")))
    assert 'name="punt-0-toezegging" maxlength="40" autocomplete="off" value="juni 2026"' in html
    client.post(url, form("De opleiding begint in juni.", **{"punt-0-toezegging": "juni 2026"}))
    assert spel.ronde.voortgang.get().berichten.get().toezegging == "2026-06"


def test_the_autosave_tells_what_the_text_seems_to_promise(spel, tom, as_user):
    url = "/projecten/mantelzorg/voortgang/2026-Q1/"
    told = as_user(tom).post(url, form("Klaar in het najaar.", doe="bewaar"), headers={"Accept": "application/json"})
    assert told.json()["toezeggingen"] == ["Q4 2026"]


@pytest.fixture
def juni(spel, belofte, q2, monkeypatch):
    set_clock(monkeypatch, JUNI)
    return belofte


def test_the_next_page_asks_and_lists_what_is_missing(juni, tom, as_user):
    client = as_user(tom)
    html = page(client.get(URL))
    assert "Eerder toegezegd" in html
    assert "De opleiding begint in juni." in html
    veld = f"antwoord-{juni.pk}"
    response = client.post(URL, form("Er is nieuws.", doe="indienen", **{veld: ""}))
    assert response.status_code == 422
    assert f'href="#{veld}"' in page(response)
    response = client.post(URL, form("Er is nieuws.", doe="indienen", versie="1", **{veld: "vervalt"}))
    assert f'href="#{veld}-woorden"' in page(response)


def test_one_click_makes_the_answer_a_bullet(juni, tom, as_user):
    fields = {f"antwoord-{juni.pk}": "nagekomen", "doe": f"nieuws-{juni.pk}"}
    html = page(as_user(tom).post(URL, form("", **fields)))
    assert "In Q1 2026 toegezegd voor juni 2026: De opleiding begint in juni – nagekomen." in html


def test_the_reviewer_and_the_reader_see_the_answer(juni, spel, q2, tom, rik, as_user):
    moved = answer(juni, "later", "september", woorden="De zaal is nog niet klaar.")
    entry = submit_voortgang(actor=None, voortgang=write(q2, spel.van_tom, moved, JUNI), now=JUNI)
    zin = "Verschoven naar september 2026: De zaal is nog niet klaar."
    assert zin in page(as_user(rik).get(f"/beoordelen/{entry.pk}/"))
    approve_voortgang(actor=None, voortgang=entry, now=JUNI)
    assert zin in page(as_user(tom).get(f"/voortgang/{entry.pk}/"))
    assert "antwoordde op een eerdere toezegging: verschoven naar september 2026" in page(
        as_user(tom).get(f"/voortgang/{entry.pk}/geschiedenis/")
    )


def test_two_writers_choose_between_their_promises_and_answers(juni, spel, q2, tom, as_user):
    write(q2, spel.van_tom, answer(juni, "nagekomen"), JUNI)
    veld = f"antwoord-{juni.pk}"
    mine = {"punt-0-toezegging": "september", veld: "vervalt", f"{veld}-woorden": "Geen geld."}
    response = as_user(tom).post(URL, form("De opleiding loopt.", **mine))
    html = page(response)
    assert response.status_code == 409
    assert f'name="{veld}" value="vervalt"' in html
    assert "Toezegging voor september 2026" in html
    versie = str(q2.voortgang.get().versie)
    as_user(tom).post(URL, form("De opleiding loopt.", **{**mine, "versie": versie, f"kies-{veld}": "hun"}))
    kept = inhoud_of(q2.voortgang.get())
    assert (kept.antwoorden[0].uitkomst, kept.punten[0].toezegging) == ("nagekomen", "2026-09")
