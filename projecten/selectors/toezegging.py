"""Promises with what became of each, and those that an entry has to answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from projecten.models import Afdoening, Ronde, Toezegging, Voortgang
from projecten.models.toezegging import ToezeggingQuerySet
from projecten.rules.antwoord import NAGEKOMEN, VERVALT, Toegezegd, as_stored, is_due, state_of
from projecten.rules.belofte import Tijdstip
from projecten.rules.inhoud import Inhoud
from projecten.selectors.afkomst import inherited
from projecten.selectors.onderwerp import Onderwerp


@dataclass(frozen=True)
class Belofte:
    """A promise and the approved answers to it, that of the first ronde first."""

    toezegging: Toezegging
    afdoeningen: tuple[Afdoening, ...]

    @classmethod
    def of(cls, row: Toezegging) -> Belofte:
        """Of a row read with its answers."""
        return cls(row, tuple(row.afdoeningen.all()))

    @property
    def ronde(self) -> Ronde:
        """In which it was made."""
        return self.toezegging.voortgang.ronde

    @property
    def tijden(self) -> tuple[Tijdstip, ...]:
        """The date that was promised and each it was moved to."""
        first = Tijdstip(self.toezegging.datum, self.toezegging.precisie)
        moved = (moved_to(own) for own in self.afdoeningen)
        return (first, *(tijd for tijd in moved if tijd))

    @property
    def eerste(self) -> Tijdstip:
        """The date that was promised."""
        return self.tijden[0]

    @property
    def wanneer(self) -> Tijdstip:
        """The date it has now."""
        return self.tijden[-1]

    @property
    def eerder(self) -> tuple[Tijdstip, ...]:
        """The dates it had before."""
        return self.tijden[:-1]

    @property
    def laatste(self) -> Afdoening | None:
        return self.afdoeningen[-1] if self.afdoeningen else None

    @property
    def is_klaar(self) -> bool:
        return self.laatste is not None and self.laatste.uitkomst in (NAGEKOMEN, VERVALT)

    def staat(self, today: date) -> str:
        """One of projecten.rules.antwoord.STATEN."""
        return state_of(self.wanneer, self.laatste.uitkomst if self.laatste else "", today)

    @property
    def verloop(self) -> tuple[str, ...]:
        """Each answer in a sentence: "Q2 2026: verschoven naar september 2026. De zaal is nog niet klaar." """
        return tuple(f"{own.voortgang.ronde}: {outcome_words(own)}. {own.woorden}".strip() for own in self.afdoeningen)

    def known_on(self, day: date) -> Belofte:
        """With the answers of rondes that had begun by then."""
        return Belofte(self.toezegging, tuple(own for own in self.afdoeningen if own.voortgang.ronde.begin <= day))

    def before(self, ronde: Ronde) -> Belofte:
        """As it stood when that ronde began: without what was answered in it or later."""
        earlier = (own for own in self.afdoeningen if own.voortgang.ronde.begin < ronde.begin)
        return Belofte(self.toezegging, tuple(earlier))

    def as_asked(self) -> Toegezegd:
        """As the rules know it."""
        return Toegezegd(self.toezegging.pk, self.toezegging.tekst, str(self.ronde), self.wanneer)


def with_answers(rows: ToezeggingQuerySet, *, whose: bool = False) -> ToezeggingQuerySet:
    """Those that stand, with everything that a Belofte looks at, and `whose` they are: two queries."""
    answers = Afdoening.objects.select_related("voortgang__ronde").order_by("voortgang__ronde__begin")
    scope = ("ronde", "project__gemeente", "gemeente", "rubriek") if whose else ("ronde",)
    found = rows.standing().select_related(*(f"voortgang__{part}" for part in scope))
    return found.prefetch_related(Prefetch("afdoeningen", answers))


def load_beloften(rows: ToezeggingQuerySet, *, whose: bool = False) -> list[Belofte]:
    """As `with_answers`, in the order of their dates. Two queries."""
    found = (Belofte.of(row) for row in with_answers(rows, whose=whose))
    return sorted(found, key=lambda belofte: (belofte.wanneer.eind, belofte.toezegging.pk))


def asked_of(onderwerp: Onderwerp, ronde: Ronde) -> list[Belofte]:
    """The promises about one subject that its entry in this ronde answers, each as it stood before that ronde.

    Of a project also those of what went on in it. What a later ronde already closed is asked no more.
    """
    project, gemeente, rubriek = onderwerp.project, onderwerp.gemeente, onderwerp.rubriek
    rows = Toezegging.objects.filter(
        voortgang__ronde__soort=ronde.soort,
        voortgang__ronde__begin__lt=ronde.begin,
        voortgang__gemeente=gemeente,
        voortgang__rubriek=rubriek,
    )
    if project is None:
        rows = rows.filter(voortgang__project=None)
    else:
        rows = rows.filter(inherited(project, gemeente, ronde).promises(project.pk))
    return [before for belofte in load_beloften(rows) if (before := _asked(belofte, ronde)) is not None]


def _asked(belofte: Belofte, ronde: Ronde) -> Belofte | None:
    before = belofte.before(ronde)
    later = any(own.voortgang.ronde.begin > ronde.begin for own in belofte.afdoeningen)
    due = is_due(belofte.ronde.begin, before.wanneer, ronde.begin, ronde.eind)
    return before if due and not before.is_klaar and not later else None


def asked_of_entry(entry: Voortgang) -> list[Toegezegd]:
    """The same of an entry, for the rules."""
    return [belofte.as_asked() for belofte in asked_of(Onderwerp.of(entry), entry.ronde)]


@dataclass(frozen=True)
class Beantwoord:
    """An answer of an entry with the promise it is about; `veld` is its field on the page."""

    veld: str
    tekst: str
    ronde: str
    wanneer: Tijdstip
    uitkomst: str
    woorden: str

    @property
    def naam(self) -> str:
        """What a remark at it is said to be about."""
        return f"Toezegging voor {self.wanneer}"


def answers_of(entry: Voortgang, inhoud: Inhoud, *, binnen: bool) -> tuple[Beantwoord, ...]:
    """What an entry says about earlier promises; `binnen`: also about those of internal bullets."""
    given = {antwoord.toezegging: antwoord for antwoord in inhoud.antwoorden}
    if not given:
        return ()
    beloften = load_beloften(Toezegging.objects.filter(pk__in=given))
    return tuple(
        Beantwoord(
            veld=given[belofte.toezegging.pk].veld,
            tekst=belofte.toezegging.tekst,
            ronde=str(belofte.ronde),
            wanneer=belofte.before(entry.ronde).wanneer,
            uitkomst=str(given[belofte.toezegging.pk]),
            woorden=given[belofte.toezegging.pk].woorden,
        )
        for belofte in beloften
        if belofte.toezegging.publiek or binnen
    )


def moved_to(afdoening: Afdoening) -> Tijdstip | None:
    """The new date of *later*; None of any other outcome."""
    return Tijdstip(afdoening.datum, afdoening.precisie) if afdoening.datum else None


def outcome_words(afdoening: Afdoening) -> str:
    """ "nagekomen", "vervalt" or "verschoven naar september 2026"."""
    moved = moved_to(afdoening)
    return f"verschoven naar {moved}" if moved else afdoening.get_uitkomst_display()


def count_unanswered(ronde: Ronde) -> tuple[int, int]:
    """How many promises this ronde asks about, and of how many no entry says anything yet, approved or not."""
    earlier = Toezegging.objects.filter(voortgang__ronde__soort=ronde.soort, voortgang__ronde__begin__lt=ronde.begin)
    asked = {own.toezegging.pk for row in load_beloften(earlier) if (own := _asked(row, ronde)) is not None}
    written = ronde.voortgang.filter(antwoorden__isnull=False).values_list("antwoorden", flat=True)
    given = {antwoord.toezegging for stored in written for antwoord in as_stored(stored or ()) if antwoord.uitkomst}
    return len(asked), len(asked - given)
