"""The broker goes away: at the click, in the middle of the work, with all it holds. What was asked for still comes."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable

import pytest
from redis import Redis

from tests.diensten import Dienst
from tests.faults.installatie import Installatie, until
from tests.faults.mens import Mens
from tests.faults.test_werker import intact
from tests.faults.voorbereid import KWARTALEN

PERIODE = KWARTALEN[0]
WACHT = "De wachtrij antwoordt nu niet"
# A click waits for a broker that does not answer; never for longer than this, in seconds.
GEDULD = 8.0


@pytest.fixture
def draait(groot: Installatie) -> Installatie:
    groot.start_web(workers=1)
    groot.start_beat()
    return groot


def stopped(broker: Dienst) -> Callable[[], None]:
    broker.end()
    return broker.start


def hanging(broker: Dienst) -> Callable[[], None]:
    """It takes connections and then says nothing."""
    assert broker.process is not None
    process = broker.process
    process.send_signal(signal.SIGSTOP)
    return lambda: process.send_signal(signal.SIGCONT)


def emptied(broker: Dienst) -> Callable[[], None]:
    """It loses all it holds, and with it every message."""
    return lambda: flush(broker)


def flush(broker: Dienst) -> None:
    with Redis.from_url(broker.url) as queue:
        queue.flushall()


@pytest.mark.faults
@pytest.mark.parametrize("fault", [stopped, hanging], ids=["stopped", "hanging"])
def test_click_is_answered_at_once_and_the_sweep_sends_it_later(draait, broker, fault, vertel):
    rik = Mens(draait, "rik")
    rik.get("/documenten/")
    mend = fault(broker)
    begin = time.monotonic()
    pk = rik.ask_document(PERIODE)
    waited = time.monotonic() - begin
    page = rik.get(f"/documenten/opdrachten/{pk}/")
    assert WACHT in page.melding
    assert draait.opdracht(pk) == ("wacht", 0)
    mend()
    draait.start_worker()
    until(lambda: draait.is_closed(pk), f"the document is made\n{draait.log('worker')}{draait.log('beat')}")
    vertel(
        f"Redis {fault.__name__} at the click",
        bevestigd="1 asked",
        aanwezig=f"{len(intact(draait))} made",
        dubbel=0,
        verder="answered with a sentence",
    )
    assert draait.opdracht(pk) == ("klaar", 1)
    assert intact(draait) == [PERIODE]
    assert WACHT not in rik.get(f"/documenten/opdrachten/{pk}/").melding
    assert waited < GEDULD


def restart(broker: Dienst) -> None:
    broker.end()
    broker.start()


def crash(broker: Dienst) -> None:
    broker.end(signal.SIGKILL)
    broker.start()


@pytest.mark.faults
@pytest.mark.parametrize("fault", [restart, crash, flush])
def test_nothing_is_lost_when_redis_goes_while_messages_wait_and_work_is_under_way(draait, broker, fault, vertel):
    draait.start_worker("opmaak")
    rik = Mens(draait, "rik")
    asked = [rik.ask_document(periode) for periode in KWARTALEN[:3]]
    until(draait.stands_still, "a document is under way")
    fault(broker)
    draait.kill_at_point()
    until(lambda: all(draait.is_closed(pk) for pk in asked), f"all are made\n{draait.log('worker')}", seconds=120)
    vertel(
        f"Redis: {fault.__name__} in the middle of the work",
        bevestigd=f"{len(asked)} asked",
        aanwezig=f"{len(intact(draait))} made",
        dubbel=len(intact(draait)) - len(set(intact(draait))),
    )
    assert [draait.opdracht(pk)[0] for pk in asked] == ["klaar"] * 3
    assert intact(draait) == sorted(KWARTALEN[:3])
