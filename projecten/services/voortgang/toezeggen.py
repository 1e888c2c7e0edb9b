"""What approval of an entry means for promises: those it makes, and its answers to those of before."""

from __future__ import annotations

from projecten.models import Afdoening, Ronde, Toezegging, Voortgang
from projecten.rules.antwoord import LATER
from projecten.rules.belofte import parse
from projecten.rules.inhoud import Inhoud
from projecten.rules.verschil import pair
from projecten.selectors.onderwerp import Onderwerp
from projecten.selectors.toezegging import asked_of


def record_promises(entry: Voortgang, inhoud: Inhoud) -> None:
    """The promises of what was just approved.

    Approved again, a promise stays the row whose words are most like it (projecten.rules.verschil.pair): answers to it
    hold. One that the text no longer makes is withdrawn, and comes back when the text does.
    """
    made = [(punt, when) for punt in inhoud.punten if (when := parse(punt.toezegging)) is not None]
    known = list(entry.toezeggingen.order_by("pk"))
    for was, now in pair([row.tekst for row in known], [punt.tekst for punt, _ in made]):
        row = known[was] if was is not None else Toezegging(voortgang=entry)
        row.ingetrokken = now is None
        if now is not None:
            punt, when = made[now]
            row.tekst, row.publiek = punt.tekst, punt.publiek
            row.datum, row.precisie = when.begin, when.precisie
            row.herkomst, row.vindplaats = punt.herkomst, punt.vindplaats
        row.save()


def record_answers(entry: Voortgang, inhoud: Inhoud) -> None:
    """The answers of what was just approved, in place of those of an earlier approval of it."""
    entry.afdoeningen.all().delete()
    known = promises_of(Onderwerp.of(entry), entry.ronde)
    Afdoening.objects.bulk_create(
        Afdoening(
            toezegging_id=antwoord.toezegging,
            voortgang=entry,
            uitkomst=antwoord.uitkomst,
            woorden=antwoord.woorden,
            datum=when.begin if when else None,
            precisie=when.precisie if when else "",
        )
        for antwoord in inhoud.antwoorden
        if antwoord.is_volledig and antwoord.toezegging in known
        for when in [parse(antwoord.wanneer) if antwoord.uitkomst == LATER else None]
    )


def promises_of(onderwerp: Onderwerp, ronde: Ronde) -> set[int]:
    """The numbers of all promises ever made about a subject, and of those it answers in this ronde for what went on in
    it."""
    own = {f"voortgang__{name}": part for name, part in onderwerp.fields().items()}
    made = set(Toezegging.objects.filter(**own).values_list("pk", flat=True))
    return made | {asked.toezegging.pk for asked in asked_of(onderwerp, ronde)}
