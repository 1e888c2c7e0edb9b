"""Reminders: when they are due, one mail a person, never twice, made of what is still due when they leave."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Barrier

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as django_settings
from django.core import mail
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from koers.toegang import post
from koers.toegang.mailkeuze import choose_mails
from koers.toegang.models import Logregel, Mailbericht
from koers.toegang.rights import NotAllowed, Rol
from projecten.models import Herinnering, Indicator
from projecten.rules.herinnering import DAARNA, NAZENDING, OP_DE_DAG, START, VOORAF, Moment, due, moments
from projecten.rules.ronde import Termijn
from projecten.rules.voortgang import Heropening
from projecten.services import herinnering as service
from projecten.services.herinnering import announce_ronde, send_reminders
from projecten.services.voortgang import reopen_voortgang
from projecten.services.vraag import ask_extra
from projecten.tasks import remind
from tests.conftest import make_gebruiker
from tests.factories import make
from tests.projecten.meetveld import Meetveld
from tests.projecten.rondes import AMSTERDAM, GESLOTEN, MAART, Spel, lead, make_spel, set_clock
from tests.projecten.streek import make_project, take_part

Q1 = Termijn(date(2026, 3, 2), date(2026, 3, 16), date(2026, 3, 24))
VROEG = 5


def op(dag: int, uur: int = 7, maand: int = 3) -> datetime:
    return datetime(2026, maand, dag, uur, 15, tzinfo=AMSTERDAM)


class TestWhen:
    def test_open_before_on_the_day_and_after_it_every_week_until_it_shuts(self):
        assert [(moment.soort, moment.dag.day) for moment in moments(Q1, VROEG)] == [
            (START, 2),
            (VOORAF, 11),
            (OP_DE_DAG, 16),
            (DAARNA, 17),
            (DAARNA, 24),
        ]

    @pytest.mark.parametrize(
        ("dag", "moment"),
        [
            (1, None),
            (2, (START, 2)),
            (4, (START, 2)),
            (5, None),
            (11, (VOORAF, 11)),
            (15, None),
            (16, (OP_DE_DAG, 16)),
            (17, (DAARNA, 17)),
            (20, None),
            (24, (DAARNA, 24)),
            (25, None),
        ],
    )
    def test_what_is_due_on_a_day_with_two_days_of_grace(self, dag, moment):
        found = due(Q1, VROEG, date(2026, 3, dag))
        assert (found and (found.soort, found.dag.day)) == moment

    @given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(1, 60), st.integers(-5, 130))
    def test_there_is_never_more_than_one_and_never_a_stale_or_early_one(self, open_, tijd, na, vooraf, dag):
        begin = date(2026, 1, 1) + timedelta(days=open_)
        termijn = Termijn(begin, begin + timedelta(days=tijd), begin + timedelta(days=tijd + na))
        today = date(2026, 1, 1) + timedelta(days=dag)
        all_moments = moments(termijn, vooraf)
        assert sorted(all_moments, key=lambda moment: moment.dag) == all_moments
        assert len({(moment.soort, moment.dag) for moment in all_moments}) == len(all_moments)
        found = due(termijn, vooraf, today)
        if found:
            assert found.dag <= today <= termijn.einde
            assert today - found.dag <= NAZENDING
            assert found.soort != OP_DE_DAG or found.dag == today or today > termijn.einde

    def test_a_reopening_is_announced_by_its_own_mail_and_reminded_of_on_its_last_day(self):
        again = Q1.reopened(Heropening(date(2026, 3, 25), date(2026, 4, 2)))
        assert moments(again, VROEG) == [Moment(VOORAF, date(2026, 3, 28)), Moment(OP_DE_DAG, date(2026, 4, 2))]


class Brievenbus:
    """A real mail server on this machine."""

    def __init__(self) -> None:
        self.brieven: list[tuple[str, EmailMessage]] = []

    async def handle_DATA(self, server, session, envelope) -> str:
        self.brieven.append((envelope.rcpt_tos[0], message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"


@pytest.fixture
def brievenbus(settings) -> Iterator[Brievenbus]:
    handler = Brievenbus()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield handler
    controller.stop()


@pytest.fixture
def spel(tom, pia, rik, almelo, settings) -> Spel:
    settings.KOERS_ADRES = "https://koers.example"
    return make_spel(tom, almelo)


def deliver(now: datetime) -> int:
    return post.deliver(now=lambda: now)


def told() -> dict[str, str]:
    return {message.to[0].split("@")[0]: message.body for message in mail.outbox}


@pytest.mark.django_db
class TestSending:
    def test_a_real_mail_server_receives_one_mail_a_person_with_everything_and_links(self, brievenbus, spel, tom):
        lead(spel.kinderarmoede, tom)
        assert send_reminders(now=op(2)) == 3
        assert deliver(op(2)) == 3
        brieven = dict(brievenbus.brieven)
        assert sorted(brieven) == ["pia@koers.example", "rik@koers.example", "tom@koers.example"]
        brief = brieven["tom@koers.example"]
        assert brief["Subject"] == "Voortgang: 2 dingen te doen, nog 14 dagen"
        tekst = brief.get_content()
        assert "https://koers.example/projecten/mantelzorg/voortgang/2026-Q1/" in tekst
        assert "https://koers.example/projecten/kinderarmoede/voortgang/2026-Q1/" in tekst
        assert "tot en met 16 maart 2026 (nog 14 dagen)" in tekst
        assert brief["Auto-Submitted"] == "auto-generated"
        assert "https://koers.example/gemeenten/almelo/voortgang/2026-Q1/" in brieven["pia@koers.example"].get_content()

    def test_the_measurements_of_a_project_stand_under_its_line_and_are_no_mail_of_their_own(self, spel, tom, pia, rik):
        veld = Meetveld(spel)
        veld.meet(spel.almelo, 12, op=spel.ronde.eind)
        send_reminders(now=op(2))
        assert deliver(op(2)) == 3
        regel = "  Metingen van Mantelzorg: 1 van de 2 ingevuld, tot en met 16 maart 2026\n"
        adres = "  https://koers.example/projecten/mantelzorg/metingen/2026-Q1/\n"
        text = "  https://koers.example/projecten/mantelzorg/voortgang/2026-Q1/\n"
        assert text + regel + adres in told()["tom"]
        assert regel + adres in told()["pia"], "under the line of her gemeente"
        assert "Metingen" not in told()["rik"]
        spel.submit(tom, spel.van_tom, "Nieuws", now=op(16))
        spel.submit(pia, spel.van_pia, "Nieuws", now=op(16))
        mail.outbox.clear()
        assert send_reminders(now=op(16)) == 1, "a text that is in gives cause to no mail, whatever is left to measure"
        deliver(op(16))
        assert list(told()) == ["rik"]

    def test_measurements_of_several_projects_of_a_gemeente_are_one_line(self, spel, pia):
        Meetveld(spel)
        take_part(spel.kinderarmoede, spel.almelo, "pilot")
        make(Indicator, project=spel.kinderarmoede, sleutel="gezinnen", naam="Gezinnen")
        send_reminders(now=op(17))
        deliver(op(17))
        regel = "  Metingen van 2 projecten: 0 van de 3 ingevuld, tot en met 24 maart 2026\n"
        assert regel + "  https://koers.example/taken/\n" in told()["pia"]

    def test_ten_times_on_one_day_is_once_and_each_day_its_own(self, spel):
        assert [send_reminders(now=op(2, uur)) for uur in range(7, 17)] == [3, *[0] * 9]
        assert [send_reminders(now=op(dag)) for dag in (3, 4, 5, 11, 12, 16, 17, 18, 24)] == [0, 0, 0, 3, 0, 3, 3, 0, 3]
        assert Herinnering.objects.count() == 5 * 3
        assert Logregel.objects.filter(actie="projecten.ronde:remind").count() == 5

    def test_what_was_missed_by_a_day_is_sent_and_what_was_missed_by_three_is_not(self, spel):
        assert send_reminders(now=op(4)) == 3
        assert set(Herinnering.objects.values_list("soort", "dag")) == {(START, date(2026, 3, 2))}
        assert send_reminders(now=op(14)) == 0

    def test_who_came_a_day_later_is_still_told_and_nobody_else_again(self, spel):
        send_reminders(now=op(2))
        make_gebruiker("Nina Test", Rol.LOKAAL, spel.almelo)
        assert send_reminders(now=op(3)) == 1
        assert Herinnering.objects.latest("pk").gebruiker.naam == "Nina Test"

    def test_what_was_handed_in_before_it_leaves_falls_out_and_with_nothing_left_no_mail(self, spel, tom, pia):
        lead(spel.kinderarmoede, tom)
        send_reminders(now=op(16))
        spel.submit(tom, spel.van_tom, "Nieuws", now=op(16))
        spel.submit(pia, spel.van_pia, "Nieuws", now=op(16))
        assert deliver(op(16)) == 2
        assert "mantelzorg" not in told()["tom"]
        assert "kinderarmoede" in told()["tom"]
        assert "vandaag de laatste dag" in mail.outbox[0].subject
        assert "pia" not in told()
        assert Mailbericht.objects.get(aan=pia).reden == post.VERVALLEN

    def test_late_is_said_with_the_last_day(self, spel):
        send_reminders(now=op(17))
        deliver(op(17))
        assert "te laat sinds 16 maart 2026; het kan nog tot en met 24 maart 2026" in told()["tom"]
        assert mail.outbox[0].subject == "Voortgang: te laat"

    def test_an_extra_question_has_days_of_its_own_and_stands_in_the_same_mail(self, spel, rik):
        ask_extra(
            actor=rik,
            ronde=spel.ronde,
            onderwerp="Wachtlijst",
            vraag="Hoe lang?",
            uiterlijk=date(2026, 3, 14),
            projecten=[spel.mantelzorg],
            gemeenten=[],
            now=op(5),
        )
        send_reminders(now=op(14))
        deliver(op(14))
        assert list(told()) == ["tom"]
        assert "Wachtlijst: Mantelzorg" in told()["tom"]
        assert "/projecten/mantelzorg/voortgang/2026-Q1/" in told()["tom"]

    def test_a_reopened_entry_is_reminded_of_on_its_last_day(self, spel, bente, rik):
        spel.approve(rik, spel.van_tom, "Nieuws")
        reopen_voortgang(
            actor=bente,
            ronde=spel.ronde,
            onderwerp=spel.van_tom,
            reden="Een datum",
            tot=date(2026, 4, 2),
            now=GESLOTEN,
        )
        assert [send_reminders(now=op(dag, maand=4)) for dag in (1, 2, 3)] == [0, 1, 0]

    def test_who_turned_them_off_gets_none_even_when_the_mail_was_asked_for(self, spel, tom, pia):
        choose_mails(actor=tom, wanted=[], now=op(1))
        send_reminders(now=op(2))
        assert not Herinnering.objects.filter(gebruiker=tom).exists()
        choose_mails(actor=pia, wanted=[], now=op(2))
        assert deliver(op(2)) == 1
        assert list(told()) == ["rik"]

    def test_beat_asks_once_a_day_by_the_clock(self, spel, monkeypatch):
        schedule = django_settings.CELERY_BEAT_SCHEDULE["herinneringen"]
        assert schedule["task"] == remind.name
        assert (schedule["schedule"].hour, schedule["schedule"].minute) == ({7}, {15})
        set_clock(monkeypatch, op(2))
        remind()
        assert Mailbericht.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_send_each_mail_once(spel, monkeypatch):
    """Both have read that nothing was sent yet before either writes."""
    if connection.vendor == "sqlite":
        pytest.skip("the test's SQLite lies in memory, where two threads cannot write; on disk they stand in line")
    both = Barrier(2, timeout=20)
    plan = service.plan

    def planned_by_both(today: date):
        found = plan(today)
        both.wait()
        return found

    monkeypatch.setattr(service, "plan", planned_by_both)

    def beat() -> int:
        try:
            return send_reminders(now=op(2))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        sent = [done.result(timeout=60) for done in [pool.submit(beat) for _ in range(2)]]
    assert sum(sent) == 3
    assert Mailbericht.objects.count() == 3
    assert Herinnering.objects.count() == 3


@pytest.mark.django_db
class TestPreview:
    URL = "/rondes/2026-Q1/herinneringen/"

    def test_bente_sees_the_days_who_gets_one_and_who_cannot_be_reached(self, spel, bente, tom, as_user, monkeypatch):
        set_clock(monkeypatch, MAART)
        choose_mails(actor=tom, wanted=[], now=MAART)
        client = as_user(bente)
        html = " ".join(client.get(self.URL).content.decode().split())
        assert "11 maart 2026" in html
        assert "wil geen herinneringen" in html
        assert "Kinderarmoede" in html.split('id="zonder-contact"')[1]
        mail_to_tom = " ".join(client.get(f"{self.URL}?wie={tom.pk}").content.decode().split())
        assert "Voortgang: 1 ding te doen, nog 6 dagen" in mail_to_tom
        for onzin in ("0", "onzin", "²", "9" * 20):
            assert "er gaat geen mail" in client.get(f"{self.URL}?wie={onzin}").content.decode()

    def test_the_announcement_is_sent_now_to_whoever_did_not_have_it(self, spel, bente, as_user, monkeypatch):
        set_clock(monkeypatch, MAART)
        client = as_user(bente)
        assert "Stuur de aankondiging nu (3)" in client.get(self.URL).content.decode()
        page = client.post("/rondes/2026-Q1/aankondigen/", follow=True).content.decode()
        assert "gaat naar 3 mensen" in page
        assert "had de aankondiging al" in client.post("/rondes/2026-Q1/aankondigen/", follow=True).content.decode()
        assert Mailbericht.objects.count() == 3
        assert Logregel.objects.get(actie="projecten.ronde:remind").zin == (
            "Bente Test kondigde de ronde Q1 2026 aan bij 3 mensen."
        )

    def test_only_the_team_sends_and_only_while_it_is_open(self, spel, tom, bente, as_user, monkeypatch):
        with pytest.raises(NotAllowed):
            announce_ronde(actor=tom, ronde=spel.ronde, now=MAART)
        with pytest.raises(NotAllowed, match="niet open"):
            announce_ronde(actor=bente, ronde=spel.ronde, now=GESLOTEN)
        set_clock(monkeypatch, GESLOTEN)
        assert "niet open" in as_user(bente).post("/rondes/2026-Q1/aankondigen/", follow=True).content.decode()
        assert not Mailbericht.objects.exists()

    def test_it_costs_the_same_with_two_and_with_twelve_projects(self, spel, bente, tom, as_user, monkeypatch):
        set_clock(monkeypatch, MAART)
        client = as_user(bente)

        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(self.URL).status_code == 200
            return len(queries)

        before = cost()
        for i in range(10):
            lead(make_project(f"p{i}", f"Project {i}"), tom)
        assert cost() == before
