"""Fill an empty installation, in a process of its own: `python -m tests.faults.voorbereid`.

Seven quarters with approved news (each a document to be made), an open ronde with rubrieken to write, and two editors,
a programmamanager and a controller who are signed in.
"""

from __future__ import annotations

import json
import os
from datetime import timedelta
from typing import Any

import django

RUBRIEKEN = 8
KWARTALEN = ("2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2")


def prepare() -> None:
    from django.conf import settings
    from django.core.management import call_command

    from koers.lib import klok
    from koers.lib.kwartaal import Kwartaal
    from koers.toegang.rights import Rol
    from projecten.models import Rubriek
    from tests.conftest import BEGIN, make_gebruiker
    from tests.rapportage.conftest import make_news

    call_command("migrate", verbosity=0)
    today, now = klok.today(), klok.now()
    rubrieken = [
        Rubriek.objects.create(naam=f"Rubriek {i}", slug=f"rubriek-{i}", vanaf=BEGIN) for i in range(RUBRIEKEN)
    ]
    for code in KWARTALEN:
        ronde = make_ronde(Kwartaal.parse(code), dicht_op=today - timedelta(days=1))
        make_news(ronde, now, f"In {code} gaf het BO opdracht.", rubriek=rubrieken[0])
    make_ronde(Kwartaal(2027, 4), dicht_op=today + timedelta(days=30))
    people = {"rik": Rol.REDACTEUR, "ria": Rol.REDACTEUR, "bente": Rol.PROGRAMMAMANAGER, "frank": Rol.CONTROLLER}
    made = {naam: make_gebruiker(f"{naam.capitalize()} Test", rol) for naam, rol in people.items()}
    sessions = {naam: session_of(gebruiker) for naam, gebruiker in made.items()}
    (settings.DATA_DIR / "sessies.json").write_text(json.dumps(sessions))


def make_ronde(kwartaal: Any, dicht_op: Any) -> Any:
    from koers.lib import klok
    from projecten.models import Ronde

    return Ronde.objects.create(
        jaar=kwartaal.jaar,
        kwartaal=kwartaal.nummer,
        begin=kwartaal.begin,
        eind=kwartaal.eind,
        open_vanaf=klok.today() - timedelta(days=40),
        op_tijd_tot=dicht_op - timedelta(days=1),
        dicht_op=dicht_op,
    )


def session_of(gebruiker: Any) -> str:
    """The key of a session in which this person is signed in."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(gebruiker, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koers.settings")
    django.setup()
    prepare()
