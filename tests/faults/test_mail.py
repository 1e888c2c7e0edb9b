"""A worker that is killed while it sends mail: nobody is mailed twice, the rest is mailed, and it is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.faults.conftest import Vertel, redis_in
from tests.faults.installatie import Installatie, copy_of, until
from tests.faults.mens import Mens
from tests.faults.werker import MAIL_POINTS
from tests.postbus import Postbus, postbus

PEOPLE = ("rik", "ria", "bente", "frank")
STATES = "SELECT staat, count(*) FROM toegang_mailbericht GROUP BY staat"
TRIED = "SELECT count(*) FROM toegang_mailbericht WHERE staat = 'wacht' AND poging > 0"
OPEN = "SELECT count(*) FROM toegang_mailbericht WHERE staat IN ('wacht', 'bezig')"
TOLD = "SELECT count(*) FROM toegang_logregel WHERE actie = 'toegang.bericht:fail'"


@pytest.fixture
def bus() -> Iterator[Postbus]:
    with postbus() as box:
        yield box


@pytest.fixture
def installatie(request: pytest.FixtureRequest, bus: Postbus, tmp_path) -> Iterator[Installatie]:
    """The size asked for, with this mail server."""
    prepared = request.getfixturevalue(f"{request.param}_klaar")
    with ExitStack() as stack:
        broker = stack.enter_context(redis_in(tmp_path)) if prepared.database else None
        made = copy_of(prepared, tmp_path / "post", broker, mail=f"smtp://127.0.0.1:{bus.port}")
        stack.callback(made.stop)
        yield made


@pytest.mark.faults
@pytest.mark.parametrize("point", MAIL_POINTS)
@pytest.mark.parametrize("installatie", ["klein", "groot"], indirect=True)
def test_nobody_is_mailed_twice_when_a_worker_is_killed_in_mid_mailing(installatie, point, bus, vertel: Vertel):
    installatie.start_web(workers=1)
    for naam in PEOPLE:
        forget_password(installatie, naam)
    assert installatie.value(OPEN) == len(PEOPLE)
    installatie.start_worker(point)
    installatie.start_beat()
    installatie.kill_at_point()
    if "worker" not in installatie.kinderen.running:
        installatie.start_worker()
    until(lambda: installatie.value(OPEN) == 0, f"all mails are ended\n{installatie.log('worker')}")
    doubled = len(bus.taken) - len(set(bus.taken))
    states = dict(installatie.rows(STATES))
    size = "Redis" if installatie.broker else "folder"
    verder = f"{states.get('onzeker', 0)} set apart and told"
    fault = f"kill -9 of a worker with a mail {point}, {size}"
    vertel(fault, bevestigd=f"{len(PEOPLE)} asked", aanwezig=f"{len(bus.taken)} mailed", dubbel=doubled, verder=verder)
    assert doubled == 0
    assert states == {"verzonden": len(PEOPLE) - 1, "onzeker": 1}
    assert len(bus.taken) == len(PEOPLE) - (point == "aangeboden")
    assert installatie.value(TOLD) == 1


@pytest.mark.faults
@pytest.mark.parametrize("installatie", ["klein", "groot"], indirect=True)
def test_mail_waits_while_the_server_is_away_and_one_refused_address_stops_nobody_else(installatie, bus, vertel):
    bus.stop()
    installatie.start_web(workers=1)
    installatie.start_worker()
    installatie.start_beat()
    for naam in PEOPLE:
        forget_password(installatie, naam)
    until(lambda: installatie.value(TRIED) == len(PEOPLE), "every mail was tried in vain")
    assert installatie.value(OPEN) == len(PEOPLE)
    with postbus(bus.port) as back:
        back.antwoord["ria@koers.example"] = "550 no such person"
        # Beat asks for the post once a minute.
        until(lambda: installatie.value(OPEN) == 0, f"all mails are ended\n{installatie.log('worker')}", seconds=150)
        taken, states = back.taken, dict(installatie.rows(STATES))
    size = "Redis" if installatie.broker else "folder"
    doubled = len(taken) - len(set(taken))
    vertel(
        f"mail server away, then refuses one of {len(PEOPLE)}, {size}",
        bevestigd=f"{len(PEOPLE)} asked",
        aanwezig=f"{len(taken)} mailed",
        dubbel=doubled,
        verder=f"{states.get('mislukt', 0)} refused and told",
    )
    assert sorted(taken) == sorted(f"{naam}@koers.example" for naam in PEOPLE if naam != "ria")
    assert states == {"verzonden": len(PEOPLE) - 1, "mislukt": 1}
    assert installatie.value(TOLD) == 1


def forget_password(installatie: Installatie, naam: str) -> None:
    """Ask for a new password, as a person would."""
    mens = Mens(installatie, "")
    page = mens.get("/wachtwoord/vergeten/")
    answer = mens.post("/wachtwoord/vergeten/", page.fields() | {"email": f"{naam}@koers.example"})
    assert answer.is_done, answer.melding[:300]
