"""Whether this installation can do its work: database, broker, age of the queue, room on the disk."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.db import connection

from koers.lib.klok import later
from koers.opdrachten.models import Opdracht

# Longer than any one document may take (koers.opdrachten.tasks.TIJDSLIMIET): nobody is working on the queue.
WACHTTIJD = timedelta(minutes=15)
SECONDS = 2
logger = logging.getLogger(__name__)


PARTS = ("database", "broker", "wachtrij", "schijf")


def failing_parts(*, now: datetime) -> list[str]:
    """The names of the parts that do not work; what exactly is wrong goes to the log, never to the asker."""
    checks: tuple[Callable[[], bool], ...] = (_database, _broker, lambda: _queue(now), _disk)
    failing: list[str] = []
    for name, works in zip(PARTS, checks, strict=True):
        if name == "wachtrij" and "database" in failing:
            continue  # its age stands in the database
        try:
            ok = works()
        except Exception as error:  # whatever it is: this part does not work
            logger.warning("part %s does not work (%s)", name, type(error).__name__)
            ok = False
        if not ok:
            failing.append(name)
    return failing


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _broker() -> bool:
    options = {**settings.CELERY_BROKER_TRANSPORT_OPTIONS, "socket_connect_timeout": SECONDS, "socket_timeout": SECONDS}
    if settings.CELERY_BROKER_URL.startswith("filesystem:"):
        return Path(str(options["data_folder_in"])).is_dir()
    with current_app.connection_for_read(transport_options=options) as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=SECONDS)
    return True


def _queue(now: datetime) -> bool:
    waiting = Opdracht.objects.filter(staat=Opdracht.Staat.WACHT)
    return not waiting.filter(aangevraagd_op__lt=later(now, -WACHTTIJD)).exists()


def _disk() -> bool:
    return free_bytes() >= settings.DISK_ROOM


def free_bytes() -> int:
    """Room in the data folder, in bytes."""
    return shutil.disk_usage(settings.DATA_DIR).free
