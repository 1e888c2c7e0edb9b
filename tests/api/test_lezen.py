"""Reading: pages, filters, fields, versions, and no more than the pages show."""

from __future__ import annotations

from datetime import timedelta

import pytest

from koers.api import schema
from koers.lib import klok
from koers.lib.peildatum import Blik
from projecten.models import Mijlpaal, Project, Risico, Voortgang, Voortzetting
from projecten.selectors.planninglijst import load_mijlpalenlijst, load_risicolijst
from tests.api.conftest import problem
from tests.factories import make
from tests.projecten.streek import make_project

LISTS = (
    "eigenaren",
    "themalijnen",
    "projecten",
    "deelnames",
    "rondes",
    "voortgang",
    "resultaten",
    "bijeenkomsten",
    "mijlpalen",
    "risicos",
    "regelingen",
    "beschikkingen",
    "documenten",
)


def items(response) -> list[dict]:
    assert response.status_code == 200, response.content[:300]
    return response.json()["items"]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_walked_forward_and_back_without_a_row_twice_or_lost(name, caller):
    bente = caller("bente")
    whole = [row["link"] for row in items(bente.get(f"/{name}?limit=100"))]
    assert len(whole) >= 3
    url, forward, last = f"/{name}?limit=2", [], ""
    while url:
        page = bente.get(url).json()
        forward += [row["link"] for row in page["items"]]
        last, url = page["links"]["self"], page["links"].get("next", "").removeprefix("/api/v1")
    assert forward[: len(whole)] == whole
    assert len(set(forward)) == len(forward)
    back, url = [], last.removeprefix("/api/v1")
    while url:
        page = bente.get(url).json()
        back = [row["link"] for row in page["items"]] + back
        url = page["links"].get("prev", "").removeprefix("/api/v1")
    assert back == forward


def test_the_links_stand_in_the_header_too(caller):
    response = caller("bente").get("/projecten?limit=2&soort=regionaal")
    following = response.json()["links"]["next"]
    assert "soort=regionaal" in following
    assert response["Link"] == f'<{following}>; rel="next"'


@pytest.mark.parametrize("name", LISTS)
def test_every_row_of_a_list_has_an_address_of_its_own_that_says_the_same(name, caller):
    rik = caller("rik")
    row = items(rik.get(f"/{name}?limit=1"))[0]
    assert rik.get(row["link"].removeprefix("/api/v1")).json() == row


