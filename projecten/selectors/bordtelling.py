"""A board as numbers: of each group how many are in which state, from bare rows and without reading the board.

Equal to what the whole board counts; of that `count_bord` makes the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, FilteredRelation, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce

from koers.eigenaren.models import Aanstelling
from koers.lib.klok import day_of
from koers.toegang.rights import Rol
from projecten.models import Deelname, Overgang, Project, Projectleiding, Ronde, Rubriek, Voortgang
from projecten.rules import ronde as rules
from projecten.rules.ronde import Termijn
from projecten.rules.voortgang import GOEDGEKEURD, HEROPEND, INGEDIEND, NIEUW, Heropening, reopened
from projecten.selectors.bord import GEMEENTEN, RUBRIEKEN, slug_of, thema_order
from projecten.selectors.bordkader import Kader
from projecten.selectors.bordstof import steps_per_pair, written_by_gemeenten
from projecten.selectors.omvang import joined_place
from projecten.selectors.plicht import Bord, Kenmerk
from projecten.selectors.project import GEEN_THEMA, ThemaKop
from projecten.selectors.ronde import running_in, term_of

# What was handed in stays, whoever goes on with the project.
BLIJFT = (INGEDIEND, GOEDGEKEURD, HEROPEND)


@dataclass(frozen=True)
class Groepstelling:
    """A theme line, the gemeenten or the rubrieken: how many obligations of each kind."""

    naam: str
    teken: int
    slug: str
    kenmerken: Counter[Kenmerk]

    @property
    def totaal(self) -> int:
        return self.kenmerken.total()

    @property
    def binnen(self) -> int:
        return sum(number for kenmerk, number in self.kenmerken.items() if kenmerk.is_binnen)

    @property
    def ontbreekt(self) -> int:
        return self.totaal - self.binnen

    @property
    def te_laat(self) -> int:
        return sum(number for kenmerk, number in self.kenmerken.items() if kenmerk.te_laat)


@dataclass(frozen=True)
class Telling:
    """A ronde in numbers. `gemeenten`: of each its own kind, in the order of the board."""

    ronde: Ronde
    gesloten: bool
    groepen: tuple[Groepstelling, ...]
    gemeenten: dict[int, Kenmerk]

    @property
    def totaal(self) -> int:
        return sum(groep.totaal for groep in self.groepen)

    @property
    def binnen(self) -> int:
        return sum(groep.binnen for groep in self.groepen)

    @property
    def ontbreekt(self) -> int:
        return self.totaal - self.binnen

    @property
    def te_laat(self) -> int:
        return sum(groep.te_laat for groep in self.groepen)

    @property
    def goedgekeurd(self) -> int:
        return self._in(GOEDGEKEURD)

    @property
    def ingediend(self) -> int:
        return self._in(INGEDIEND)

    @property
    def begonnen(self) -> int:
        """Begun, and not in yet."""
        return self.ontbreekt - self._in(NIEUW)

    def _in(self, staat: str) -> int:
        found = (item for groep in self.groepen for item in groep.kenmerken.items())
        return sum(number for kenmerk, number in found if kenmerk.staat == staat)


def count_bord(bord: Bord) -> Telling:
    """Of a whole board that was read."""
    groepen = [
        Groepstelling(groep.naam, groep.teken, groep.slug, Counter(plicht.kenmerk for plicht in groep.plichten))
        for groep in bord.groepen
    ]
    own = {
        gemeente.pk: plicht.kenmerk
        for plicht in bord.plichten
        if (gemeente := plicht.regels[0].onderwerp.gemeente) is not None
    }
    return Telling(bord.ronde, bord.gesloten, tuple(groepen), own)


def load_telling(ronde: Ronde, today: date, kader: Kader | None = None, *, contact: bool = True) -> Telling:
    """Without reading the board: what it would count. A constant number of queries; `kader`: as `load_bord`.

    Not `contact`: the projects as if each were given to someone who can write it, where nothing asks for that.
    """
    bron = _Bron.load(kader or Kader.load(ronde, today))
    gemeenten = _gemeenten(bron)
    groepen = [
        _group(*RUBRIEKEN, _rubrieken(bron)),
        *_themas(bron, contact),
        _group(*GEMEENTEN, gemeenten.values()),
    ]
    return Telling(ronde, today > ronde.dicht_op, tuple(groep for groep in groepen if groep.totaal), gemeenten)


def _group(naam: str, slug: str, found: Iterable[Kenmerk]) -> Groepstelling:
    return Groepstelling(naam, 0, slug, Counter(found))


@dataclass(frozen=True)
class _Bron:
    """What every count needs. `heropend`: id of an entry → the days of its last reopening."""

    kader: Kader
    heropend: dict[int, Termijn]

    @classmethod
    def load(cls, kader: Kader) -> _Bron:
        """One query."""
        own = term_of(kader.ronde)
        steps = Overgang.objects.filter(voortgang__ronde=kader.ronde, naar=HEROPEND).order_by("moment", "pk")
        found: dict[int, Heropening] = {}
        for entry, van, moment, tot in steps.values_list("voortgang", "van", "moment", "tot"):
            if tot is not None:
                found[entry] = reopened(found.get(entry), van, day_of(moment), tot)
        return cls(kader, {entry: own.reopened(heropening) for entry, heropening in found.items()})

    @property
    def ronde(self) -> Ronde:
        return self.kader.ronde

    def kenmerk(self, staat: str, tot: date, *, gegeven: bool, contact: bool) -> Kenmerk:
        return Kenmerk(staat, rules.is_late(staat, tot, self.kader.today), gegeven, contact)

    def tot(self, entry: int | None) -> date:
        """The last day in time of an entry, by its id; None of one that is not there."""
        known = self.heropend.get(entry or 0)
        return known.tot if known else self.ronde.op_tijd_tot

    def running(self) -> Any:
        """Projects that owe by themselves, with `staat` and `heropend` of their own entry."""
        rows: Any = Project.objects.filter(running_in(self.ronde)).exclude(pk__in=self.kader.late)
        own = Q(voortgang__ronde=self.ronde, voortgang__gemeente__isnull=True)
        return rows.annotate(
            eigen=FilteredRelation("voortgang", condition=own),
            staat=Coalesce(F("eigen__staat"), Value(NIEUW)),
            heropend=Case(When(eigen__pk__in=list(self.heropend), then=F("eigen__pk"))),
        )

    def without_contact(self) -> dict[int, bool]:
        """Running projects that nobody with an account in use and the role can write → whether anyone leads them."""
        day = self.kader.day
        rollen = Aanstelling.objects.in_force(day).filter(gebruiker__is_active=True, gebruiker=OuterRef("gebruiker"))
        able = rollen.filter(
            Q(rol=Rol.REGIONAAL, eigenaar=None) | Q(rol=Rol.LOKAAL, eigenaar=OuterRef("project__gemeente"))
        )
        led = Projectleiding.objects.in_force(day).filter(Exists(able), project=OuterRef("pk"))
        rows = Project.objects.filter(~Exists(led), running_in(self.ronde)).order_by()
        return dict(rows.values_list("pk", Case(When(pk__in=self.led, then=True), default=False)))

    @property
    def led(self) -> Any:
        """Projects that were given to anyone."""
        return Projectleiding.objects.in_force(self.kader.day).values("project")

    @property
    def left_to_gemeente(self) -> Q:
        """Projects without a leader that did not go on in another, or had handed in: as `counts`, without `running`."""
        own = Voortgang.objects.filter(ronde=self.ronde, gemeente__isnull=True, staat__in=BLIJFT)
        return ~Q(pk__in=self.led) & (~Q(pk__in=list(self.kader.gone)) | Q(pk__in=own.values("project")))

    @property
    def counts(self) -> Q:
        """Of `running` what did not go on in another, or had handed in."""
        return ~Q(pk__in=list(self.kader.gone)) | Q(staat__in=BLIJFT)


def _themas(bron: _Bron, contact: bool) -> list[Groepstelling]:
    apart = bron.without_contact() if contact else {}
    nobody = [pk for pk, gegeven in apart.items() if not gegeven]
    rows = bron.running().filter(Q(soort=Project.Soort.REGIONAAL) | Q(pk__in=bron.led), bron.counts)
    rows = joined_place(rows, bron.ronde.peildatum).annotate(
        gegeven=Case(When(pk__in=nobody, then=False), default=True),
        contact=Case(When(pk__in=list(apart), then=False), default=True),
    )
    kinds = rows.order_by().values_list("plek__themalijn", "staat", "heropend", "gegeven", "contact")
    found: dict[ThemaKop, Counter[Kenmerk]] = defaultdict(Counter)
    for thema, staat, heropend, gegeven, bereikt, aantal in kinds.annotate(aantal=Count("pk")):
        kenmerk = bron.kenmerk(staat, bron.tot(heropend), gegeven=gegeven, contact=bereikt)
        found[bron.kader.themas.get(thema, GEEN_THEMA)][kenmerk] += aantal
    return [
        Groepstelling(thema.naam, thema.teken, slug_of(thema), found[thema]) for thema in sorted(found, key=thema_order)
    ]


def _rubrieken(bron: _Bron) -> Iterator[Kenmerk]:
    given = bool(bron.kader.staff[Rol.REDACTEUR, None])
    entries = FilteredRelation("voortgang", condition=Q(voortgang__ronde=bron.ronde))
    rows = Rubriek.objects.filter(running_in(bron.ronde)).annotate(eigen=entries)
    for entry, staat in rows.values_list("eigen__pk", "eigen__staat"):
        yield bron.kenmerk(staat or NIEUW, bron.tot(entry), gegeven=given, contact=given)


def _gemeenten(bron: _Bron) -> dict[int, Kenmerk]:
    """Only what was written counts, so only those projects are read."""
    ronde, own = bron.ronde, term_of(bron.ronde)
    written = Voortgang.objects.filter(ronde=ronde).filter(
        Q(gemeente__isnull=False) | Q(project__soort=Project.Soort.LOKAAL)
    )
    entries: dict[tuple[int | None, int | None], tuple[int, str]] = {
        (project, gemeente): (entry, staat)
        for project, gemeente, entry, staat in written.order_by().values_list("project", "gemeente", "pk", "staat")
    }
    may_write = _may_write(bron, entries)
    found = {}
    for pk, _, _ in bron.kader.gemeenten:
        regels = [entries.get((None, pk)), *(entries.get(key) for key in may_write[pk])]
        given = bool(bron.kader.staff[Rol.LOKAAL, pk])
        staat = rules.combined_state(regel[1] for regel in regels if regel)
        terms = [bron.heropend.get(regel[0], own) for regel in regels if regel and not rules.is_in(regel[1])]
        tot = max(terms or [own], key=lambda termijn: (termijn.einde, termijn.tot)).tot
        found[pk] = bron.kenmerk(staat, tot, gegeven=given, contact=given)
    return found


def _may_write(
    bron: _Bron, entries: Collection[tuple[int | None, int | None]]
) -> dict[int, list[tuple[int, int | None]]]:
    """Gemeente → those of the entries (project, gemeente) that count for it, beside its own."""
    projecten = {project for project, _ in entries if project is not None}
    steps = Deelname.objects.filter(
        project__in=projecten, eigenaar__in={gemeente for _, gemeente in entries if gemeente is not None}
    )
    pairs = steps_per_pair(steps)
    rows = Project.objects.filter(running_in(bron.ronde), pk__in=projecten)
    rows = rows.filter(Q(soort=Project.Soort.REGIONAAL) | bron.left_to_gemeente).exclude(pk__in=bron.kader.late)
    lokaal = dict(rows.order_by().values_list("pk", "gemeente"))
    found: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    eind = max(bron.ronde.eind, bron.kader.day)
    for gemeente, project in written_by_gemeenten(lokaal, pairs, bron.ronde.begin, eind):
        key = (project, None if lokaal[project] == gemeente else gemeente)
        if project not in bron.kader.gone or key in entries:
            found[gemeente].append(key)
    return found
