"""A ronde as its board shows it: what is owed, by whom, and how far that is. A constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from koers.eigenaren.models import Eigenaar
from koers.toegang.rights import Rol
from projecten.models import Deelname, ExtraVraag, Project, Ronde, Rubriek
from projecten.rules import ronde as rules
from projecten.selectors.borddeel import ALLES, NIET_INGEDEELD, Deel
from projecten.selectors.bordkader import Kader
from projecten.selectors.bordstof import (
    Stappen,
    Stof,
    load_projecten_of,
    load_stof,
    steps_per_pair,
    written_by_gemeenten,
)
from projecten.selectors.onderwerp import Onderwerp, subject_name
from projecten.selectors.plicht import Bord, Groep, Plicht
from projecten.selectors.project import GEEN_THEMA, ThemaKop
from projecten.selectors.ronde import running_in
from projecten.selectors.vraag import Gevraagd, VraagPlicht, answer_url, questions_of, term_of_question

GEMEENTEN = ("Van de gemeenten", "gemeenten")
RUBRIEKEN = ("Van het programma", "programma")


def load_bord(ronde: Ronde, today: date, deel: Deel = ALLES, kader: Kader | None = None) -> Bord:
    """Owed in a ronde: one entry of each running regional project, of each local project with a leader of its own,
    of each gemeente and of each rubriek; never project × 17. Of what went on in another, what was handed in.

    Of a part: those same obligations, and the extra requests to them. `kader`: where it was read already.
    """
    kader = kader or Kader.load(ronde, today)
    stof = load_stof(kader, deel)
    projecten = load_projecten_of(kader, deel)
    apart, joint = divided(stof, projecten)
    if deel.projecten is not None:
        apart = [project for project in apart if project.pk in deel.projecten]
    groepen = [
        _rubrieken(stof, deel),
        *_themas(stof, apart),
        _gemeenten(stof, joint, deel),
    ]
    return Bord(
        ronde,
        tuple(groep for groep in groepen if groep.plichten),
        gesloten=today > ronde.dicht_op,
        gevraagd=_questions(stof, {project.pk: project for project in projecten}, deel),
    )


def divided(stof: Stof, projecten: list[Any]) -> tuple[list[Any], list[Any]]:
    """Those that owe an entry of their own, and those that gemeenten may write about."""
    apart: list[Any] = []
    others: list[Any] = []
    for project in projecten:
        regionaal = project.soort == Project.Soort.REGIONAAL
        owed = rules.is_owed_apart(regionaal=regionaal, has_leader=bool(stof.leiders[project.pk]))
        if project.pk not in stof.kader.gone or stof.is_kept(Onderwerp(project)):
            (apart if owed else others).append(project)
    return apart, [project for project in projecten if project.soort == Project.Soort.REGIONAAL] + others


def load_questions(ronde: Ronde, today: date, deel: Deel = ALLES) -> tuple[Gevraagd, ...]:
    """Of a board only its extra requests."""
    kader = Kader.load(ronde, today)
    projecten = load_projecten_of(kader, deel)
    return _questions(load_stof(kader, deel), {project.pk: project for project in projecten}, deel)


def _questions(stof: Stof, projecten: dict[int, Any], deel: Deel) -> tuple[Gevraagd, ...]:
    """The extra requests, each with everyone it was put to."""
    if deel.is_programma:
        return ()
    found: dict[ExtraVraag, list[VraagPlicht]] = defaultdict(list)
    for aan in questions_of(stof.ronde, deel.asked()):
        project = projecten.get(aan.project_id or 0, aan.project)
        people, contacten = stof.answerers(project, aan.gemeente)
        name = subject_name(Onderwerp(project, aan.gemeente), stof.ronde.peildatum)
        termijn = term_of_question(aan.vraag, stof.ronde)
        found[aan.vraag].append(
            VraagPlicht(
                sleutel=f"vraag:{aan.pk}",
                vraag=aan.vraag,
                naam=f"{aan.vraag}: {name}",
                waarover=name,
                wie=tuple(gebruiker.naam for gebruiker in people),
                wie_ids=frozenset(gebruiker.pk for gebruiker in people),
                contacten=contacten,
                termijn=termijn,
                is_binnen=aan.beantwoord_op is not None,
                te_laat=aan.beantwoord_op is None and termijn.is_late(stof.today),
                edit_url=answer_url(aan),
            )
        )
    return tuple(Gevraagd(vraag, tuple(plichten)) for vraag, plichten in found.items())


def _rubrieken(stof: Stof, deel: Deel) -> Groep:
    wie = stof.staff[Rol.REDACTEUR, None]
    can = {mens.pk for mens in wie}
    rubrieken = Rubriek.objects.filter(running_in(stof.ronde)) if deel.rubrieken else ()
    plichten = [
        stof.plicht(f"rubriek:{r.pk}", r.naam, wie, can, [stof.regel(r.naam, Onderwerp(rubriek=r))]) for r in rubrieken
    ]
    naam, slug = RUBRIEKEN
    return Groep(naam, 0, tuple(plichten), slug)


def _themas(stof: Stof, projecten: list[Any]) -> list[Groep]:
    themas = stof.kader.themas
    groepen: dict[ThemaKop, list[tuple[int, str, Plicht]]] = defaultdict(list)
    regional = stof.able(None)
    for project in projecten:
        naam, waar = project.naam_op or project.slug, project.gemeente
        plicht = stof.plicht(
            f"project:{project.pk}",
            f"{naam} ({waar})" if waar else naam,
            stof.leiders[project.pk],
            stof.able(waar) if waar else regional,
            [stof.regel(naam, Onderwerp(project))],
            waar.slug if waar else "",
        )
        thema = themas.get(project.themalijn_op, GEEN_THEMA)
        groepen[thema].append((project.volgorde_op or 0, naam, plicht))
    return [
        Groep(
            thema.naam,
            thema.teken,
            tuple(row[2] for row in sorted(groepen[thema], key=lambda row: row[:2])),
            slug_of(thema),
        )
        for thema in sorted(groepen, key=thema_order)
    ]


def slug_of(thema: ThemaKop) -> str:
    """How an address calls the group of a theme line."""
    return thema.slug or NIET_INGEDEELD


def thema_order(thema: ThemaKop) -> tuple[int, str]:
    return thema.volgorde, thema.slug


def _gemeenten(stof: Stof, projecten: list[Any], deel: Deel) -> Groep:
    steps = steps_per_pair(Deelname.objects.filter(deel.of("eigenaar"))) if projecten else {}
    gemeenten = Eigenaar.objects.gemeenten().filter(running_in(stof.ronde), deel.of("pk"))
    naam, slug = GEMEENTEN
    return Groep(naam, 0, tuple(owed_by(gemeenten, stof, projecten, steps)), slug)


def owed_by(gemeenten: Iterable[Eigenaar], stof: Stof, projecten: list[Any], steps: Stappen) -> list[Plicht]:
    """`projecten`: what they may write about where they take part in it or have it; `steps`: of these gemeenten."""
    per_id = {project.pk: project for project in sorted(projecten, key=lambda project: project.naam_op or project.slug)}
    place = {pk: place for place, pk in enumerate(per_id)}
    lokaal = {pk: project.gemeente_id for pk, project in per_id.items()}
    may_write: dict[int, list[int]] = defaultdict(list)
    eind = max(stof.ronde.eind, stof.kader.day)
    for gemeente_id, project_id in written_by_gemeenten(lokaal, steps, stof.ronde.begin, eind):
        may_write[gemeente_id].append(project_id)
    plichten = []
    for gemeente in gemeenten:
        regels = [stof.regel(f"{gemeente} zelf", Onderwerp(gemeente=gemeente))]
        for project_id in sorted(may_write[gemeente.pk], key=place.__getitem__):
            project = per_id[project_id]
            onderwerp = Onderwerp(project, None if project.gemeente_id == gemeente.pk else gemeente)
            if project_id not in stof.kader.gone or stof.has(onderwerp):
                regels.append(stof.regel(project.naam_op or project.slug, onderwerp))
        wie = stof.staff[Rol.LOKAAL, gemeente.pk]
        can = {mens.pk for mens in wie}
        plichten.append(stof.plicht(f"gemeente:{gemeente.pk}", gemeente.naam, wie, can, regels, gemeente.slug))
    return plichten
