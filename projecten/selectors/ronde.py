"""A ronde as its board shows it: what is owed, by whom, and how far that is. A constant number of queries."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q

from koers.eigenaren.models import Aanstelling, Eigenaar
from koers.lib.kwartaal import Kwartaal
from koers.lib.peildatum import Blik
from koers.toegang.rights import Rol
from projecten.models import Deelname, Overgang, Project, Projectleiding, Ronde, Rubriek, Voortgang
from projecten.rules import ronde as rules
from projecten.rules.meedoen import took_part
from projecten.rules.voortgang import CONCEPT, GOEDGEKEURD, HEROPEND, INGEDIEND, NIEUW, TERUGGESTUURD
from projecten.selectors.onderwerp import Onderwerp
from projecten.selectors.project import GEEN_THEMA, ThemaKop, load_themas

STAAT_WOORDEN = {
    NIEUW: "nog niet begonnen",
    CONCEPT: "concept",
    INGEDIEND: "wacht op de redacteur",
    TERUGGESTUURD: "teruggestuurd",
    GOEDGEKEURD: "goedgekeurd",
    HEROPEND: "heropend",
}


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
        return STAAT_WOORDEN[self.staat]

    @property
    def is_binnen(self) -> bool:
        return rules.is_in(self.staat)

    @property
    def laatste(self) -> Overgang | None:
        """The last step it took."""
        steps = list(self.voortgang.overgangen.all()) if self.voortgang else []
        return steps[-1] if steps else None

    @property
    def sinds(self) -> datetime | None:
        return self.laatste.moment if self.laatste else None

    @property
    def edit_url(self) -> str:
        return self.onderwerp.edit_url(self.ronde)

    @property
    def reopen_url(self) -> str:
        return self.onderwerp.reopen_url(self.ronde)


@dataclass(frozen=True)
class Plicht:
    """What is owed: an entry of a project or a rubriek, or (of a gemeente) at least one of several."""

    naam: str
    wie: tuple[str, ...]
    wie_ids: frozenset[int]
    regels: tuple[Regel, ...]
    staat: str
    te_laat: bool

    @property
    def staat_woorden(self) -> str:
        return STAAT_WOORDEN[self.staat]

    @property
    def is_binnen(self) -> bool:
        return rules.is_in(self.staat)

    @property
    def begonnen(self) -> tuple[Regel, ...]:
        return tuple(regel for regel in self.regels if regel.voortgang)


@dataclass(frozen=True)
class Groep:
    """A theme line, the gemeenten or the rubrieken."""

    naam: str
    teken: int
    plichten: tuple[Plicht, ...]

    @property
    def binnen(self) -> int:
        return sum(plicht.is_binnen for plicht in self.plichten)

    @property
    def ontbreekt(self) -> list[Plicht]:
        return [plicht for plicht in self.plichten if not plicht.is_binnen]


@dataclass(frozen=True)
class Bord:
    """Everything owed in one ronde, in groups."""

    ronde: Ronde
    groepen: tuple[Groep, ...]
    gesloten: bool = False

    @property
    def plichten(self) -> list[Plicht]:
        return [plicht for groep in self.groepen for plicht in groep.plichten]

    @property
    def telling(self) -> Counter[str]:
        """How many are in each state."""
        return Counter(plicht.staat for plicht in self.plichten)

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
    def te_laat(self) -> list[Plicht]:
        return [plicht for plicht in self.plichten if plicht.te_laat]

    @property
    def ontbreekt(self) -> list[Plicht]:
        return [plicht for plicht in self.plichten if not plicht.is_binnen]


def ronde_by_code(code: str) -> Ronde | None:
    """The ronde of "2026-Q1" or "2024"; None for anything else."""
    rondes = Ronde.objects.all()
    if re.fullmatch(r"[0-9]{4}", code):
        return rondes.filter(soort=Ronde.Soort.JAAR, jaar=int(code)).first()
    try:
        kwartaal = Kwartaal.parse(code)
    except ValueError:
        return None
    return rondes.filter(soort=Ronde.Soort.KWARTAAL, jaar=kwartaal.jaar, kwartaal=kwartaal.nummer).first()


def active_rondes(today: date) -> list[Ronde]:
    """Rondes open on that day, and those in which something still waits or was reopened; the oldest first."""
    busy = Voortgang.objects.filter(staat__in=[INGEDIEND, HEROPEND]).values("ronde")
    rondes = Ronde.objects.filter(open_vanaf__lte=today).filter(Q(dicht_op__gte=today) | Q(pk__in=busy))
    return list(rondes.order_by("begin", "soort"))


def next_ronde(today: date) -> Ronde | None:
    """The first ronde that is still to open."""
    return Ronde.objects.filter(open_vanaf__gt=today).order_by("open_vanaf").first()


def following_quarter() -> Kwartaal | None:
    """The quarter after the last one that has a ronde."""
    last = Ronde.objects.filter(soort=Ronde.Soort.KWARTAAL).order_by("-begin").first()
    return last.periode.volgende if last and last.periode else None


def running_in(ronde: Ronde) -> Q:
    """Rows with from–to (both included) that ran on any day of the period reported on."""
    return Q(vanaf__lte=ronde.eind) & (Q(tot__isnull=True) | Q(tot__gte=ronde.begin))


@dataclass(frozen=True)
class _Stof:
    """What the board is made of, read once."""

    ronde: Ronde
    today: date
    entries: dict[tuple[int | None, int | None, int | None], Voortgang]

    def regel(self, naam: str, onderwerp: Onderwerp) -> Regel:
        project, gemeente, rubriek = (part.pk if part else None for part in onderwerp.fields().values())
        entry = self.entries.get((project, gemeente, rubriek))
        late = rules.is_late(entry.staat if entry else NIEUW, self.ronde.op_tijd_tot, self.today)
        return Regel(naam, onderwerp, self.ronde, entry, late)

    def plicht(self, naam: str, wie: Iterable[Any], regels: Sequence[Regel]) -> Plicht:
        people = sorted(wie, key=lambda gebruiker: gebruiker.naam)
        staat = rules.combined_state(regel.staat for regel in regels if regel.voortgang)
        return Plicht(
            naam=naam,
            wie=tuple(gebruiker.naam for gebruiker in people),
            wie_ids=frozenset(gebruiker.pk for gebruiker in people),
            regels=tuple(regels),
            staat=staat,
            te_laat=rules.is_late(staat, self.ronde.op_tijd_tot, self.today),
        )


def load_bord(ronde: Ronde, today: date) -> Bord:
    """Owed in a ronde: one of each running regional project, of each gemeente, of each rubriek; never project × 17."""
    day = rules.reference_day(ronde.open_vanaf, ronde.dicht_op, today)
    steps = Prefetch("overgangen", Overgang.objects.select_related("door"))
    rows = Voortgang.objects.filter(ronde=ronde).prefetch_related(steps)
    stof = _Stof(ronde, today, {(row.project_id, row.gemeente_id, row.rubriek_id): row for row in rows})
    staff = _staff(day)
    projecten = list(Project.objects.filter(running_in(ronde)).named(ronde.peildatum).placed(ronde.peildatum))
    groepen = [
        _rubrieken(stof, staff),
        *_themas(stof, projecten, day),
        _gemeenten(stof, projecten, staff, day),
    ]
    return Bord(ronde, tuple(groep for groep in groepen if groep.plichten), gesloten=today > ronde.dicht_op)


def _staff(day: date) -> dict[tuple[str, int | None], list[Any]]:
    """(role, eigenaar or None) → people, for the two roles that owe without leading a project."""
    found: dict[tuple[str, int | None], list[Any]] = defaultdict(list)
    rows = Aanstelling.objects.in_force(day).filter(rol__in=[Rol.REDACTEUR, Rol.LOKAAL], gebruiker__is_active=True)
    for row in rows.select_related("gebruiker"):
        found[row.rol, row.eigenaar_id].append(row.gebruiker)
    return found


def _rubrieken(stof: _Stof, staff: dict[tuple[str, int | None], list[Any]]) -> Groep:
    wie = staff[Rol.REDACTEUR, None]
    rubrieken = Rubriek.objects.filter(running_in(stof.ronde))
    plichten = [stof.plicht(r.naam, wie, [stof.regel(r.naam, Onderwerp(rubriek=r))]) for r in rubrieken]
    return Groep("Van het programma", 0, tuple(plichten))


def _themas(stof: _Stof, projecten: list[Any], day: date) -> list[Groep]:
    themas = {thema.id: thema for thema in load_themas(Blik(stof.ronde.peildatum, stof.today))}
    leiders: dict[int, list[Any]] = defaultdict(list)
    for row in Projectleiding.objects.in_force(day).select_related("gebruiker"):
        leiders[row.project_id].append(row.gebruiker)
    groepen: dict[ThemaKop, list[tuple[int, str, Plicht]]] = defaultdict(list)
    for project in projecten:
        if project.soort == Project.Soort.REGIONAAL:
            naam = project.naam_op or project.slug
            plicht = stof.plicht(naam, leiders[project.pk], [stof.regel(naam, Onderwerp(project))])
            thema = themas.get(project.themalijn_op, GEEN_THEMA)
            groepen[thema].append((project.volgorde_op or 0, naam, plicht))
    ordered = sorted(groepen, key=lambda thema: (thema.volgorde, thema.slug))
    return [
        Groep(thema.naam, thema.teken, tuple(row[2] for row in sorted(groepen[thema], key=lambda row: row[:2])))
        for thema in ordered
    ]


def _gemeenten(stof: _Stof, projecten: list[Any], staff: dict[tuple[str, int | None], list[Any]], day: date) -> Groep:
    steps: dict[tuple[int, int], list[tuple[date, str]]] = defaultdict(list)
    for project_id, eigenaar_id, vanaf, stap in Deelname.objects.values_list(
        "project_id", "eigenaar_id", "vanaf", "stap"
    ):
        steps[project_id, eigenaar_id].append((vanaf, stap))
    eind = max(stof.ronde.eind, day)
    ordered = sorted(projecten, key=lambda project: project.naam_op or project.slug)
    plichten = []
    for gemeente in Eigenaar.objects.gemeenten().filter(running_in(stof.ronde)):
        regels = [stof.regel(f"{gemeente} zelf", Onderwerp(gemeente=gemeente))]
        for project in ordered:
            known = steps.get((project.pk, gemeente.pk), [])
            if project.gemeente_id == gemeente.pk:
                regels.append(stof.regel(project.naam_op or project.slug, Onderwerp(project)))
            elif took_part(known, stof.ronde.begin, eind):
                regels.append(stof.regel(project.naam_op or project.slug, Onderwerp(project, gemeente)))
        plichten.append(stof.plicht(gemeente.naam, staff[Rol.LOKAAL, gemeente.pk], regels))
    return Groep("Van de gemeenten", 0, tuple(plichten))
