"""A part of a board has of the whole exactly what it is asked for; its numbers are those of the whole."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from koers.eigenaren.models import Eigenaar
from koers.toegang.models import Gebruiker
from koers.toegang.rights import Rol
from projecten.models import Deelname, ExtraVraag, Overgang, Ronde, Rubriek, Voortgang, Voortzetting, VraagAan
from projecten.rules.voortgang import GOEDGEKEURD, HEROPEND, INGEDIEND
from projecten.selectors.bord import load_bord
from projecten.selectors.borddeel import around_gemeente, of_gemeenten, of_person, of_projects, rubrieken, under_line
from projecten.selectors.bordgemeente import load_plicht
from projecten.selectors.bordkader import Kader
from projecten.selectors.bordtelling import count_bord, load_telling
from projecten.selectors.deelname import load_stappen_of
from projecten.selectors.plicht import Plicht
from tests.conftest import make_eigenaar, make_gebruiker
from tests.factories import BEGIN, make
from tests.projecten.rondes import MAART, lead, make_q1
from tests.projecten.streek import make_project, make_thema

DAG = MAART.date()
STATEN = st.sampled_from(["concept", "ingediend", "teruggestuurd", "goedgekeurd", "heropend"])
# The last day of each reopening, from the last day in time; and whether it was approved then.
HEROPENINGEN = st.lists(st.tuples(st.integers(-20, 30), st.booleans()), max_size=2)
WERELD = st.fixed_dictionaries(
    {
        "themas": st.lists(st.integers(0, 2), min_size=1, max_size=5),
        "lokaal": st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=4),
        "deelname": st.lists(
            st.tuples(st.integers(0, 8), st.integers(0, 2), st.sampled_from(["pilot", "niet"])),
            max_size=12,
            unique=True,
        ),
        "teksten": st.dictionaries(
            st.tuples(st.integers(-1, 8), st.integers(-1, 2)),
            st.tuples(STATEN, HEROPENINGEN),
            max_size=12,
        ),
        "rubriek": st.none() | STATEN,
        "leiders": st.lists(st.tuples(st.integers(0, 8), st.integers(0, 2)), max_size=8),
        "verder": st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=3),
        "vragen": st.lists(st.integers(0, 8), max_size=3, unique=True),
        "dag": st.integers(-5, 40),
    }
)


def build(wereld: dict, mensen: list) -> Ronde:
    """Three gemeenten of which two have a local leader, theme lines, and whatever was drawn."""
    gemeenten = [make_eigenaar(f"Gemeente {i}") for i in range(3)]
    for i in range(2):
        make_gebruiker(f"Buurt{i} Test", Rol.LOKAAL, gemeenten[i])
    lijnen = [make_thema(f"t{i}", f"Thema {i}", i + 1) for i in range(2)]
    projecten = [
        make_project(f"p{i}", f"Project {i}", lijnen[thema] if thema < 2 else None)
        for i, thema in enumerate(wereld["themas"])
    ]
    for i, (waar, placed) in enumerate(wereld["lokaal"]):
        thema = lijnen[0] if placed else None
        projecten.append(make_project(f"l{i}", f"Lokaal {i}", thema, soort="lokaal", gemeente=gemeenten[waar]))
    ronde, rubriek = make_q1(), make(Rubriek, naam="Evaluatie", slug="evaluatie")

    def pick(i: int):
        return projecten[i % len(projecten)]

    steps = {(pick(p).pk, g): stap for p, g, stap in wereld["deelname"]}
    Deelname.objects.bulk_create(
        Deelname(project_id=p, eigenaar=gemeenten[g], stap=stap, vanaf=BEGIN) for (p, g), stap in steps.items()
    )
    for project, wie in {(pick(p).pk, wie): (pick(p), mensen[wie]) for p, wie in wereld["leiders"]}.values():
        lead(project, wie)
    for old, new in {(pick(p), pick(q)) for p, q in wereld["verder"] if pick(p) != pick(q)}:
        old.tot = date(2026, 1, 31)
        old.save()
        make(Voortzetting, van=old, naar=new, vanaf=date(2026, 2, 1))
    texts = {
        (pick(p).pk if p >= 0 else None, g): text for (p, g), text in wereld["teksten"].items() if (p, g) != (-1, -1)
    }
    for (project, g), (staat, heropend) in texts.items():
        _write(ronde, staat, heropend, project_id=project, gemeente=gemeenten[g] if g >= 0 else None)
    if wereld["rubriek"]:
        _write(ronde, wereld["rubriek"], [], rubriek=rubriek)
    vraag = make(ExtraVraag, ronde=ronde, uiterlijk=date(2026, 3, 13), gevraagd_op=MAART)
    for project in {pick(p) for p in wereld["vragen"]}:
        make(VraagAan, vraag=vraag, project=project, gemeente=None)
    make(VraagAan, vraag=vraag, project=None, gemeente=gemeenten[0])
    return ronde


def _write(ronde: Ronde, staat: str, heropend: list[tuple[int, bool]], **about: object) -> None:
    entry = Voortgang.objects.create(ronde=ronde, staat=staat, gewijzigd_op=MAART, **about)
    for tot, approved in heropend:
        day, van = ronde.op_tijd_tot + timedelta(days=tot), GOEDGEKEURD if approved else INGEDIEND
        Overgang.objects.create(voortgang=entry, van=van, naar=HEROPEND, moment=MAART, opmerking="Toch nog", tot=day)


@pytest.mark.django_db
@given(wereld=WERELD)
@settings(
    max_examples=40, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_numbers_and_parts_are_those_of_the_whole(wereld, tom, lars, rik, bea):
    with transaction.atomic():
        ronde = build(wereld, [tom, lars, bea])
        today = ronde.open_vanaf + timedelta(days=wereld["dag"])
        bord = load_bord(ronde, today)
        assert load_telling(ronde, today) == count_bord(bord)
        for groep in bord.groepen:
            assert load_bord(ronde, today, part_of(ronde, today, groep)).groepen == (groep,)
        for wie in (tom, lars, rik, bea, *_local_leaders()):
            part = load_bord(ronde, today, of_person(ronde, today, wie.pk))
            assert [p for p in part.alles if wie.pk in p.wie_ids] == [p for p in bord.alles if wie.pk in p.wie_ids]
        for gemeente in Eigenaar.objects.gemeenten():
            part = load_bord(ronde, today, around_gemeente(gemeente.pk))
            assert part.plichten == [plicht for plicht in bord.plichten if plicht.gemeente == gemeente.slug]
            alone = load_plicht(ronde, today, gemeente, load_stappen_of(gemeente.pk))
            assert told(alone) == told(bord.of_gemeente(gemeente.pk))
        transaction.set_rollback(True)


def told(plicht: Plicht) -> tuple[object, ...]:
    """What is said of an obligation, and which of its lines were begun."""
    return plicht.wie, plicht.contacten, plicht.staat_woorden, plicht.te_laat, plicht.termijn, plicht.begonnen


@pytest.fixture
def lars(db):
    return make_gebruiker("Lars Test", Rol.REGIONAAL)


def _local_leaders() -> list[Gebruiker]:
    return list(Gebruiker.objects.filter(naam__startswith="Buurt"))


def part_of(ronde: Ronde, today: date, groep):
    """What reads one group."""
    if groep.slug == "programma":
        return rubrieken()
    if groep.slug == "gemeenten":
        return of_gemeenten(Eigenaar.objects.gemeenten().values_list("pk", flat=True))
    return of_projects(under_line(Kader.load(ronde, today), groep.slug))


@pytest.mark.django_db
def test_what_a_local_project_handed_in_stays_with_its_gemeente_when_it_goes_on_in_another(almelo):
    ronde = make_q1()
    jogg = make_project("jogg", "JOGG", soort="lokaal", gemeente=almelo, tot=date(2026, 1, 31))
    make(Voortzetting, van=jogg, naar=make_project("gezond", "Gezond"), vanaf=date(2026, 2, 1))

    def shown() -> list[str]:
        plicht = load_bord(ronde, DAG).of_gemeente(almelo.pk)
        return [regel.naam for regel in plicht.regels] if plicht else []

    assert shown() == ["Almelo zelf"]
    _write(ronde, "ingediend", [], project=jogg)
    assert shown() == ["Almelo zelf", "JOGG"]
