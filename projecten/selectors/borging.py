"""The register of borgingen on a day: one filter for the screen and the file; and whose turn it is to check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.lib.keuze import Adreskeuze, Keuze
from koers.lib.peildatum import Blik
from koers.toegang.rights import Rol
from projecten.models import Borging, BorgingControle, Project, Projectleiding
from projecten.rules.borging import VOORAF
from projecten.selectors.borgingregel import next_of
from projecten.selectors.onderwerp import load_auteurschap, project_name
from projecten.selectors.project import ProjectKop, load_projecten

NU, STRAKS, VOORBIJ = "nu", "straks", "voorbij"
CONTROLES = {NU: "nu nodig", STRAKS: "komt nog", VOORBIJ: "niet meer geborgd"}
KOP = (
    *("Project", "Themalijn", "Geborgd bij", "Soort", "Vanaf", "Gemeld op", "Afspraak"),
    *("Laatste controle", "Uitkomst", "Bevinding", "Volgende controle", "Herkomst"),
)


def keeps(actor: Any, today: date, projecten: Iterable[int]) -> frozenset[int]:
    """Of which of these projects this person records borgingen: all, or those they lead."""
    if Rol.PROGRAMMAMANAGER in bevoegdheid_of(actor, today).rollen:
        return frozenset(projecten)
    return load_auteurschap(actor, today).projecten & frozenset(projecten)


def keep_refusal(actor: Any, project: Project, today: date) -> str:
    """Why this person records no borging of this project, in Dutch; "" for who does. No actor: the command line."""
    if actor is None or project.pk in keeps(actor, today, [project.pk]):
        return ""
    name = project_name(project, today)
    return f"U leidt {name} niet. De projectleider of de programmamanager legt vast bij wie het is geborgd."


@dataclass(frozen=True)
class Rij:
    """One borging under the name its project has on that day; `controles`: those made by then, the newest first."""

    borging: Borging
    project: ProjectKop
    controles: tuple[BorgingControle, ...]
    dag: date

    @property
    def bij(self) -> str:
        return str(self.borging.partner or self.borging.eigenaar)

    @property
    def bij_slug(self) -> str:
        party: Any = self.borging.partner or self.borging.eigenaar
        return str(party.slug)

    @property
    def laatste(self) -> BorgingControle | None:
        return self.controles[0] if self.controles else None

    @property
    def volgende(self) -> date | None:
        """When the next check falls due; None when it no longer lasts."""
        return next_of(self.borging, self.laatste)

    @property
    def controle(self) -> str:
        """One of CONTROLES."""
        return VOORBIJ if self.volgende is None else NU if self.volgende <= self.dag else STRAKS


@dataclass(frozen=True)
class BorgingFilter(Adreskeuze):
    """What of the register one wants to see; all of it stands in the address. `bij`: the slug of who keeps it."""

    thema: str = ""
    bij: str = ""
    controle: str = ""

    def matches(self, rij: Rij) -> bool:
        return (
            self.thema in ("", rij.project.thema.slug)
            and self.bij in ("", rij.bij_slug)
            and self.controle in ("", rij.controle)
        )


@dataclass(frozen=True)
class Register:
    """The page: what is chosen, what can be chosen, and the rows."""

    filter: BorgingFilter
    rijen: tuple[Rij, ...]
    totaal: int
    te_doen: int
    keuzes: tuple[tuple[str, tuple[Keuze, ...]], ...]
    query: str


def load_rijen(blik: Blik, **which: Any) -> list[Rij]:
    """Every borging reported by that day, the newest first. Four queries."""
    checks = BorgingControle.objects.filter(datum__lte=blik.peildatum).select_related("door").order_by("-datum")
    rows = Borging.objects.filter(gemeld_op__lte=blik.peildatum, **which).select_related(
        "partner", "eigenaar", "project"
    )
    found = rows.prefetch_related(Prefetch("controles", queryset=checks)).order_by("-gemeld_op", "pk")
    slugs = {row.project.slug for row in found}
    koppen = {kop.id: kop for kop in load_projecten(blik, alle=True, slugs=slugs)}
    return [
        Rij(row, koppen[row.project_id], tuple(row.controles.all()), blik.peildatum)
        for row in found
        if row.project_id in koppen
    ]


def load_register(blik: Blik, params: Mapping[str, str]) -> Register:
    """The filtered register; four queries. OngeldigeVraag for a choice that does not exist."""
    rijen = load_rijen(blik)
    themas = sorted({(rij.project.thema.volgorde, rij.project.thema.slug, rij.project.thema.naam) for rij in rijen})
    options = {
        "thema": {slug: naam for _, slug, naam in themas if slug},
        "bij": dict(sorted(((rij.bij_slug, rij.bij) for rij in rijen), key=lambda pair: pair[1])),
        "controle": CONTROLES,
    }
    zin = "Deze keuze bestaat niet in het register van deze dag. Bekijk alle borgingen."
    keuze = BorgingFilter.read(params, options, zin)
    koppen = (("Controle", "controle"), ("Themalijn", "thema"), ("Geborgd bij", "bij"))
    return Register(
        filter=keuze,
        rijen=tuple(rij for rij in rijen if keuze.matches(rij)),
        totaal=len(rijen),
        te_doen=sum(rij.controle == NU for rij in rijen),
        keuzes=tuple((kop, keuze.chips(name, options[name], blik)) for kop, name in koppen),
        query=keuze.query(blik),
    )


def as_rows(rijen: Iterable[Rij]) -> list[tuple[object, ...]]:
    """The rows as the file has them, under KOP: the same borgingen in the same order as on the screen."""
    return [
        (
            rij.project.naam,
            rij.project.thema.naam,
            rij.bij,
            "partner" if rij.borging.partner_id else "eigenaar",
            rij.borging.vanaf,
            rij.borging.gemeld_op,
            rij.borging.afspraak,
            rij.laatste.datum if rij.laatste else None,
            rij.laatste.get_uitkomst_display() if rij.laatste else None,
            rij.laatste.bevinding if rij.laatste else None,
            rij.volgende,
            rij.borging.get_herkomst_display(),
        )
        for rij in rijen
    ]


def load_mine(gebruiker: Any, today: date) -> list[Rij]:
    """Whose check this person makes soon or now: of projects they lead, and for the programmamanager of projects
    that nobody leads. The one that fell due longest ago first."""
    rollen = bevoegdheid_of(gebruiker, today).rollen
    if not rollen & {Rol.REGIONAAL, Rol.PROGRAMMAMANAGER}:
        return []
    leiding = list(Projectleiding.objects.in_force(today).values_list("project_id", "gebruiker_id"))
    led = {project for project, wie in leiding if wie == gebruiker.pk and Rol.REGIONAAL in rollen}
    taken = {project for project, _ in leiding}

    def is_mine(project: int) -> bool:
        return project in led or (Rol.PROGRAMMAMANAGER in rollen and project not in taken)

    soon = today + timedelta(days=VOORAF)
    due = [(rij.volgende, rij) for rij in load_rijen(Blik(today, today)) if is_mine(rij.project.id)]
    return [rij for day, rij in sorted(due, key=lambda pair: pair[0] or date.max) if day is not None and day <= soon]
