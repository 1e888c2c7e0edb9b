"""kill -9 of a Celery worker at every stage of a build, on both kinds of queue: each document is there exactly once."""

from __future__ import annotations

import hashlib
import random
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from redis import Redis

from koers.opdrachten.rules import MAX_POGINGEN, OPGEGEVEN
from tests.faults.conftest import Vertel, redis_in
from tests.faults.installatie import HIER, Installatie, copy_of, is_running, until
from tests.faults.mens import Mens
from tests.faults.voorbereid import KWARTALEN
from tests.faults.werker import POINTS

PERIODE = KWARTALEN[-1]
VERSIES = """SELECT d.periode, v.bestand, v.sha256 FROM rapportage_versie v
JOIN rapportage_document d ON d.id = v.document_id ORDER BY d.periode"""


def intact(installatie: Installatie) -> list[str]:
    """The quarters that have a version; AssertionError when a file is not what its row says, or has no row."""
    rows = installatie.rows(VERSIES)
    for _, bestand, sha256 in rows:
        data = (installatie.data / "documenten" / bestand).read_bytes()
        assert hashlib.sha256(data).hexdigest() == sha256
    whole = [name for name in installatie.files() if not name.endswith(".deel")]
    assert whole == sorted(Path(bestand).name for _, bestand, _ in rows), "a file without a row"
    return [periode for periode, _, _ in rows]


def readable(mens: Mens, periode: str) -> bool:
    answer = mens.web.get(f"{mens.url}/documenten/kwartaalupdate/{periode}/versies/1/pdf/", timeout=30)
    return bool(answer.status_code == 200 and answer.content.startswith(b"%PDF"))


def tell(vertel: Vertel, installatie: Installatie, fout: str, asked: int, verder: str) -> None:
    quarters = intact(installatie)
    dubbel = len(quarters) - len(set(quarters))
    soort = "Redis" if installatie.broker else "folder"
    half = sum(name.endswith(".deel") for name in installatie.files())
    vertel(
        f"{fout}, {soort}",
        bevestigd=f"{asked} asked",
        aanwezig=f"{len(quarters)} made",
        dubbel=dubbel,
        verder=f"{verder}; {half} unfinished files under a hidden name",
    )


QUICK = {("klein", "hernoemen")}
CASES = [
    pytest.param(size, point, marks=[] if (size, point) in QUICK else [pytest.mark.faults])
    for size in ("klein", "groot")
    for point in POINTS
]


@pytest.fixture(scope="module")
def bouwplaats(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installatie]:
    """An installation in which web server and beat run, for all the points at which its worker is killed."""
    prepared = request.getfixturevalue(f"{request.param}_klaar")
    with ExitStack() as stack:
        broker = stack.enter_context(redis_in(tmp_path_factory.mktemp("redis"))) if prepared.database else None
        installatie = copy_of(prepared, tmp_path_factory.mktemp("bouw"), broker)
        stack.callback(installatie.stop)
        installatie.start_web(workers=1)
        installatie.start_beat()
        yield installatie


@pytest.mark.parametrize(("bouwplaats", "point"), CASES, indirect=["bouwplaats"])
def test_document_is_there_exactly_once_when_its_worker_is_killed(bouwplaats, point, vertel):
    periode, made = KWARTALEN[POINTS.index(point)], len(intact(bouwplaats))
    forget_points(bouwplaats)
    bouwplaats.start_worker(point)
    rik = Mens(bouwplaats, "rik")
    pk = rik.ask_document(periode)
    bouwplaats.kill_at_point()
    if "worker" not in bouwplaats.kinderen.running:
        bouwplaats.start_worker()
    until(lambda: bouwplaats.is_closed(pk), f"the document is made\n{bouwplaats.log('worker')}")
    settled(bouwplaats, periode)
    bouwplaats.kinderen.kill("worker")
    staat, poging = bouwplaats.opdracht(pk)
    tell(vertel, bouwplaats, f"kill -9 of a Celery worker at '{point}'", made + 1, f"attempt {poging}")
    assert staat == "klaar"
    assert periode in intact(bouwplaats)
    assert len(intact(bouwplaats)) == made + 1
    assert poging == (1 if point in ("bericht", "bevestiging") else 2)
    assert readable(rik, periode)


