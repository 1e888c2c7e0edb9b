"""Figures for Prometheus: what each process counts for itself, and what stands in the database.

Processes count in files of their own under METRICS_DIR (prometheus_client's multiprocess mode); `manage.py metrics`
adds them up and serves them at a port of its own. Without that folder they count for nobody.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, DurationField, ExpressionWrapper, F, Min, Q, Sum
from prometheus_client import CollectorRegistry, Counter, Histogram, values
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from koers.beheer.gezondheid import PARTS, failing_parts, free_bytes
from koers.lib import klok
from koers.opdrachten.models import Opdracht

if settings.METRICS_DIR:
    _host = socket.gethostname()
    # Two containers that share the folder may have processes of the same number.
    values.ValueClass = values.MultiProcessValue(lambda: f"{_host}-{os.getpid()}")

logger = logging.getLogger(__name__)
REQUESTS = Counter("koers_requests", "Answers, by name of the view", ["view", "method", "status"])
SECONDS = Histogram(
    "koers_request_seconds",
    "Time to an answer",
    ["view"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
MAILS = Counter("koers_mails", "Mails handed to the mail server, by outcome", ["outcome"])
BUILD_BUCKETS = (1, 5, 15, 30, 60, 120, 300, 600, 1800)


def count_request(view: str, method: str, status: int, seconds: float) -> None:
    REQUESTS.labels(view, method, status).inc()
    SECONDS.labels(view).observe(seconds)


def empty() -> int:
    """Forget what earlier processes counted; how many files there were. Only while none of them runs."""
    files = list(settings.METRICS_DIR.glob("*.db")) if settings.METRICS_DIR else []
    for file in files:
        file.unlink(missing_ok=True)
    return len(files)


def registry() -> CollectorRegistry:
    """Everything there is to tell, read when it is asked for."""
    found = CollectorRegistry()
    if settings.METRICS_DIR:
        MultiProcessCollector(found, path=str(settings.METRICS_DIR))
    found.register(Portal())
    return found


class Portal(Collector):
    """What the database and the machine know: the queue, what was built, which part does not work."""

    def describe(self) -> Iterator[Metric]:
        """Nothing beforehand: registering must not ask the database."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        now = klok.now()
        try:
            failing = failing_parts(now=now)
            yield _parts(failing)
            yield GaugeMetricFamily("koers_disk_free_bytes", "Room in the data folder", free_bytes())
            yield from (*_queue(now), *_builds())
        except DatabaseError as error:
            logger.warning("the figures of the queue cannot be read (%s)", error)
        finally:
            if not connection.in_atomic_block:
                connection.close()


def _parts(failing: list[str]) -> Metric:
    gauge = GaugeMetricFamily("koers_part_works", "1: works, 0: does not (see /gereed)", labels=["part"])
    for part in PARTS:
        gauge.add_metric([part], float(part not in failing))
    return gauge


def _queue(now: datetime) -> Iterator[Metric]:
    length = GaugeMetricFamily("koers_queue_length", "Open opdrachten", labels=["staat"])
    open_ = Opdracht.objects.filter(staat__in=(Opdracht.Staat.WACHT, Opdracht.Staat.BEZIG))
    counts = dict(open_.order_by().values_list("staat").annotate(Count("id")))
    for staat in (Opdracht.Staat.WACHT, Opdracht.Staat.BEZIG):
        length.add_metric([staat.value], counts.get(staat.value, 0))
    yield length
    oldest = open_.filter(staat=Opdracht.Staat.WACHT).aggregate(oldest=Min("aangevraagd_op"))["oldest"]
    age = (now - oldest).total_seconds() if oldest else 0
    yield GaugeMetricFamily("koers_queue_age_seconds", "Age of the oldest opdracht that waits", max(age, 0))


def _builds() -> Iterator[Metric]:
    """Of all that has ended: the time from the click to the end, as the asker knows it."""
    ended = Opdracht.objects.filter(klaar_op__isnull=False).order_by()
    total = CounterMetricFamily("koers_builds", "Ended opdrachten, by outcome", labels=["task", "outcome"])
    for taak, staat, number in ended.values_list("taak", "staat").annotate(Count("id")):
        total.add_metric([taak, staat], number)
    yield total
    duration = ExpressionWrapper(F("klaar_op") - F("aangevraagd_op"), output_field=DurationField())
    within = {f"b{top}": Count("id", filter=Q(duur__lte=timedelta(seconds=top))) for top in BUILD_BUCKETS}
    family = HistogramMetricFamily("koers_build_seconds", "From the click to the end", labels=["task"])
    counted = ended.annotate(duur=duration).values("taak").annotate(total=Count("id"), time=Sum("duur"), **within)
    rows: Iterable[Any] = counted.iterator()
    for row in rows:
        buckets = [(str(float(top)), row[f"b{top}"]) for top in BUILD_BUCKETS] + [("+Inf", row["total"])]
        family.add_metric([row["taak"]], buckets, row["time"].total_seconds())
    yield family
