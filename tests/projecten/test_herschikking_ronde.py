"""What is owed in a ronde when a project goes on in another, and how its words come along."""

from __future__ import annotations

from datetime import date

import pytest

from koers.lib.opmaak import bound
from koers.toegang.rights import NotAllowed
from projecten.models import Project, Toezegging, Voortgang
from projecten.rules.afkomst import GESPLITST, SAMENGEVOEGD
from projecten.rules.antwoord import Antwoord
from projecten.rules.inhoud import Inhoud, Punt
from projecten.selectors.bord import load_bord
from projecten.selectors.ernaast import load_ernaast
from projecten.selectors.herschikking import Plan
from projecten.selectors.onderwerp import Onderwerp, subject_refusal
from projecten.selectors.toezegging import asked_of
from projecten.services.herschikking import rearrange_projecten
from projecten.services.voortgang import approve_voortgang, save_voortgang, submit_voortgang
from tests.factories import make
from tests.projecten.rondes import MAART, Spel, lead, make_spel
from tests.projecten.streek import make_ronde

pytestmark = pytest.mark.django_db
DAG = MAART.date()


@pytest.fixture
def spel(almelo, tom) -> Spel:
    return make_spel(tom, almelo)


def merge(spel: Spel, bente, tom, vanaf: date = DAG) -> Project:
    """Mantelzorg and Kinderarmoede become Samen; Tom leads it, Almelo takes part."""
    ids = [spel.mantelzorg.pk, spel.kinderarmoede.pk]
    rows = tuple(Project.objects.filter(pk__in=ids).named(vanaf).placed(vanaf).order_by("slug"))
    plan = Plan(SAMENGEVOEGD, rows, ("Samen",), vanaf)
    given = {"deelname": {(0, spel.almelo.pk): "pilot"}, "leiders": {0: [tom.pk]}}
    [samen] = rearrange_projecten(actor=bente, plan=plan, reden="Eén doel.", now=MAART, **given)
    spel.mantelzorg.refresh_from_db()
    spel.kinderarmoede.refresh_from_db()
    return samen


def owed(spel: Spel, day: date = DAG) -> dict[str, str]:
    bord = load_bord(spel.ronde, day)
    return {plicht.naam: plicht.staat for plicht in bord.plichten if plicht.sleutel.startswith("project:")}


def test_from_that_day_the_new_one_owes_and_the_old_ones_do_not(spel, bente, tom):
    assert set(owed(spel)) == {"Mantelzorg", "Kinderarmoede"}
    merge(spel, bente, tom)
    assert set(owed(spel)) == {"Samen"}


def test_who_writes_about_the_old_one_is_sent_to_the_new_one_and_not_to_what_split_off_before(spel, bente, tom):
    begin = date(2026, 2, 1)
    rows = tuple(Project.objects.filter(pk=spel.mantelzorg.pk).named(begin).placed(begin))
    plan = Plan(GESPLITST, rows, ("Logeerzorg",), begin, blijft=True)
    rearrange_projecten(actor=bente, plan=plan, reden="Apart.", now=MAART, deelname={}, leiders={})
    merge(spel, bente, tom)
    assert subject_refusal(spel.van_tom, spel.ronde, DAG) == (
        "Mantelzorg gaat sinds 10 maart 2026 verder in Samen. Schrijf het daar."
    )


def test_what_was_handed_in_stays_where_it_was(spel, bente, tom):
    spel.submit(tom, spel.van_tom, "Nieuws")
    merge(spel, bente, tom)
    assert set(owed(spel)) == {"Samen", "Mantelzorg"}


def test_until_that_day_comes_and_after_closing_it_stays_with_the_old_ones(spel, bente, tom):
    merge(spel, bente, tom, date(2026, 3, 20))
    assert set(owed(spel)) == {"Mantelzorg", "Kinderarmoede"}
    assert set(owed(spel, date(2026, 3, 20))) == {"Samen"}


def test_a_merger_after_the_ronde_closed_changes_nothing_in_it(spel, bente, tom):
    merge(spel, bente, tom, date(2026, 3, 26))
    assert set(owed(spel, date(2026, 3, 27))) == {"Mantelzorg", "Kinderarmoede"}


def test_what_a_gemeente_handed_in_about_an_old_one_still_counts(spel, bente, tom, pia):
    spel.submit(pia, spel.van_pia, "Nieuws uit Almelo")
    merge(spel, bente, tom)
    plicht = load_bord(spel.ronde, DAG).of_gemeente(spel.almelo.pk)
    assert plicht is not None
    assert plicht.is_binnen
    assert [regel.naam for regel in plicht.regels] == ["Almelo zelf", "Mantelzorg", "Samen"]


def test_nothing_new_is_begun_about_what_went_on_and_what_was_begun_can_be_finished(spel, bente, tom):
    lead(spel.kinderarmoede, tom)
    spel.save(tom, spel.van_tom, "Half af")
    merge(spel, bente, tom)
    with pytest.raises(NotAllowed, match="Kinderarmoede gaat sinds 10 maart 2026 verder in Samen"):
        spel.save(tom, Onderwerp(spel.kinderarmoede), "Te laat")
    assert spel.submit(tom, spel.van_tom, "Toch af").staat == Voortgang.Staat.INGEDIEND


