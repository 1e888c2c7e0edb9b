"""What an entry is about, what it is called on a day, and who writes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.eigenaren.models import Eigenaar
from koers.lib.notatie import datum, opsomming
from koers.lib.peildatum import Blik
from koers.toegang.models import Gebruiker
from koers.toegang.rights import Rol
from projecten.models import Deelname, Project, Projectleiding, ProjectNaam, Ronde, Rubriek, Voortgang
from projecten.rules.meedoen import took_part
from projecten.rules.ronde import reference_day
from projecten.selectors.afkomst import load_afkomst, passed_on
from projecten.selectors.project import ThemaKop, load_projecten


@dataclass(frozen=True)
class Onderwerp:
    """The scope of an entry: a rubriek of the programme, a project, a project in a gemeente, or a gemeente."""

    project: Project | None = None
    gemeente: Eigenaar | None = None
    rubriek: Rubriek | None = None

    def __post_init__(self) -> None:
        if bool(self.rubriek) == bool(self.project or self.gemeente):
            raise ValueError("an entry is about a rubriek, or about a project and/or a gemeente")

    @classmethod
    def of(cls, voortgang: Voortgang) -> Onderwerp:
        return cls(voortgang.project, voortgang.gemeente, voortgang.rubriek)

    def fields(self) -> dict[str, Any]:
        """As fields of a Voortgang, to make one or to look it up."""
        return {"project": self.project, "gemeente": self.gemeente, "rubriek": self.rubriek}

    def edit_url(self, ronde: Ronde) -> str:
        """Where this is written for a ronde."""
        return self._url("projecten:voortgang_edit", ronde)

    def reopen_url(self, ronde: Ronde) -> str:
        """Where the programmamanager opens it again."""
        return self._url("projecten:voortgang_reopen", ronde)

    def _url(self, name: str, ronde: Ronde) -> str:
        slugs = {field: part.slug for field, part in self.fields().items() if part is not None}
        return reverse(name, kwargs={**slugs, "code": ronde.code})

    @property
    def met_standen(self) -> bool:
        """News of the programme itself has no Kwaliteit, Tijd and Geld."""
        return self.rubriek is None


def project_name(project: Project, day: date) -> str:
    """The name in force on that day; before the first step the first name known."""
    if hasattr(project, "naam_op"):
        return str(project.naam_op)
    names = ProjectNaam.objects.filter(project=project)
    name = names.by(day).first() or names.order_by("vanaf").first()
    return name.naam if name else project.slug


def subject_name(onderwerp: Onderwerp, day: date) -> str:
    """ "Evaluatie", "Mantelzorg", "Mantelzorg in Almelo" or "Almelo"."""
    if onderwerp.rubriek:
        return onderwerp.rubriek.naam
    if onderwerp.project is None:
        return str(onderwerp.gemeente)
    name = project_name(onderwerp.project, day)
    return f"{name} in {onderwerp.gemeente}" if onderwerp.gemeente else name


def subject_thema(onderwerp: Onderwerp, blik: Blik) -> ThemaKop | None:
    """The theme line of its project on that day; None for what is not about a project."""
    if onderwerp.project is None:
        return None
    found = load_projecten(blik, alle=True, slugs=[onderwerp.project.slug])
    return found[0].thema if found else None


def subject_refusal(onderwerp: Onderwerp, ronde: Ronde, today: date) -> str:
    """Why there can be no such entry in this ronde, in Dutch; "" when there can."""
    project, gemeente, rubriek = onderwerp.project, onderwerp.gemeente, onderwerp.rubriek
    for part in (project, gemeente, rubriek):
        if part is not None and not (part.vanaf <= ronde.eind and (part.tot is None or part.tot >= ronde.begin)):
            return f"{subject_name(onderwerp, today)} liep niet in {ronde}; daarover valt niets in te voeren."
    if gemeente is not None and not gemeente.is_gemeente:
        return f"{gemeente} is geen gemeente; lokale voortgang is er alleen van gemeenten."
    if project is not None and (reason := _went_on(onderwerp, ronde, today)):
        return reason
    if project is not None and gemeente is not None:
        if project.gemeente_id == gemeente.pk:
            return ""
        steps = Deelname.objects.filter(project=project, eigenaar=gemeente).values_list("vanaf", "stap")
        if not took_part(steps, ronde.begin, max(ronde.eind, min(today, ronde.dicht_op))):
            return f"{gemeente} doet niet mee aan {project_name(project, today)}; er is geen deelname vastgelegd."
    return ""


def _went_on(onderwerp: Onderwerp, ronde: Ronde, today: date) -> str:
    """Why nothing new is written about a project that goes on in another; what was begun can be finished."""
    project = onderwerp.project
    if project is None or project.tot is None:
        return ""
    day = reference_day(ronde.open_vanaf, ronde.dicht_op, today)
    vanaf = passed_on(ronde, day).get(project.pk)
    if vanaf is None or Voortgang.objects.filter(ronde=ronde, **onderwerp.fields()).exists():
        return ""
    known = load_afkomst(project, Blik(today, today)).verder
    verder = [schakel.naam for schakel in known if schakel.vanaf == vanaf]
    return f"{project_name(project, today)} gaat sinds {datum(vanaf)} verder in {opsomming(verder)}. Schrijf het daar."


@dataclass(frozen=True)
class Auteurschap:
    """What one person writes about on a day: projects they lead, gemeenten they are local leader of, rubrieken."""

    projecten: frozenset[int] = frozenset()
    gemeenten: frozenset[int] = frozenset()
    rubrieken: bool = False

    def covers(self, onderwerp: Onderwerp) -> bool:
        """Whether this person writes about it (trust.md §1)."""
        if onderwerp.rubriek:
            return self.rubrieken
        if onderwerp.project and onderwerp.project.pk in self.projecten:
            return True
        gemeente = gemeente_of(onderwerp)
        return gemeente is not None and gemeente.pk in self.gemeenten


def load_auteurschap(gebruiker: Gebruiker | Any, today: date) -> Auteurschap:
    """One query, and only for who holds the role."""
    bevoegdheid = bevoegdheid_of(gebruiker, today)
    led = Projectleiding.objects.in_force(today).filter(gebruiker=gebruiker).values_list("project", flat=True)
    return Auteurschap(
        projecten=frozenset(led) if Rol.REGIONAAL in bevoegdheid.rollen else frozenset(),
        gemeenten=bevoegdheid.per_rol.get(Rol.LOKAAL, frozenset()),
        rubrieken=Rol.REDACTEUR in bevoegdheid.rollen,
    )


def gemeente_of(onderwerp: Onderwerp) -> Eigenaar | None:
    """The gemeente it is about, or whose local project it is about."""
    return onderwerp.gemeente or (onderwerp.project.gemeente if onderwerp.project else None)


def write_refusal(actor: Gebruiker | Any, onderwerp: Onderwerp, today: date) -> str:
    """Why this person does not write about it, in Dutch; "" for who does (trust.md §1). No actor: the command line."""
    if actor is None or load_auteurschap(actor, today).covers(onderwerp):
        return ""
    if onderwerp.rubriek:
        return "Nieuws van het programma schrijft de redacteur."
    return _refusal(onderwerp, gemeente_of(onderwerp), today)


def _refusal(onderwerp: Onderwerp, gemeente: Eigenaar | None, today: date) -> str:
    name = subject_name(onderwerp, today)
    if gemeente is None:
        return f"U leidt {name} niet. De regionaal projectleider van dit project schrijft de voortgang."
    if onderwerp.project is None:
        return f"U bent geen lokaal projectleider van {gemeente}. Die schrijft de voortgang van de gemeente."
    return f"U schrijft niet over {name}: dat doet de leider van het project of de lokaal projectleider van {gemeente}."
