"""Who is to be reminded of what: read from the boards, so that it is what is really due at that moment."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import QuerySet

from koers.toegang import mailkeuze
from koers.toegang.models import Gebruiker
from projecten.models import Herinnering, Ronde
from projecten.rules.herinnering import START, Moment, due, moments
from projecten.selectors.bord import load_bord
from projecten.selectors.borddeel import of_person
from projecten.selectors.plicht import Bord, Plicht
from projecten.selectors.ronde import active_rondes, term_of
from projecten.selectors.vraag import VraagPlicht

BERICHT = "herinnering"


@dataclass(frozen=True)
class Schuld:
    """One thing that is due now, of one ronde."""

    ronde: Ronde
    plicht: Plicht | VraagPlicht

    @property
    def key(self) -> tuple[int, str]:
        return self.ronde.pk, self.plicht.sleutel

    def left(self, today: date) -> int:
        """Days until it is late; negative when it is."""
        return (self.plicht.termijn.tot - today).days


@dataclass(frozen=True)
class Zending:
    """One mail that is asked for now: to whom, and what gives cause."""

    gebruiker: Gebruiker
    aanleidingen: tuple[tuple[Schuld, Moment], ...]


def owed(borden: Iterable[Bord], today: date) -> Iterator[Schuld]:
    """Everything that is not in and can be done that day."""
    for bord in borden:
        for plicht in bord.alles:
            termijn = plicht.termijn
            if not plicht.is_binnen and termijn.begin <= today <= termijn.einde:
                yield Schuld(bord.ronde, plicht)


def owed_by(gebruiker: Gebruiker, today: date) -> list[Schuld]:
    """What one person still owes, first what is due first."""
    borden = [load_bord(ronde, today, of_person(ronde, today, gebruiker.pk)) for ronde in active_rondes(today)]
    found = [schuld for schuld in owed(borden, today) if gebruiker.pk in schuld.plicht.contacten]
    return sorted(found, key=lambda schuld: (schuld.plicht.termijn.tot, schuld.plicht.naam))


def plan(today: date) -> list[Zending]:
    """The mails of that day, whether or not they were asked for before; nobody who does not want them."""
    borden = [load_bord(ronde, today) for ronde in active_rondes(today)]
    found = [
        (schuld, moment)
        for schuld in owed(borden, today)
        if (moment := due(schuld.plicht.termijn, settings.KOERS_HERINNER_VOORAF, today))
    ]
    return per_person(found)


def plan_start(ronde: Ronde, today: date) -> list[Zending]:
    """The announcement of one ronde, to whoever has not been told and still owes something in it."""
    found = [
        (schuld, Moment(START, schuld.plicht.termijn.begin))
        for schuld in owed([load_bord(ronde, today)], today)
        if not schuld.plicht.termijn.heropend
    ]
    told = set(Herinnering.objects.filter(ronde=ronde, soort=START).values_list("plicht", "dag", "gebruiker"))
    return [
        Zending(zending.gebruiker, fresh)
        for zending in per_person(found)
        if (
            fresh := tuple(
                (schuld, moment)
                for schuld, moment in zending.aanleidingen
                if (schuld.plicht.sleutel, moment.dag, zending.gebruiker.pk) not in told
            )
        )
    ]


def per_person(found: Iterable[tuple[Schuld, Moment]], soort: str = BERICHT) -> list[Zending]:
    """One mail for each who can do any of it and has not turned this kind of mail off."""
    per_id: dict[int, list[tuple[Schuld, Moment]]] = defaultdict(list)
    for schuld, moment in found:
        for pk in schuld.plicht.contacten:
            per_id[pk].append((schuld, moment))
    people = Gebruiker.objects.filter(pk__in=per_id, is_active=True).exclude(pk__in=mailkeuze.refusers(soort))
    return [Zending(gebruiker, tuple(per_id[gebruiker.pk])) for gebruiker in people.order_by("naam", "pk")]


@dataclass(frozen=True)
class Dag:
    """One day on which reminders of a ronde go out."""

    woorden: str
    dag: date
    stand: str


@dataclass(frozen=True)
class Ontvanger:
    """Someone who owes something in this ronde, and how they are told."""

    gebruiker: Gebruiker
    namen: tuple[str, ...]
    wil: bool
    aangekondigd: bool


@dataclass(frozen=True)
class Voorvertoning:
    """What goes to whom on which day, who cannot be reached, and how many the announcement would still reach."""

    ronde: Ronde
    dagen: tuple[Dag, ...]
    ontvangers: tuple[Ontvanger, ...]
    zonder_contact: tuple[Plicht | VraagPlicht, ...]
    aan_te_kondigen: int
    open: bool

    @property
    def onbereikbaar(self) -> list[Plicht | VraagPlicht]:
        """Given to someone who has no account in use, or not the role."""
        return [plicht for plicht in self.zonder_contact if plicht.wie]

    @property
    def zonder_iemand(self) -> list[str]:
        """Names of what was given to nobody."""
        return [plicht.naam for plicht in self.zonder_contact if not plicht.wie]


def load_preview(ronde: Ronde, today: date) -> Voorvertoning:
    """The reminders of one ronde. A constant number of queries."""
    bord = load_bord(ronde, today)
    open_now = ronde.is_open(today)
    names: dict[int, list[str]] = defaultdict(list)
    for plicht in bord.alles:
        if not plicht.is_binnen and not plicht.termijn.is_over(today):
            for pk in plicht.contacten:
                names[pk].append(plicht.naam)
    told = set(_reminded(ronde).filter(soort=START).values_list("gebruiker", flat=True))
    off = mailkeuze.refusers(BERICHT)
    people = Gebruiker.objects.filter(pk__in=names).order_by("naam", "pk")
    return Voorvertoning(
        ronde=ronde,
        dagen=tuple(_days(ronde, today)),
        ontvangers=tuple(Ontvanger(p, tuple(names[p.pk]), p.pk not in off, p.pk in told) for p in people),
        zonder_contact=tuple(bord.zonder_contact),
        aan_te_kondigen=len(plan_start(ronde, today)) if open_now else 0,
        open=open_now,
    )


def _reminded(ronde: Ronde) -> QuerySet[Herinnering]:
    """What was told by a reminder; not what someone was told when it was asked."""
    return Herinnering.objects.filter(ronde=ronde, bericht__soort=BERICHT)


def _days(ronde: Ronde, today: date) -> Iterator[Dag]:
    """The days by the dates of the ronde, each with what went out on it."""
    rows = _reminded(ronde).values_list("soort", "dag", "bericht").distinct()
    sent = Counter((soort, dag) for soort, dag, _ in rows)
    for moment in moments(term_of(ronde), settings.KOERS_HERINNER_VOORAF):
        number = sent[moment.soort, moment.dag]
        went = "1 mail gevraagd" if number == 1 else f"{number} mails gevraagd"
        stand = went if number else "komt nog" if moment.dag >= today else "niemand gemaild"
        yield Dag(Herinnering.Soort(moment.soort).label, moment.dag, stand)


def sample(gebruiker_id: int, ronde: Ronde, today: date) -> tuple[Gebruiker, list[Schuld], date] | None:
    """Of one recipient what the mail would list, now or (while the ronde is still to open) on its first day."""
    day = max(today, ronde.open_vanaf)
    gebruiker = Gebruiker.objects.filter(pk=gebruiker_id).first()
    borden = [load_bord(row, day) for row in {*active_rondes(day), ronde}]
    found = [s for s in owed(borden, day) if gebruiker_id in s.plicht.contacten]
    if gebruiker is None or not any(schuld.ronde == ronde for schuld in found):
        return None
    return gebruiker, sorted(found, key=lambda s: (s.plicht.termijn.tot, s.plicht.naam)), day
