"""Every fact of a kwartaalupdate, in the order in which it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rapportage.documents.feiten import Feit, Kerncijfer, Uitgave, Verwijzing


@dataclass(frozen=True, slots=True)
class Bericht:
    """The news of one project, or of one rubriek of the programme: bullets in light markup, 1 or more."""

    anker: str
    naam: str
    bullets: tuple[Feit, ...]
    voorheen: str = ""
    stand: str = ""
    cijfers: tuple[Kerncijfer, ...] = ()
    reeks: tuple[Kerncijfer, ...] = ()
    reeks_titel: str = ""


@dataclass(frozen=True, slots=True)
class Deel:
    """The programme's own part (sign 0) or a themalijn (sign 1–4), with the editor's heading and sentence if given."""

    anker: str
    soort: str
    naam: str
    teken: int
    berichten: tuple[Bericht, ...]
    kop: Feit | None = None
    zin: Feit | None = None


@dataclass(frozen=True, slots=True)
class Agendapunt:
    """When (with the precision that the source gives) and what; *waar* may be empty."""

    wanneer: str
    wat: Feit
    waar: str = ""


@dataclass(frozen=True, slots=True)
class KwartaalupdateFeiten:
    """All that a kwartaalupdate prints. `gemeenten`: slug and name of each; `genoemd`: those named in the news."""

    SOORT: ClassVar[str] = "kwartaalupdate"

    jaar: int
    kwartaal: int
    uitgave: Uitgave
    merk: str
    titel: Feit
    periode: str
    intro: Feit
    cijfers: tuple[Kerncijfer, ...]
    cijfers_bron: str
    delen: tuple[Deel, ...]
    agenda: tuple[Agendapunt, ...]
    gemeenten: tuple[tuple[str, ...], ...]
    genoemd: tuple[str, ...]
    genoemd_regel: Feit | None
    slot_titel: Feit
    slot_tekst: Feit
    verwijzingen: tuple[Verwijzing, ...]
    voetregels: tuple[Feit, ...]
    verantwoording: tuple[Feit, ...]

    @property
    def documentnaam(self) -> str:
        return f"Kwartaalupdate Q{self.kwartaal} {self.jaar}"
