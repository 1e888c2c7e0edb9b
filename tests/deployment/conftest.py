"""A PostgreSQL and a Redis of the tests' own, from the binaries that `bin/with-services` finds."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
MISSING = "PostgreSQL or Redis is not on this machine (Debian: apt-get install postgresql redis-server)"


def with_services() -> ModuleType:
    """The script as a module: it has no suffix."""
    path = str(ROOT / "bin" / "with-services")
    loader = importlib.machinery.SourceFileLoader("with_services", path)
    spec = importlib.util.spec_from_loader("with_services", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture(scope="package")
def servers() -> Iterator[dict[str, str]]:
    """DATABASE_URL and CELERY_BROKER_URL of two fresh servers. Skipped where they are not installed, except in CI."""
    script = with_services()
    try:
        for name in ("initdb", "postgres", "redis-server", "redis-cli"):
            script.binary(name)
    except SystemExit:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    folder = Path(tempfile.mkdtemp(prefix="koers-services-"))
    folder.chmod(0o755)
    database, database_url = script.start_postgresql(folder)
    queue, queue_url = script.start_redis(folder)
    try:
        for url in (database_url, queue_url):
            script.wait_for(url)
        yield {"DATABASE_URL": database_url, "CELERY_BROKER_URL": queue_url}
    finally:
        for server in (database, queue):
            server.send_signal(signal.SIGINT)
        for server in (database, queue):
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)
