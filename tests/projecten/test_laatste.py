"""What a list says of many projects is what the whole report says of each, whatever happened in fourteen rondes."""

from dataclasses import asdict
from datetime import date
from random import Random

import pytest

from koers.lib.peildatum import Blik
from projecten.models import Project, Ronde
from projecten.rules.inhoud import Inhoud, Punt
from projecten.selectors.laatste import load_laatste
from projecten.selectors.stand import load_verslag
from tests.projecten.streek import approve, make_project, make_ronde

VANDAAG = date(2026, 7, 1)
STANDEN = ("", "groen", "groen", "groen", "oranje", "rood")
PROJECTEN = 40


def write(ronde: Ronde, project: Project, kans: Random, **scope) -> None:
    """Nothing, or an entry with or without news; of some, what was approved is no longer in its columns."""
    if kans.random() < 0.2:
        return
    stand, nieuws = kans.choice(STANDEN), ("Nieuws.",) if kans.random() < 0.3 else ()
    entry = approve(ronde, *nieuws, project=project, tijd=stand, tijd_toelichting="Zo is het.", **scope)
    if kans.random() < 0.15:
        punten = tuple(Punt(tekst) for tekst in nieuws)
        before = Inhoud(punten=punten, tijd=kans.choice(STANDEN), tijd_toelichting="Zo was het.")
        entry.staat, entry.gepubliceerd = "heropend", {"inhoud": asdict(before), "op": entry.gewijzigd_op.isoformat()}
        entry.save()


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("peildatum", [VANDAAG, date(2025, 8, 1)])
def test_states_since_when_and_news_are_those_of_the_whole_report(db, hengelo, seed, peildatum):
    kans = Random(seed)
    projecten = [make_project(f"p{i}", f"Project {i}", None) for i in range(PROJECTEN)]
    for n in range(14):
        ronde = make_ronde(2023 + n // 4, 1 + n % 4)
        for project in projecten:
            write(ronde, project, kans)
        write(ronde, projecten[0], kans, gemeente=hengelo)
    blik, ids = Blik(peildatum, VANDAAG), [project.pk for project in projecten]
    last, whole = load_laatste(blik, projecten=ids, gemeente=hengelo.pk), load_verslag(blik, gemeente=hengelo.pk)
    for pk in ids:
        for gemeente in (None, hengelo.pk):
            assert last.stand(pk, gemeente) == whole.stand(pk, gemeente)
            assert last.nieuws(pk, gemeente) == whole.nieuws(pk, gemeente)
    assert last.laatste.ronde == whole.laatste.ronde
    assert len({whole.stand(pk).sinds for pk in ids}) > 4
