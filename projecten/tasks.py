"""Background work of rondes."""

from __future__ import annotations

from celery import shared_task

from koers.lib import klok
from projecten.services.herinnering import send_reminders


@shared_task(name="projecten.tasks.remind")
def remind() -> None:
    send_reminders(now=klok.now())
