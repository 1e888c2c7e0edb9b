"""Writing: a draft begun, changed and handed in by another system; and everything that must change nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from koers.lib import klok
from koers.toegang.models import Logregel
from projecten.models import Bericht, Project, Projectleiding, Ronde, Toezegging, Voortgang
from tests.api.conftest import Caller, problem
from tests.factories import make

TEXT = {
    "berichten": [{"tekst": "De cursus is **begonnen**.", "toezegging": "2026-12"}],
    "kwaliteit": {"stand": "groen"},
}


@pytest.fixture
def nieuw(wereld) -> dict[str, object]:
    """The body that begins an entry about a project of Tom's of which nothing is entered yet."""
    ronde = Ronde.objects.get(jaar=2026, kwartaal=4)
    free = Project.objects.exclude(voortgang__ronde=ronde).filter(soort="regionaal", tot=None)
    project = free.exclude(vanaf__gt=ronde.begin).first()
    make(Projectleiding, project=project, gebruiker=wereld.mensen["tom"], vanaf=ronde.begin)
    return {"ronde": ronde.code, "project": project.slug, **TEXT}


@pytest.fixture
def concept(wereld) -> str:
    return f"/voortgang/{wereld.namen['concept']}"


def snapshot() -> list[tuple]:
    """Everything that writing could have changed."""
    entries = Voortgang.objects.order_by("pk").values_list("pk", "staat", "versie", "kwaliteit", "niets_te_melden")
    return [*entries, *Bericht.objects.order_by("pk").values_list("pk", "tekst", "publiek")]


def test_a_promise_is_found_and_answered_with_the_entry(wereld, caller):
    belofte = Toezegging.objects.get(publiek=True)
    ronde, project = Ronde.objects.get(jaar=2026, kwartaal=4), belofte.voortgang.project
    make(Projectleiding, project=project, gebruiker=wereld.mensen["tom"], vanaf=ronde.begin)
    tom = caller("tom")
    found = tom.get(f"/toezeggingen/{belofte.pk}").json()
    assert (found["project"], found["wanneer"], found["staat"]) == (project.slug, "2026-06", "te-laat")

    body = {"ronde": ronde.code, "project": project.slug, **TEXT}
    made = tom("POST", "/voortgang", body)
    path = made["Location"].removeprefix("/api/v1")
    unanswered = problem(tom("POST", f"{path}/indieningen", If_Match=made["ETag"]), 422, "onvolledig")
    assert unanswered["fouten"][0]["veld"] == "antwoorden"

    answer = {"toezegging": belofte.pk, "uitkomst": "later", "wanneer": "2027-03", "woorden": ""}
    strange = {**TEXT, "antwoorden": [{**answer, "toezegging": 999_999}]}
    refused = problem(tom("PUT", path, strange, If_Match=made["ETag"]), 422, "onvolledig")
    assert "hier niet gedaan" in refused["detail"]
    changed = tom("PUT", path, {**TEXT, "antwoorden": [answer]}, If_Match=made["ETag"])
    assert changed.json()["antwoorden"] == [answer]
    assert tom("POST", f"{path}/indieningen", If_Match=changed["ETag"]).status_code == 201


def test_an_entry_is_begun_changed_and_handed_in(nieuw, caller):
    tom = caller("tom")
    made = tom("POST", "/voortgang", nieuw)
    assert made.status_code == 201, made.content
    path = made["Location"].removeprefix("/api/v1")
    assert tom.get(path)["ETag"] == made["ETag"]
    told = {"tekst": "De cursus is **begonnen**.", "publiek": True, "toezegging": "2026-12", "herkomst": "bron"}
    assert made.json()["berichten"] == [told]

    orange = {"stand": "oranje", "toelichting": "De zaal was later klaar."}
    changed = tom("PUT", path, {**TEXT, "tijd": orange}, If_Match=made["ETag"])
    assert changed.status_code == 200, changed.content
    assert changed.json()["tijd"] == orange
    assert changed["ETag"] != made["ETag"]

    done = tom("POST", f"{path}/indieningen", If_Match=changed["ETag"])
    assert done.status_code == 201, done.content
    assert done.json()["staat"] == "ingediend"
    shut = problem(tom("PUT", path, TEXT, If_Match=done["ETag"]), 403, "niet-toegestaan")
    assert "wacht nu op de redacteur" in shut["detail"]
    lines = Logregel.objects.filter(object_id=made.json()["id"], object_soort="projecten.voortgang")
    assert {line.actie.rsplit(":")[-1] for line in lines} == {"save", "submit"}
    assert {line.via for line in lines} == {"api"}


