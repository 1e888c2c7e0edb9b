"""Who enters which measurements of a project in a ronde, and until when."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from koers.toegang.models import Gebruiker
from projecten.models import Overgang, Project, Ronde
from projecten.rules.voortgang import HEROPEND, Heropening, closed_reason
from projecten.selectors.namens import may_behalf
from projecten.selectors.onderwerp import load_auteurschap
from projecten.selectors.voortgang import dates_of, with_contact

GEEN = "Metingen van dit project vult de regionaal projectleider in, of de lokaal projectleider van een gemeente."


@dataclass(frozen=True)
class Meetrecht:
    """Whose measurements a person enters: all of the project's (`eigenaren` None) or those of some eigenaren."""

    eigenaren: frozenset[int] | None

    def covers(self, eigenaar_id: int) -> bool:
        return self.eigenaren is None or eigenaar_id in self.eigenaren

    def __bool__(self) -> bool:
        return self.eigenaren is None or bool(self.eigenaren)


def load_meetrecht(gebruiker: Gebruiker | Any, project: Project, today: date) -> Meetrecht:
    """Leaders of the project and who may write on behalf: all; a local leader: the own gemeente's (trust.md §1)."""
    if gebruiker is None or may_behalf(gebruiker, today):
        return Meetrecht(None)
    auteur = load_auteurschap(gebruiker, today)
    return Meetrecht(None if project.pk in auteur.projecten else auteur.gemeenten)


def load_heropend(project: Project, ronde: Ronde) -> dict[int | None, date]:
    """Until when something was reopened in the ronde: per gemeente, and (None) for the whole project. One query.

    Of an entry its last reopening counts, which may be shorter than one before. Measurements are not approved: a
    reopening opens them for longer than the ronde does, and never for less.
    """
    steps = Overgang.objects.filter(naar=HEROPEND, voortgang__ronde=ronde).filter(
        Q(voortgang__project=project) | Q(voortgang__project=None, voortgang__gemeente__isnull=False)
    )
    rows = steps.order_by("moment", "pk").values_list("voortgang", "voortgang__gemeente", "tot")
    last = {entry: (gemeente, tot) for entry, gemeente, tot in rows}
    found: dict[int | None, date] = {}
    for gemeente, tot in last.values():
        if tot is not None:
            found[gemeente] = max(tot, found.get(gemeente, tot))
    return found


def shut_reason(ronde: Ronde, heropend: Mapping[int | None, date], eigenaar_id: int, today: date) -> str:
    """Why nothing can be measured of this eigenaar any more (or yet), in Dutch; "" when it can."""
    dates = dates_of(ronde)
    if today < ronde.open_vanaf:
        return f"De ronde {ronde} is nog niet open."
    until = max((day for key, day in heropend.items() if key in (None, eigenaar_id)), default=None)
    return closed_reason(Heropening(until, until) if until else None, dates, today)


def all_shut_reason(ronde: Ronde, heropend: Mapping[int | None, date], eigenaren: Collection[int], today: date) -> str:
    """The reason that holds for every one of them, with whom to ask; "" when one of them is open."""
    reasons = [shut_reason(ronde, heropend, pk, today) for pk in eigenaren]
    return with_contact(reasons[0], today) if reasons and all(reasons) else ""
