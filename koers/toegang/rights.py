"""Who may do what: one page, role → rights. Nothing is allowed that does not stand here.

A right is "app.noun:verb". A view says which one it needs with `@right(...)`; a name that no role has fails at import.
Which eigenaar or project a role is held *of* is checked where the row is known (`koers.eigenaren.bevoegdheid`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models


class Rol(models.TextChoices):
    """The roles of the programme; each is held by an aanstelling, from a day to a day."""

    AMBTENAAR = "ambtenaar", "ambtenaar"
    AO_LID = "ao-lid", "AO-lid"
    BO_LID = "bo-lid", "BO-lid"
    LOKAAL = "lokaal-projectleider", "lokaal projectleider"
    REGIONAAL = "regionaal-projectleider", "regionaal projectleider"
    REDACTEUR = "redacteur", "redacteur"
    PROGRAMMAMANAGER = "programmamanager", "programmamanager"
    CONTROLLER = "controller", "controller"
    BEHEERDER = "beheerder", "beheerder"


# Held for the whole programme, of no single eigenaar.
PROGRAMMA_ROLLEN = frozenset({Rol.REGIONAAL, Rol.REDACTEUR, Rol.PROGRAMMAMANAGER, Rol.CONTROLLER, Rol.BEHEERDER})
# The programme team: sees money, fte and remarks of every eigenaar.
TEAM = frozenset({Rol.REDACTEUR, Rol.PROGRAMMAMANAGER, Rol.CONTROLLER})

_LEZER = frozenset(
    {
        "rapportage.regio:view",
        "rapportage.eigenaar:view",
        "rapportage.document:view",
        "rapportage.agenda:view",
        "themalijnen.themalijn:view",
        "projecten.project:view",
        "financien.programma:view",
        "financien.regeling:view",
        "financien.beschikking:view",
    }
)
_SCHRIJVER = frozenset(
    {"rapportage.taken:view", "projecten.voortgang:edit", "projecten.voortgang:submit", "projecten.meting:edit"}
)

RIGHTS: dict[Rol, frozenset[str]] = {
    Rol.AMBTENAAR: _LEZER,
    Rol.AO_LID: _LEZER | {"rapportage.document:discuss"},
    Rol.BO_LID: _LEZER | {"rapportage.document:discuss"},
    Rol.LOKAAL: _LEZER | _SCHRIJVER | {"projecten.planning:edit"},
    Rol.REGIONAAL: _LEZER | _SCHRIJVER | {"projecten.borging:edit", "projecten.planning:edit"},
    Rol.REDACTEUR: _LEZER
    | _SCHRIJVER
    | {
        "projecten.voortgang:review",
        "projecten.voortgang:behalf",
        "projecten.ronde:view",
        "projecten.ronde:ask",
        "projecten.ronde:remind",
        "rapportage.document:build",
        "rapportage.document:publish",
        "rapportage.tekst:edit",
    },
    Rol.PROGRAMMAMANAGER: _LEZER
    | {
        "rapportage.taken:view",
        "projecten.voortgang:read-all",
        "projecten.voortgang:edit",
        "projecten.voortgang:submit",
        "projecten.voortgang:behalf",
        "projecten.voortgang:reopen",
        "projecten.project:edit",
        "projecten.indicator:edit",
        "projecten.meting:edit",
        "projecten.ronde:view",
        "projecten.ronde:edit",
        "projecten.ronde:ask",
        "projecten.ronde:remind",
        "projecten.deelname:edit",
        "projecten.borging:edit",
        "projecten.planning:edit",
        "themalijnen.themalijn:edit",
        "rapportage.document:build",
        "rapportage.document:publish",
        "rapportage.document:adopt",
        "eigenaren.besluit:edit",
        "financien.capaciteit:edit",
    },
    Rol.CONTROLLER: _LEZER
    | {
        "rapportage.taken:view",
        "rapportage.document:build",
        "financien.boeking:view",
        "financien.boeking:edit",
        "financien.beschikking:edit",
        "financien.regeling:edit",
        "financien.capaciteit:edit",
    },
    Rol.BEHEERDER: frozenset(
        {
            "rapportage.regio:view",
            "rapportage.document:view",
            "rapportage.agenda:view",
            "projecten.project:view",
            "themalijnen.themalijn:view",
            "toegang.gebruiker:view",
            "toegang.gebruiker:edit",
            "toegang.log:view",
            "toegang.persoon:export",
            "toegang.persoon:erase",
            "eigenaren.eigenaar:edit",
            "eigenaren.aanstelling:edit",
        }
    ),
}

ALL_RIGHTS = frozenset().union(*RIGHTS.values())

PUBLIC = "public"
SIGNED_IN = "signed-in"

View = TypeVar("View", bound=Callable[..., Any])


class UnknownRight(LookupError):
    """A right that no role has: a slip in the code, found at import."""


class NotAllowed(PermissionDenied):
    """Visible, but not allowed: carries the reason in Dutch, shown on the 403 page."""


def known(name: str) -> str:
    """The name itself when some role has it; UnknownRight otherwise."""
    if name not in ALL_RIGHTS:
        raise UnknownRight(f"no role has the right {name!r}: see koers/toegang/rights.py")
    return name


def roles_with(name: str) -> frozenset[Rol]:
    """The roles that carry a right."""
    known(name)
    return frozenset(rol for rol, rights in RIGHTS.items() if name in rights)


def right(name: str, *, write: str = "") -> Callable[[View], View]:
    """Declare the right a view needs, and another for changing something where that asks more.

    Enforced by `DenyByDefault`, before the view runs.
    """
    known(name)
    return lambda view: _declare(view, name, known(write) if write else name)


def public(view: View) -> View:
    """Declare a view open to anyone, signed in or not."""
    return _declare(view, PUBLIC)


def signed_in(view: View) -> View:
    """Declare a view open to whoever is signed in, whatever the role."""
    return _declare(view, SIGNED_IN)


def before_factor(view: View) -> View:
    """Let a view be reached by whoever still has to set up a compulsory second factor."""
    view.before_factor = True  # type: ignore[attr-defined]
    return view


def _declare(view: View, name: str, write: str = "") -> View:
    view.koers_right = name  # type: ignore[attr-defined]
    view.koers_right_write = write or name  # type: ignore[attr-defined]
    return view


def declared(view: Callable[..., Any], method: str | None = "GET") -> str | None:
    """What a view declared for a method: a right, PUBLIC, SIGNED_IN, or None (then nobody gets in)."""
    name: str | None = getattr(view, "koers_right", None)
    return name if method in ("GET", "HEAD") else getattr(view, "koers_right_write", name)
