"""Work that goes to another: for a while with its end, for good in one act; nothing is lost and nothing doubled."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from koers.eigenaren import services
from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.eigenaren.models import Aanstelling
from koers.eigenaren.services import overdracht
from koers.lib import klok
from koers.lib.notatie import datum
from koers.toegang.models import Gebruiker, Logregel
from koers.toegang.rights import NotAllowed, Rol
from projecten.models import Bewijs, Borging, Mijlpaal, Project, Projectleiding, Risico, Toezegging, Voortgang, VraagAan
from projecten.selectors.onderwerp import Onderwerp, write_refusal
from projecten.services.overdracht import open_work
from tests.conftest import make_eigenaar, make_gebruiker
from tests.factories import make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def roles(gebruiker: Gebruiker, day) -> frozenset[Rol]:
    return bevoegdheid_of(Gebruiker.objects.get(pk=gebruiker.pk), day).rollen


@pytest.fixture
def project(tom, vandaag) -> Project:
    project = make(Project)
    make(Projectleiding, project=project, gebruiker=tom, vanaf=vandaag - timedelta(days=100))
    return project


def leads(gebruiker: Gebruiker, day) -> bool:
    return Projectleiding.objects.in_force(day).filter(gebruiker=gebruiker).exists()


@pytest.fixture
def sanne(db) -> Gebruiker:
    return make_gebruiker("Sanne Test", Rol.REDACTEUR)


def replace(bea, aanstelling, vervanger, vanaf, tot, nu):
    return services.replace_aanstelling(
        actor=bea, aanstelling=aanstelling, vervanger=vervanger, vanaf=vanaf, tot=tot, now=nu
    )


def test_a_stand_in_has_the_role_and_its_projects_for_those_days_only(bea, tom, sanne, project, vandaag, nu):
    made = replace(bea, tom.aanstellingen.get(), sanne, vandaag, vandaag + 7 * DAY, nu)
    assert made.vervangt.gebruiker == tom
    assert Rol.REGIONAAL in roles(sanne, vandaag)
    assert Rol.REGIONAAL in roles(sanne, vandaag + 7 * DAY)
    assert leads(sanne, vandaag + 7 * DAY)
    assert Rol.REGIONAAL not in roles(sanne, vandaag + 8 * DAY)
    assert not leads(sanne, vandaag + 8 * DAY)
    assert leads(tom, vandaag)
    assert "ter vervanging van Tom Test" in Logregel.objects.get(actie="eigenaren.aanstelling:grant").zin


def test_a_stand_in_of_a_local_leader_works_for_that_gemeente(bea, pia, sanne, almelo, vandaag, nu):
    made = replace(bea, pia.aanstellingen.get(), sanne, vandaag, vandaag + DAY, nu)
    assert made.eigenaar == almelo


@pytest.mark.parametrize(
    ("begin", "end", "who", "zin"),
    [
        (0, 5, "tom", "zichzelf"),
        (-5000, 5, "sanne", "valt buiten"),
        (5, 1, "sanne", "voor de eerste"),
    ],
)
def test_a_stand_in_that_cannot_be_is_refused_and_nothing_changes(bea, tom, sanne, vandaag, nu, begin, end, who, zin):
    vervanger = {"tom": tom, "sanne": sanne}[who]
    with pytest.raises(ValidationError, match=zin):
        replace(bea, tom.aanstellingen.get(), vervanger, vandaag + begin * DAY, vandaag + end * DAY, nu)
    assert not Aanstelling.objects.filter(vervangt__isnull=False).exists()


def test_nobody_stands_in_for_a_stand_in(bea, tom, sanne, rik, vandaag, nu):
    made = replace(bea, tom.aanstellingen.get(), sanne, vandaag, vandaag + DAY, nu)
    with pytest.raises(ValidationError, match="zelf een vervanging"):
        replace(bea, made, rik, vandaag, vandaag + DAY, nu)


def test_when_the_role_is_taken_away_its_stand_in_ends_too(bea, tom, sanne, vandaag, nu):
    row = tom.aanstellingen.get()
    replace(bea, row, sanne, vandaag, vandaag + 7 * DAY, nu)
    services.withdraw_aanstelling(actor=bea, aanstelling=row, laatste_dag=vandaag + DAY, now=nu)
    assert Rol.REGIONAAL not in roles(sanne, vandaag + 2 * DAY)


def test_all_work_goes_in_one_act_and_the_past_stays(bea, tom, sanne, project, vandaag, nu):
    mijlpaal = make(Mijlpaal, project=project, houder=tom, datum=vandaag + DAY)
    risico = make(Risico, project=project, houder=tom)
    wat = services.hand_over(actor=bea, van=tom, naar=sanne, vanaf=vandaag, now=nu)
    assert roles(sanne, vandaag) == {Rol.REGIONAAL, Rol.REDACTEUR}
    assert leads(sanne, vandaag)
    assert roles(tom, vandaag) == frozenset()
    assert not leads(tom, vandaag)
    assert roles(tom, vandaag - DAY) == {Rol.REGIONAAL}
    assert leads(tom, vandaag - DAY)
    assert Mijlpaal.objects.get(pk=mijlpaal.pk).houder == sanne
    assert Risico.objects.get(pk=risico.pk).houder == sanne
    assert wat[0] == "de rol regionaal projectleider"
    assert "1 mijlpaal" in wat
    assert "droeg het werk van Tom Test" in Logregel.objects.get(actie="eigenaren.werk:hand-over").zin


def test_the_page_lists_all_that_will_go_before_it_goes(as_user, bea, tom, sanne, project, vandaag):
    draft = make(Voortgang, project=project)
    make(Voortgang, project=project, gemeente=make_eigenaar("Borne"), staat="goedgekeurd")
    make(Bewijs, voortgang=draft)
    make(Toezegging, voortgang=draft)
    make(VraagAan, project=project)
    make(Borging, project=project)
    make(Mijlpaal, project=project, naam="Over tijd", houder=tom, datum=vandaag - 400 * DAY)
    make(Mijlpaal, project=project, naam="Gehaald", houder=tom, datum=vandaag - DAY, staat="gehaald")
    make(Mijlpaal, project=project, naam="Eerder gehaald", houder=tom, datum=klok.today() + DAY, staat="gehaald")
    make(Mijlpaal, project=project, naam="Vervallen", houder=tom, datum=klok.today() + DAY, staat="vervallen")
    make(Risico, project=project, naam="Geld", houder=tom)
    make(Risico, project=project, naam="Voorbij", houder=tom, staat="gesloten")
    html = as_user(bea).get(f"/mensen/{tom.pk}/overdragen/").content.decode()
    for zin in (
        "De leiding van valpreventie",
        "1 invulling die nog niet is goedgekeurd",
        "1 bijlage daarbij",
        "1 extra vraag die op antwoord wacht",
        "1 toezegging om te beantwoorden",
        "1 borging om te blijven volgen",
        "1 mijlpaal",
        "1 risico",
    ):
        assert zin in html
    services.hand_over(actor=bea, van=tom, naar=sanne, vanaf=klok.today(), now=klok.now())
    held = Mijlpaal.objects.filter(houder=sanne), Risico.objects.filter(houder=sanne)
    assert [[row.naam for row in rows] for rows in held] == [["Over tijd"], ["Geld"]]
    assert open_work(tom, klok.today()) == []


def test_drafts_are_written_on_by_who_takes_over_and_by_nobody_else(bea, tom, sanne, project, vandaag, nu):
    onderwerp = Onderwerp(project)
    assert write_refusal(tom, onderwerp, vandaag) == ""
    services.hand_over(actor=bea, van=tom, naar=sanne, vanaf=vandaag, now=nu)
    tom, sanne = Gebruiker.objects.get(pk=tom.pk), Gebruiker.objects.get(pk=sanne.pk)
    assert write_refusal(sanne, onderwerp, vandaag) == ""
    assert "U leidt" in write_refusal(tom, onderwerp, vandaag)


def test_drafts_of_a_gemeente_go_with_the_role_of_its_local_leader(bea, pia, sanne, almelo, vandaag, nu):
    make(Voortgang, project=None, gemeente=almelo)
    assert "1 invulling die nog niet is goedgekeurd" in open_work(pia, vandaag)
    services.hand_over(actor=bea, van=pia, naar=sanne, vanaf=vandaag, now=nu)
    assert write_refusal(Gebruiker.objects.get(pk=sanne.pk), Onderwerp(gemeente=almelo), vandaag) == ""


def test_a_stand_in_stops_and_what_is_led_in_anothers_place_is_not_given_away(
    bea, tom, rik, sanne, project, vandaag, nu
):
    replace(bea, tom.aanstellingen.get(), rik, vandaag, vandaag + 7 * DAY, nu)
    services.hand_over(actor=bea, van=rik, naar=sanne, vanaf=vandaag, now=nu)
    assert leads(rik, vandaag)
    assert not leads(sanne, vandaag)
    services.hand_over(actor=bea, van=tom, naar=sanne, vanaf=vandaag, now=nu)
    assert leads(sanne, vandaag)
    assert not leads(rik, vandaag)


def test_who_leads_already_does_not_lead_twice(bea, tom, sanne, project, vandaag, nu):
    make(Projectleiding, project=project, gebruiker=sanne, vanaf=vandaag - DAY)
    services.hand_over(actor=bea, van=tom, naar=sanne, vanaf=vandaag, now=nu)
    assert Projectleiding.objects.in_force(vandaag).filter(gebruiker=sanne).count() == 1


def test_the_last_beheerder_can_hand_over_to_a_new_one(bea, sanne, vandaag, nu):
    ander = make_gebruiker("Bas Test", Rol.BEHEERDER)
    services.hand_over(actor=ander, van=bea, naar=sanne, vanaf=vandaag, now=nu)
    assert Rol.BEHEERDER in roles(sanne, vandaag)


@pytest.mark.parametrize(("naar", "days", "zin"), [("tom", 0, "iemand anders"), ("sanne", -1, "vanaf vandaag")])
def test_a_hand_over_that_cannot_be_is_refused(bea, tom, sanne, vandaag, nu, naar, days, zin):
    with pytest.raises(ValidationError, match=zin):
        services.hand_over(
            actor=bea, van=tom, naar={"tom": tom, "sanne": sanne}[naar], vanaf=vandaag + days * DAY, now=nu
        )
    assert roles(tom, vandaag) == {Rol.REGIONAAL}


def test_somebody_without_work_has_nothing_to_hand_over(bea, sanne, vandaag, nu):
    leeg = make(Gebruiker)
    with pytest.raises(ValidationError, match="niets om over te dragen"):
        services.hand_over(actor=bea, van=leeg, naar=sanne, vanaf=vandaag, now=nu)


def test_what_nobody_takes_over_waits_for_a_holder(bea, tom, project, vandaag, nu):
    make(Mijlpaal, project=project, houder=tom)
    overdracht.let_go(actor=bea, gebruiker=tom, now=nu)
    assert Mijlpaal.objects.get().houder_op(vandaag) == tom
    assert Mijlpaal.objects.get().houder_op(vandaag + DAY) is None


def test_only_a_beheerder_hands_over(rik, tom, sanne, vandaag, nu):
    with pytest.raises(NotAllowed):
        services.hand_over(actor=rik, van=tom, naar=sanne, vanaf=vandaag, now=nu)


def test_the_pages_say_what_goes_and_to_whom(as_user, bea, tom, sanne, project):
    client = as_user(bea)
    page = client.get(f"/mensen/{tom.pk}/overdragen/").content.decode()
    assert "De rol regionaal projectleider" in page
    sent = {"naar": sanne.pk, "vanaf": klok.today().isoformat()}
    assert (
        f"gaat op {datum(klok.today())} naar Sanne Test"
        in client.post(f"/mensen/{tom.pk}/overdragen/", sent, follow=True).content.decode()
    )
    row = sanne.aanstellingen.get(rol=Rol.REGIONAAL)
    sent = {"vervanger": tom.pk, "vanaf": klok.today().isoformat(), "tot": (klok.today() + DAY).isoformat()}
    page = client.post(f"/mensen/rollen/{row.pk}/vervangen/", sent, follow=True).content.decode()
    assert "Tom Test vervangt Sanne Test" in page
    assert "ter vervanging van Sanne Test" in client.get(f"/mensen/{tom.pk}/").content.decode()
    wrong = client.post(f"/mensen/rollen/{row.pk}/vervangen/", {**sent, "tot": "2020-01-01"})
    assert wrong.status_code == 422


def test_people_who_did_not_sign_in_for_long_are_listed(as_user, bea, tom, rik):
    Gebruiker.objects.filter(pk=tom.pk).update(last_login=klok.now() - timedelta(days=91))
    Gebruiker.objects.filter(pk=rik.pk).update(last_login=klok.now() - timedelta(days=89))
    page = as_user(bea).get("/mensen/?toon=stil").content.decode()
    assert "Tom Test" in page
    assert "Rik Test" not in page
