"""What a person may do on a day: the roles of the aanstellingen then in force, and of which eigenaar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from koers.toegang.models import Gebruiker
from koers.toegang.rights import PROGRAMMA_ROLLEN, TEAM, NotAllowed, Rol, roles_with


@dataclass(frozen=True)
class Bevoegdheid:
    """Roles in force on one day, each with the eigenaren it is held of."""

    per_rol: Mapping[Rol, frozenset[int]] = field(default_factory=dict)

    @property
    def rollen(self) -> frozenset[Rol]:
        return frozenset(self.per_rol)

    @property
    def eigenaren(self) -> frozenset[int]:
        """Every eigenaar this person works for, whatever the role."""
        return frozenset().union(*self.per_rol.values())

    @property
    def in_team(self) -> bool:
        return bool(self.rollen & TEAM)

    def may(self, name: str, eigenaar_id: int | None = None) -> bool:
        """True when a role carries the right and, where an eigenaar is given, is held of it or of the programme."""
        return any(
            eigenaar_id is None or rol in PROGRAMMA_ROLLEN or eigenaar_id in self.per_rol[rol]
            for rol in roles_with(name) & self.rollen
        )

    def eigenaren_with(self, name: str) -> frozenset[int]:
        """The eigenaren for which an eigenaar's role carries the right (programme roles aside)."""
        return frozenset().union(*(self.per_rol[rol] for rol in roles_with(name) & self.rollen - PROGRAMMA_ROLLEN))


def bevoegdheid_of(gebruiker: Gebruiker | Any, today: date) -> Bevoegdheid:
    """Read once per person and day, then kept on the object; of anyone not signed in or inactive: nothing."""
    if not isinstance(gebruiker, Gebruiker) or not gebruiker.is_active:
        return Bevoegdheid()
    known: dict[date, Bevoegdheid] = gebruiker.__dict__.setdefault("_bevoegdheid", {})
    if today not in known:
        per_rol: dict[Rol, set[int]] = defaultdict(set)
        for rol, eigenaar_id in gebruiker.aanstellingen.in_force(today).values_list("rol", "eigenaar_id"):  # type: ignore[misc]
            per_rol[Rol(rol)].update([eigenaar_id] if eigenaar_id else [])
        known[today] = Bevoegdheid({rol: frozenset(ids) for rol, ids in per_rol.items()})
    return known[today]


def require(actor: Gebruiker | None, name: str, *, today: date, eigenaar_id: int | None = None) -> None:
    """NotAllowed, with the reason, unless the actor holds the right. No actor: the installation's own command line."""
    if actor is None:
        return
    if not bevoegdheid_of(actor, today).may(name, eigenaar_id):
        rollen = ", ".join(sorted(rol.label for rol in roles_with(name)))
        raise NotAllowed(f"Dit mag alleen met de rol {rollen}" + (" van deze eigenaar." if eigenaar_id else "."))
