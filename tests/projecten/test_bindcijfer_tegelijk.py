"""A measured figure changes while the text it stands in is being approved: nobody approves what they did not read."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event
from typing import Any

import pytest
from django.db import connection, connections

from koers.lib.opmaak import bound, to_plain
from koers.toegang.rights import NotAllowed
from projecten.models import Bericht, Meting, Voortgang
from projecten.services.meting import save_metingen
from projecten.services.voortgang import approve_voortgang, beoordelen, bindcijfer, submit_voortgang
from tests.projecten.meetveld import Meetveld
from tests.projecten.rondes import MAART, make_spel, set_clock

pytestmark = pytest.mark.django_db(transaction=True)
# Seconds that one waits for the other to do what a lock keeps it from; and for what is sure to come.
EVEN, LANG = 1, 5


@pytest.fixture
def veld(tom, pia, rik, almelo, monkeypatch) -> Meetveld:
    if connection.vendor == "sqlite":
        pytest.skip("the test's SQLite lies in memory, where two threads cannot write; on disk they stand in line")
    set_clock(monkeypatch, MAART)
    veld = Meetveld(make_spel(tom, almelo))
    veld.meet(almelo, 100, date(2025, 3, 31))
    return veld


@pytest.fixture
def entry(veld, tom, almelo) -> Voortgang:
    """Handed in, with a growth of 20% in it."""
    measure(veld, tom, almelo, "120")
    written = veld.spel.save(tom, veld.spel.van_tom, f"Groei: {bound('deelnemers/groei', '')}.")
    return submit_voortgang(actor=tom, voortgang=written, now=MAART)


def measure(veld: Meetveld, tom: Any, almelo: Any, value: str) -> None:
    save_metingen(
        actor=tom, project=veld.spel.mantelzorg, ronde=veld.spel.ronde, invoer=[veld.typ(almelo, value)], now=MAART
    )


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What came of each, a refusal too; every act on a connection of its own."""

    def run(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except NotAllowed as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result(timeout=60) for done in [pool.submit(run, act) for act in acts]]


def before(monkeypatch: pytest.MonkeyPatch, place: Any, name: str, pause: Callable[[], Any]) -> None:
    """Let something happen before a function does its work."""
    work = getattr(place, name)

    def paused(*args: Any, **more: Any) -> Any:
        pause()
        return work(*args, **more)

    monkeypatch.setattr(place, name, paused)


def kept() -> tuple[str, str, str]:
    """The state, the text and the number that was measured."""
    text = to_plain(Bericht.objects.get().tekst)
    return Voortgang.objects.get().staat, text, str(Meting.objects.get(peildatum=date(2026, 3, 31)).waarde)


def test_what_is_being_approved_stays_as_it_was_read(veld, entry, tom, rik, almelo, monkeypatch):
    """The approval holds the text when the figure changes: the measurement counts, the text is shut."""
    approving, open_seen, approved = Event(), Event(), Event()
    before(monkeypatch, beoordelen, "take_step", lambda: (approving.set(), open_seen.wait(EVEN)))
    before(monkeypatch, bindcijfer, "figures_of", lambda: (open_seen.set(), approved.wait(LANG)))

    def approve() -> None:
        approve_voortgang(actor=rik, voortgang=entry, versie=entry.versie, now=MAART)
        approved.set()

    def change() -> None:
        assert approving.wait(LANG)
        measure(veld, tom, almelo, "150")

    assert at_once(approve, change) == [None, None]
    staat, tekst, gemeten = kept()
    assert (staat, tekst) == ("goedgekeurd", "Groei: +20%.")
    assert gemeten.startswith("150")


def test_a_text_whose_figure_is_changing_is_read_again_before_it_is_approved(
    veld, entry, tom, rik, almelo, monkeypatch
):
    """The measurement holds the text when it is approved: the approval waits, and is refused."""
    changing, judged, changed = Event(), Event(), Event()
    before(monkeypatch, bindcijfer, "figures_of", lambda: (changing.set(), judged.wait(EVEN)))
    before(monkeypatch, beoordelen, "take_step", lambda: (judged.set(), changed.wait(LANG)))

    def change() -> None:
        measure(veld, tom, almelo, "150")
        changed.set()

    def approve() -> None:
        assert changing.wait(LANG)
        approve_voortgang(actor=rik, voortgang=entry, versie=entry.versie, now=MAART)

    _, refused = at_once(change, approve)
    assert isinstance(refused, NotAllowed)
    assert "veranderd sinds u hem las" in str(refused)
    assert kept()[:2] == ("ingediend", "Groei: +50%.")
