"""Background work of people: the post, and keeping nothing longer than it should be kept."""

from __future__ import annotations

from celery import shared_task
from django.conf import settings

from koers.lib import klok
from koers.toegang import drempel, post, sessies
from koers.toegang.bewaren import prune_log


@shared_task(name=post.TAAK)
def deliver() -> None:
    post.deliver(now=klok.now)


@shared_task(name="koers.toegang.tasks.prune")
def prune() -> None:
    prune_log(months=settings.LOG_MONTHS, now=klok.now())


@shared_task(name="koers.toegang.tasks.tidy")
def tidy() -> None:
    """Sessions that are over and tries that count no more."""
    sessies.forget_stale(now=klok.now())
    drempel.forget_old(now=klok.now())
