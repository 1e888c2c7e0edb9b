"""Midnight, the nights on which the clock is moved, 29 February, the last second of a quarter, a user abroad.

Europe/Amsterdam decides which day it is; what has passed is counted in real seconds.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from koers.lib import klok
from koers.lib.klok import AMSTERDAM, later
from koers.lib.kwartaal import Kwartaal
from koers.opdrachten import services
from koers.opdrachten.models import Opdracht
from koers.opdrachten.rules import HEARTBEAT, LEASE
from koers.toegang.rules import PAUZES, next_try
from projecten.models import Ronde, Rubriek
from tests.conftest import BEGIN
from tests.factories import make

# Summer time ends: the hour from two to three comes twice.
HERFST = datetime(2026, 10, 25, tzinfo=UTC)
# Summer time begins: the hour from two to three does not come.
LENTE = datetime(2026, 3, 29, tzinfo=UTC)


@pytest.fixture(params=["Europe/Amsterdam", "UTC", "Pacific/Auckland", "America/Los_Angeles"])
def machine(request, monkeypatch):
    """The server's own zone, which must not matter."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()
    assert os.environ.get("TZ") != "Pacific/Auckland"


@pytest.mark.parametrize(
    ("moment", "day", "kwartaal"),
    [
        ("2026-03-31T21:59:59Z", date(2026, 3, 31), "2026-Q1"),
        ("2026-03-31T22:00:00Z", date(2026, 4, 1), "2026-Q2"),
        ("2026-12-31T22:59:59Z", date(2026, 12, 31), "2026-Q4"),
        ("2026-12-31T23:00:00Z", date(2027, 1, 1), "2027-Q1"),
        ("2028-02-28T23:00:00Z", date(2028, 2, 29), "2028-Q1"),
        ("2028-02-29T22:59:59Z", date(2028, 2, 29), "2028-Q1"),
        ("2028-02-29T23:00:00Z", date(2028, 3, 1), "2028-Q1"),
        ("2026-10-25T22:59:59Z", date(2026, 10, 25), "2026-Q4"),
        ("2026-03-29T21:59:59Z", date(2026, 3, 29), "2026-Q1"),
    ],
)
def test_amsterdam_decides_which_day_and_quarter_it_is(machine, moment, day, kwartaal):
    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        assert klok.today() == day
        assert Kwartaal.of(klok.today()).code == kwartaal
        assert klok.day_of(datetime.now(UTC)) == day


@pytest.fixture
def schrijven(db) -> str:
    """Where an entry is written in a ronde that shuts with the last day of the quarter."""
    kwartaal = Kwartaal(2026, 1)
    make(
        Ronde,
        jaar=2026,
        kwartaal=1,
        begin=kwartaal.begin,
        eind=kwartaal.eind,
        open_vanaf=date(2026, 3, 1),
        op_tijd_tot=date(2026, 3, 20),
        dicht_op=kwartaal.eind,
    )
    rubriek = Rubriek.objects.create(naam="Evaluatie", slug="evaluatie", vanaf=BEGIN)
    return f"/rubrieken/{rubriek.slug}/voortgang/2026-Q1/"


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        ("2026-02-28T22:59:59Z", 403),
        ("2026-02-28T23:00:00Z", 302),
        ("2026-03-31T21:59:59Z", 302),
        ("2026-03-31T22:00:00Z", 403),
    ],
)
def test_ronde_opens_and_shuts_at_midnight_in_amsterdam_also_for_a_user_abroad(as_user, rik, schrijven, moment, status):
    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        browser = as_user(rik)
        answer = browser.post(
            schrijven, {"punt-0-tekst": "Om middernacht.", "versie": "0"}, headers={"accept-language": "en-NZ"}
        )
    assert answer.status_code == status


@pytest.mark.parametrize("night", [HERFST, LENTE], ids=["winter time", "summer time"])
def test_a_lease_lasts_as_long_on_the_nights_when_the_clock_is_moved(db, night):
    opdracht = make(Opdracht, taak="x", staat="wacht", poging=0, lease_tot=None, verzonden_op=night, klaar_op=None)
    for minutes in range(0, 180, 10):
        begin = (night + timedelta(minutes=minutes)).astimezone(AMSTERDAM)
        Opdracht.objects.filter(pk=opdracht.pk).update(staat="wacht", poging=0, lease_tot=None)
        claimed = services.claim(opdracht.pk, now=begin)
        assert claimed is not None
        assert claimed.lease_tot - begin.astimezone(UTC) == LEASE
        services.heartbeat(claimed, now=later(begin, HEARTBEAT))
        claimed.refresh_from_db()
        assert claimed.lease_tot - begin.astimezone(UTC) == LEASE + HEARTBEAT
        assert services.sweep(now=later(begin, LEASE)) == {}, "a worker that lives lost its work"


@pytest.mark.parametrize("night", [HERFST, LENTE], ids=["winter time", "summer time"])
def test_a_mail_is_tried_again_after_its_pause_on_the_nights_when_the_clock_is_moved(night):
    for minutes in range(0, 180, 10):
        begin = (night + timedelta(minutes=minutes)).astimezone(AMSTERDAM)
        again = next_try(1, begin)
        assert again is not None
        assert again.astimezone(UTC) - begin.astimezone(UTC) == PAUZES[0]
