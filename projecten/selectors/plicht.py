"""What is owed in a ronde, by whom, and how far that is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from koers.lib.notatie import datum
from projecten.models import Overgang, Ronde, Voortgang
from projecten.rules import ronde as rules
from projecten.rules.ronde import Termijn
from projecten.rules.voortgang import GOEDGEKEURD, HEROPEND, INGEDIEND, NIEUW, TERUGGESTUURD
from projecten.selectors.onderwerp import Onderwerp
from projecten.selectors.ronde import STAAT_WOORDEN, term_of
from projecten.selectors.voortgang import term_after
from projecten.selectors.vraag import Gevraagd, VraagPlicht

REDACTEUR = "de redacteur"


@dataclass(frozen=True)
class Regel:
    """One entry, or the place where it would be."""

    naam: str
    onderwerp: Onderwerp
    ronde: Ronde
    voortgang: Voortgang | None
    te_laat: bool = False

    @property
    def staat(self) -> str:
        return self.voortgang.staat if self.voortgang else NIEUW

    @property
    def staat_woorden(self) -> str:
        if self.staat == HEROPEND and self.termijn.heropend:
            return f"heropend tot en met {datum(self.termijn.einde)}"
        return STAAT_WOORDEN[self.staat]

    @property
    def is_binnen(self) -> bool:
        return rules.is_in(self.staat)

    @property
    def stappen(self) -> list[Overgang]:
        return list(self.voortgang.overgangen.all()) if self.voortgang else []

    @property
    def laatste(self) -> Overgang | None:
        """The last step it took."""
        return self.stappen[-1] if self.stappen else None

    @property
    def termijn(self) -> Termijn:
        """The days of the ronde, or those of its last reopening."""
        return term_after(self.stappen, self.ronde)

    @property
    def sinds(self) -> datetime | None:
        return self.laatste.moment if self.laatste else None

    @property
    def edit_url(self) -> str:
        return self.onderwerp.edit_url(self.ronde)

    @property
    def reopen_url(self) -> str:
        return self.onderwerp.reopen_url(self.ronde)


class Kenmerk(NamedTuple):
    """What of an obligation is counted: its state, and whether it was given to anyone, and to one who can write it."""

    staat: str
    te_laat: bool
    gegeven: bool
    contact: bool

    @property
    def is_binnen(self) -> bool:
        return rules.is_in(self.staat)


@dataclass(frozen=True)
class Plicht:
    """What is owed: an entry of a project or a rubriek, or (of a gemeente) at least one of several.

    `wie` are those to whom it was given; `contacten` (ids) those of them who can write it: an account in use, the role
    in force. `sleutel` names the obligation in a table; it is the same each time the board is read.
    """

    sleutel: str
    naam: str
    wie: tuple[str, ...]
    wie_ids: frozenset[int]
    contacten: frozenset[int]
    regels: tuple[Regel, ...]
    staat: str
    te_laat: bool
    gemeente: str = ""
    ids_op_naam: tuple[int, ...] = ()

    @property
    def sinds(self) -> datetime | None:
        """When the last of its entries took its last step."""
        return max((regel.sinds for regel in self.regels if regel.sinds), default=None)

    @property
    def staat_woorden(self) -> str:
        if self.staat == HEROPEND and self.termijn.heropend:
            return f"heropend tot en met {datum(self.termijn.einde)}"
        return STAAT_WOORDEN[self.staat]

    @property
    def is_binnen(self) -> bool:
        return rules.is_in(self.staat)

    @property
    def kenmerk(self) -> Kenmerk:
        return Kenmerk(self.staat, self.te_laat, bool(self.wie), bool(self.contacten))

    @property
    def begonnen(self) -> tuple[Regel, ...]:
        return tuple(regel for regel in self.regels if regel.voortgang)

    @property
    def termijn(self) -> Termijn:
        """Until when it can be done: the longest of what was begun and is not in; of nothing begun the ronde's."""
        begun = self.begonnen
        terms = [regel.termijn for regel in begun if not regel.is_binnen] or [regel.termijn for regel in begun]
        return max(terms or [term_of(self.regels[0].ronde)], key=lambda termijn: (termijn.einde, termijn.tot))

    @property
    def edit_url(self) -> str:
        """Where it is done: what is begun and not in yet, else the first of its entries."""
        begun = [regel for regel in self.begonnen if not regel.is_binnen]
        return (begun or self.regels)[0].edit_url

    @property
    def wacht_op(self) -> tuple[str, ...]:
        """Whose turn it is; nobody's once it is approved."""
        if self.staat == GOEDGEKEURD:
            return ()
        return (REDACTEUR,) if self.staat == INGEDIEND else self.wie


@dataclass(frozen=True)
class Groep:
    """A theme line, the gemeenten or the rubrieken; `slug` is how an address calls it."""

    naam: str
    teken: int
    plichten: tuple[Plicht, ...]
    slug: str = ""

    @property
    def binnen(self) -> int:
        return sum(plicht.is_binnen for plicht in self.plichten)

    @property
    def ontbreekt(self) -> list[Plicht]:
        return [plicht for plicht in self.plichten if not plicht.is_binnen]

    @property
    def telling(self) -> Counter[str]:
        """How many are in each state; `te-laat` beside it."""
        return count(self.plichten)


def count(plichten: tuple[Plicht, ...] | list[Plicht]) -> Counter[str]:
    """How many are in each state, and how many of all are late."""
    found = Counter(plicht.staat for plicht in plichten)
    found["te_laat"] = sum(plicht.te_laat for plicht in plichten)
    return found


@dataclass(frozen=True)
class Bord:
    """Everything owed in one ronde, in groups."""

    ronde: Ronde
    groepen: tuple[Groep, ...]
    gesloten: bool = False
    gevraagd: tuple[Gevraagd, ...] = ()

    @property
    def plichten(self) -> list[Plicht]:
        return [plicht for groep in self.groepen for plicht in groep.plichten]

    @property
    def telling(self) -> Counter[str]:
        """How many are in each state."""
        return count(self.plichten)

    @property
    def totaal(self) -> int:
        return len(self.plichten)

    @property
    def binnen(self) -> int:
        return sum(plicht.is_binnen for plicht in self.plichten)

    @property
    def goedgekeurd(self) -> int:
        return self.telling[GOEDGEKEURD]

    @property
    def teruggestuurd(self) -> int:
        return self.telling[TERUGGESTUURD]

    @property
    def te_laat(self) -> list[Plicht]:
        return [plicht for plicht in self.plichten if plicht.te_laat]

    @property
    def ontbreekt(self) -> list[Plicht]:
        return [plicht for plicht in self.plichten if not plicht.is_binnen]

    @property
    def vragen(self) -> list[VraagPlicht]:
        """Every answer that an extra request asks for."""
        return [plicht for gevraagd in self.gevraagd for plicht in gevraagd.plichten]

    @property
    def alles(self) -> list[Plicht | VraagPlicht]:
        """Entries and answers together."""
        return [*self.plichten, *self.vragen]

    @property
    def zonder_contact(self) -> list[Plicht | VraagPlicht]:
        """What nobody can write: no one was named, or no one of them has an account and the role."""
        return [plicht for plicht in self.alles if not plicht.is_binnen and not plicht.contacten]

    def of_gemeente(self, pk: int) -> Plicht | None:
        """What a gemeente owes; None of one that owes nothing."""
        return next((plicht for plicht in self.plichten if plicht.sleutel == f"gemeente:{pk}"), None)
