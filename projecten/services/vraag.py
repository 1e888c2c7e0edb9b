"""Extra requests: asked by the redacteur or the programmamanager, answered by who writes about it, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from koers.eigenaren.bevoegdheid import require
from koers.eigenaren.models import Eigenaar
from koers.lib.herkomst import Herkomst
from koers.lib.klok import day_of
from koers.lib.notatie import datum, opsomming
from koers.lib.opmaak import clean
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from koers.toegang.rights import NotAllowed
from projecten.models import ExtraVraag, Project, Ronde, VraagAan
from projecten.rules.vraag import answer_refusal, day_fault
from projecten.selectors.onderwerp import Onderwerp, subject_name, subject_refusal, write_refusal
from projecten.selectors.ronde import term_of
from projecten.selectors.voortgang import with_contact
from projecten.selectors.vraagbericht import BERICHT, asked_by, find_asked, plan_question
from projecten.services.herinnering import tell_once

RIGHT = "projecten.ronde:ask"
MAX_ANTWOORD = 4_000


class AntwoordConflict(Exception):
    """Another answer was saved meanwhile; nothing was overwritten."""

    def __init__(self, aan: VraagAan) -> None:
        super().__init__("Er is intussen een ander antwoord opgeslagen.")
        self.aan = aan


@transaction.atomic
def ask_extra(
    *,
    actor: Gebruiker | None,
    ronde: Ronde,
    onderwerp: str,
    vraag: str,
    uiterlijk: date,
    projecten: Sequence[Project],
    gemeenten: Sequence[Eigenaar],
    now: datetime,
    tell: bool = True,
    herkomst: str = Herkomst.BRON,
    vindplaats: str = "",
) -> ExtraVraag:
    """Put one question to projects and gemeenten, and mail (`tell`) those who can answer it: one mail a person.

    ValidationError when nobody is asked, or on a day that cannot be.
    """
    today = day_of(now)
    require(actor, RIGHT, today=today)
    Ronde.objects.select_for_update().get(pk=ronde.pk)
    asked = check_extra(
        ronde=ronde,
        onderwerp=onderwerp,
        vraag=vraag,
        uiterlijk=uiterlijk,
        projecten=projecten,
        gemeenten=gemeenten,
        today=today,
    )
    row = ExtraVraag(
        ronde=ronde,
        onderwerp=clean(onderwerp),
        vraag=clean(vraag),
        uiterlijk=uiterlijk,
        gevraagd_door=actor,
        gevraagd_op=now,
        herkomst=herkomst,
        vindplaats=vindplaats,
    )
    row.full_clean()
    row.save()
    VraagAan.objects.bulk_create(VraagAan(vraag=row, project=s.project, gemeente=s.gemeente) for s in asked)
    waar = f"aan {len(asked)} projecten en gemeenten" if len(asked) > 1 else f"aan {subject_name(asked[0], today)}"
    zin = f"{_who(actor)} stelde in {ronde} een extra vraag {waar}, te beantwoorden tot en met {datum(uiterlijk)}."
    log(actor=actor, actie="projecten.vraag:ask", zin=zin, now=now, object=row)
    if tell:
        for zending in plan_question(row, asked, today):
            tell_once(zending, now, BERICHT)
    return row


def check_extra(
    *,
    ronde: Ronde,
    onderwerp: str,
    vraag: str,
    uiterlijk: date,
    projecten: Sequence[Project],
    gemeenten: Sequence[Eigenaar],
    today: date,
) -> list[Onderwerp]:
    """Everyone the question is put to; ValidationError, in words, for what cannot be asked."""
    if fault := day_fault(uiterlijk, term_of(ronde), str(ronde), today):
        raise ValidationError({"uiterlijk": fault})
    asked = asked_by(projecten, gemeenten)
    if not asked:
        raise ValidationError("Kies ten minste één project of gemeente.")
    if refused := [reason for subject in asked if (reason := subject_refusal(subject, ronde, today))]:
        raise ValidationError(refused)
    if not (clean(onderwerp) and clean(vraag)):
        raise ValidationError({"vraag": "Geef de vraag een korte naam en schrijf wat u wilt weten."})
    if known := find_asked(ronde, clean(onderwerp), clean(vraag), asked):
        namen = opsomming([subject_name(subject, today) for subject in known])
        raise ValidationError(f"Deze vraag is al gesteld aan {namen}. Trek haar in als u haar opnieuw wilt stellen.")
    return asked


@transaction.atomic
def withdraw_extra(*, actor: Gebruiker | None, vraag: ExtraVraag, now: datetime) -> ExtraVraag:
    """From now on nobody is asked any more; what was answered stays. A second time changes nothing."""
    require(actor, RIGHT, today=day_of(now))
    row = ExtraVraag.objects.select_for_update(of=("self",)).select_related("ronde").get(pk=vraag.pk)
    if row.ingetrokken_op is None:
        row.ingetrokken_op, row.ingetrokken_door = now, actor
        row.save(update_fields=["ingetrokken_op", "ingetrokken_door"])
        zin = f"{_who(actor)} trok in {row.ronde} een extra vraag in."
        log(actor=actor, actie="projecten.vraag:withdraw", zin=zin, now=now, object=row)
    return row


@transaction.atomic
def answer_extra(*, actor: Gebruiker | None, aan: VraagAan, antwoord: str, versie: int, now: datetime) -> VraagAan:
    """Answer for one project or gemeente; until the ronde shuts the answer may be changed.

    NotAllowed with the reason; AntwoordConflict when someone else answered since `versie`.
    """
    today = day_of(now)
    require(actor, "projecten.voortgang:edit", today=today)
    row = VraagAan.objects.select_for_update(of=("self",)).select_related("vraag__ronde").get(pk=aan.pk)
    subject = Onderwerp(row.project, row.gemeente)
    if reason := write_refusal(actor, subject, today) or reason_no_answer(row, today):
        raise NotAllowed(reason)
    if len(antwoord) > MAX_ANTWOORD:
        raise ValidationError({"antwoord": f"Het antwoord is te lang: maximaal {MAX_ANTWOORD} tekens."})
    if not (text := clean(antwoord)):
        raise ValidationError({"antwoord": "Schrijf een antwoord."})
    if text == row.antwoord:
        return row
    if row.versie != versie:
        raise AntwoordConflict(row)
    row.antwoord, row.versie = text, row.versie + 1
    row.beantwoord_op, row.beantwoord_door = now, actor
    row.save()
    zin = f"{_who(actor)} beantwoordde in {row.vraag.ronde} een extra vraag over {subject_name(subject, today)}."
    log(actor=actor, actie="projecten.vraag:answer", zin=zin, now=now, object=row.vraag)
    return row


def reason_no_answer(aan: VraagAan, today: date) -> str:
    """Why nobody can answer now, in Dutch; "" when one can."""
    ronde = aan.vraag.ronde
    return with_contact(answer_refusal(aan.vraag.ingetrokken_op is not None, term_of(ronde), str(ronde), today), today)


def _who(actor: Gebruiker | None) -> str:
    return actor.naam if actor else "De opdrachtregel"