def test_a_browser_on_the_api_is_told_apart_in_the_log_from_the_pages_after_it(nieuw, wereld, browser_of):
    tom = browser_of("tom")
    assert tom.post("/api/v1/voortgang", nieuw, content_type="application/json").status_code == 201
    tom.post("/afmelden/")
    lines = Logregel.objects.filter(actor=wereld.mensen["tom"]).order_by("-pk")[:2]
    assert [(line.actie, line.via) for line in lines] == [
        ("toegang.sessie:end", "portaal"),
        ("projecten.voortgang:save", "api"),
    ]


def test_what_is_left_out_is_empty_afterwards(nieuw, caller):
    tom = caller("tom")
    made = tom("POST", "/voortgang", nieuw)
    emptied = tom("PUT", f"/voortgang/{made.json()['id']}", {}, If_Match=made["ETag"]).json()
    assert emptied["berichten"] == []
    assert emptied["kwaliteit"] == {"stand": None, "toelichting": ""}


def test_the_same_sent_twice_is_one_entry(nieuw, caller):
    tom = caller("tom")
    first, second = tom("POST", "/voortgang", nieuw), tom("POST", "/voortgang", nieuw)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    path = f"/voortgang/{first.json()['id']}"
    other = {"berichten": [{"tekst": "Iets anders."}]}
    change = tom("PUT", path, other, If_Match=first["ETag"])
    again = tom("PUT", path, other, If_Match=first["ETag"])
    assert (change.status_code, again.status_code) == (200, 200)
    assert change["ETag"] == again["ETag"]


def test_another_text_for_what_exists_gives_both(nieuw, caller):
    tom = caller("tom")
    made = tom("POST", "/voortgang", nieuw)
    before = snapshot()
    clash = problem(tom("POST", "/voortgang", {**nieuw, "berichten": [{"tekst": "Anders."}]}), 409, "bestaat-al")
    assert clash["uw_tekst"]["berichten"][0]["tekst"] == "Anders."
    assert clash["andere_tekst"]["berichten"][0]["tekst"] == "De cursus is **begonnen**."
    assert clash["etag"] == made["ETag"]
    assert snapshot() == before


def test_a_version_of_yesterday_gives_both_texts_and_changes_nothing(nieuw, caller):
    tom = caller("tom")
    made = tom("POST", "/voortgang", nieuw)
    path = f"/voortgang/{made.json()['id']}"
    tom("PUT", path, {"berichten": [{"tekst": "Van een ander."}]}, If_Match=made["ETag"])
    before = snapshot()
    for stale in (made["ETag"], f"W/{tom.get(path)['ETag']}", '"9-0000000000000000"', "onzin", '"x" , "y"'):
        clash = problem(
            tom("PUT", path, {"berichten": [{"tekst": "Van mij."}]}, If_Match=stale), 412, "intussen-gewijzigd"
        )
        assert clash["uw_tekst"]["berichten"][0]["tekst"] == "Van mij."
        assert clash["andere_tekst"]["berichten"][0]["tekst"] == "Van een ander."
    problem(tom("POST", f"{path}/indieningen", If_Match=made["ETag"]), 412, "intussen-gewijzigd")
    assert snapshot() == before
    # With the version of the clash it goes through.
    assert tom("PUT", path, {"berichten": [{"tekst": "Van mij."}]}, If_Match=clash["etag"]).status_code == 200


