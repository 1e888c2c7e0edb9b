"""*Mijn agenda*: the dates of one person, on the page and in the feed."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from financien.models import Beschikking
from koers.eigenaren.models import Aanstelling, Partner, Vergadering
from koers.toegang.models import Sleutel
from koers.toegang.sleutels import create_sleutel, find_sleutel, revoke_sleutel
from projecten.models import Borging, Mijlpaal, Risico, Ronde
from rapportage.selectors.agenda import load_agenda
from tests.factories import make
from tests.projecten.rondes import MAART, Spel, lead, make_spel, set_clock
from tests.projecten.streek import make_project

pytestmark = pytest.mark.django_db
URL = "/agenda/"
DAG = MAART.date()


@pytest.fixture(autouse=True)
def spel(tom, almelo, monkeypatch) -> Spel:
    cache.clear()
    set_clock(monkeypatch, MAART)
    return make_spel(tom, almelo)


def make_feed(gebruiker, bereik=Sleutel.Bereik.AGENDA) -> tuple[Sleutel, str]:
    sleutel, tekst = create_sleutel(actor=gebruiker, naam="Outlook", bereik=bereik, dagen=365, now=MAART)
    return sleutel, f"/agenda/{tekst}.ics"


def days(gebruiker) -> list[tuple[str, str, date]]:
    return [(moment.wat, moment.waarvan, moment.dag) for moment in load_agenda(gebruiker, DAG)]


class TestList:
    def test_a_leader_sees_what_is_owed_the_ronde_and_own_milestones(self, spel, tom):
        make(Mijlpaal, project=spel.mantelzorg, naam="Start", datum=date(2026, 3, 1))
        make(Mijlpaal, project=spel.kinderarmoede, naam="Van een ander", datum=date(2026, 4, 1))
        make(Mijlpaal, project=spel.kinderarmoede, naam="Toms deel", datum=date(2026, 4, 2), houder=tom)
        make(Mijlpaal, project=spel.mantelzorg, naam="Klaar", datum=date(2026, 4, 3), staat="gehaald")
        assert days(tom) == [
            ("Mijlpaal", "Start, Mantelzorg", date(2026, 3, 1)),
            ("Laatste dag op tijd", "Q1 2026", date(2026, 3, 16)),
            ("Voortgang over Q1 2026 indienen", "Mantelzorg", date(2026, 3, 16)),
            ("Ronde sluit", "Q1 2026", date(2026, 3, 24)),
            ("Mijlpaal", "Toms deel, Kinderarmoede", date(2026, 4, 2)),
        ]

    def test_a_milestone_of_a_month_is_in_time_until_its_last_day_and_a_risk_is_looked_at_again(self, spel, tom, rik):
        make(Mijlpaal, project=spel.mantelzorg, naam="Maand", datum=date(2026, 4, 1), precisie="maand")
        make(Risico, project=spel.mantelzorg, naam="Ziek", sinds=date(2026, 1, 1), bekijk_op=date(2026, 5, 1))
        make(Risico, project=spel.mantelzorg, naam="Over", bekijk_op=date(2026, 5, 2), staat="gesloten")
        plans = [moment for moment in days(tom) if moment[0] in ("Mijlpaal", "Risico opnieuw bekijken")]
        assert plans == [
            ("Mijlpaal", "Maand, Mantelzorg", date(2026, 4, 30)),
            ("Risico opnieuw bekijken", "Ziek, Mantelzorg", date(2026, 5, 1)),
        ]
        assert not [moment for moment in days(rik) if "Mantelzorg" in moment[1]]

    def test_what_is_in_is_no_longer_a_date(self, spel, tom):
        spel.submit(tom, spel.van_tom, "Nieuws")
        assert [wat for wat, _, _ in days(tom)] == ["Laatste dag op tijd", "Ronde sluit"]

    def test_a_leader_sees_the_borging_that_is_looked_at_again_and_nobody_elses(self, spel, tom):
        partner = make(Partner, naam="Sport Netwerk Overijssel")
        for project, gemeld_op in ((spel.mantelzorg, date(2025, 3, 20)), (spel.kinderarmoede, date(2025, 3, 21))):
            make(Borging, project=project, partner=partner, eigenaar=None, vanaf=None, gemeld_op=gemeld_op)
        waarvan = "Mantelzorg, geborgd bij Sport Netwerk Overijssel"
        checks = [moment for moment in days(tom) if moment[0] == "Borging controleren"]
        assert checks == [("Borging controleren", waarvan, date(2026, 3, 20))]

    @pytest.mark.parametrize("wie", ["menno", "olga", "bea"])
    def test_who_has_no_tasks_sees_the_days_of_the_rondes_and_of_the_update_and_reaches_them(
        self, spel, wie, request, as_user, client
    ):
        gebruiker = request.getfixturevalue(wie)
        spel.ronde.uitgave = date(2026, 3, 26)
        spel.ronde.save()
        make(
            Ronde,
            jaar=2026,
            kwartaal=2,
            begin=date(2026, 4, 1),
            eind=date(2026, 6, 30),
            open_vanaf=date(2026, 6, 1),
            op_tijd_tot=date(2026, 6, 15),
            dicht_op=date(2026, 6, 22),
        )
        make(Vergadering, soort="ao", datum=date(2026, 4, 9))
        make(Mijlpaal, project=spel.mantelzorg, naam="Start", datum=date(2026, 3, 11))
        assert days(gebruiker) == [
            ("Laatste dag op tijd", "Q1 2026", date(2026, 3, 16)),
            ("Ronde sluit", "Q1 2026", date(2026, 3, 24)),
            ("Kwartaalupdate verschijnt", "Q1 2026", date(2026, 3, 26)),
            ("Ronde gaat open", "Q2 2026", date(2026, 6, 1)),
            ("Laatste dag op tijd", "Q2 2026", date(2026, 6, 15)),
            ("Ronde sluit", "Q2 2026", date(2026, 6, 22)),
        ]
        browser = as_user(gebruiker)
        html = browser.get("/", follow=True).content.decode()
        assert 'href="/agenda/"' in html
        assert browser.get(URL).status_code == 200
        for moment in load_agenda(gebruiker, DAG):
            assert browser.get(moment.url).status_code == 200
        assert client.get(make_feed(gebruiker)[1]).content.decode().count("BEGIN:VEVENT") == 6

    def test_who_holds_no_role_any_more_has_no_dates(self, olga):
        Aanstelling.objects.filter(gebruiker=olga).update(tot=DAG - timedelta(days=1))
        assert days(olga) == []

    def test_members_see_their_own_meetings_only(self, aad, bram):
        make(Vergadering, soort="ao", datum=date(2026, 4, 9))
        make(Vergadering, soort="bo", datum=date(2026, 4, 16))
        make(Vergadering, soort="ao", datum=date(2026, 3, 9))
        assert days(aad) == [("Vergadering van het AO", "", date(2026, 4, 9))]
        assert days(bram) == [("Vergadering van het BO", "", date(2026, 4, 16))]

    def test_the_controller_sees_ends_of_awards_and_the_sisa_return(self, frank, tom):
        award = make(Beschikking, vanaf=date(2025, 1, 1), tot=date(2026, 12, 31))
        make(Beschikking, vanaf=date(2024, 1, 1), tot=date(2025, 12, 31), nummer="oud", slug="oud")
        assert days(frank) == [
            ("SiSa-opgave indienen", "over 2025", date(2026, 7, 15)),
            ("Laatste dag van de beschikking", str(award), date(2026, 12, 31)),
        ]
        make(
            Beschikking,
            vanaf=date(2025, 1, 1),
            tot=date(2026, 12, 31),
            nummer="B-2",
            slug="b-2",
            regeling=award.regeling,
        )
        both = ("Laatste dag van de beschikkingen", f"{award.regeling}, 2 beschikkingen", date(2026, 12, 31))
        assert days(frank)[1:] == [both]
        assert not [wat for wat, _, _ in days(tom) if "beschikking" in wat]

    def test_the_number_of_queries_does_not_grow(self, spel, tom, as_user):
        def count() -> int:
            browser = as_user(tom)
            browser.get(URL)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert browser.get(URL).status_code == 200
            return len(queries)

        make(Mijlpaal, project=spel.mantelzorg, naam="Een", datum=date(2026, 4, 1))
        make(Risico, project=spel.mantelzorg, sinds=date(2026, 1, 1), bekijk_op=date(2026, 4, 1))
        before = count()
        for number in range(4):
            project = make_project(f"p{number}", f"Project {number}")
            lead(project, tom)
            make(Mijlpaal, project=project, naam="Twee", datum=date(2026, 4, 1))
            make(Risico, project=project, sinds=date(2026, 1, 1), bekijk_op=date(2026, 4, 1))
        assert count() == before

    def test_the_page_says_how_far_a_day_is_and_how_to_subscribe(self, tom, as_user):
        html = " ".join(as_user(tom).get(URL).content.decode().split())
        assert "nog 6 dagen" in html
        assert 'href="/account/sleutels/nieuw/?bereik=agenda"' in html
        assert 'href="/agenda/"' in as_user(tom).get("/taken/").content.decode()


class TestFeed:
    def test_shows_what_the_page_shows_and_nothing_of_others(self, tom, rik, client):
        _, url = make_feed(tom)
        response = client.get(url)
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert response["Cache-Control"] == "private, no-store"
        text = response.content.decode().replace("\r\n ", "")
        assert text.count("BEGIN:VEVENT") == len(load_agenda(tom, DAG)) == 3
        assert "SUMMARY:Voortgang over Q1 2026 indienen: Mantelzorg\r\n" in text
        assert "URL:http://testserver/projecten/mantelzorg/voortgang/2026-Q1/" in text
        assert tom.email not in text
        assert tom.naam not in text

    def test_names_stay_the_same_and_are_all_different(self, tom, client, monkeypatch):
        _, url = make_feed(tom)
        found = re.findall("UID:(.*)\r", client.get(url).content.decode())
        set_clock(monkeypatch, MAART + timedelta(days=1))
        assert re.findall("UID:(.*)\r", client.get(url).content.decode()) == found
        assert len(set(found)) == 3

    def test_follows_what_changed_since(self, spel, tom, client):
        _, url = make_feed(tom)
        spel.submit(tom, spel.van_tom, "Nieuws")
        assert "indienen" not in client.get(url).content.decode()

    def test_a_withdrawn_address_opens_nothing(self, tom, client):
        sleutel, url = make_feed(tom)
        revoke_sleutel(actor=tom, sleutel=sleutel, now=MAART)
        assert client.get(url).status_code == 404

    def test_an_address_that_expired_opens_nothing(self, tom, client, monkeypatch):
        _, url = make_feed(tom)
        set_clock(monkeypatch, MAART + timedelta(days=365))
        assert client.get(url).status_code == 404

    def test_a_person_without_a_role_or_account_has_no_feed(self, tom, client):
        _, url = make_feed(tom)
        Aanstelling.objects.filter(gebruiker=tom).update(tot=DAG - timedelta(days=1))
        assert client.get(url).status_code == 404
        Aanstelling.objects.filter(gebruiker=tom).update(tot=None)
        assert client.get(url).status_code == 200
        tom.is_active = False
        tom.save()
        assert client.get(url).status_code == 404

    def test_each_key_opens_its_own_door_only(self, tom, client):
        _, url = make_feed(tom)
        key = url.removeprefix("/agenda/").removesuffix(".ics")
        assert find_sleutel(key, MAART) is None
        assert client.get("/api/v1/projecten/", headers={"Authorization": f"Bearer {key}"}).status_code == 401
        Sleutel.objects.update(bereik=Sleutel.Bereik.LEZEN)
        assert client.get(url).status_code == 404

    def test_guessing_has_to_wait(self, tom, client, settings):
        settings.KOERS_API_RATES = settings.KOERS_API_RATES | {"foute-sleutel": "2/min"}
        codes = [client.get("/agenda/koers_abc_def.ics").status_code for _ in range(3)]
        assert codes == [404, 404, 429]
        assert client.get(make_feed(tom)[1]).status_code == 200

    def test_the_address_is_shown_once_and_kept_as_a_digest(self, tom, as_user, client):
        browser = as_user(tom)
        assert 'value="agenda" selected' in browser.get("/account/sleutels/nieuw/?bereik=agenda").content.decode()
        page = browser.post("/account/sleutels/nieuw/", {"naam": "Outlook", "bereik": "agenda", "dagen": "365"})
        url = re.search(r"http://testserver(/agenda/koers_\S+\.ics)<", page.content.decode())[1]
        assert client.get(url).status_code == 200
        secret = url.removesuffix(".ics").split("_", 2)[2]
        row = Sleutel.objects.values().get()
        assert secret not in str(row)
        assert secret not in browser.get("/account/sleutels/").content.decode()
        assert row["gebruikt_op"] == MAART
