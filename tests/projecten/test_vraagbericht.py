"""The mail of an extra request: read beforehand who gets it, one a person, never twice, made of what is still asked."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from koers.toegang import post
from koers.toegang.mailkeuze import choose_mails
from koers.toegang.models import Logregel, Mailbericht
from koers.toegang.rights import Rol
from projecten.models import ExtraVraag, Herinnering
from projecten.services.herinnering import announce_ronde, send_reminders
from projecten.services.vraag import answer_extra, ask_extra, withdraw_extra
from tests.conftest import make_eigenaar, make_gebruiker
from tests.projecten.rondes import AMSTERDAM, MAART, Spel, lead, make_spel, page, set_clock
from tests.projecten.streek import make_project

pytestmark = pytest.mark.django_db
UITERLIJK = date(2026, 3, 20)
BERICHT = "extra-vraag"
URL = "/rondes/2026-Q1/vragen/nieuw/"


@pytest.fixture
def spel(tom, pia, rik, almelo, monkeypatch, settings) -> Spel:
    settings.KOERS_ADRES = "https://koers.example"
    set_clock(monkeypatch, MAART)
    spel = make_spel(tom, almelo)
    lead(spel.kinderarmoede, tom)
    return spel


def ask(spel: Spel, actor, **fields) -> ExtraVraag:
    known = {
        "ronde": spel.ronde,
        "onderwerp": "Wachtlijst",
        "vraag": "Hoe lang is de wachtlijst?",
        "uiterlijk": UITERLIJK,
        "projecten": [spel.mantelzorg, spel.kinderarmoede],
        "gemeenten": [spel.almelo],
        "now": MAART,
    }
    return ask_extra(actor=actor, **known | fields)


def deliver(now: datetime = MAART) -> dict[str, str]:
    post.deliver(now=lambda: now)
    return {message.to[0].split("@")[0]: f"{message.subject}\n{message.body}" for message in mail.outbox}


def op(dag: int, uur: int = 7) -> datetime:
    return datetime(2026, 3, dag, uur, 15, tzinfo=AMSTERDAM)


class TestTold:
    def test_each_gets_one_mail_with_all_that_was_asked_of_them(self, spel, rik):
        aan = {str(row.project or row.gemeente): row for row in ask(spel, rik).aan.all()}
        told = deliver()
        assert sorted(told) == ["pia", "tom"]
        assert len(mail.outbox) == 2
        assert told["tom"].startswith("Extra vraag: Wachtlijst\nBeste Tom Test,")
        assert "Rik Test vraagt u iets naast de voortgang van Q1 2026" in " ".join(told["tom"].split())
        assert "Hoe lang is de wachtlijst?" in told["tom"]
        assert "Antwoord tot en met 20 maart 2026" in told["tom"]
        for naam, row in aan.items():
            link = f"https://koers.example/vragen/antwoord/{row.pk}/"
            assert (link in told["tom"]) == (naam != "Almelo")
            assert (link in told["pia"]) == (naam == "Almelo")

    def test_what_is_answered_or_withdrawn_before_it_leaves_falls_out(self, spel, rik, tom, pia):
        vraag = ask(spel, rik)
        answer_extra(actor=tom, aan=vraag.aan.get(project=spel.mantelzorg), antwoord="Tien weken.", versie=0, now=MAART)
        ander = ask(spel, rik, onderwerp="Hulplijn", projecten=[])
        withdraw_extra(actor=rik, vraag=ander, now=MAART)
        told = deliver()
        assert "Mantelzorg" not in told["tom"]
        assert "Kinderarmoede" in told["tom"]
        assert "Wachtlijst" in told["pia"]
        assert Mailbericht.objects.get(reden=post.VERVALLEN).aan == pia

    def test_the_morning_after_it_is_not_told_again_and_its_last_day_is(self, spel, rik, tom):
        ask(spel, rik, now=op(10), gemeenten=[])
        deliver(op(10))
        assert not Herinnering.objects.filter(bericht__soort="herinnering").exists()
        send_reminders(now=op(10, 8))
        send_reminders(now=op(12))
        assert "vraag" not in " ".join(
            Herinnering.objects.filter(bericht__soort="herinnering").values_list("plicht", flat=True)
        )
        send_reminders(now=op(20))
        assert Herinnering.objects.filter(gebruiker=tom, plicht__startswith="vraag:", soort="op-de-dag").count() == 2

    def test_the_announcement_sent_by_hand_does_not_repeat_it(self, spel, rik, bente, tom):
        ask(spel, rik)
        announce_ronde(actor=bente, ronde=spel.ronde, now=MAART)
        kept = Herinnering.objects.filter(gebruiker=tom, plicht__startswith="vraag:")
        assert [row.bericht.soort for row in kept] == [BERICHT, BERICHT]

    def test_who_wants_no_such_mails_gets_none_and_hears_it_by_the_reminders(self, spel, rik, tom, pia):
        choose_mails(actor=tom, wanted=["herinnering"], now=MAART)
        ask(spel, rik, now=op(10))
        assert list(deliver(op(10))) == ["pia"]
        send_reminders(now=op(11))
        assert "Wachtlijst: Mantelzorg" in deliver(op(11))["tom"]

    def test_who_turns_them_off_before_it_leaves_gets_none(self, spel, rik, tom):
        ask(spel, rik, gemeenten=[])
        choose_mails(actor=tom, wanted=[], now=MAART)
        assert deliver() == {}

    def test_before_the_ronde_opens_the_announcement_has_it(self, spel, rik, tom):
        ask(spel, rik, now=datetime(2026, 2, 20, 9, tzinfo=AMSTERDAM), gemeenten=[])
        assert not Mailbericht.objects.exists()
        send_reminders(now=op(2))
        assert "Wachtlijst: Kinderarmoede" in deliver(op(2))["tom"]

    def test_a_question_that_is_refused_or_undone_mails_nobody(self, spel, rik):
        with pytest.raises(ValidationError):
            ask(spel, rik, uiterlijk=date(2026, 3, 25))
        with transaction.atomic():
            ask(spel, rik)
            transaction.set_rollback(True)
        assert not Mailbericht.objects.exists()

    def test_sent_twice_it_is_asked_and_mailed_once(self, spel, rik):
        vraag = ask(spel, rik)
        with pytest.raises(ValidationError, match="al gesteld aan Mantelzorg, Kinderarmoede en Almelo"):
            ask(spel, rik)
        assert len(deliver()) == 2
        withdraw_extra(actor=rik, vraag=vraag, now=MAART)
        ask(spel, rik)

    def test_the_log_names_nobody_that_is_mailed(self, spel, rik):
        ask(spel, rik)
        assert not Logregel.objects.filter(zin__contains="Tom").exists()


class TestReadBeforehand:
    def form(self, spel: Spel, stap: str, **fields) -> dict[str, object]:
        known = {"onderwerp": "Wachtlijst", "vraag": "Hoe lang?", "uiterlijk": "2026-03-12", "stap": stap}
        return known | {"projecten": [spel.mantelzorg.pk], "gemeenten": [spel.almelo.pk]} | fields

    def test_who_gets_it_and_whom_nobody_reaches_is_said_before_anything_is_asked(
        self, spel, bente, hengelo, pia, as_user
    ):
        choose_mails(actor=pia, wanted=[], now=MAART)
        los = make_project("los", "Los project")
        client = as_user(bente)
        chosen = {"projecten": [spel.mantelzorg.pk, los.pk], "gemeenten": [spel.almelo.pk, hengelo.pk]}
        html = page(client.post(URL, self.form(spel, "lees", **chosen)))
        assert "Eén mens krijgt een bericht: Tom Test." in html
        assert "Geen mail bij een extra vraag wil: Pia Test." in html
        assert "is geen contact bekend: Los project en Hengelo." in html
        assert not ExtraVraag.objects.exists()
        assert not Mailbericht.objects.exists()
        assert client.post(URL, self.form(spel, "stel", **chosen)).status_code == 302
        assert list(deliver()) == ["tom"]

    def test_one_goes_back_with_all_that_was_typed(self, spel, bente, as_user):
        client = as_user(bente)
        assert f'name="projecten" value="{spel.mantelzorg.pk}"' in page(client.post(URL, self.form(spel, "lees")))
        html = page(client.post(URL, self.form(spel, "wijzig")))
        assert "Hoe lang?" in html
        assert 'value="2026-03-12"' in html
        assert not ExtraVraag.objects.exists()

    def test_what_cannot_be_asked_is_said_at_the_first_step(self, spel, bente, as_user):
        html = page(as_user(bente).post(URL, self.form(spel, "lees", uiterlijk="2026-03-25")))
        assert "gaat dicht op 24 maart 2026" in html
        assert "Stel deze vraag?" not in html

    def test_before_the_ronde_opens_it_says_when_they_hear(self, spel, bente, as_user, monkeypatch):
        set_clock(monkeypatch, datetime(2026, 2, 20, 9, tzinfo=AMSTERDAM))
        html = page(as_user(bente).post(URL, self.form(spel, "lees")))
        assert "Nu krijgt niemand een bericht: de ronde gaat open op 2 maart 2026." in html

    def test_it_costs_the_same_for_one_and_for_many(self, spel, bente, tom, as_user):
        client = as_user(bente)

        def cost(stap: str, **fields) -> int:
            with CaptureQueriesContext(connection) as queries:
                client.post(URL, self.form(spel, stap, **fields))
            return len(queries)

        before = cost("lees")
        many, gemeenten = [spel.mantelzorg.pk], [spel.almelo.pk]
        for i in range(8):
            project = make_project(f"p{i}", f"Project {i}")
            lead(project, make_gebruiker(f"Mens{i} Test", Rol.REGIONAAL))
            gemeente = make_eigenaar(f"Gemeente {i}")
            local = make_project(f"l{i}", f"Lokaal {i}", soort="lokaal", gemeente=gemeente)
            many += [project.pk, local.pk]
            gemeenten.append(gemeente.pk)
        assert cost("lees", projecten=many, gemeenten=gemeenten) == before
