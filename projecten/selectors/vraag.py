"""Extra requests: as something owed, as one question with its answers, and as what stands above an entry."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from koers.lib.klok import day_of
from projecten.models import ExtraVraag, Project, Ronde, VraagAan
from projecten.rules.ronde import Termijn
from projecten.selectors.onderwerp import Onderwerp, gemeente_of, subject_name


@dataclass(frozen=True)
class VraagPlicht:
    """An answer that is owed, or given: one question to one project or gemeente."""

    sleutel: str
    vraag: ExtraVraag
    naam: str
    waarover: str
    wie: tuple[str, ...]
    wie_ids: frozenset[int]
    contacten: frozenset[int]
    termijn: Termijn
    is_binnen: bool
    te_laat: bool
    edit_url: str

    @property
    def staat_woorden(self) -> str:
        return "beantwoord" if self.is_binnen else "nog geen antwoord"


@dataclass(frozen=True)
class Gevraagd:
    """One question as the board lists it: of how many there is an answer, who still has to give one."""

    vraag: ExtraVraag
    plichten: tuple[VraagPlicht, ...]

    @property
    def binnen(self) -> int:
        return sum(plicht.is_binnen for plicht in self.plichten)

    @property
    def totaal(self) -> int:
        return len(self.plichten)

    @property
    def ontbreekt(self) -> list[VraagPlicht]:
        return [plicht for plicht in self.plichten if not plicht.is_binnen]


@dataclass(frozen=True)
class Vraagtelling:
    """One question in numbers: of how many there is an answer."""

    vraag: ExtraVraag
    binnen: int
    totaal: int

    @property
    def is_ingetrokken(self) -> bool:
        return self.vraag.ingetrokken_op is not None

    @property
    def ontbreekt(self) -> int:
        return self.totaal - self.binnen


@dataclass(frozen=True)
class Antwoord:
    """What was asked of one project or gemeente, and what came back."""

    aan: VraagAan
    naam: str


def questions_of(ronde: Ronde, about: Q) -> list[VraagAan]:
    """The questions of a ronde that still stand, per project and gemeente, with a condition on those; one query."""
    rows = VraagAan.objects.asked().filter(about, vraag__ronde=ronde)
    return list(rows.select_related("vraag__gevraagd_door", "project__gemeente", "gemeente").order_by("vraag", "pk"))


def count_questions(ronde: Ronde) -> tuple[Vraagtelling, ...]:
    """Every question of a ronde, also those that were taken back; one query."""
    binnen = Count("aan", filter=Q(aan__beantwoord_op__isnull=False))
    vragen = ExtraVraag.objects.filter(ronde=ronde).select_related("ingetrokken_door").order_by("pk")
    return tuple(
        Vraagtelling(row, row.binnen, row.totaal) for row in vragen.annotate(binnen=binnen, totaal=Count("aan"))
    )


def term_of_question(vraag: ExtraVraag, ronde: Ronde) -> Termijn:
    """From the day it was asked, or the day the ronde opens, until its own last day."""
    return Termijn(max(ronde.open_vanaf, day_of(vraag.gevraagd_op)), vraag.uiterlijk, ronde.dicht_op)


def answer_url(aan: VraagAan) -> str:
    return reverse("projecten:vraag_answer", args=[aan.pk])


def questions_about(ronde: Ronde, onderwerp: Onderwerp) -> list[VraagAan]:
    """What is asked beside this entry: of its project, or of the gemeente it is about."""
    own = Q(gemeente=gemeente_of(onderwerp)) if gemeente_of(onderwerp) else Q(pk__in=[])
    if onderwerp.project and onderwerp.gemeente is None:
        own |= Q(project=onderwerp.project)
    return list(
        VraagAan.objects.asked().filter(own, vraag__ronde=ronde).select_related("vraag").order_by("vraag", "pk")
    )


def load_answers(vraag: ExtraVraag) -> list[Antwoord]:
    """One question with everyone it was put to, by name."""
    rows = vraag.aan.select_related("project", "gemeente", "beantwoord_door")
    day = vraag.ronde.peildatum
    named = {project.pk: project for project in Project.objects.filter(vragen__vraag=vraag).named(day)}
    found = [Antwoord(row, subject_name(Onderwerp(named.get(row.project_id or 0), row.gemeente), day)) for row in rows]
    return sorted(found, key=lambda item: (item.aan.gemeente is not None, item.naam))
