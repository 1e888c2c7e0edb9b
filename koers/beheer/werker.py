"""What goes along with a task: the number of the request that asked for it, and a line when it has ended."""

from __future__ import annotations

import logging
import logging.config
import time
from typing import Any

from celery import Task, signals
from django.conf import settings

from koers.beheer import draad

KEY = "koers_request_id"
logger = logging.getLogger("koers.taak")


@signals.before_task_publish.connect
def send_along(headers: dict[str, Any] | None = None, **kwargs: Any) -> None:
    """What was asked by a person keeps that number; what the beat sends gets one of its own."""
    if headers is not None:
        headers.setdefault(KEY, draad.current.get() or draad.new_id())


@signals.task_prerun.connect
def begin(task: Task, **kwargs: Any) -> None:
    """Take the number over, if it is one: the queue is ours, but a message is only text."""
    given = (task.request.headers or {}).get(KEY)
    token = draad.current.set(given if draad.is_well_formed(given) else draad.new_id())
    task.request.koers_begun = (token, time.perf_counter())


@signals.task_postrun.connect
def end(task: Task, state: str | None = None, **kwargs: Any) -> None:
    if not (begun := getattr(task.request, "koers_begun", None)):
        return
    token, at = begun
    ms = round((time.perf_counter() - at) * 1000, 1)
    logger.info("task", extra={"task": task.name, "outcome": (state or "").lower(), "ms": ms})
    draad.current.reset(token)


@signals.setup_logging.connect
def keep_our_logging(**kwargs: Any) -> None:
    """A worker writes the same lines as a web process, whatever Celery would have set up."""
    logging.config.dictConfig(settings.LOGGING)
