"""A ronde as its board shows it: what is owed, by whom, and how far that is. A constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Prefetch

from koers.eigenaren.models import Aanstelling, Eigenaar
from koers.lib.peildatum import Blik
from koers.toegang.rights import Rol
from projecten.models import Deelname, ExtraVraag, Overgang, Project, Projectleiding, Ronde, Rubriek, Voortgang
from projecten.rules import ronde as rules
from projecten.rules.meedoen import took_part
from projecten.rules.voortgang import HEROPEND
from projecten.selectors.afkomst import begun_after, passed_on
from projecten.selectors.onderwerp import Onderwerp, subject_name
from projecten.selectors.plicht import Bord, Groep, Plicht, Regel
from projecten.selectors.project import GEEN_THEMA, ThemaKop, load_themas
from projecten.selectors.ronde import running_in
from projecten.selectors.vraag import Gevraagd, VraagPlicht, answer_url, questions_of, term_of_question

Mensen = dict[tuple[str, int | None], list[Any]]


@dataclass(frozen=True)
class _Stof:
    """What the board is made of, read once."""

    ronde: Ronde
    today: date
    entries: dict[tuple[int | None, int | None, int | None], Voortgang]
    staff: Mensen

    def has(self, onderwerp: Onderwerp) -> bool:
        """Whether anything was written about it."""
        return self._key(onderwerp) in self.entries

    def is_kept(self, onderwerp: Onderwerp) -> bool:
        """Whether what was written stays as it is: handed in, approved, or opened again after it."""
        entry = self.entries.get(self._key(onderwerp))
        return entry is not None and (rules.is_in(entry.staat) or entry.staat == HEROPEND)

    @staticmethod
    def _key(onderwerp: Onderwerp) -> tuple[int | None, int | None, int | None]:
        project, gemeente, rubriek = (part.pk if part else None for part in onderwerp.fields().values())
        return project, gemeente, rubriek

    def regel(self, naam: str, onderwerp: Onderwerp) -> Regel:
        regel = Regel(naam, onderwerp, self.ronde, self.entries.get(self._key(onderwerp)))
        return replace(regel, te_laat=rules.is_late(regel.staat, regel.termijn.tot, self.today))

    def plicht(
        self, sleutel: str, naam: str, wie: Iterable[Any], can: Iterable[Any], regels: Sequence[Regel], waar: str = ""
    ) -> Plicht:
        people = sorted(wie, key=lambda gebruiker: gebruiker.naam)
        able = {gebruiker.pk for gebruiker in can}
        staat = rules.combined_state(regel.staat for regel in regels if regel.voortgang)
        plicht = Plicht(
            sleutel=sleutel,
            naam=naam,
            wie=tuple(gebruiker.naam for gebruiker in people),
            wie_ids=frozenset(gebruiker.pk for gebruiker in people),
            contacten=frozenset(gebruiker.pk for gebruiker in people if gebruiker.pk in able),
            regels=tuple(regels),
            staat=staat,
            te_laat=False,
            gemeente=waar,
            ids_op_naam=tuple(gebruiker.pk for gebruiker in people),
        )
        return replace(plicht, te_laat=rules.is_late(staat, plicht.termijn.tot, self.today))


def load_bord(ronde: Ronde, today: date) -> Bord:
    """Owed in a ronde: one entry of each running regional project, of each local project with a leader of its own,
    of each gemeente and of each rubriek; never project × 17. Of what went on in another, what was handed in.
    """
    day = rules.reference_day(ronde.open_vanaf, ronde.dicht_op, today)
    steps = Prefetch("overgangen", Overgang.objects.select_related("door"))
    rows = Voortgang.objects.filter(ronde=ronde).prefetch_related(steps)
    entries = {(row.project_id, row.gemeente_id, row.rubriek_id): row for row in rows}
    stof = _Stof(ronde, today, entries, _staff(day))
    running = Project.objects.filter(running_in(ronde)).select_related("gemeente")
    late = begun_after(day)
    projecten = [row for row in running.named(ronde.peildatum).placed(ronde.peildatum) if row.pk not in late]
    gone = passed_on(ronde, day)
    leiders = _leaders(day)
    apart: list[Any] = []
    others: list[Any] = []
    for project in projecten:
        regionaal = project.soort == Project.Soort.REGIONAAL
        owed = rules.is_owed_apart(regionaal=regionaal, has_leader=bool(leiders[project.pk]))
        if project.pk not in gone or stof.is_kept(Onderwerp(project)):
            (apart if owed else others).append(project)
    regional = [project for project in projecten if project.soort == Project.Soort.REGIONAAL]
    groepen = [_rubrieken(stof), *_themas(stof, apart, leiders), _gemeenten(stof, regional + others, gone, day)]
    return Bord(
        ronde,
        tuple(groep for groep in groepen if groep.plichten),
        gesloten=today > ronde.dicht_op,
        gevraagd=_questions(stof, {project.pk: project for project in projecten}, leiders),
    )


def _staff(day: date) -> Mensen:
    """(role, eigenaar or None) → people with an account in use, for the roles that write."""
    found: Mensen = defaultdict(list)
    rows = Aanstelling.objects.in_force(day).filter(
        rol__in=[Rol.REDACTEUR, Rol.LOKAAL, Rol.REGIONAAL], gebruiker__is_active=True
    )
    for row in rows.select_related("gebruiker"):
        found[row.rol, row.eigenaar_id].append(row.gebruiker)
    return found


def _leaders(day: date) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in Projectleiding.objects.in_force(day).select_related("gebruiker"):
        found[row.project_id].append(row.gebruiker)
    return found


def _questions(stof: _Stof, projecten: dict[int, Any], leiders: dict[int, list[Any]]) -> tuple[Gevraagd, ...]:
    """The extra requests, each with everyone it was put to."""
    found: dict[ExtraVraag, list[VraagPlicht]] = defaultdict(list)
    for aan in questions_of(stof.ronde):
        project = projecten.get(aan.project_id or 0, aan.project)
        waar = aan.gemeente or (project.gemeente if project else None)
        local = stof.staff[Rol.LOKAAL, waar.pk] if waar else []
        led = leiders[project.pk] if project else []
        can = {gebruiker.pk for gebruiker in [*local, *stof.staff[Rol.REGIONAAL, None]]}
        people = sorted(led or local, key=lambda gebruiker: gebruiker.naam)
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
                contacten=frozenset(gebruiker.pk for gebruiker in people if gebruiker.pk in can),
                termijn=termijn,
                is_binnen=aan.beantwoord_op is not None,
                te_laat=aan.beantwoord_op is None and termijn.is_late(stof.today),
                edit_url=answer_url(aan),
            )
        )
    return tuple(Gevraagd(vraag, tuple(plichten)) for vraag, plichten in found.items())


def _rubrieken(stof: _Stof) -> Groep:
    wie = stof.staff[Rol.REDACTEUR, None]
    rubrieken = Rubriek.objects.filter(running_in(stof.ronde))
    plichten = [
        stof.plicht(f"rubriek:{r.pk}", r.naam, wie, wie, [stof.regel(r.naam, Onderwerp(rubriek=r))]) for r in rubrieken
    ]
    return Groep("Van het programma", 0, tuple(plichten), "programma")


def _themas(stof: _Stof, projecten: list[Any], leiders: dict[int, list[Any]]) -> list[Groep]:
    themas = {thema.id: thema for thema in load_themas(Blik(stof.ronde.peildatum, stof.today))}
    groepen: dict[ThemaKop, list[tuple[int, str, Plicht]]] = defaultdict(list)
    for project in projecten:
        naam, waar = project.naam_op or project.slug, project.gemeente
        can = stof.staff[Rol.REGIONAAL, None] + (stof.staff[Rol.LOKAAL, waar.pk] if waar else [])
        plicht = stof.plicht(
            f"project:{project.pk}",
            f"{naam} ({waar})" if waar else naam,
            leiders[project.pk],
            can,
            [stof.regel(naam, Onderwerp(project))],
            waar.slug if waar else "",
        )
        thema = themas.get(project.themalijn_op, GEEN_THEMA)
        groepen[thema].append((project.volgorde_op or 0, naam, plicht))
    ordered = sorted(groepen, key=lambda thema: (thema.volgorde, thema.slug))
    return [
        Groep(
            thema.naam,
            thema.teken,
            tuple(row[2] for row in sorted(groepen[thema], key=lambda row: row[:2])),
            thema.slug or "niet-ingedeeld",
        )
        for thema in ordered
    ]


def _gemeenten(stof: _Stof, projecten: list[Any], gone: Collection[int], day: date) -> Groep:
    steps: dict[tuple[int, int], list[tuple[date, str]]] = defaultdict(list)
    for project_id, eigenaar_id, vanaf, stap in Deelname.objects.values_list(
        "project_id", "eigenaar_id", "vanaf", "stap"
    ):
        steps[project_id, eigenaar_id].append((vanaf, stap))
    eind = max(stof.ronde.eind, day)
    ordered = sorted(projecten, key=lambda project: project.naam_op or project.slug)
    plichten = []
    for gemeente in Eigenaar.objects.gemeenten().filter(running_in(stof.ronde)):
        regels = [stof.regel(f"{gemeente} zelf", Onderwerp(gemeente=gemeente))]
        for project in ordered:
            known = steps.get((project.pk, gemeente.pk), [])
            if project.pk in gone and not stof.has(Onderwerp(project, gemeente)):
                continue
            if project.gemeente_id == gemeente.pk:
                regels.append(stof.regel(project.naam_op or project.slug, Onderwerp(project)))
            elif took_part(known, stof.ronde.begin, eind):
                regels.append(stof.regel(project.naam_op or project.slug, Onderwerp(project, gemeente)))
        wie = stof.staff[Rol.LOKAAL, gemeente.pk]
        plichten.append(stof.plicht(f"gemeente:{gemeente.pk}", gemeente.naam, wie, wie, regels, gemeente.slug))
    return Groep("Van de gemeenten", 0, tuple(plichten), "gemeenten")
