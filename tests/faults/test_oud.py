"""In the minutes of an upgrade: the web server and the worker of yesterday on the tables of today."""

from __future__ import annotations

import io
import subprocess
import tarfile
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.conftest import Vertel, redis_in
from tests.faults.installatie import ROOT, Installatie, copy_of, until
from tests.faults.mens import Mens
from tests.faults.voorbereid import KWARTALEN

STEPS_BACK = 3
PERIODE = KWARTALEN[0]


def git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=True).stdout


@pytest.fixture(scope="module")
def oude_code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The portal as it was before the last migrations; skipped where the history is not at hand."""
    added = ["log", "--format=%H", "--diff-filter=A", f"-{STEPS_BACK}", "--", "*/migrations/0*.py"]
    try:
        commit = git(*added).decode().split()[STEPS_BACK - 1]
        archive = git("archive", f"{commit}^")
    except (OSError, subprocess.CalledProcessError, IndexError):
        pytest.skip("the history of the code is not here: clone it whole")
    folder = tmp_path_factory.mktemp("oud")
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder, filter="data")
    return folder


@pytest.mark.faults
@pytest.mark.parametrize("size", ["klein", "groot"])
def test_processes_of_yesterday_work_on_the_tables_of_today(size, oude_code, tmp_path, request, vertel: Vertel):
    prepared = request.getfixturevalue(f"{size}_klaar")
    with ExitStack() as stack:
        broker = stack.enter_context(redis_in(tmp_path)) if prepared.database else None
        installatie = copy_of(prepared, tmp_path / "oud", broker, code=oude_code)
        stack.callback(installatie.stop)
        installatie.start_web(workers=1)
        installatie.start_worker()
        installatie.start_beat()
        rik = Mens(installatie, "rik")
        for tekst in ("Geschreven met de code van gisteren.", "En nog eens veranderd."):
            assert rik.post(*rik.write(0, tekst)).is_done
        pk = rik.ask_document(PERIODE)
        until(lambda: installatie.is_closed(pk), f"the old worker is done\n{installatie.log('worker')}")
        saved = [text for (text,) in installatie.rows("SELECT tekst FROM projecten_bericht WHERE tekst LIKE 'En nog%'")]
        there = len(saved) + (installatie.opdracht(pk)[0] == "klaar")
        vertel(f"old processes on the new schema, {size}", bevestigd=2, aanwezig=there, dubbel=len(saved) - 1)
        assert saved == ["En nog eens veranderd."]
        assert installatie.opdracht(pk)[0] == "klaar"
        # The code of today reads what that of yesterday wrote.
        installatie.kinderen.kill("web")
        today = run_by_today(installatie)
        stack.callback(today.stop)
        today.start_web(workers=1)
        again = Mens(today, "rik")
        path, fields = again.write(0, "Van vandaag.")
        assert "En nog eens veranderd." in again.get(path).tekst
        assert again.post(path, fields).is_done


def run_by_today(installatie: Installatie) -> Installatie:
    """The same database and files, run by the code of today."""
    return Installatie(installatie.data, installatie.database, installatie.broker, installatie.naam)
