"""The installations that are broken here, and the table in which each fault tells what came of it."""

from __future__ import annotations

import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import pytest

from tests.diensten import Afwezig, Dienst, postgresql, redis
from tests.faults.installatie import Installatie, copy_of

Vertel = Callable[..., None]


@pytest.fixture(scope="session")
def servers() -> Iterator[Path]:
    """A folder that PostgreSQL's own account may enter."""
    folder = Path(tempfile.mkdtemp(prefix="koers-fouten-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def started(make: Callable[[], Dienst]) -> Iterator[Dienst]:
    """The server, running; where there is none on this machine the test is skipped, with what to install."""
    try:
        server = make()
        server.start()
    except Afwezig as reason:
        pytest.skip(str(reason))
    yield server
    with suppress(ProcessLookupError):
        server.end(signal.SIGINT)


def redis_in(folder: Path) -> AbstractContextManager[Dienst]:
    return started(lambda: redis(folder))


@pytest.fixture(scope="session")
def database(servers: Path) -> Iterator[Dienst]:
    with started(lambda: postgresql(servers, durable=True)) as server:
        yield server


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Dienst]:
    with redis_in(tmp_path) as server:
        yield server


@pytest.fixture(scope="session")
def klein_klaar(tmp_path_factory: pytest.TempPathFactory) -> Installatie:
    """SQLite and a folder as queue, filled; to be copied."""
    prepared = Installatie(tmp_path_factory.mktemp("klein"))
    prepared.run("tests.faults.voorbereid")
    return prepared


@pytest.fixture(scope="session")
def groot_klaar(tmp_path_factory: pytest.TempPathFactory, database: Dienst) -> Installatie:
    """PostgreSQL, filled; to be copied, each with a Redis of its own."""
    prepared = Installatie(tmp_path_factory.mktemp("groot"), database)
    prepared.run("tests.faults.voorbereid")
    return prepared


@pytest.fixture
def klein(klein_klaar: Installatie, tmp_path: Path) -> Iterator[Installatie]:
    installatie = copy_of(klein_klaar, tmp_path / "klein")
    yield installatie
    installatie.stop()


@pytest.fixture
def groot(groot_klaar: Installatie, broker: Dienst, tmp_path: Path) -> Iterator[Installatie]:
    installatie = copy_of(groot_klaar, tmp_path / "groot", broker)
    yield installatie
    installatie.stop()


@pytest.fixture
def installatie(request: pytest.FixtureRequest) -> Installatie:
    """The size that the test is parametrized with: "klein" or "groot"."""
    found: Installatie = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def vertel(record_property: Callable[[str, object], None]) -> Vertel:
    """Tell what a fault left: what was acknowledged, what is there, what was doubled. One line of the table."""

    def tell(fout: str, *, bevestigd: object, aanwezig: object, dubbel: object, verder: str = "") -> None:
        cells = [fout, str(bevestigd), str(aanwezig), str(dubbel), verder]
        record_property("fout", cells)
        print(f"{fout}: acknowledged {bevestigd}, there {aanwezig}, doubled {dubbel}. {verder}")

    return tell
