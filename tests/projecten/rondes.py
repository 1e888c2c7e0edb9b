"""A ronde to play in: Q1 2026 is open in March, Tom leads Mantelzorg, Almelo takes part in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from koers.eigenaren.models import Eigenaar
from koers.lib import klok
from koers.toegang.models import Gebruiker
from projecten.models import Project, Projectleiding, Ronde, Rubriek, Voortgang
from projecten.rules.inhoud import Inhoud, Punt
from projecten.selectors.onderwerp import Onderwerp
from projecten.services.voortgang import approve_voortgang, save_voortgang, submit_voortgang
from tests.factories import BEGIN, make
from tests.projecten.streek import make_project, make_thema, take_part

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MAART = datetime(2026, 3, 10, 9, 0, tzinfo=AMSTERDAM)
LAATSTE_DAG = datetime(2026, 3, 24, 23, 59, tzinfo=AMSTERDAM)
GESLOTEN = datetime(2026, 3, 25, 0, 1, tzinfo=AMSTERDAM)
GROEN = {"kwaliteit": "groen", "tijd": "groen", "geld": "groen"}


def make_q1() -> Ronde:
    """Open from 2 March, in time until 16 March, shut after 24 March 2026."""
    return make(
        Ronde,
        jaar=2026,
        kwartaal=1,
        begin=date(2026, 1, 1),
        eind=date(2026, 3, 31),
        open_vanaf=date(2026, 3, 2),
        op_tijd_tot=date(2026, 3, 16),
        dicht_op=date(2026, 3, 24),
    )


def lead(project: Project, gebruiker: Gebruiker, vanaf: date = BEGIN, tot: date | None = None) -> Projectleiding:
    return make(Projectleiding, project=project, gebruiker=gebruiker, vanaf=vanaf, tot=tot)


def nieuws(*teksten: str, **fields: object) -> Inhoud:
    return Inhoud(punten=tuple(Punt(tekst) for tekst in teksten), **fields)  # type: ignore[arg-type]


@dataclass
class Spel:
    """The field: a ronde, a project that Tom leads and Almelo takes part in, one that nobody leads, a rubriek."""

    ronde: Ronde
    mantelzorg: Project
    kinderarmoede: Project
    evaluatie: Rubriek
    almelo: Eigenaar

    @property
    def van_tom(self) -> Onderwerp:
        return Onderwerp(self.mantelzorg)

    @property
    def van_pia(self) -> Onderwerp:
        return Onderwerp(self.mantelzorg, self.almelo)

    def save(self, actor: Gebruiker | None, onderwerp: Onderwerp, *teksten: str, now: datetime = MAART) -> Voortgang:
        known = Voortgang.objects.filter(ronde=self.ronde, **onderwerp.fields()).first()
        versie = known.versie if known else 0
        return save_voortgang(
            actor=actor, ronde=self.ronde, onderwerp=onderwerp, inhoud=nieuws(*teksten), versie=versie, now=now
        )

    def submit(self, actor: Gebruiker | None, onderwerp: Onderwerp, *teksten: str, now: datetime = MAART) -> Voortgang:
        entry = self.save(actor, onderwerp, *teksten, now=now)
        return submit_voortgang(actor=actor, voortgang=entry, now=now)

    def approve(self, rik: Gebruiker | None, onderwerp: Onderwerp, *teksten: str) -> Voortgang:
        return approve_voortgang(actor=rik, voortgang=self.submit(None, onderwerp, *teksten), now=MAART)


def make_spel(tom: Gebruiker, almelo: Eigenaar) -> Spel:
    ouderen = make_thema("ouderen", "Ouderen", 4)
    mantelzorg = make_project("mantelzorg", "Mantelzorg", ouderen)
    kinderarmoede = make_project("kinderarmoede", "Kinderarmoede", ouderen, 2)
    lead(mantelzorg, tom)
    take_part(mantelzorg, almelo, "doet-mee")
    rubriek = make(Rubriek, naam="Evaluatie", slug="evaluatie")
    return Spel(make_q1(), mantelzorg, kinderarmoede, rubriek, almelo)


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """What the doors see as now."""
    monkeypatch.setattr(klok, "now", lambda: moment)


def form(*teksten: str, doe: str = "concept", versie: int = 0, **fields: str) -> dict[str, str]:
    """What the page of an entry sends: a bullet for each text."""
    rows = {f"punt-{i}-tekst": tekst for i, tekst in enumerate(teksten)}
    return {**rows, "doe": doe, "versie": str(versie), **fields}


def page(response: Any) -> str:
    """What stands there, with single spaces."""
    return " ".join(response.content.decode().split())
