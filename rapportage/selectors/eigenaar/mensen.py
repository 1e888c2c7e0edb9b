"""People, parts and documents of one eigenaar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from koers.eigenaren.models import Aanstelling, Eigenaar
from koers.lib.notatie import datum
from koers.lib.peildatum import Blik
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
    return [
        Mens(row.gebruiker.naam, row.get_rol_display(), row.herkomst, f"sinds {datum(row.vanaf)}")
        for row in rows.filter(gebruiker__is_active=True).select_related("gebruiker").order_by("rol", "gebruiker__naam")
    ]


def load_ondertekenaars(eigenaar: Eigenaar, blik: Blik) -> list[Mens]:
    """Who signs for the college; dates of office that are unknown stand open."""
    day = blik.peildatum
    begun = Q(vanaf__isnull=True) | Q(vanaf__lte=day)
    rows = eigenaar.ondertekenaars.filter(begun).filter(Q(tot__isnull=True) | Q(tot__gte=day))
    return [Mens(row.naam, row.functie, row.herkomst, f"sinds {datum(row.vanaf)}" if row.vanaf else "") for row in rows]


def load_rollen(eigenaar: Eigenaar, blik: Blik) -> list[Rol]:
    """What it does for all (host, mandaathouder), and its part in projects and in the programme's own work."""
    day = blik.peildatum
    functions = eigenaar.functies.filter(vanaf__lte=day).filter(Q(tot__isnull=True) | Q(tot__gte=day))
    found = [Rol(row.functie, "", "", row.toelichting, row.herkomst) for row in functions]
    parts = Betrokkenheid.objects.filter(eigenaar=eigenaar, vanaf__lte=day).select_related("project")
    known = list(parts)
    named: Any = Project.objects.filter(pk__in=[row.project_id for row in known if row.project_id]).named(day)
    names = {project.pk: project.naam_op for project in named}
    for row in known:
        label = names.get(row.project_id, row.onderwerp)
        slug = row.project.slug if row.project else ""
        found.append(Rol(label, slug, row.get_rol_display(), row.toelichting, row.herkomst))
    return found


def load_stukken(blik: Blik, gebruiker: Any) -> list[Stuk]:
    """Documents this reader may see, newest first, with their state on that day."""
    rows = Document.objects.visible_to(gebruiker, blik.vandaag).filter(gemaakt_op__lt=blik.einde)
    return [
        Stuk(row.soort, row.periode, str(row), row.get_staat_display())
        for row in rows.order_by("-periode", "soort")[:6]
    ]
