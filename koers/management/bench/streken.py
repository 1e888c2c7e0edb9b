"""The volume of all 42 regions of the country in one database: gemeenten, projects, five years of rondes, measurements.

Rows are made in bulk, the millions of measurements by the database itself: what is measured is reading, not making.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import Model
from django.utils.text import slugify

from koers.eigenaren.models import Aanstelling, Eigenaar
from koers.lib.klok import day_of
from koers.lib.kwartaal import Kwartaal
from koers.toegang.models import Gebruiker
from koers.toegang.rights import Rol
from projecten.models import (
    Bericht,
    Deelname,
    Indeling,
    Indicator,
    Overgang,
    Project,
    Projectleiding,
    ProjectNaam,
    Ronde,
    Voortgang,
)
from themalijnen.models import Themalijn, ThemalijnNaam

# Beside Twente itself: 41 regions of 8 gemeenten (342 with its 14) and 102 projects (4,200 with its own).
STREKEN, GEMEENTEN, PROJECTEN = 41, 8, 102
INDICATOREN, KWARTALEN, DEELNEMERS = 10, 20, 5
LEIDERS = 10
BEGIN = date(2020, 1, 1)
FICTIEF = {"herkomst": "fictief"}
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Land:
    """What was made, as far as the pages that are measured need it."""

    leider: Gebruiker
    redacteur: Gebruiker
    ronde: Ronde
    projecten: list[Project]


def fill(*, now: datetime, streken: range) -> Land:
    """These regions, beside what is there. Rondes are made once."""
    today = day_of(now)
    with transaction.atomic():
        ronde = _rondes(today)
        projecten: list[Project] = []
        leiders: list[Gebruiker] = []
        for streek in streken:
            made, led = _streek(streek)
            projecten += made
            leiders += led
        _voortgang(projecten, now)
        _metingen(projecten)
    with connection.cursor() as cursor:
        # As the server leaves it by itself some minutes after so many rows came.
        cursor.execute("VACUUM (ANALYZE)")
    redacteur = Gebruiker.objects.get(email="rik@koers.example")
    return Land(leiders[0], redacteur, ronde, projecten)


def _streek(streek: int) -> tuple[list[Project], list[Gebruiker]]:
    """Projects of one region under a theme line of their own, ten leaders, and in each project five gemeenten."""
    lijn = Themalijn.objects.create(slug=f"streek-{streek}", vanaf=BEGIN, volgorde=100 + streek, teken=1, **FICTIEF)
    ThemalijnNaam.objects.create(themalijn=lijn, naam=f"Streek {streek}", vanaf=BEGIN, **FICTIEF)
    names = [f"Meetgemeente {streek}-{i}" for i in range(GEMEENTEN)]
    gemeenten = _make(
        Eigenaar, (Eigenaar(naam=naam, slug=slugify(naam), soort="gemeente", vanaf=BEGIN) for naam in names)
    )
    slugs = [f"streek-{streek}-{n}" for n in range(PROJECTEN)]
    projecten = _make(Project, (Project(slug=slug, vanaf=BEGIN, **FICTIEF) for slug in slugs))
    leiders = _make(Gebruiker, (_person(f"{streek}-{i}") for i in range(LEIDERS)))
    _make(Aanstelling, (Aanstelling(gebruiker=row, rol=Rol.REGIONAAL, vanaf=BEGIN) for row in leiders))
    own = [(i, {"project": row, "vanaf": BEGIN, **FICTIEF}) for i, row in enumerate(projecten)]
    _make(ProjectNaam, (ProjectNaam(naam=f"Meetproject {slugs[i]}", **known) for i, known in own))
    _make(Indeling, (Indeling(themalijn=lijn, volgorde=i, **known) for i, known in own))
    _make(Projectleiding, (Projectleiding(gebruiker=leiders[i % LEIDERS], **known) for i, known in own))
    steps = ((gemeenten[(i + n) % GEMEENTEN], known) for i, known in own for n in range(DEELNEMERS))
    _make(Deelname, (Deelname(eigenaar=eigenaar, stap="pilot", **known) for eigenaar, known in steps))
    return projecten, leiders


def _person(naam: str) -> Gebruiker:
    return Gebruiker(email=f"leider-{naam}@koers.example", naam=f"Leider {naam}", password="!")  # noqa: S106 - nobody signs in


def quarters(today: date) -> list[Kwartaal]:
    """The last five years of quarters, the running one last."""
    found = [Kwartaal.of(today)]
    while len(found) < KWARTALEN:
        found.append(found[-1].vorige)
    return found[::-1]


def _rondes(today: date) -> Ronde:
    """A ronde of each quarter; the one that is open today."""
    for kwartaal in quarters(today):
        Ronde.objects.get_or_create(
            soort=Ronde.Soort.KWARTAAL,
            jaar=kwartaal.jaar,
            kwartaal=kwartaal.nummer,
            defaults={
                "begin": kwartaal.begin,
                "eind": kwartaal.eind,
                "open_vanaf": kwartaal.eind - timedelta(days=30),
                "op_tijd_tot": kwartaal.eind - timedelta(days=15),
                "dicht_op": kwartaal.eind - timedelta(days=7),
            },
        )
    last = quarters(today)[-1]
    ronde = Ronde.objects.get(soort=Ronde.Soort.KWARTAAL, jaar=last.jaar, kwartaal=last.nummer)
    day = timedelta(days=1)
    ronde.open_vanaf, ronde.op_tijd_tot, ronde.dicht_op = today - 9 * day, today + day, today + 9 * day
    ronde.save()
    return ronde


def _voortgang(projecten: list[Project], now: datetime) -> None:
    """An approved entry of two bullets for every project and ronde but the last, in which half have a concept."""
    rondes = [Ronde.objects.get(jaar=own.jaar, kwartaal=own.nummer) for own in quarters(day_of(now))]
    rows = (
        Voortgang(
            ronde=ronde,
            project=project,
            staat="concept" if ronde == rondes[-1] else "goedgekeurd",
            versie=1,
            kwaliteit="groen",
            tijd="groen",
            geld="groen",
            gewijzigd_op=now,
            **FICTIEF,
        )
        for ronde in rondes
        for i, project in enumerate(projecten)
        if ronde != rondes[-1] or i % 2
    )
    made = _make(Voortgang, rows)
    approved = (row for row in made if row.staat == Voortgang.Staat.GOEDGEKEURD)
    _make(Overgang, (Overgang(voortgang=row, van="ingediend", naar="goedgekeurd", moment=now) for row in approved))
    _make(
        Bericht,
        (
            Bericht(voortgang=row, tekst=f"Bericht {n}: er is **nieuws** uit de wijk.", volgorde=n, **FICTIEF)
            for row in made
            for n in (1, 2)
        ),
    )


def _metingen(projecten: list[Project]) -> None:
    _make(
        Indicator,
        (
            Indicator(project=row, sleutel=f"{row.slug}-{n}", naam=f"Meetwaarde {n}", eenheid="aantal", **FICTIEF)
            for row in projecten
            for n in range(INDICATOREN)
        ),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO projecten_meting
                (indicator_id, eigenaar_id, peildatum, waarde, toelichting, herkomst, vindplaats)
            SELECT i.id, d.eigenaar_id, r.eind, 1000 + (i.id * 7 + d.eigenaar_id * 13 + r.id) %% 9000, '', 'fictief', ''
            FROM projecten_indicator i
            JOIN projecten_deelname d ON d.project_id = i.project_id
            CROSS JOIN projecten_ronde r
            WHERE i.project_id = ANY(%s) AND r.soort = 'kwartaal'
            """,
            [[row.pk for row in projecten]],
        )


def _make(model: type[M], rows: Iterable[M]) -> list[M]:
    made: list[M] = []
    stream: Iterator[M] = iter(rows)
    while some := list(islice(stream, 5_000)):
        made += model._default_manager.bulk_create(some)
    return made