@pytest.mark.parametrize("name", LISTS)
def test_an_answer_has_every_field_that_the_description_names_and_no_other(name, caller):
    described = schema()["paths"][f"/{name}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    page = schema()["components"]["schemas"][described["$ref"].rsplit("/", 1)[-1]]
    shape = schema()["components"]["schemas"][page["properties"]["items"]["items"]["$ref"].rsplit("/", 1)[-1]]
    assert set(items(caller("bente").get(f"/{name}?limit=1"))[0]) == set(shape["properties"])


def test_fields_gives_those_and_no_others(caller):
    assert {frozenset(row) for row in items(caller("tom").get("/projecten?fields=naam,slug"))} == {
        frozenset({"naam", "slug"})
    }


@pytest.mark.parametrize(
    "question",
    [
        "limit=1000000",
        "limit=101",
        "limit=0",
        "limit=-1",
        "limit=²",
        "limit=abc",
        "limit=",
        "limit=5&limit=6",
        "cursor=abc",
        "cursor=bjAA",
        "cursor=****",
        "cursor=" + "A" * 4000,
        "fields=wachtwoord",
        "fields=naam,,slug",
        "fields=",
        "onbekend=1",
        "soort=gemeentelijk",
        "themalijn=Ouderen!",
        "themalijn=" + "a" * 300,
        "peildatum=2026-13-01",
        "peildatum=26-03-2026",
        "peildatum=1999-01-01",
        "loopt=misschien",
    ],
)
def test_a_question_that_cannot_be_is_refused_with_a_sentence(question, caller):
    problem(caller("tom").get(f"/projecten?{question}"), 400, "ongeldige-vraag")


@pytest.mark.parametrize("name", ["deelnames", "rondes", "voortgang", "documenten"])
@pytest.mark.parametrize("cursor", ["bmFiYw", "bjk5OTk5OTk5OTk5OTk5OTk5OTk5OTk", "bi0x", "bjEuNQ"])
def test_a_cursor_of_another_list_is_refused_or_finds_nothing(name, cursor, caller):
    response = caller("bente").get(f"/{name}?cursor={cursor}")
    assert response.status_code in (200, 400)


def test_a_nul_in_a_question_is_refused(caller):
    problem(caller("tom").get("/projecten?themalijn=a%00b"), 400, "ongeldige-vraag")
    problem(caller("tom").get("/projecten/a%00b"), 400, "ongeldige-vraag")


def test_filters_narrow(caller):
    olga = caller("olga")
    assert {row["soort"] for row in items(olga.get("/eigenaren?soort=gemeente"))} == {"gemeente"}
    assert {row["stap"] for row in items(olga.get("/deelnames?eigenaar=almelo&stap=doet-mee&geldt=ja"))} == {"doet-mee"}
    assert {row["ronde"] for row in items(olga.get("/voortgang?ronde=2026-Q1"))} == {"2026-Q1"}
    assert items(olga.get("/voortgang?ronde=2031-Q1")) == []
    loopt = items(olga.get("/projecten?loopt=ja&limit=100"))
    klaar = items(olga.get("/projecten?loopt=nee&limit=100"))
    assert len(loopt) + len(klaar) == len(items(olga.get("/projecten?limit=100")))
    assert items(olga.get("/rondes?open=ja"))
    assert {row["jaar"] for row in items(olga.get("/rondes?jaar=2026"))} == {2026}
    assert {row["regeling"] for row in items(olga.get("/beschikkingen?regeling=spuk-iza"))} == {"spuk-iza"}


def test_names_are_those_of_the_day_asked_for(caller, wereld):
    project = Project.objects.filter(namen__vanaf__gt="2024-06-01").exclude(vanaf__gt="2024-06-01").first()
    tom = caller("tom")
    then = tom.get(f"/projecten/{project.slug}?peildatum=2024-06-01").json()
    now = tom.get(f"/projecten/{project.slug}").json()
    assert then["naam"] != now["naam"]
    assert now["voorheen"] is not None


def test_a_project_says_what_it_was_and_where_it_goes_on_from_that_day(caller, wereld):
    schakel = Voortzetting.objects.get(pk=wereld.namen["voortzetting"])
    tom, van, naar = caller("tom"), schakel.van.slug, schakel.naar.slug
    assert tom.get(f"/projecten/{van}").json()["voortgezet_in"] == []
    assert tom.get(f"/projecten/{van}?peildatum={schakel.vanaf}").json()["voortgezet_in"] == [naar]
    later = tom.get(f"/projecten/{naar}?peildatum={schakel.vanaf}").json()
    assert later["voorheen"] == "Mantelzorg en Sociaal Verwijzen"


def test_milestones_and_risks_are_those_that_the_screen_lists(caller):
    today = klok.today()
    begun, later = (
        make_project("net-begonnen", "Net begonnen", vanaf=today),
        make_project("komt-nog", "Komt nog", vanaf=today + timedelta(days=1)),
    )
    for project in (begun, later):
        make(Mijlpaal, project=project, datum=today + timedelta(days=30))
        make(Risico, project=project, sinds=today)
    tom, blik = caller("tom"), Blik(today, today)
    for name, load in (("mijlpalen", load_mijlpalenlijst), ("risicos", load_risicolijst)):
        rows = items(tom.get(f"/{name}?limit=100"))
        assert {row["id"] for row in rows} == {rij.regel.id for rij in load(blik, {}).rijen}
        assert "net-begonnen" in {row["project"] for row in rows}
        assert items(tom.get(f"/{name}?project=komt-nog")) == []
    unborn = Mijlpaal.objects.get(project=later)
    problem(tom.get(f"/mijlpalen/{unborn.pk}"), 404, "niet-gevonden")


def test_what_did_not_change_is_answered_with_304_and_nothing_else(caller):
    tom = caller("tom")
    for path in ("/projecten", "/voortgang?limit=2", "/documenten/jaarverslag/2024/versies/1/bestand"):
        first = tom.get(path)
        again = tom.get(path, If_None_Match=first["ETag"])
        assert (again.status_code, b"".join(again)) == (304, b"")
        assert again["ETag"] == first["ETag"]
        assert again["API-Version"] == "1.0.0"
        assert tom.get(path, If_None_Match='"anders"').status_code == 200


def test_a_head_has_the_headers_and_no_body(caller):
    response = caller("tom")("HEAD", "/projecten")
    assert (response.status_code, response.content) == (200, b"")
    assert response["API-Version"] == "1.0.0"


def test_money_is_a_decimal_string_with_its_currency_and_adds_up(caller):
    jaar = caller("frank").get("/programmajaren/2024").json()["totaal"]
    cents = {name: int(jaar[name]["bedrag"].replace(".", "")) for name in jaar if name != "herkomst"}
    assert {jaar[name]["valuta"] for name in cents} == {"EUR"}
    out = cents["lasten"] + cents["mee_naar_later"] + cents["terug"] + cents["verschil"]
    assert cents["meegenomen"] + cents["toegekend"] == out > 0


# ── never more than the page shows ──────────────────────────────────────────


def test_an_internal_bericht_is_for_the_programme_only(caller, wereld):
    path = f"/voortgang/{wereld.namen['goedgekeurd']}"
    assert b"GeheimIntern" not in caller("olga").get(path).content
    assert b"GeheimIntern" in caller("rik").get(path).content


def test_why_it_came_back_is_for_who_mends_it(caller, wereld):
    path = f"/voortgang/{wereld.namen['heropend']}"
    assert caller("tom").get(path).json()["opmerking"] == "Er ontbrak een datum."
    problem(caller("olga").get(path), 404, "niet-gevonden")


def test_a_filter_does_not_give_away_a_draft(caller):
    assert items(caller("olga").get("/voortgang?staat=concept")) == []
    assert items(caller("tom").get("/voortgang?staat=concept"))


def test_the_money_of_other_gemeenten_is_folded_together(caller):
    olga, frank = (caller(naam).get("/programmajaren/2024").json() for naam in ("olga", "frank"))
    slugs = [{rij["beschikking"] for groep in own["regelingen"] for rij in groep["rijen"]} for own in (olga, frank)]
    assert "brede-spuk-almelo" in slugs[1]
    assert "brede-spuk-almelo" not in slugs[0]
    assert olga["totaal"] == frank["totaal"]


def test_the_awards_of_gemeenten_are_for_their_own_people(caller):
    slugs = {row["slug"] for row in items(caller("olga").get("/beschikkingen?limit=100"))}
    assert "brede-spuk-hengelo" in slugs
    assert "brede-spuk-almelo" not in slugs


# ── without a key ───────────────────────────────────────────────────────────


def test_published_documents_and_their_figures_need_no_key(caller):
    passer_by = caller()
    documents = items(passer_by.get("/documenten"))
    assert {(row["soort"], row["periode"]) for row in documents} == {
        ("jaarverslag", "2024"),
        ("kwartaalupdate", "2026-Q1"),
    }
    for row in documents:
        figures = items(passer_by.get(row["kerncijfers"].removeprefix("/api/v1")))
        assert all(figure["waarde"] and figure["wat"] for figure in figures)
        assert figures
        file = passer_by.get(row["versie"]["bestand"].removeprefix("/api/v1"))
        assert b"".join(file).startswith(b"%PDF")
        assert file["ETag"] == f'"{row["versie"]["sha256"]}"'


@pytest.mark.parametrize("name", [name for name in LISTS if name != "documenten"])
def test_anything_else_does(name, caller):
    response = caller().get(f"/{name}")
    problem(response, 401, "niet-aangemeld")
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_the_begin_names_places_that_are_there(caller):
    tom = caller("tom")
    for url in tom.get("").json()["links"].values():
        assert tom.get(url.removeprefix("/api/v1")).status_code == 200


def test_no_answer_of_the_api_carries_what_is_secret(caller, wereld):
    """Every list and every detail in it, as each of the cast: words of another eigenaar or of a draft never appear."""
    for naam in wereld.mensen:
        who = caller(naam)
        for name in LISTS:
            response = who.get(f"/{name}?limit=100")
            if response.status_code != 200:
                continue
            text = response.content.decode()
            leaks = [geheim for geheim, may in wereld.geheimen.items() if geheim in text and naam not in may]
            assert not leaks, f"{naam} reads {leaks} at {name}"
    assert Voortgang.objects.filter(berichten__tekst__contains="GeheimConceptVreemd").exists()