@pytest.mark.parametrize("version", ["", "*"])
def test_without_a_version_nothing_is_overwritten(version, concept, caller):
    before = snapshot()
    headers = {"If_Match": version} if version else {}
    problem(caller("tom")("PUT", concept, TEXT, **headers), 428, "versie-ontbreekt")
    problem(caller("tom")("POST", f"{concept}/indieningen", **headers), 428, "versie-ontbreekt")
    assert snapshot() == before


def test_all_that_is_missing_is_told_at_once_by_the_names_of_the_api(nieuw, caller):
    tom = caller("tom")
    made = tom("POST", "/voortgang", {**nieuw, "berichten": [], "tijd": {"stand": "rood"}})
    refused = problem(
        tom("POST", f"/voortgang/{made.json()['id']}/indieningen", If_Match=made["ETag"]), 422, "onvolledig"
    )
    assert {fout["veld"] for fout in refused["fouten"]} == {"berichten.0.tekst", "tijd.toelichting"}


@pytest.mark.parametrize(
    ("change", "veld"),
    [
        ({"ronde": "2031-Q1"}, "ronde"),
        ({"project": "bestaat-niet"}, "project"),
        ({"gemeente": "atlantis"}, "gemeente"),
        ({"rubriek": "evaluatie"}, ""),
        ({"project": None}, ""),
    ],
)
def test_what_is_not_there_is_named(change, veld, nieuw, caller):
    before = snapshot()
    refused = problem(caller("tom")("POST", "/voortgang", {**nieuw, **change}), 422, "onvolledig")
    assert refused["fouten"][0]["veld"] == veld
    assert snapshot() == before


def test_who_does_not_write_about_it_is_told_why(nieuw, caller, concept):
    before = snapshot()
    refused = problem(caller("pia")("POST", "/voortgang", nieuw), 403, "niet-toegestaan")
    assert "schrijft de voortgang" in refused["detail"]
    problem(caller("olga")("POST", "/voortgang", nieuw), 403, "niet-toegestaan")
    problem(caller("pia")("PUT", concept, TEXT, If_Match='"1-0000000000000000"'), 404, "niet-gevonden")
    assert snapshot() == before


def test_after_the_ronde_has_closed_the_reason_is_told(nieuw, caller, monkeypatch):
    closed = Ronde.objects.get(jaar=2026, kwartaal=4).dicht_op + timedelta(days=1)
    later = klok.now().replace(year=closed.year, month=closed.month, day=closed.day)
    tom = Caller(caller("tom").key)
    monkeypatch.setattr(klok, "now", lambda: later)
    monkeypatch.setattr("koers.toegang.sleutels.can_sign_in", lambda gebruiker: True)
    from koers.toegang.models import Sleutel

    Sleutel.objects.update(verloopt_op=later + timedelta(days=1))
    refused = problem(tom("POST", "/voortgang", nieuw), 403, "niet-toegestaan")
    assert "gesloten" in refused["detail"]


