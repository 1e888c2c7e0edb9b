"""One borging on a page: what is known of it now, every check of it, and what was mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from projecten.models import Borging, BorgingControle, BorgingVerbetering
from projecten.selectors.borgingregel import next_of
from projecten.selectors.onderwerp import project_name


@dataclass(frozen=True)
class BorgingBlad:
    """The page; `controles` and `verbeteringen` the newest first. `nodig`: a check is due."""

    borging: Borging
    naam: str
    controles: Sequence[BorgingControle]
    verbeteringen: Sequence[BorgingVerbetering]
    volgende: date | None
    nodig: bool

    @property
    def bij(self) -> str:
        return str(self.borging.partner or self.borging.eigenaar)


def load_borgingblad(borging: Borging, today: date) -> BorgingBlad:
    """Three queries beside the borging itself."""
    controles = list(borging.controles.select_related("door").order_by("-datum"))
    volgende = next_of(borging, controles[0] if controles else None)
    return BorgingBlad(
        borging=borging,
        naam=project_name(borging.project, today),
        controles=controles,
        verbeteringen=list(borging.verbeteringen.select_related("door")),
        volgende=volgende,
        nodig=volgende is not None and volgende <= today,
    )
