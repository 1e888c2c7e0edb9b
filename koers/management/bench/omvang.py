"""What is measured on: the demo's data, and projects in the numbers that trust.md §4 names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from koers.eigenaren.models import Eigenaar
from koers.lib.klok import day_of
from koers.management.seed import loader
from koers.toegang.models import Gebruiker
from projecten.models import Deelname, Project, Projectleiding, Ronde
from projecten.rules.inhoud import Inhoud, Punt
from projecten.selectors.onderwerp import Onderwerp
from projecten.services.project import create_project, place_project
from projecten.services.voortgang import save_voortgang
from themalijnen.models import Themalijn

VANAF = date(2024, 1, 1)
PREFIX = "bench-"


@dataclass(frozen=True)
class Omvang:
    """Who reads and writes, and what the writers write about."""

    leider: Gebruiker
    ronde: Ronde
    projecten: list[Project]


def seed(*, now: datetime) -> None:
    """The sources and the demo."""
    loader.load_sources()
    loader.load_demo(now=now, password="een lange zin voor de meting")  # noqa: S106 - a machine of its own, thrown away


def rows_in_list(today: date) -> int:
    return Project.objects.filter(vanaf__lte=today).exclude(tot__lt=today).count()


def fill(*, rows: int, now: datetime) -> Omvang:
    """Projects until the list has so many rows; each with its place, leader, participants and an entry."""
    today, leider = day_of(now), Gebruiker.objects.get(email="tom@koers.example")
    ronde = Ronde.objects.open_on(today).filter(soort=Ronde.Soort.KWARTAAL).first() or _ronde(today)
    lijnen, gemeenten = list(Themalijn.objects.all()), list(Eigenaar.objects.filter(soort=Eigenaar.Soort.GEMEENTE)[:5])
    made: list[Project] = list(Project.objects.filter(slug__startswith=PREFIX).order_by("pk"))
    for number in range(rows_in_list(today), rows):
        project = create_project(
            actor=None, slug=f"{PREFIX}{number}", naam=f"Meetproject {number}", vanaf=VANAF, now=now, herkomst="fictief"
        )
        lijn = lijnen[number % len(lijnen)]
        place_project(
            actor=None, project=project, themalijn=lijn, volgorde=100 + number, vanaf=VANAF, now=now, herkomst="fictief"
        )
        made.append(project)
        _follow(project, leider, ronde, gemeenten, now)
    return Omvang(leider, ronde, made)


def _follow(project: Project, leider: Gebruiker, ronde: Ronde, gemeenten: list[Eigenaar], now: datetime) -> None:
    Projectleiding.objects.create(project=project, gebruiker=leider, vanaf=VANAF, herkomst="fictief")
    Deelname.objects.bulk_create(
        Deelname(project=project, eigenaar=eigenaar, stap="pilot", vanaf=VANAF, herkomst="fictief")
        for eigenaar in gemeenten
    )
    save_voortgang(actor=leider, ronde=ronde, onderwerp=Onderwerp(project=project), inhoud=words(0), versie=0, now=now)


def words(number: int) -> Inhoud:
    """An entry of three bullets; another text for every number."""
    punten = tuple(Punt(f"Bericht {i} van meting {number}: er is **nieuws** uit de wijk.") for i in range(3))
    return Inhoud(punten=punten, kwaliteit="groen", tijd="oranje", tijd_toelichting="Later dan gedacht.", geld="groen")


def _ronde(today: date) -> Ronde:
    """No ronde is open today in the demo: one that is."""
    dag = timedelta(days=1)
    return Ronde.objects.create(
        jaar=2098,
        kwartaal=1,
        begin=date(2098, 1, 1),
        eind=date(2098, 3, 31),
        open_vanaf=today - dag,
        op_tijd_tot=today + dag,
        dicht_op=today + 2 * dag,
    )
