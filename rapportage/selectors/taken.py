"""*Mijn taken*: what is due of this person, until when, what came back and why; per role what they come for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from koers.eigenaren.bevoegdheid import Bevoegdheid, bevoegdheid_of
from koers.lib.notatie import dagen, datum
from koers.toegang.rights import Rol
from projecten.models import Ronde
from projecten.rules.voortgang import GOEDGEKEURD, HEROPEND, INGEDIEND, NIEUW, TERUGGESTUURD
from projecten.selectors.beoordeling import Wachtend, waiting
from projecten.selectors.beurt import MIJLPAAL, Beurt, Planstand, load_due, load_planstand
from projecten.selectors.bord import load_bord
from projecten.selectors.bordblad import Volledigheid, load_volledigheid
from projecten.selectors.borddeel import of_person, that_ask_attention
from projecten.selectors.bordtelling import Telling
from projecten.selectors.borging import Rij, load_mine
from projecten.selectors.meetwerk import Meetwerk, load_meetwerk
from projecten.selectors.plicht import Bord, Plicht, Regel
from projecten.selectors.ronde import active_rondes, next_ronde

# Of a large ronde at most so many entries on oranje or rood.
LAATSTE = 20
# The kind of a task that is no text: measurements, which are never late.
METEN = "meten"


@dataclass(frozen=True)
class Taak:
    """One thing to do: where, why, until when. `opmerking` is what someone wrote when it came back."""

    naam: str
    bij: str
    url: str
    uitleg: str
    opmerking: str
    tot: str
    dringend: bool
    soort: str

    @property
    def volgorde(self) -> tuple[bool, bool, bool, str]:
        """What came back first, then what is late, then by name; measurements after the texts."""
        return self.soort not in (TERUGGESTUURD, HEROPEND), not self.dringend, self.soort == METEN, self.naam


@dataclass(frozen=True)
class Extra:
    """An entry that may be written but is not owed: of one project in the own gemeente."""

    naam: str
    url: str
    staat: str


@dataclass(frozen=True)
class GemeenteBlok:
    """The entries of one gemeente in one ronde: one of them is owed, the others may be."""

    naam: str
    ronde: str
    extra: tuple[Extra, ...]


@dataclass(frozen=True)
class Aandacht:
    """A project that stands on oranje or rood in a running ronde, as last saved."""

    naam: str
    ronde: str
    url: str
    standen: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Taken:
    """Everything the page shows this person.

    Where a ronde is large (`is_groot`) what is late in it is counted, and `aandacht` has what was saved last.
    """

    rondes: tuple[Ronde, ...]
    volgende: Ronde | None
    schrijft: bool
    doen: tuple[Taak, ...]
    klaar: tuple[Taak, ...]
    gemeenten: tuple[GemeenteBlok, ...]
    beoordeelt: bool
    wachtrij: tuple[Wachtend, ...]
    borden: tuple[Volledigheid, ...]
    te_laat: tuple[tuple[str, Plicht], ...]
    te_laat_geteld: tuple[Telling, ...]
    aandacht: tuple[Aandacht, ...]
    is_groot: bool
    planning: Planstand | None
    stuurt: bool
    geld: bool


def load_taken(gebruiker: Any, today: date) -> Taken:
    """Of one person on one day; the queries grow with the open rondes (one or two), not with what is in them."""
    bevoegdheid = bevoegdheid_of(gebruiker, today)
    beoordeelt, stuurt = Rol.REDACTEUR in bevoegdheid.rollen, Rol.PROGRAMMAMANAGER in bevoegdheid.rollen
    overziet = beoordeelt or stuurt
    rondes = active_rondes(today)
    volledig = [load_volledigheid(ronde, today) for ronde in rondes] if overziet else []
    known = {item.ronde: item.bord for item in volledig if item.bord}
    grote = [item.telling for item in volledig if item.bord is None]
    borden = [known.get(r) or load_bord(r, today, of_person(r, today, gebruiker.pk)) for r in rondes]
    taken = [
        taak
        for bord in borden
        for found in (_tasks, _questions)
        for taak in found(bord, gebruiker.pk, bevoegdheid, today)
    ]
    taken += [_check(rij, today) for rij in load_mine(gebruiker, today)]
    taken += [_plan(beurt, today) for beurt in load_due(gebruiker, today)]
    taken += [_measure(werk) for werk in load_meetwerk(gebruiker, rondes, today)]
    large = [telling.ronde for telling in grote if stuurt]
    urgent = [load_bord(ronde, today, that_ask_attention(ronde, LAATSTE)) for ronde in large]
    return Taken(
        rondes=tuple(bord.ronde for bord in borden if not bord.gesloten),
        volgende=next_ronde(today),
        schrijft=bool(bevoegdheid.rollen & {Rol.REGIONAAL, Rol.LOKAAL, Rol.REDACTEUR}),
        doen=tuple(sorted((t for t in taken if t.soort not in (INGEDIEND, GOEDGEKEURD)), key=lambda t: t.volgorde)),
        klaar=tuple(t for t in taken if t.soort in (INGEDIEND, GOEDGEKEURD)),
        gemeenten=tuple(blok for bord in borden for blok in _gemeenten(bord, bevoegdheid)),
        beoordeelt=beoordeelt,
        wachtrij=tuple(waiting(gebruiker, today)) if beoordeelt else (),
        borden=tuple(volledig),
        te_laat=tuple((str(bord.ronde), plicht) for bord in known.values() for plicht in bord.te_laat),
        te_laat_geteld=tuple(telling for telling in grote if telling.te_laat),
        aandacht=tuple(item for bord in [*known.values(), *urgent] for item in _attention(bord)) if stuurt else (),
        is_groot=bool(grote),
        planning=load_planstand(today) if stuurt else None,
        stuurt=stuurt,
        geld=Rol.CONTROLLER in bevoegdheid.rollen,
    )


def _mine(plicht: Plicht, pk: int, bevoegdheid: Bevoegdheid) -> bool:
    """Owed by this person, with the role for it: leading a project without the role is not enough."""
    return pk in plicht.wie_ids and bevoegdheid.may("projecten.voortgang:edit")


def _tasks(bord: Bord, pk: int, bevoegdheid: Bevoegdheid, today: date) -> Iterator[Taak]:
    """What this person owes in a ronde; of a gemeente what is begun, and the first of its entries when nothing is."""
    for plicht in bord.plichten:
        if _mine(plicht, pk, bevoegdheid):
            begun = plicht.begonnen or plicht.regels[:1]
            for regel in begun:
                if not regel.termijn.is_over(today) or regel.staat == INGEDIEND:
                    yield _task(regel, plicht, today)


def _questions(bord: Bord, pk: int, bevoegdheid: Bevoegdheid, today: date) -> Iterator[Taak]:
    """The extra requests to this person."""
    for plicht in bord.vragen:
        if pk in plicht.wie_ids and bevoegdheid.may("projecten.voortgang:edit") and not bord.gesloten:
            left = (plicht.termijn.tot - today).days
            late = f"te laat; dicht op {datum(plicht.termijn.einde)}"
            yield Taak(
                naam=plicht.vraag.onderwerp,
                bij=f"extra vraag over {plicht.waarover}, {bord.ronde.titel}",
                url=plicht.edit_url,
                uitleg="Beantwoord." if plicht.is_binnen else plicht.vraag.vraag,
                opmerking="",
                tot="" if plicht.is_binnen else dagen(left) if left >= 0 else late,
                dringend=plicht.te_laat,
                soort=GOEDGEKEURD if plicht.is_binnen else NIEUW,
            )


def _check(rij: Rij, today: date) -> Taak:
    """A borging that is looked at again, a year on."""
    left = (rij.volgende - today).days if rij.volgende else 0
    return Taak(
        naam=rij.project.naam,
        bij=f"borging bij {rij.bij}",
        url=reverse("projecten:borging_check", args=[rij.borging.pk]),
        uitleg=f"Kijk of het nog is geborgd bij {rij.bij}.",
        opmerking="",
        tot=dagen(left) if left >= 0 else f"had gemoeten op {datum(rij.volgende)}",
        dringend=left < 0,
        soort=NIEUW,
    )


def _plan(beurt: Beurt, today: date) -> Taak:
    """A milestone that is due, or a risk to look at again."""
    left, mijlpaal = (beurt.dag - today).days, beurt.soort == MIJLPAAL
    late = f"te laat: gepland voor {beurt.wanneer}" if mijlpaal else f"had gemoeten op {datum(beurt.dag)}"
    ask = "Is deze mijlpaal gehaald?" if mijlpaal else "Is dit opgelost, of wat doet u eraan?"
    return Taak(
        naam=beurt.naam,
        bij=f"{beurt.soort} van {beurt.project}",
        url=beurt.doe_url,
        uitleg=ask,
        opmerking="",
        tot=dagen(left) if left >= 0 else late,
        dringend=left < 0,
        soort=NIEUW,
    )


def _measure(werk: Meetwerk) -> Taak:
    """Measurements of a project that are not all filled in."""
    return Taak(
        naam=werk.wat,
        bij=werk.ronde.titel,
        url=werk.url,
        uitleg=f"{werk.stand}.",
        opmerking="",
        tot=werk.termijn,
        dringend=False,
        soort=METEN,
    )


def _task(regel: Regel, plicht: Plicht, today: date) -> Taak:
    ronde, step = regel.ronde, regel.laatste
    wie = step.door.naam if step and step.door else "de redactie"
    uitleg = {
        NIEUW: "Nog niet begonnen.",
        TERUGGESTUURD: f"Teruggestuurd door {wie}{f' op {datum(step.moment)}' if step else ''}.",
        HEROPEND: f"Heropend door {wie}.",
        INGEDIEND: "Ingediend; de redacteur leest het.",
        GOEDGEKEURD: f"Goedgekeurd door {wie}{f' op {datum(step.moment)}' if step else ''}.",
    }.get(regel.staat, "Concept, nog niet ingediend.")
    termijn = regel.termijn
    left = (termijn.tot - today).days
    tot = dagen(left) if left >= 0 else f"te laat; dicht op {datum(termijn.einde)}"
    if regel.staat == HEROPEND and termijn.heropend:
        tot = f"tot en met {datum(termijn.einde)}"
    return Taak(
        naam=regel.naam,
        bij=f"{plicht.naam}, {ronde.titel}" if len(plicht.regels) > 1 else ronde.titel,
        url=regel.edit_url,
        uitleg=uitleg,
        opmerking=step.opmerking if step and regel.staat in (TERUGGESTUURD, HEROPEND) else "",
        tot="" if regel.is_binnen else tot,
        dringend=regel.te_laat and plicht.te_laat,
        soort=regel.staat,
    )


def _gemeenten(bord: Bord, bevoegdheid: Bevoegdheid) -> Iterator[GemeenteBlok]:
    own = bevoegdheid.per_rol.get(Rol.LOKAAL, frozenset())
    for plicht in bord.plichten:
        gemeente = plicht.regels[0].onderwerp.gemeente
        if gemeente is not None and gemeente.pk in own and not bord.gesloten:
            extra = tuple(Extra(regel.naam, regel.edit_url, regel.staat_woorden) for regel in plicht.regels)
            yield GemeenteBlok(plicht.naam, str(bord.ronde), extra)


def _attention(bord: Bord) -> Iterator[Aandacht]:
    for regel in _begun(bord.plichten):
        entry = regel.voortgang
        if entry and any(stand in ("oranje", "rood") for _, stand, _ in entry.standen):
            yield Aandacht(
                regel.naam, str(bord.ronde), reverse("projecten:voortgang_detail", args=[entry.pk]), entry.standen
            )


def _begun(plichten: Iterable[Plicht]) -> Iterator[Regel]:
    for plicht in plichten:
        yield from plicht.begonnen