def forget_points(installatie: Installatie) -> None:
    for trace in installatie.data.glob(f"{HIER}*"):
        trace.unlink()


def settled(installatie: Installatie, periode: str) -> None:
    """Ask once more, and wait until no message is left that could still come twice."""
    pk = Mens(installatie, "rik").ask_document(periode)
    until(lambda: installatie.is_closed(pk), f"the second request is answered\n{installatie.log('worker')}")
    if installatie.broker:
        with Redis.from_url(installatie.broker.url) as queue:
            until(lambda: not queue.hlen("unacked"), "what the killed worker had taken is handed out again, and ended")


@pytest.mark.faults
@pytest.mark.parametrize("installatie", ["klein", "groot"], indirect=True)
def test_asker_is_told_when_the_worker_dies_every_time(installatie, vertel):
    installatie.start_web(workers=1)
    installatie.start_beat()
    rik = Mens(installatie, "rik")
    pk = rik.ask_document(PERIODE)
    for _ in range(MAX_POGINGEN):
        forget_points(installatie)
        if "worker" not in installatie.kinderen.running:
            installatie.start_worker("opmaak")
        installatie.kill_at_point()
    if "worker" not in installatie.kinderen.running:
        installatie.start_worker()
    until(lambda: installatie.is_closed(pk), "it is given up")
    page = rik.get(f"/documenten/opdrachten/{pk}/")
    tell(vertel, installatie, "kill -9 of a Celery worker, three times in a row", 1, "given up, the asker is told")
    assert installatie.opdracht(pk) == ("mislukt", MAX_POGINGEN)
    assert OPGEGEVEN in page.melding
    assert installatie.files() == []


@pytest.mark.faults
@pytest.mark.parametrize("installatie", ["klein", "groot"], indirect=True)
def test_all_documents_are_there_once_when_workers_are_killed_at_any_moment(installatie, vertel):
    installatie.start_web(workers=1)
    installatie.start_beat()
    rik = Mens(installatie, "rik")
    asked = {periode: rik.ask_document(periode) for periode in KWARTALEN}
    chance = random.Random(4)
    killed = 0
    while not all(installatie.is_closed(pk) for pk in asked.values()) and killed < 2 * len(KWARTALEN):
        installatie.start_worker()
        until(lambda: busy(installatie) or done(installatie, asked), "a worker is busy")
        signal.sigtimedwait([], chance.random() * 3)
        installatie.kinderen.kill("worker")
        killed += 1
    installatie.start_worker()
    until(lambda: done(installatie, asked), f"all are ended\n{installatie.log('worker')}", seconds=120)
    for periode, pk in asked.items():
        if installatie.opdracht(pk)[0] == "mislukt":
            asked[periode] = rik.ask_document(periode)
    until(lambda: done(installatie, asked), f"all are made\n{installatie.log('worker')}", seconds=120)
    tell(vertel, installatie, f"kill -9 of all workers, {killed} times", len(asked), "at moments of chance")
    assert intact(installatie) == sorted(KWARTALEN)


def busy(installatie: Installatie) -> bool:
    return bool(installatie.value("SELECT count(*) FROM opdrachten_opdracht WHERE staat = 'bezig'"))


def done(installatie: Installatie, asked: dict[str, int]) -> bool:
    return all(installatie.is_closed(pk) for pk in asked.values())


def test_no_process_is_left_behind(klein):
    klein.start_beat()
    pid = klein.kinderen.running["beat"].pid
    klein.stop()
    assert not is_running(pid)
    assert not any(f"KOERS_DATA={klein.data}" in environ(pid) for pid in process_ids())


def process_ids() -> list[int]:
    return [int(path.name) for path in Path("/proc").glob("[0-9]*")]


def environ(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/environ").read_text(errors="replace")
    except OSError:
        return ""
