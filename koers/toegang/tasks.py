"""Background work of people: the post."""

from __future__ import annotations

from celery import shared_task

from koers.lib import klok
from koers.toegang import post


@shared_task(name=post.TAAK)
def deliver() -> None:
    post.deliver(now=klok.now)
