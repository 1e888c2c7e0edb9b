"""An opdracht through its life: who wins a claim, what a lost worker may still do, what the sweep brings back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from koers.opdrachten import services
from koers.opdrachten.models import Opdracht
from koers.opdrachten.rules import LEASE, MAX_POGINGEN, OPGEGEVEN, RESEND_AFTER, UNSENT_AFTER, Besluit, decide
from koers.toegang.models import Logregel

TAAK = "rapportage.tasks.build_document"
pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch) -> list[tuple[str, list[int]]]:
    """What was handed to the queue."""
    messages: list[tuple[str, list[int]]] = []
    monkeypatch.setattr(services.current_app, "send_task", lambda taak, args, **_: messages.append((taak, args)))
    return messages


@pytest.fixture
def broker_down(monkeypatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise ConnectionRefusedError("nobody there")

    monkeypatch.setattr(services.current_app, "send_task", refuse)


def ask(actor, nu: datetime, sleutel: str = "jaarverslag 2024") -> Opdracht:
    return services.enqueue(actor=actor, taak=TAAK, sleutel=sleutel, argumenten={"periode": "2024"}, now=nu)


def test_enqueue_sends_the_number_after_commit_only(rik, nu, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        opdracht = ask(rik, nu)
        assert sent == []
    assert sent == [(TAAK, [opdracht.pk])]
    opdracht.refresh_from_db()
    assert (opdracht.staat, opdracht.verzonden_op, opdracht.aangevraagd_door) == ("wacht", nu, rik)


def test_enqueue_twice_gives_the_open_one(rik, bente, nu, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first, second = ask(rik, nu), ask(bente, nu)
        claimed = services.claim(first.pk, now=nu)
        third = ask(bente, nu)
    assert first == second == third == claimed
    assert len(sent) == 1


def test_enqueue_after_the_end_makes_a_new_one(rik, nu, sent):
    first = services.claim(ask(rik, nu).pk, now=nu)
    services.finish(first, resultaat={}, now=nu)
    assert ask(rik, nu) != first


def test_enqueue_that_loses_the_race_gives_the_winner(rik, nu, sent, monkeypatch):
    """Another request commits between looking and writing."""
    winner = ask(rik, nu)
    seen = iter([None, winner])
    monkeypatch.setattr(services, "_open", lambda sleutel: next(seen))
    assert ask(rik, nu) == winner


def test_database_refuses_a_second_open_one(rik, nu, sent):
    first = ask(rik, nu)
    with pytest.raises(IntegrityError), transaction.atomic():
        Opdracht.objects.create(taak=TAAK, sleutel=first.sleutel, aangevraagd_op=nu)


def test_broker_down_leaves_the_row_waiting_and_the_sweep_sends_it(
    rik, nu, broker_down, monkeypatch, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        opdracht = ask(rik, nu)
    opdracht.refresh_from_db()
    assert (opdracht.staat, opdracht.verzonden_op) == ("wacht", None)
    assert services.sweep(now=nu + UNSENT_AFTER) == {}, "still no broker"
    sent: list[int] = []
    monkeypatch.setattr(services.current_app, "send_task", lambda taak, args, **_: sent.extend(args))
    assert services.sweep(now=nu + UNSENT_AFTER) == {"stuur": 1}
    assert sent == [opdracht.pk]


def test_of_two_claims_one_wins(rik, nu, sent):
    opdracht = ask(rik, nu)
    first, second = services.claim(opdracht.pk, now=nu), services.claim(opdracht.pk, now=nu)
    assert first is not None
    assert (first.staat, first.poging, first.lease_tot) == ("bezig", 1, nu + LEASE)
    assert second is None


def test_claim_of_what_ended_or_never_was_gives_nothing(rik, nu, sent):
    opdracht = services.claim(ask(rik, nu).pk, now=nu)
    services.finish(opdracht, resultaat={}, now=nu)
    assert services.claim(opdracht.pk, now=nu + timedelta(days=1)) is None
    assert services.claim(999_999, now=nu) is None


def test_late_write_of_a_lost_worker_is_refused(rik, nu, sent):
    lost = services.claim(ask(rik, nu).pk, now=nu)
    later = nu + LEASE + timedelta(seconds=1)
    heir = services.claim(lost.pk, now=later)
    assert heir.poging == 2
    for write in (
        lambda: services.progress(lost, stap="Opmaken", percent=50, now=later),
        lambda: services.heartbeat(lost, now=later),
        lambda: services.finish(lost, resultaat={"versie": 7}, now=later),
        lambda: services.fail(lost, melding="Mislukt.", now=later),
    ):
        with pytest.raises(services.Achterhaald):
            write()
    heir.refresh_from_db()
    assert (heir.staat, heir.stap, heir.resultaat, heir.foutmelding) == ("bezig", "", {}, "")
    services.finish(heir, resultaat={"versie": 8}, now=later)
    heir.refresh_from_db()
    assert (heir.staat, heir.voortgang, heir.resultaat) == ("klaar", 100, {"versie": 8})


def test_progress_keeps_the_lease_and_stays_within_bounds(rik, nu, sent):
    opdracht = services.claim(ask(rik, nu).pk, now=nu)
    later = nu + timedelta(seconds=60)
    services.progress(opdracht, stap="x" * 500, percent=140, now=later)
    opdracht.refresh_from_db()
    assert (len(opdracht.stap), opdracht.voortgang, opdracht.lease_tot) == (120, 100, later + LEASE)


def test_fail_tells_the_asker_and_the_log(rik, nu, sent):
    opdracht = services.claim(ask(rik, nu).pk, now=nu)
    services.fail(opdracht, melding="De schijf is vol.", now=nu)
    opdracht.refresh_from_db()
    assert (opdracht.staat, opdracht.foutmelding, opdracht.is_open) == ("mislukt", "De schijf is vol.", False)
    regel = Logregel.objects.get(actie="opdrachten.opdracht:fail")
    assert regel.actor == rik
    assert regel.via == "werker"
    assert "De schijf is vol." in regel.zin


def test_sweep_leaves_what_is_being_done(rik, nu, sent):
    services.claim(ask(rik, nu).pk, now=nu)
    assert services.sweep(now=nu + LEASE) == {}
    assert sent == []


def test_sweep_takes_back_from_a_lost_worker_until_it_is_enough(rik, nu, sent):
    opdracht = ask(rik, nu)
    moment = nu
    for poging in range(1, MAX_POGINGEN + 1):
        assert services.claim(opdracht.pk, now=moment).poging == poging
        moment += LEASE + timedelta(seconds=1)
        assert services.sweep(now=moment) == ({"herstel": 1} if poging < MAX_POGINGEN else {"staak": 1})
    opdracht.refresh_from_db()
    assert (opdracht.staat, opdracht.foutmelding) == ("mislukt", OPGEGEVEN)
    assert sent == [(TAAK, [opdracht.pk])] * (MAX_POGINGEN - 1)
    assert services.claim(opdracht.pk, now=moment) is None
    assert Logregel.objects.filter(actie="opdrachten.opdracht:fail").count() == 1


def test_emptied_queue_is_filled_again_by_the_sweep(rik, nu, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        opdracht = ask(rik, nu)
    sent.clear()
    assert services.sweep(now=nu + RESEND_AFTER - timedelta(seconds=1)) == {}
    assert services.sweep(now=nu + RESEND_AFTER) == {"stuur": 1}
    assert sent == [(TAAK, [opdracht.pk])]


def test_sweep_does_not_take_back_what_was_claimed_meanwhile(rik, nu, sent):
    stale = services.claim(ask(rik, nu).pk, now=nu)
    later = nu + LEASE + timedelta(seconds=1)
    heir = services.claim(stale.pk, now=later)
    assert not services._carry_out(Besluit.HERSTEL, stale, later)
    assert not services._carry_out(Besluit.STAAK, stale, later)
    heir.refresh_from_db()
    assert (heir.staat, heir.poging) == ("bezig", 2)


@pytest.mark.parametrize(
    ("bezig", "poging", "verzonden", "lease", "besluit"),
    [
        (False, 0, None, None, Besluit.STUUR),
        (False, 0, timedelta(0), None, Besluit.LAAT),
        (False, 0, -RESEND_AFTER, None, Besluit.STUUR),
        (True, 1, None, timedelta(0), Besluit.LAAT),
        (True, 1, None, timedelta(seconds=-1), Besluit.HERSTEL),
        (True, 3, None, timedelta(seconds=-1), Besluit.STAAK),
        (True, 1, None, None, Besluit.HERSTEL),
    ],
)
def test_decide_at_the_bounds(nu, bezig, poging, verzonden, lease, besluit):
    found = decide(
        bezig=bezig,
        poging=poging,
        aangevraagd_op=nu - timedelta(hours=1),
        verzonden_op=None if verzonden is None else nu + verzonden,
        lease_tot=None if lease is None else nu + lease,
        now=nu,
    )
    assert found is besluit
