"""A process of its own that works on documents, to be killed: `python -m tests.rapportage.proefdier COMMAND [POINT]`.

It works on the database and files of KOERS_DATA, with koers.settings. Each command prints one line when it is done, or
when it stands at the point where it waits to be killed.
"""

from __future__ import annotations

import os
import sys
import threading
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

import django


def stand_still(*args: Any, **kwargs: Any) -> NoReturn:
    print("here", flush=True)
    threading.Event().wait()
    raise AssertionError("never reached")


def prepare() -> str:
    """A database with one approved bullet, and the opdracht for its kwartaalupdate."""
    from django.core.management import call_command

    from koers.lib import klok
    from koers.toegang.rights import Rol
    from projecten.models import Ronde, Rubriek
    from rapportage.services import request_build
    from tests.conftest import BEGIN, make_gebruiker
    from tests.rapportage.conftest import make_news

    call_command("migrate", verbosity=0)
    today = klok.today()
    ronde = Ronde.objects.create(
        jaar=2026,
        kwartaal=1,
        begin=date(2026, 1, 1),
        eind=date(2026, 3, 31),
        open_vanaf=date(2026, 2, 1),
        op_tijd_tot=date(2026, 3, 1),
        dicht_op=max(date(2026, 3, 9), today - timedelta(days=1)),
    )
    rubriek = Rubriek.objects.create(naam="Evaluatie", slug="evaluatie", vanaf=BEGIN)
    make_news(ronde, datetime(2026, 3, 10, 9, tzinfo=klok.AMSTERDAM), "Het BO gaf opdracht.", rubriek=rubriek)
    rik = make_gebruiker("Rik Test", Rol.REDACTEUR)
    return str(request_build(actor=rik, soort="kwartaalupdate", periode="2026-Q1", now=klok.now()).pk)


def work(point: str) -> str:
    """Do the opdracht as a worker does, up to the point where it stands still (none: to its end)."""
    from koers.opdrachten.models import Opdracht
    from rapportage import tasks
    from rapportage.models import Versie
    from rapportage.services import archief, document
    from tests.rapportage.conftest import Bouwer

    document.build = Bouwer() if point != "render" else stand_still
    if point == "rename":
        Path.replace = stand_still  # type: ignore[method-assign,assignment]
    if point == "row":
        Versie.save = stand_still  # type: ignore[method-assign,assignment]
    if point == "finish":
        tasks._told = lambda make: (make(), stand_still())
    opdracht = Opdracht.objects.latest("pk")
    tasks.build_document(opdracht.pk)
    opdracht.refresh_from_db()
    assert all(archief.is_intact(versie) for versie in Versie.objects.all())
    return f"{opdracht.staat} {opdracht.poging} {Versie.objects.count()}"


def lose() -> str:
    """The lease runs out, and the sweep comes by."""
    from koers.lib import klok
    from koers.opdrachten import services
    from koers.opdrachten.models import Opdracht
    from koers.opdrachten.rules import LEASE

    moment = klok.now() + LEASE + timedelta(seconds=1)
    Opdracht.objects.filter(staat="bezig").update(lease_tot=klok.now() - timedelta(seconds=1))
    return str(services.sweep(now=moment))


def rescue() -> str:
    """What befalls a killed worker's opdracht: a message that comes again is left, then it is swept and done."""
    return f"{work('none')} | {lose()} | {work('none')}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koers.settings")
    django.setup()
    command, *points = sys.argv[1:]
    print({"prepare": prepare, "work": work, "lose": lose, "rescue": rescue}[command](*points), flush=True)
