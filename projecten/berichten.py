"""The mails of rondes, made at the moment they leave: what was handed in meanwhile is not in them any more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.conf import settings
from django.db.models import Prefetch
from django.template.loader import render_to_string
from django.urls import reverse

from koers.lib.klok import day_of
from koers.lib.notatie import dagen, datum
from koers.toegang.models import Gebruiker, Mailbericht
from projecten.models import Overgang, Voortgang
from projecten.rules.voortgang import HEROPEND
from projecten.selectors.herinnering import Schuld, owed_by
from projecten.selectors.meetwerk import Meetwerk, load_meetwerk
from projecten.selectors.onderwerp import Onderwerp, subject_name
from projecten.selectors.voortgang import term_after
from projecten.selectors.vraag import VraagPlicht


def reminder_mail(bericht: Mailbericht, now: datetime) -> tuple[str, str] | None:
    """Everything that is due of one person, over all rondes; none when nothing is left of what gave cause to it."""
    today = day_of(now)
    schulden = owed_by(bericht.aan, today)
    cause = set(bericht.herinneringen.values_list("ronde", "plicht"))  # type: ignore[attr-defined]
    if not any(schuld.key in cause for schuld in schulden):
        return None
    return reminder_text(bericht.aan, schulden, today)


def reminder_text(gebruiker: Gebruiker, schulden: Sequence[Schuld], today: date) -> tuple[str, str]:
    """Subject and text; the first of `schulden` is the one that is due first."""
    regels = [
        {
            "naam": schuld.plicht.naam,
            "ronde": schuld.ronde.titel,
            "stand": schuld.plicht.staat_woorden,
            "tot": _until(schuld, today),
            "adres": settings.KOERS_ADRES + schuld.plicht.edit_url,
            "meten": _measure_line(werk),
        }
        for schuld, werk in _with_meetwerk(gebruiker, schulden, today)
    ]
    words = {
        "naam": gebruiker.naam,
        "regels": regels,
        "taken": settings.KOERS_ADRES + reverse("rapportage:taken_list"),
        "account": settings.KOERS_ADRES + reverse("toegang:account"),
    }
    return _subject(schulden, today), render_to_string("projecten/herinnering_mail.txt", words)


def reopened_mail(bericht: Mailbericht, now: datetime) -> tuple[str, str] | None:
    """What was opened again and still is; none when that is nothing any more."""
    today = day_of(now)
    steps = Prefetch("overgangen", Overgang.objects.select_related("door"))
    rows = Voortgang.objects.filter(pk__in=bericht.argumenten["voortgang"], staat=HEROPEND).prefetch_related(steps)
    regels = []
    for entry in rows.select_related("ronde", "project", "gemeente", "rubriek"):
        taken = list(entry.overgangen.all())
        step = next(step for step in reversed(taken) if step.naar == HEROPEND)
        termijn = term_after(taken, entry.ronde)
        if not termijn.is_over(today):
            onderwerp = Onderwerp.of(entry)
            regels.append(
                {
                    "naam": subject_name(onderwerp, entry.ronde.peildatum),
                    "ronde": entry.ronde.titel,
                    "tot": datum(termijn.einde),
                    "door": step.door.naam if step.door else "",
                    "reden": step.opmerking,
                    "adres": settings.KOERS_ADRES + onderwerp.edit_url(entry.ronde),
                }
            )
    if not regels:
        return None
    words = {"naam": bericht.aan.naam, "regels": regels, "account": settings.KOERS_ADRES + reverse("toegang:account")}
    wat = regels[0]["naam"] if len(regels) == 1 else f"{len(regels)} teksten"
    return f"Voortgang heropend: {wat}", render_to_string("projecten/heropend_mail.txt", words)


def question_mail(bericht: Mailbericht, now: datetime) -> tuple[str, str] | None:
    """An extra request, for what of it this person can still answer; none when that is nothing any more."""
    today = day_of(now)
    cause = set(bericht.herinneringen.values_list("ronde", "plicht"))  # type: ignore[attr-defined]
    owed = [schuld.plicht for schuld in owed_by(bericht.aan, today) if schuld.key in cause]
    plichten = [plicht for plicht in owed if isinstance(plicht, VraagPlicht)]
    if not plichten:
        return None
    vraag = plichten[0].vraag
    words = {
        "naam": bericht.aan.naam,
        "vraag": vraag,
        "tot": datum(vraag.uiterlijk),
        "regels": [{"naam": plicht.waarover, "adres": settings.KOERS_ADRES + plicht.edit_url} for plicht in plichten],
        "taken": settings.KOERS_ADRES + reverse("rapportage:taken_list"),
        "account": settings.KOERS_ADRES + reverse("toegang:account"),
    }
    return f"Extra vraag: {vraag}", render_to_string("projecten/vraag_mail.txt", words)


def _subject(schulden: Sequence[Schuld], today: date) -> str:
    late = sum(schuld.left(today) < 0 for schuld in schulden)
    if late:
        return f"Voortgang: {late} van de {len(schulden)} te laat" if len(schulden) > 1 else "Voortgang: te laat"
    wat = "1 ding te doen" if len(schulden) == 1 else f"{len(schulden)} dingen te doen"
    first = schulden[0].left(today)
    return f"Voortgang: {wat}, {'vandaag de laatste dag' if first == 0 else dagen(first)}"


def _with_meetwerk(
    gebruiker: Gebruiker, schulden: Sequence[Schuld], today: date
) -> Iterator[tuple[Schuld, list[Meetwerk]]]:
    """With each the measurements that go with it: a project's own, and with a gemeente those of all other projects."""
    work = load_meetwerk(gebruiker, {schuld.ronde for schuld in schulden}, today)
    own = {(schuld.ronde, pk) for schuld in schulden for pk in _own_project(schuld)}
    for schuld in schulden:
        mine, named = set(_own_project(schuld)), set(_projects(schuld))
        yield (
            schuld,
            [
                one
                for one in work
                if one.ronde == schuld.ronde
                and (one.project_id in mine or (one.project_id in named and (one.ronde, one.project_id) not in own))
            ],
        )


def _projects(schuld: Schuld) -> list[int]:
    """The projects an entry may be about."""
    if isinstance(schuld.plicht, VraagPlicht):
        return []
    return [regel.onderwerp.project.pk for regel in schuld.plicht.regels if regel.onderwerp.project]


def _own_project(schuld: Schuld) -> list[int]:
    """The project that owes an entry of its own."""
    if isinstance(schuld.plicht, VraagPlicht) or any(regel.onderwerp.gemeente for regel in schuld.plicht.regels):
        return []
    return _projects(schuld)


def _measure_line(werk: Sequence[Meetwerk]) -> dict[str, str] | None:
    """One line: of one project with its own address, of more of them together."""
    if not werk:
        return None
    first = werk[0]
    if len(werk) == 1:
        return {"zin": f"{first.wat}: {first.stand}, {first.termijn}", "adres": settings.KOERS_ADRES + first.url}
    stand = f"{sum(one.ingevuld for one in werk)} van de {sum(one.aantal for one in werk)} ingevuld"
    zin = f"Metingen van {len(werk)} projecten: {stand}, {first.termijn}"
    return {"zin": zin, "adres": settings.KOERS_ADRES + reverse("rapportage:taken_list")}


def _until(schuld: Schuld, today: date) -> str:
    termijn, left = schuld.plicht.termijn, schuld.left(today)
    if left < 0:
        return f"te laat sinds {datum(termijn.tot)}; het kan nog tot en met {datum(termijn.einde)}"
    return f"tot en met {datum(termijn.tot)} ({dagen(left)})"
