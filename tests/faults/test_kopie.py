"""A copy made while people save, put back on an empty machine: whole entries, and nothing of before it is missing."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg2
import pytest

from tests.faults.conftest import Vertel
from tests.faults.installatie import Installatie
from tests.faults.schrijvers import Schrijver
from tests.faults.test_opslaan import writing


@pytest.fixture
def leeg(installatie: Installatie, tmp_path) -> Iterator[Installatie]:
    """An empty machine of the same kind."""
    naam = f"{installatie.naam}_terug"
    if installatie.database:
        admin = psycopg2.connect(installatie.database.url)
        admin.autocommit = True
        admin.cursor().execute(f"CREATE DATABASE {naam}")
        admin.close()
    empty = Installatie(tmp_path / "leeg", installatie.database, None, naam)
    yield empty
    empty.stop()


@pytest.mark.faults
@pytest.mark.parametrize("installatie", ["klein", "groot"], indirect=True)
def test_copy_made_while_people_save_is_whole_when_it_is_put_back(installatie, leeg, tmp_path, vertel: Vertel, request):
    installatie.start_web()
    with writing(installatie) as writers:
        before = [writer.stored() for writer in writers]
        installatie.run("manage", "backup", str(tmp_path / "kopie.tar.gz"))
        after = [writer.nummer for writer in writers]
    # The other machine has a key of its own.
    told = leeg.run("manage", "restore", "--trust", str(tmp_path / "kopie.tar.gz"))
    restored = [Schrijver(leeg, writer.rubriek) for writer in writers]
    there = [writer.stored() for writer in restored]
    size = request.node.callspec.params["installatie"]
    vertel(
        f"backup while {len(writers)} people save, put back, {size}",
        bevestigd=sum(before),
        aanwezig=sum(there),
        dubbel=sum(writer.log_lines() - len(writer.versies()) for writer in restored),
        verder=f"{sum(after)} when it was done",
    )
    assert "counts and hashes are equal" in told
    assert [writer.log_lines() for writer in restored] == [len(writer.versies()) for writer in restored]
    assert [loss for writer in [*writers, *restored] for loss in writer.lost] == []
    assert all(first <= copied <= last for first, copied, last in zip(before, there, after, strict=True))
    assert [writer.versies()[-1] for writer in restored] == [writer.versie() for writer in restored]
