"""Who is mailed when an extra request is asked: before it is sent, in words, and the mails themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from koers.eigenaren.models import Eigenaar
from koers.toegang import mailkeuze
from koers.toegang.models import Gebruiker
from projecten.models import ExtraVraag, Project, Ronde, VraagAan
from projecten.rules.herinnering import START, Moment
from projecten.selectors.bord import load_questions
from projecten.selectors.borddeel import Deel, asked_of
from projecten.selectors.bordkader import Kader
from projecten.selectors.bordstof import load_stof
from projecten.selectors.herinnering import Schuld, Zending, per_person
from projecten.selectors.onderwerp import Onderwerp, project_name

BERICHT = "extra-vraag"


@dataclass(frozen=True)
class Aanschrijving:
    """Of what it is asked, who gets a mail, who wants none of this kind, and what nobody can answer; all by name."""

    aan: tuple[str, ...]
    krijgen: tuple[str, ...]
    willen_niet: tuple[str, ...]
    zonder_contact: tuple[str, ...]
    is_open: bool


def asked_by(projecten: Iterable[Project], gemeenten: Iterable[Eigenaar]) -> list[Onderwerp]:
    """What a question to these is about."""
    return [*(Onderwerp(project) for project in projecten), *(Onderwerp(gemeente=own) for own in gemeenten)]


def find_asked(ronde: Ronde, onderwerp: str, vraag: str, asked: Iterable[Onderwerp]) -> list[Onderwerp]:
    """Those of them that this same question was put to before, and not withdrawn; one query."""
    rows = VraagAan.objects.asked().filter(vraag__ronde=ronde, vraag__onderwerp=onderwerp, vraag__vraag=vraag)
    known = set(rows.values_list("project", "gemeente"))
    return [part for part in asked if (part.project and part.project.pk, part.gemeente and part.gemeente.pk) in known]


def load_aanschrijving(ronde: Ronde, asked: Sequence[Onderwerp], today: date) -> Aanschrijving:
    """Of a question to these, before it is asked. A constant number of queries."""
    stof = load_stof(Kader.load(ronde, today), _around(asked))
    can = [(_name(part, ronde.peildatum), stof.answerers(part.project, part.gemeente)[1]) for part in asked]
    reached = frozenset[int]().union(*(people for _, people in can))
    off = mailkeuze.refusers(BERICHT)
    people = Gebruiker.objects.filter(pk__in=reached, is_active=True).order_by("naam", "pk")
    named = list(people.values_list("pk", "naam"))
    return Aanschrijving(
        aan=tuple(naam for naam, _ in can),
        krijgen=tuple(naam for pk, naam in named if pk not in off),
        willen_niet=tuple(naam for pk, naam in named if pk in off),
        zonder_contact=tuple(naam for naam, people in can if not people),
        is_open=ronde.is_open(today),
    )


def plan_question(vraag: ExtraVraag, asked: Sequence[Onderwerp], today: date) -> list[Zending]:
    """The mails of one question on the day it is asked: one a person, with all of it that they can answer.

    None while the ronde is still to open: the announcement of that day has it. Being asked is the start of what is
    owed, so no announcement follows for the same.
    """
    if not vraag.ronde.is_open(today):
        return []
    found = [
        (Schuld(vraag.ronde, plicht), Moment(START, plicht.termijn.begin))
        for gevraagd in load_questions(vraag.ronde, today, _around(asked))
        if gevraagd.vraag == vraag
        for plicht in gevraagd.plichten
    ]
    return per_person(found, BERICHT)


def _around(asked: Sequence[Onderwerp]) -> Deel:
    return asked_of(
        (onderwerp.project.pk for onderwerp in asked if onderwerp.project),
        (onderwerp.gemeente.pk for onderwerp in asked if onderwerp.gemeente),
    )


def _name(onderwerp: Onderwerp, day: date) -> str:
    """As the board calls it: of a local project with its gemeente."""
    project = onderwerp.project
    if project is None:
        return str(onderwerp.gemeente)
    name = project_name(project, day)
    return f"{name} ({project.gemeente})" if project.gemeente else name
