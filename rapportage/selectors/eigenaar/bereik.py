"""Which projects the page of an eigenaar reads: all of the region, or above a bound its own, and then of too many those
of one theme line. What it says of the others is counted by the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from koers.eigenaren.models import Eigenaar
from koers.lib.peildatum import Blik
from projecten.models import Project
from projecten.selectors import omvang
from projecten.selectors.deelname import Treden
from projecten.selectors.project import ProjectKop, ThemaKop, load_themas, projecten_op


@dataclass(frozen=True)
class Bereik:
    """What is read (`waar`, for `load_projecten`), and what there is."""

    waar: Q
    heel: bool
    """Whether that is all of the region."""
    lopend: int
    """Running projects of the region."""
    thema: ThemaKop | None = None
    """The only theme line of which its own are read; None: all."""
    eigen: int = 0
    """Projects of its own, running or not, where only some are read."""


@dataclass(frozen=True)
class Aandeel:
    """What an eigenaar does: its step in each running project of the region where one is known, and local projects."""

    stappen: tuple[str, ...]
    lokaal: int


def load_bereik(blik: Blik, eigenaar: Eigenaar, treden: Treden) -> Bereik:
    """On a day, `treden` being the steps of this eigenaar. One query; two more where its own may be too many."""
    runs = Q(soort=Project.Soort.REGIONAAL) & (Q(tot__isnull=True) | Q(tot__gte=blik.peildatum))
    rows = projecten_op(blik.peildatum).order_by()
    local = Q(gemeente=eigenaar)
    alle, lopend, lokaal = rows.aggregate(a=Count("pk"), b=Count("pk", runs), c=Count("pk", local)).values()
    if alle <= omvang.GRENS:
        return Bereik(Q(), True, lopend)
    own = _own(eigenaar, treden)
    if len(treden) + lokaal <= omvang.GRENS:
        return Bereik(own, False, lopend)
    part = omvang.load_omvang(blik, load_themas(blik), onder=own)
    return Bereik(part.waar, False, lopend, part.thema, part.totaal)


def _own(eigenaar: Eigenaar, treden: Treden) -> Q:
    known = [project for project, _ in treden]
    return Q(gemeente=eigenaar) | Q(pk__in=known, soort=Project.Soort.REGIONAAL)


def count_aandeel(koppen: Iterable[ProjectKop], eigenaar: Eigenaar, treden: Treden) -> Aandeel:
    """Of projects that were read, its own among them."""
    running = [kop.id for kop in koppen if not kop.is_lokaal and not kop.afgerond]
    local = sum(kop.gemeente_id == eigenaar.pk for kop in koppen)
    return Aandeel(tuple(_steps(running, eigenaar, treden)), local)


def load_aandeel(blik: Blik, eigenaar: Eigenaar, treden: Treden) -> Aandeel:
    """The same without reading them. One query."""
    day = blik.peildatum
    rows = list(projecten_op(day).filter(_own(eigenaar, treden)).order_by().values_list("pk", "soort", "tot"))
    regional = [(pk, tot) for pk, soort, tot in rows if soort == Project.Soort.REGIONAAL]
    running = [pk for pk, tot in regional if tot is None or tot >= day]
    return Aandeel(tuple(_steps(running, eigenaar, treden)), len(rows) - len(regional))


def _steps(projecten: Iterable[int], eigenaar: Eigenaar, treden: Treden) -> list[str]:
    return [trede.stap for pk in projecten if (trede := treden.get((pk, eigenaar.pk)))]
