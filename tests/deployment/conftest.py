"""A PostgreSQL and a Redis of the tests' own, from the binaries of the machine (tests.diensten)."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.diensten import Afwezig, Dienst, binary, postgresql, redis

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="package")
def servers() -> Iterator[dict[str, str]]:
    """DATABASE_URL and CELERY_BROKER_URL of two fresh servers. Skipped where they are not installed, except in CI."""
    folder = Path(tempfile.mkdtemp(prefix="koers-services-"))
    folder.chmod(0o755)
    running: list[Dienst] = []
    try:
        binary("redis-cli")
        for make in (postgresql, redis):
            running.append(make(folder))
            running[-1].start()
        yield {"DATABASE_URL": running[0].url, "CELERY_BROKER_URL": running[1].url}
    except Afwezig as reason:
        if os.environ.get("CI") == "true":
            pytest.fail(str(reason))
        pytest.skip(str(reason))
    finally:
        for server in running:
            server.end()
        shutil.rmtree(folder, ignore_errors=True)