def test_a_draft_of_an_old_one_is_beside_the_new_one_to_be_taken_over(spel, bente, tom, as_user, monkeypatch):
    monkeypatch.setattr("koers.lib.klok.now", lambda: MAART)
    spel.save(tom, spel.van_tom, "Half af over mantelzorg")
    samen = merge(spel, bente, tom)
    client = as_user(tom)
    url = Onderwerp(samen).edit_url(spel.ronde)
    html = client.get(url).content.decode()
    assert "Half af over mantelzorg" in html
    assert "Mantelzorg, Q1 2026 (concept)" in html
    sent = {"versie": "0", "punt-0-tekst": "", "punt-0-lezer": "publiek", "doe": "neem-0"}
    html = client.post(url, sent, follow=True).content.decode()
    assert "\nHalf af over mantelzorg</textarea>" in html
    assert Voortgang.objects.filter(project=spel.mantelzorg).exists()


def test_a_draft_of_what_runs_on_is_not_read_by_who_leads_what_split_off(spel, bente, tom):
    spel.save(tom, spel.van_tom, "Half af over mantelzorg")
    rows = tuple(Project.objects.filter(pk=spel.mantelzorg.pk).named(DAG).placed(DAG))
    plan = Plan(GESPLITST, rows, ("Logeerzorg",), DAG, blijft=True)
    [deel] = rearrange_projecten(actor=bente, plan=plan, reden="Apart.", now=MAART, deelname={}, leiders={})
    assert load_ernaast(spel.ronde, Onderwerp(deel)) is None


def test_the_last_approved_words_of_the_old_ones_are_beside_the_first_of_the_new_one(spel, bente, tom, rik):
    spel.approve(rik, spel.van_tom, "Goedgekeurd nieuws")
    samen = merge(spel, bente, tom)
    q2 = make_ronde(2026, 2)
    beside = load_ernaast(q2, Onderwerp(samen))
    assert beside is not None
    assert (beside.kop, beside.bron(0)) == ("Voorheen", "Mantelzorg, Q1 2026")
    assert [punt.tekst for punt in beside.inhoud.punten] == ["Goedgekeurd nieuws"]
    assert load_ernaast(q2, spel.van_tom).kop == "Q1 2026"


def test_figures_in_words_of_an_old_one_stay_as_they_were(spel, bente, tom, rik):
    entry = spel.approve(rik, spel.van_tom, "Goedgekeurd nieuws")
    entry.berichten.update(tekst=f"Er zijn {bound('deelnemers/waarde', '130')} deelnemers.")
    samen = merge(spel, bente, tom)
    beside = load_ernaast(make_ronde(2026, 2), Onderwerp(samen))
    assert [punt.tekst for punt in beside.inhoud.punten] == ["Er zijn 130 deelnemers."]


def test_a_promise_of_an_old_one_is_asked_of_the_new_one(spel, bente, tom, rik):
    belofte = make(Toezegging, voortgang=spel.approve(rik, spel.van_tom, "Klaar in juni."), datum=date(2026, 6, 1))
    q2 = make_ronde(2026, 2)
    samen = Onderwerp(merge(spel, bente, tom, date(2026, 4, 1)))
    assert [own.toezegging for own in asked_of(samen, q2)] == [belofte]
    assert asked_of(Onderwerp(samen.project, spel.almelo), q2) == []
    q2.open_vanaf = date(2026, 3, 1)
    q2.save()
    told = Inhoud((Punt("Het is klaar."),), antwoorden=(Antwoord(belofte.pk, "nagekomen"),))
    entry = save_voortgang(actor=None, ronde=q2, onderwerp=samen, inhoud=told, versie=0, now=MAART)
    entry = submit_voortgang(actor=None, voortgang=entry, now=MAART)
    approve_voortgang(actor=rik, voortgang=entry, now=MAART)
    assert belofte.afdoeningen.get().uitkomst == "nagekomen"
    belofte.afdoeningen.all().delete()
    make(Voortgang, ronde=q2, project=spel.mantelzorg, staat="ingediend")
    assert asked_of(samen, q2) == []


def test_of_a_split_the_part_named_first_answers_the_promises(spel, bente, rik):
    belofte = make(Toezegging, voortgang=spel.approve(rik, spel.van_tom, "Klaar in juni."), datum=date(2026, 6, 1))
    q2 = make_ronde(2026, 2)
    rows = tuple(Project.objects.filter(pk=spel.mantelzorg.pk).named(DAG).placed(DAG))
    plan = Plan(GESPLITST, rows, ("Eerste", "Tweede"), date(2026, 4, 1))
    given = {"deelname": {}, "leiders": {}}
    eerste, tweede = rearrange_projecten(actor=bente, plan=plan, reden="Te groot.", now=MAART, **given)
    assert [own.toezegging for own in asked_of(Onderwerp(eerste), q2)] == [belofte]
    assert asked_of(Onderwerp(tweede), q2) == []
