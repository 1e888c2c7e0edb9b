"""The grid in the browser: what it shows to whom, what a wrong cell answers, and where one comes upon it."""

from __future__ import annotations

import pytest

from projecten.models import Meting
from tests.projecten.meetveld import Meetveld
from tests.projecten.rondes import GESLOTEN, MAART, make_spel, set_clock
from tests.projecten.streek import take_part

pytestmark = pytest.mark.django_db
PAD = "/projecten/mantelzorg/metingen/2026-Q1/"


@pytest.fixture
def veld(tom, pia, almelo, hengelo, monkeypatch) -> Meetveld:
    set_clock(monkeypatch, MAART)
    spel = make_spel(tom, almelo)
    take_part(spel.mantelzorg, hengelo, "pilot")
    return Meetveld(spel)


def html(response) -> str:
    return " ".join(response.content.decode().split())


def typed(veld, **cells: str) -> dict[str, str]:
    """Of every cell what was read (nothing), and these values."""
    ids = [row.pk for row in (veld.deelnemers, veld.bereik)]
    return {f"was-{i}-{pk}": "|||" for i in ids for pk in veld.ids} | cells


def test_the_leader_fills_it_in_and_sees_it_again(veld, tom, almelo, hengelo, as_user):
    veld.ids = (almelo.pk, hengelo.pk)
    client, key = as_user(tom), f"{veld.deelnemers.pk}-{almelo.pk}"
    text = html(client.get(PAD))
    assert f'name="w-{key}"' in text
    assert "0 van 4 ingevuld" in text
    done = client.post(PAD, typed(veld, **{f"w-{key}": "12"}), follow=True)
    assert "1 meting is opgeslagen." in html(done)
    assert f'name="w-{key}" value="12"' in html(done)


def test_a_wrong_cell_keeps_what_was_typed_and_links_to_it(veld, tom, almelo, hengelo, as_user):
    veld.ids = (almelo.pk, hengelo.pk)
    wrong, right = f"{veld.bereik.pk}-{almelo.pk}", f"{veld.deelnemers.pk}-{hengelo.pk}"
    cells = {f"t-{wrong}": "5", f"n-{wrong}": "0", f"w-{right}": "44"}
    refused = as_user(tom).post(PAD, typed(veld, **cells))
    text = html(refused)
    assert refused.status_code == 422
    assert f'href="#v-{wrong}"' in text
    assert "De noemer is 0" in text
    assert f'name="w-{right}" value="44"' in text
    assert not Meting.objects.exists()


def test_what_another_saved_meanwhile_is_told_at_the_cell(veld, tom, almelo, hengelo, as_user):
    veld.ids = (almelo.pk, hengelo.pk)
    key = f"{veld.deelnemers.pk}-{almelo.pk}"
    veld.meet(almelo, 20, veld.spel.ronde.eind)
    refused = as_user(tom).post(PAD, typed(veld, **{f"w-{key}": "30"}))
    assert "een ander intussen" in html(refused)
    assert Meting.objects.get().waarde == 20
    again = as_user(tom).post(PAD, {f"was-{key}": "20|||", f"w-{key}": "30"})
    assert again.status_code == 302


def test_a_cell_left_as_it_was_read_is_not_taken_back_from_who_filled_it(veld, tom, almelo, hengelo, as_user):
    veld.ids = (almelo.pk, hengelo.pk)
    own, other = (f"{veld.deelnemers.pk}-{pk}" for pk in veld.ids)
    veld.meet(almelo, 20, veld.spel.ronde.eind, toelichting="Twee groepen.")
    sent = typed(veld, **{f"w-{own}": "", f"w-{other}": "30"})
    refused = as_user(tom).post(PAD, sent | {f"w-{other}": "veel"})
    assert f'name="was-{own}" value="20|||Twee groepen."' in html(refused)
    assert f'name="w-{own}" value="20"' in html(refused)
    assert "een ander intussen" not in html(refused)
    assert as_user(tom).post(PAD, sent).status_code == 302
    assert {row.eigenaar_id: row.waarde for row in Meting.objects.all()} == {almelo.pk: 20, hengelo.pk: 30}


def test_what_stands_out_is_asked_about_until_a_remark_answers_it(veld, tom, almelo, as_user):
    veld.meet(almelo, 20)
    client, key = as_user(tom), f"{veld.deelnemers.pk}-{almelo.pk}"
    asked = html(client.post(PAD, {f"was-{key}": "|||", f"w-{key}": "60"}, follow=True))
    assert "De vorige keer stond hier 20. Klopt 60?" in asked
    values = {f"was-{key}": "60|||", f"w-{key}": "60", f"o-{key}": "Twee nieuwe groepen."}
    assert "Twee nieuwe groepen." in html(client.post(PAD, values, follow=True))
    assert Meting.objects.get(peildatum=veld.spel.ronde.eind).toelichting == "Twee nieuwe groepen."


def test_after_closing_the_grid_is_read_only_and_says_why(veld, tom, almelo, as_user, monkeypatch):
    set_clock(monkeypatch, GESLOTEN)
    client, key = as_user(tom), f"{veld.deelnemers.pk}-{almelo.pk}"
    text = html(client.get(PAD))
    assert "is gesloten" in text
    assert "Sla de metingen op" not in text
    assert client.post(PAD, {f"was-{key}": "|||", f"w-{key}": "1"}).status_code == 422
    assert not Meting.objects.exists()


def test_the_local_leader_sees_the_own_row_only(veld, pia, olga, as_user):
    text = html(as_user(pia).get(PAD))
    assert "Almelo" in text
    assert "Hengelo" not in text
    assert as_user(olga).get(PAD).status_code == 403
    assert as_user(pia).get("/projecten/mantelzorg/metingen/2026-Q9/").status_code == 404


def test_one_comes_upon_it_on_the_page_of_the_project(veld, tom, olga, as_user):
    assert PAD in html(as_user(tom).get("/projecten/mantelzorg/"))
    text = html(as_user(olga).get("/projecten/mantelzorg/"))
    assert PAD not in text
    assert "Nog niets gemeten" in text


def test_the_page_of_the_entry_leads_to_it_where_something_is_measured(veld, tom, as_user):
    path = "/projecten/mantelzorg/voortgang/2026-Q1/"
    assert PAD in html(as_user(tom).get(path))
    veld.spel.mantelzorg.indicatoren.update(ritme="jaar")
    assert PAD not in html(as_user(tom).get(path))