DEEP = "[" * 100_000
BODIES: dict[str, tuple[object, int, str]] = {
    "broken": ('{"berichten": [', 400, "ongeldige-inhoud"),
    "not json": ("berichten=1", 400, "ongeldige-inhoud"),
    "deep": (DEEP, 400, "ongeldige-inhoud"),
    "deep object": ('{"a":' * 20_000, 400, "ongeldige-inhoud"),
    "no utf-8": (b'{"niets_reden": "\xff"}', 400, "ongeldige-inhoud"),
    "NaN": ('{"niets_te_melden": NaN}', 400, "ongeldige-inhoud"),
    "huge number": ('{"niets_te_melden": ' + "9" * 10_000 + "}", 400, "ongeldige-inhoud"),
    "a list": ([], 400, "ongeldige-inhoud"),
    "null": ("null", 400, "ongeldige-inhoud"),
    "a word": ('"tekst"', 400, "ongeldige-inhoud"),
    "unknown field": ({"staat": "goedgekeurd"}, 400, "ongeldige-inhoud"),
    "unknown nested": ({"berichten": [{"tekst": "a", "herkomst": "bron"}]}, 400, "ongeldige-inhoud"),
    "unknown surrogate": ('{"\\ud800": 1}', 400, "ongeldige-inhoud"),
    "surrogate": ('{"berichten": [{"tekst": "\\ud800"}]}', 400, "ongeldige-inhoud"),
    "nul": ({"berichten": [{"tekst": "a\x00b"}]}, 400, "ongeldige-inhoud"),
    "number for text": ({"berichten": [{"tekst": 5}]}, 400, "ongeldige-inhoud"),
    "text for yes": ({"niets_te_melden": "ja"}, 400, "ongeldige-inhoud"),
    "text for list": ({"berichten": "nieuws"}, 400, "ongeldige-inhoud"),
    "object for list": ({"berichten": {"tekst": "a"}}, 400, "ongeldige-inhoud"),
    "wrong word": ({"tijd": {"stand": "paars"}}, 400, "ongeldige-inhoud"),
    "list for word": ({"tijd": {"stand": ["rood"]}}, 400, "ongeldige-inhoud"),
    "null object": ({"tijd": None}, 400, "ongeldige-inhoud"),
    "too many": ({"berichten": [{"tekst": "a"}] * 13}, 400, "ongeldige-inhoud"),
    "too long": ({"berichten": [{"tekst": "a" * 4_001}]}, 400, "ongeldige-inhoud"),
    "too long reason": ({"niets_reden": "a" * 301}, 400, "ongeldige-inhoud"),
    "ten megabytes": (b" " * 10_000_000, 413, "te-groot"),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_cannot_be_is_refused_and_changes_nothing(name, nieuw, concept, caller):
    body, status, naam = BODIES[name]
    tom = caller("tom")
    etag = tom.get(concept)["ETag"]
    before = snapshot()
    problem(tom("PUT", concept, body, If_Match=etag), status, naam)
    sent = {**nieuw, **body} if isinstance(body, dict) else body
    problem(tom("POST", "/voortgang", sent), status, naam)
    assert snapshot() == before


@pytest.mark.parametrize("headers", [{}, {"Transfer_Encoding": "chunked"}], ids=["none", "chunked"])
def test_nothing_sent_is_not_an_empty_text(headers, nieuw, concept, caller):
    tom = caller("tom")
    etag = tom.get(concept)["ETag"]
    before = snapshot()
    problem(tom("PUT", concept, b"", If_Match=etag, **headers), 400, "ongeldige-inhoud")
    problem(tom("POST", "/voortgang", b"", **headers), 400, "ongeldige-inhoud")
    assert snapshot() == before


def test_every_wrong_field_is_named(nieuw, caller):
    body = {**nieuw, "berichten": [{"tekst": "a" * 4_001}], "tijd": {"stand": "paars"}, "extra": 1}
    unknown = problem(caller("tom")("POST", "/voortgang", body), 400, "ongeldige-inhoud")
    assert [fout["veld"] for fout in unknown["fouten"]] == ["extra"]
    del body["extra"]
    wrong = problem(caller("tom")("POST", "/voortgang", body), 400, "ongeldige-inhoud")
    assert [fout["veld"] for fout in wrong["fouten"]] == ["berichten.0.tekst", "tijd.stand"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_another_form_than_json_is_refused(kind, concept, caller):
    tom = caller("tom")
    etag = tom.get(concept)["ETag"]
    problem(tom("PUT", concept, "berichten=1", Content_Type=kind, If_Match=etag), 415, "vorm-onbekend")


def test_parameters_do_not_go_with_writing(nieuw, caller):
    problem(caller("tom")("POST", "/voortgang?fields=naam", nieuw), 400, "ongeldige-vraag")


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_method_in_a_header_is_not_a_method(method, concept, caller):
    before = snapshot()
    tom = caller("tom")
    override: Callable[..., object] = lambda path: tom(  # noqa: E731
        method, path, None, X_HTTP_Method_Override="PUT", X_Method_Override="DELETE", If_Match=tom.get(concept)["ETag"]
    )
    response = override(concept)
    assert response.status_code == (405 if method == "POST" else 200)
    assert snapshot() == before
