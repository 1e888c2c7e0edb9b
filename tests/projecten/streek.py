"""A small region for the tests of pages: theme lines, projects, and news that was approved in a ronde."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from projecten.models import Bericht, Deelname, Indeling, Overgang, Project, ProjectNaam, Ronde, Voortgang
from tests.factories import BEGIN, make
from themalijnen.models import Themalijn, ThemalijnNaam

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def make_thema(slug: str, naam: str, teken: int = 1, **fields: Any) -> Themalijn:
    thema = make(Themalijn, slug=slug, teken=teken, **fields)
    make(ThemalijnNaam, themalijn=thema, naam=naam)
    return thema


def make_project(slug: str, naam: str, thema: Themalijn | None = None, plek: int = 1, **fields: Any) -> Project:
    project = make(Project, slug=slug, **fields)
    make(ProjectNaam, project=project, naam=naam)
    if thema:
        make(Indeling, project=project, themalijn=thema, volgorde=plek)
    return project


def take_part(project: Project, eigenaar: Any, stap: str, vanaf: date = BEGIN, **fields: Any) -> Deelname:
    return make(Deelname, project=project, eigenaar=eigenaar, stap=stap, vanaf=vanaf, **fields)


def make_ronde(jaar: int, kwartaal: int) -> Ronde:
    """A quarter that can be entered in its last month and the fortnight after it."""
    begin = date(jaar, 3 * kwartaal - 2, 1)
    last = {3: 31, 6: 30, 9: 30, 12: 31}[3 * kwartaal]
    return make(
        Ronde,
        jaar=jaar,
        kwartaal=kwartaal,
        begin=begin,
        eind=date(jaar, 3 * kwartaal, last),
        open_vanaf=date(jaar, 3 * kwartaal, 1),
        op_tijd_tot=date(jaar, 3 * kwartaal, 20),
        dicht_op=date(jaar, 3 * kwartaal, 28),
    )


def approve(ronde: Ronde, *punten: str, op: date | None = None, intern: str = "", **fields: Any) -> Voortgang:
    """An entry of project=, gemeente= or rubriek=, approved on a day (the last of the ronde, else)."""
    day = op or ronde.dicht_op
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=AMSTERDAM)
    scope = {"project": None, **fields}
    entry = make(Voortgang, ronde=ronde, staat="goedgekeurd", gewijzigd_op=moment, **scope)
    for volgorde, tekst in enumerate(punten, start=1):
        make(Bericht, voortgang=entry, volgorde=volgorde, tekst=tekst)
    if intern:
        make(Bericht, voortgang=entry, volgorde=99, tekst=intern, publiek=False)
    make(Overgang, voortgang=entry, van="ingediend", naar="goedgekeurd", moment=moment)
    return entry
