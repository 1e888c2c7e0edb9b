"""A Celery worker or beat in a hurry: `python -m tests.faults.werker POINT CELERY-ARGUMENT …`.

All of its code is the portal's; only the times are short (a lease of seconds), and at a named
point it writes its process id beside the data and stands still, once, so that it can be killed right there.
"""

from __future__ import annotations

import os
import sys
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.faults.installatie import HIER

POINTS = ("bericht", "opmaak", "opgemaakt", "hernoemen", "rij", "einde", "bevestiging")
MAIL_POINTS = ("aangeboden", "aangenomen")
LEASE = timedelta(seconds=4)


def hurry() -> None:
    """Before anything else is loaded: the times that defaults are made of."""
    from koers.opdrachten import rules
    from koers.toegang import rules as mail_rules

    mail_rules.LEASE = LEASE
    mail_rules.PAUZES = (timedelta(seconds=1),) * 60
    rules.LEASE, rules.HEARTBEAT = LEASE, timedelta(seconds=1)
    rules.UNSENT_AFTER, rules.RESEND_AFTER = timedelta(seconds=1), timedelta(seconds=3)


def stand_still_once(*args: Any, **kwargs: Any) -> None:
    """Say where we are and wait to be killed; whoever comes here after that walks on."""
    folder = Path(os.environ["KOERS_DATA"])
    if any(folder.glob(f"{HIER}*")):
        return
    made = folder / f".{HIER}-{os.getpid()}"
    made.write_text(str(os.getpid()))
    made.rename(folder / HIER)
    threading.Event().wait()


def before(owner: Any, name: str, when: Any = lambda *args: True) -> None:
    """Stand still where this function is called."""
    real = getattr(owner, name)

    def halting(*args: Any, **kwargs: Any) -> Any:
        if when(*args):
            stand_still_once()
        return real(*args, **kwargs)

    setattr(owner, name, halting)


def after(owner: Any, name: str) -> None:
    """Stand still where this function has returned."""
    real = getattr(owner, name)

    def halting(*args: Any, **kwargs: Any) -> Any:
        result = real(*args, **kwargs)
        stand_still_once()
        return result

    setattr(owner, name, halting)


def halt_at(point: str) -> None:
    """Prepare one point of POINTS or MAIL_POINTS, in the order in which a build or a mail passes them."""
    from celery.signals import task_postrun
    from django.core.mail import EmailMessage
    from weasyprint import HTML

    from koers.opdrachten import services
    from rapportage import tasks
    from rapportage.models import Versie
    from rapportage.services import document

    if point == "bericht":
        before(services, "claim")
    elif point == "opmaak":
        before(HTML, "render")
    elif point == "opgemaakt":
        after(document, "build")
    elif point == "hernoemen":
        before(Path, "replace", lambda path, *rest: path.suffix == ".deel")
    elif point == "rij":
        before(Versie, "save")
    elif point == "einde":
        after(tasks, "_told")
    elif point == "bevestiging":
        task_postrun.connect(stand_still_once, sender=tasks.build_document, weak=False)
    elif point == "aangeboden":
        before(EmailMessage, "send")
    elif point == "aangenomen":
        after(EmailMessage, "send")


def main(point: str, *arguments: str) -> None:
    hurry()
    import django

    django.setup()
    from koers.celery import app

    if point:
        halt_at(point)
    app.start(["-A", "koers", *arguments])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koers.settings")
    main(*sys.argv[1:])
