"""The text beside an entry: the last approved one, and what was begun about a project that went on in this one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from koers.lib.klok import day_of
from koers.lib.notatie import datum
from koers.lib.opmaak import unbind
from projecten.models import Ronde, Voortgang, Voortzetting
from projecten.rules.inhoud import Inhoud, Punt
from projecten.rules.voortgang import BEGONNEN, GOEDGEKEURD
from projecten.selectors.onderwerp import Onderwerp
from projecten.selectors.voortgang import approved_inhoud, inhoud_of, steps_of


@dataclass(frozen=True)
class Ernaast:
    """The text in the left column. `bronnen`: of each bullet what it comes from, where that is not `kop`."""

    kop: str
    bij: str
    inhoud: Inhoud
    bronnen: tuple[str, ...] = ()

    def bron(self, i: int) -> str:
        return self.bronnen[i] if i < len(self.bronnen) else self.kop


def load_ernaast(ronde: Ronde, onderwerp: Onderwerp) -> Ernaast | None:
    """What is beside the entry; every bullet of it can be taken over."""
    own = last_approved(ronde, onderwerp)
    before = _of_predecessors(ronde, onderwerp, approved=own is None)
    if not before:
        return own
    punten = tuple(punt for _, text in before for punt in text)
    bronnen = tuple(bron for bron, text in before for _ in text)
    if own is None:
        return Ernaast("Voorheen", "over wat hierin verder ging", Inhoud(punten=punten), bronnen)
    inhoud = replace(own.inhoud, punten=(*own.inhoud.punten, *punten))
    return replace(own, inhoud=inhoud, bronnen=(*(own.kop for _ in own.inhoud.punten), *bronnen))


def last_approved(ronde: Ronde, onderwerp: Onderwerp) -> Ernaast | None:
    """The last approved text about the same, of an earlier ronde of the same kind."""
    earlier = Voortgang.objects.published().filter(ronde__soort=ronde.soort, ronde__begin__lt=ronde.begin)
    entry = earlier.filter(**onderwerp.fields()).select_related("ronde").order_by("-ronde__begin").first()
    if entry is None:
        return None
    approved = [step.moment for step in steps_of(entry) if step.naar == GOEDGEKEURD]
    return Ernaast(str(entry.ronde), _approved_on(approved), approved_inhoud(entry))


def _of_predecessors(ronde: Ronde, onderwerp: Onderwerp, *, approved: bool) -> list[tuple[str, tuple[Punt, ...]]]:
    """Where from, and the bullets: begun in this ronde, and (`approved`) what was last approved before it.

    What is begun of a project that runs on stays its leader's.
    """
    if onderwerp.project is None:
        return []
    known: Any = Voortzetting.objects.filter(naar=onderwerp.project, vanaf__lte=ronde.eind)
    elsewhere = _given_elsewhere(onderwerp.project.pk, ronde)
    found = []
    for row in known.named(ronde.peildatum).select_related("van"):
        scope = Onderwerp(row.van, onderwerp.gemeente)
        if approved and (last := last_approved(ronde, scope)):
            found.append((f"{row.van_naam}, {last.kop}", _quoted(last.inhoud)))
        drafts = Voortgang.objects.filter(ronde=ronde, staat__in=BEGONNEN, **scope.fields())
        begun = drafts.filter(project__tot__lt=row.vanaf).first()
        if begun and begun.pk not in elsewhere:
            found.append((f"{row.van_naam}, {ronde} ({begun.get_staat_display()})", _quoted(inhoud_of(begun))))
    return found


def _given_elsewhere(project: int, ronde: Ronde) -> frozenset[int]:
    """Texts begun about what was split, that were given to another part of it. One query."""
    pairs = Voortzetting.objects.filter(soort=Voortzetting.Soort.GESPLITST, vanaf__lte=ronde.eind)
    given: dict[int, set[int]] = {}
    for naar, taken in pairs.filter(van__gaat_verder__naar=project).values_list("naar", "meegegaan"):
        given.setdefault(naar, set()).update(taken.get("teksten", ()))
    own = given.pop(project, set())
    return frozenset(pk for taken in given.values() for pk in taken) - own


def _quoted(inhoud: Inhoud) -> tuple[Punt, ...]:
    """The bullets of another project: its figures are not known here, and stay as they are."""
    return tuple(replace(punt, tekst=unbind(punt.tekst)) for punt in inhoud.punten)


def _approved_on(moments: Sequence[datetime]) -> str:
    return f"goedgekeurd, {datum(day_of(moments[-1]))}" if moments else "goedgekeurd"
