"""A list costs as many queries with a hundred rows as with one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from financien.models import Beschikking, Jaarschijf, Regeling, RegelingRegel
from koers.eigenaren.models import Eigenaar, EigenaarFunctie
from projecten.models import (
    Afdoening,
    Bericht,
    Bijeenkomst,
    Deelname,
    Indeling,
    Mijlpaal,
    MijlpaalWending,
    Overgang,
    Project,
    ProjectNaam,
    Resultaat,
    Risico,
    Ronde,
    Toezegging,
    Voortgang,
)
from rapportage.models import Document, DocumentStap, Versie
from tests.api.conftest import Caller, make_key
from tests.factories import make, some
from themalijnen.models import Doel, Themalijn, ThemalijnNaam

FIRST = date(2024, 1, 1)


def eigenaar(i: int) -> None:
    own = make(Eigenaar, naam=f"Eigenaar {i}", slug=f"eigenaar-{i}")
    make(EigenaarFunctie, eigenaar=own)


def themalijn(i: int) -> None:
    own = make(Themalijn, slug=f"lijn-{i}")
    make(ThemalijnNaam, themalijn=own, naam=f"Lijn {i}")
    make(Doel, themalijn=own)


def project(i: int) -> Project:
    own = make(Project, slug=f"project-{i}", soort="lokaal", gemeente=some(Eigenaar))
    make(ProjectNaam, project=own, naam=f"Project {i}")
    make(Indeling, project=own, themalijn=some(Themalijn))
    return own


def deelname(i: int) -> None:
    make(Deelname, project=project(i), eigenaar=make(Eigenaar, naam=f"Eigenaar {i}", slug=f"eigenaar-{i}"))


def ronde(i: int) -> None:
    begin = date(2024 + i // 4, 1 + 3 * (i % 4), 1)
    make(Ronde, jaar=begin.year, kwartaal=1 + i % 4, begin=begin, eind=begin + timedelta(days=80))


def voortgang(i: int) -> None:
    entry = make(
        Voortgang, project=project(i), gemeente=make(Eigenaar, naam=f"G {i}", slug=f"g-{i}"), staat="goedgekeurd"
    )
    make(Bericht, voortgang=entry)
    make(Overgang, voortgang=entry, naar="goedgekeurd")


def resultaat(i: int) -> None:
    make(Resultaat, project=project(i), naam=f"Resultaat {i}")


def bijeenkomst(i: int) -> None:
    make(Bijeenkomst, project=project(i), naam=f"Bijeenkomst {i}")


def toezegging(i: int) -> None:
    entry = make(Voortgang, project=project(i), staat="goedgekeurd")
    belofte = make(Toezegging, voortgang=entry, tekst=f"Belofte {i}.")
    make(Afdoening, toezegging=belofte, voortgang=entry)


def mijlpaal(i: int) -> None:
    make(MijlpaalWending, mijlpaal=make(Mijlpaal, project=project(i)))


def risico(i: int) -> None:
    make(Risico, project=project(i))


def regeling(i: int) -> None:
    make(RegelingRegel, regeling=make(Regeling, naam=f"Regeling {i}", slug=f"regeling-{i}"))


def beschikking(i: int) -> None:
    own = make(Eigenaar, naam=f"Eigenaar {i}", slug=f"eigenaar-{i}", soort="provincie")
    scheme = make(Regeling, naam=f"Regeling {i}", slug=f"regeling-{i}")
    make(Jaarschijf, beschikking=make(Beschikking, ontvanger=own, regeling=scheme, nummer=f"B{i}", slug=f"b-{i}"))


def document(i: int) -> None:
    own = make(Document, periode=str(1900 + i), staat="gepubliceerd")
    versie = make(Versie, document=own)
    make(DocumentStap, document=own, versie=versie, staat="gepubliceerd")


ROWS: dict[str, Callable[[int], object]] = {
    "eigenaren": eigenaar,
    "themalijnen": themalijn,
    "projecten": project,
    "projecten?loopt=ja&eigenaar=almelo": project,
    "deelnames": deelname,
    "deelnames?geldt=ja": deelname,
    "rondes": ronde,
    "voortgang": voortgang,
    "resultaten": resultaat,
    "bijeenkomsten": bijeenkomst,
    "toezeggingen": toezegging,
    "mijlpalen": mijlpaal,
    "risicos": risico,
    "regelingen": regeling,
    "beschikkingen": beschikking,
    "documenten": document,
}


def cost(who: Caller, path: str) -> tuple[int, int]:
    """Queries and rows of one call."""
    with CaptureQueriesContext(connection) as queries:
        response = who.get(f"/{path}{'&' if '?' in path else '?'}limit=100")
    assert response.status_code == 200, response.content
    return len(queries), len(response.json()["items"])


@pytest.mark.parametrize("path", ROWS)
@pytest.mark.parametrize("naam", ["rik", "tom"])
def test_a_list_costs_the_same_number_of_queries_for_1_and_100_rows(path, naam, request, almelo):
    who = Caller(make_key(request.getfixturevalue(naam)))
    make_row = ROWS[path]
    make_row(0)
    who.get("/eigenaren")  # notes the use of the key, once
    before, few = cost(who, path)
    for i in range(1, 100):
        make_row(i)
    after, many = cost(who, path)
    assert after == before
    assert before <= 9
    if "eigenaar=almelo" not in path:
        assert few < 4
        assert many >= 99
