"""People, parts and documents of one eigenaar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from koers.eigenaren.models import Aanstelling, Eigenaar
from koers.lib.notatie import datum
from koers.lib.peildatum import Blik
from koers.toegang.rights import Rol as Functie
from projecten.models import Betrokkenheid, Project
from rapportage.models import Document


@dataclass(frozen=True)
class Mens:
    """Someone with a role, or who signs."""

    naam: str
    rol: str
    herkomst: str
    bij: str = ""


@dataclass(frozen=True)
class Rol:
    """The part this eigenaar takes, as an eigenaar or in a project."""

    naam: str
    slug: str
    rol: str
    toelichting: str
    herkomst: str


@dataclass(frozen=True)
class Stuk:
    """A document this reader may see."""

    soort: str
    periode: str
    naam: str
    staat: str

    @property
    def lidwoord(self) -> str:
        return "het" if self.soort == Document.Soort.JAARVERSLAG else "de"


def load_contacten(eigenaar: Eigenaar, blik: Blik, gebruiker: Any) -> list[Mens]:
    """Who works there on that day: for its own people and the team."""
    rows = Aanstelling.objects.visible_to(gebruiker, blik.vandaag).in_force(blik.peildatum).filter(eigenaar=eigenaar)
    rows = rows.filter(gebruiker__is_active=True).order_by("rol", "gebruiker__naam")
    return [
        Mens(naam, Functie(rol).label, herkomst, f"sinds {datum(vanaf)}")
        for naam, rol, herkomst, vanaf in rows.values_list("gebruiker__naam", "rol", "herkomst", "vanaf")
    ]


def load_ondertekenaars(eigenaar: Eigenaar, blik: Blik) -> list[Mens]:
    """Who signs for the college; dates of office that are unknown stand open."""
    day = blik.peildatum
    begun = Q(vanaf__isnull=True) | Q(vanaf__lte=day)
    rows = eigenaar.ondertekenaars.filter(begun).filter(Q(tot__isnull=True) | Q(tot__gte=day))
    found = rows.order_by("functie", "vanaf")
    return [
        Mens(row.naam, row.functie, row.herkomst, f"sinds {datum(row.vanaf)}" if row.vanaf else "") for row in found
    ]


def load_rollen(eigenaar: Eigenaar, blik: Blik) -> list[Rol]:
    """What it does for all (host, mandaathouder), and its part in projects and in the programme's own work."""
    day = blik.peildatum
    functions = eigenaar.functies.filter(vanaf__lte=day).filter(Q(tot__isnull=True) | Q(tot__gte=day))
    held: Any = functions.order_by("functie", "vanaf").values_list("functie", "toelichting", "herkomst")
    found = [Rol(functie, "", "", toelichting, herkomst) for functie, toelichting, herkomst in held]
    parts = Betrokkenheid.objects.filter(eigenaar=eigenaar, vanaf__lte=day)
    known = list(parts.values_list("project_id", "project__slug", "onderwerp", "rol", "toelichting", "herkomst"))
    names: dict[int | None, str] = {}
    if ids := [row[0] for row in known if row[0]]:
        rows: Any = Project.objects.filter(pk__in=ids).order_by().called(day)
        names = dict(rows.values_list("pk", "naam_op"))
    for project, slug, onderwerp, rol, toelichting, herkomst in known:
        label = names.get(project, onderwerp)
        found.append(Rol(label, slug or "", str(Betrokkenheid.Rol(rol).label), toelichting, herkomst))
    return found


def load_stukken(blik: Blik, gebruiker: Any) -> list[Stuk]:
    """Documents this reader may see, newest first, with their state on that day."""
    rows = Document.objects.visible_to(gebruiker, blik.vandaag).filter(gemaakt_op__lt=blik.einde)
    return [
        Stuk(row.soort, row.periode, str(row), row.get_staat_display())
        for row in rows.order_by("-periode", "soort")[:6]
    ]
