"""Chapter 2: themalijnen, their projects, indicators, and who takes part in what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from koers.eigenaren.models import Eigenaar
from koers.lib.herkomst import weakest
from koers.lib.notatie import opsomming
from projecten.models import Borging, Deelname
from projecten.rules.trede import deelname_sentence
from rapportage.documents.delen import Cel, Daarna, MatrixRij, ProjectJaar, Themalijn
from rapportage.documents.feiten import Feit, Kerncijfer
from rapportage.selectors.jaarverslag import indicatoren
from rapportage.selectors.jaarverslag.bron import Bron, ProjectRij
from themalijnen.models import Themalijn as ThemalijnRij

TREDEN = {"verkent": 1, "voorbereiding": 2, "pilot": 3, "doet-mee": 4, "geborgd": 5}
LETTERS = {
    "verkent": "V",
    "voorbereiding": "B",
    "pilot": "P",
    "doet-mee": "D",
    "geborgd": "G",
    "gestopt": "S",
    "niet": "N",
}
NIET_GEMELD = "Kwaliteit, Tijd en Geld: niet gemeld voor alle projecten in deze themalijn."


def themalijnen(bron: Bron) -> tuple[Themalijn, ...]:
    return tuple(_themalijn(bron, thema, f"2.{i}") for i, thema in enumerate(bron.themalijnen, 1))


def _themalijn(bron: Bron, thema: ThemalijnRij, nummer: str) -> Themalijn:
    projecten = bron.projecten_van(thema)
    alle = [(project, _project(bron, project)) for project in projecten]
    gemeld = [feiten for project, feiten in alle if feiten.nieuws or feiten.stand]
    later = [feiten for project, feiten in alle if not (feiten.nieuws or feiten.stand)]
    eigen = {project.pk for project in projecten}
    opgeleverd = [item for item in bron.resultaten if item.project_id in eigen]
    prefix = f"jaarverslag-{bron.jaar}-{thema.slug}"
    gemeten = [item for item in bron.indicatoren if item.project_id in eigen]
    return Themalijn(
        anker=f"thema-{thema.slug}",
        nummer=nummer,
        naam=thema.naam_op,  # type: ignore[attr-defined]
        teken=thema.teken,
        zin=bron.teksten.feit(prefix),
        cijfers=(
            _telling(len(alle), "projecten bij naam bekend"),
            _telling(sum(bool(feiten.nieuws) for feiten in gemeld), f"met nieuws over {bron.jaar}"),
            _telling(len(opgeleverd), f"opgeleverd in {bron.jaar}"),
        ),
        trekker=bron.teksten.feit(f"{prefix}-trekker"),
        projecten=tuple(gemeld),
        later=tuple(later),
        citaat=bron.teksten.feit(f"{prefix}-citaat"),
        reeksen=tuple(reeks for item in gemeten if (reeks := indicatoren.reeks(bron, item))),
        indicatoren=tuple(indicatoren.indicator(bron, item) for item in gemeten),
        noten=(
            *indicatoren.uitleg(gemeten),
            *bron.teksten.feiten(f"{prefix}-noot"),
            *([] if any(f.ktg for f in gemeld) else [Feit(NIET_GEMELD)]),
        ),
    )


def _telling(aantal: int, wat: str) -> Kerncijfer:
    return Kerncijfer(str(aantal), wat, "bron")


# ── projects ────────────────────────────────────────────────────────────────


def _project(bron: Bron, project: ProjectRij) -> ProjectJaar:
    nieuws = list(bron.nieuws.get((project.pk, None), ()))
    for gemeente, punten in bron.lokaal_nieuws(project.pk):
        nieuws += [Feit(f"**{gemeente.naam}.** {punt.tekst}", punt.herkomst, punt.vindplaats) for punt in punten]
    trede, stand = _stand(bron, project)
    return ProjectJaar(
        anker=f"project-{project.slug}",
        naam=project.naam,
        nieuws=tuple(nieuws),
        noot="; ".join(_names(project)),
        trede=trede,
        stand=stand,
        ktg=_ktg(bron, project),
        daarna=tuple(_later(bron, project)),
    )


def _later(bron: Bron, project: ProjectRij) -> Iterator[Daarna]:
    """News of after the year: its own, and under its name that of what it went on in."""
    if own := bron.later.get((project.pk, None)):
        yield own
    for pk, naam in project.verder:
        if news := bron.later.get((pk, None)):
            yield replace(news, tekst=replace(news.tekst, tekst=f"{naam}: {news.tekst.tekst}"))


def _names(project: ProjectRij) -> list[str]:
    """What it was called before, and after the year: by another name, gone on in others, or what split off."""
    before = [f"voorheen {project.voorheen}"] if project.voorheen else []
    naar = opsomming([naam for _, naam in project.verder])
    if naar and not project.loopt:
        return [*before, f"ging later verder in {naar}"]
    now = [f"heet nu {project.naam_nu}"] if project.naam_nu != project.naam else []
    return [*before, *now, *([f"later afgesplitst: {naar}"] if naar else [])]


def _stand(bron: Bron, project: ProjectRij) -> tuple[int, Feit | None]:
    """The furthest step of the year on the ladder and how many stand where; taken over counts above all."""
    for borging in bron.borgingen:
        if borging.project_id == project.pk and borging_in_jaar(bron, borging):
            return 5, Feit("geborgd", borging.herkomst, borging.vindplaats)
    eigenaren = {eigenaar.pk: eigenaar for eigenaar in bron.eigenaren}
    stappen = [stap for (pk, eigenaar), stap in bron.deelnames().items() if pk == project.pk and eigenaar in eigenaren]
    if not stappen:
        return 0, None
    if len(stappen) == 1:
        tekst = f"{eigenaren[stappen[0].eigenaar_id].naam}: {stappen[0].get_stap_display()}"
    else:
        tekst = deelname_sentence((stap.stap, eigenaren[stap.eigenaar_id].is_gemeente) for stap in stappen)
    trede = max(TREDEN.get(stap.stap, 0) for stap in stappen)
    return trede, Feit(tekst, weakest(stap.herkomst for stap in stappen), stappen[0].vindplaats)


def borging_in_jaar(bron: Bron, borging: Borging) -> bool:
    """Whether a result was taken over by the end of the year; day unknown: reported before the next year ended."""
    if borging.vanaf:
        return borging.vanaf <= bron.eind
    return borging.gemeld_op.year <= bron.jaar + 1


def _ktg(bron: Bron, project: ProjectRij) -> Feit | None:
    voortgang = bron.standen.get(project.pk)
    gemeld = [rij for rij in voortgang.standen if rij[1]] if voortgang else []
    if not (voortgang and gemeld):
        return None
    delen = [f"{aspect} {kleur}" + (f" ({uitleg})" if uitleg else "") for aspect, kleur, uitleg in gemeld]
    return Feit(" · ".join(delen), voortgang.herkomst, voortgang.vindplaats)


# ── matrix ──────────────────────────────────────────────────────────────────


def matrix(bron: Bron) -> tuple[MatrixRij, ...]:
    """Every regional project, one cell per owner: the state at the end of the year, else the later one as a ring."""
    nu, later = bron.deelnames(), bron.latere_deelnames()
    return tuple(
        MatrixRij(
            project=project.naam,
            teken=thema.teken,
            themalijn=thema.naam_op,  # type: ignore[attr-defined]
            cellen=tuple(_cel(nu, later, project, eigenaar) for eigenaar in bron.eigenaren),
        )
        for thema in bron.themalijnen
        for project in bron.projecten_van(thema)
    )


def _cel(
    nu: dict[tuple[int, int], Deelname],
    later: dict[tuple[int, int], Deelname],
    project: ProjectRij,
    eigenaar: Eigenaar,
) -> Cel:
    sleutel = (project.pk, eigenaar.pk)
    stap = nu.get(sleutel) or later.get(sleutel)
    if stap is None:
        return Cel()
    return Cel(LETTERS[stap.stap], stap.get_stap_display(), sleutel not in nu, stap.herkomst)
