"""Who can hold which role, on plain values. Source: the table of roles in koers/toegang/rights.py."""

from __future__ import annotations

from datetime import date, timedelta

from koers.toegang.rights import PROGRAMMA_ROLLEN, Rol

DAY = timedelta(days=1)


def role_objection(rol: Rol, *, of_eigenaar: bool, of_gemeente: bool) -> str:
    """Why this role cannot be held of this owner, in Dutch; "" when it can."""
    if rol in PROGRAMMA_ROLLEN and of_eigenaar:
        return f"De rol {rol.label} geldt voor het hele programma: kies geen eigenaar."
    if rol not in PROGRAMMA_ROLLEN and not of_eigenaar:
        return f"De rol {rol.label} hoort bij een eigenaar: kies welke."
    if rol == Rol.LOKAAL and not of_gemeente:
        return "Een lokaal projectleider werkt voor een gemeente: kies een gemeente."
    return ""


def overlaps(begin: date, end: date | None, other_begin: date, other_end: date | None) -> bool:
    """True when two periods, first and last day included, share a day. No end: for good."""
    return (end is None or other_begin <= end) and (other_end is None or begin <= other_end)


def takes_over(leaves_on: date, until: date | None, other_begin: date, other_end: date | None) -> bool:
    """True when another period covers all that falls away after `leaves_on` (which would have ended on `until`)."""
    if other_begin > leaves_on + DAY:
        return False
    return other_end is None or (until is not None and other_end >= until)
