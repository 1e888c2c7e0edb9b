"""Background work of rondes and entries."""

from __future__ import annotations

from celery import shared_task

from koers.lib import klok
from projecten.services.bewijs import sweep_files
from projecten.services.herinnering import send_reminders


@shared_task(name="projecten.tasks.remind")
def remind() -> None:
    send_reminders(now=klok.now())


@shared_task(name="projecten.tasks.sweep_bewijs")
def sweep_bewijs() -> None:
    sweep_files(now=klok.now())
