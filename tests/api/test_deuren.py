"""Who gets in: keys that work and keys that do not, browsers, rates; and that every error has one form."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from koers import env
from koers.eigenaren.services import deactivate_gebruiker
from koers.lib import klok
from koers.toegang.models import Logregel, Sleutel
from koers.toegang.sleutels import revoke_sleutel
from tests.api.conftest import Caller, problem

RATES = {"voorbijganger": "1000/min", "lezen": "1000/min", "schrijven": "1000/min", "foute-sleutel": "1000/min"}


def own(caller_: Caller) -> Sleutel:
    return Sleutel.objects.get(voorvoegsel=caller_.key.split("_")[1])


def test_a_key_opens_what_its_owner_may_and_notes_its_use_once_an_hour(caller):
    tom = caller("tom")
    assert tom.get("/projecten").status_code == 200
    first = own(tom).gebruikt_op
    assert first is not None
    tom.get("/projecten")
    assert own(tom).gebruikt_op == first


def test_a_key_that_expired_or_was_revoked_opens_nothing(caller, wereld):
    expired, revoked = caller("tom"), caller("tom")
    Sleutel.objects.filter(pk=own(expired).pk).update(
        gemaakt_op=klok.now() - timedelta(days=31), verloopt_op=klok.now() - timedelta(seconds=1)
    )
    revoke_sleutel(actor=wereld.mensen["tom"], sleutel=own(revoked), now=klok.now())
    for shut in (expired, revoked):
        problem(shut.get("/projecten"), 401, "niet-aangemeld")
        # Not even what is open to anyone: the caller should know that the key is dead.
        problem(shut.get("/documenten"), 401, "niet-aangemeld")


def test_a_key_ends_with_the_account(caller, wereld):
    tom = caller("tom")
    deactivate_gebruiker(actor=wereld.mensen["bea"], gebruiker=wereld.mensen["tom"], now=klok.now())
    problem(tom.get("/projecten"), 401, "niet-aangemeld")
    assert own(tom).ingetrokken_op
    assert Logregel.objects.filter(actie="toegang.sleutel:revoke", object_id=wereld.mensen["tom"].pk).exists()


def test_a_key_can_do_no_more_than_its_owner_on_that_day(caller, wereld):
    tom = caller("tom")
    wereld.mensen["tom"].aanstellingen.update(tot=klok.today() - timedelta(days=1))
    problem(tom.get("/projecten"), 403, "niet-toegestaan")
    problem(tom("POST", "/voortgang", {}), 403, "niet-toegestaan")


def test_a_key_for_reading_does_not_write(caller, wereld):
    reader = caller("tom", Sleutel.Bereik.LEZEN)
    path = f"/voortgang/{wereld.namen['concept']}"
    assert reader.get(path).status_code == 200
    problem(reader("PUT", path, {}, If_Match='"1-0000000000000000"'), 403, "bereik-te-klein")
    problem(reader("POST", "/voortgang", {}), 403, "bereik-te-klein")


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer koers",
        "Bearer koers_0123456789ab_",
        "Bearer koers_0123456789ab_geheim",
        "Bearer " + "a" * 5_000,
        "Bearer koers_%00_geheim",
        "Bearer koers_é_geheim",
        "Basic dG9tOmdlaGVpbQ==",
        "Token koers_0123456789ab_geheim",
        "onzin",
    ],
)
def test_a_key_that_is_none_is_refused(header, caller):
    problem(Caller().get("/projecten", Authorization=header), 401, "niet-aangemeld")


def test_half_a_key_is_no_key(caller):
    tom = caller("tom")
    voorvoegsel = own(tom).voorvoegsel
    problem(Caller(f"koers_{voorvoegsel}_{'A' * 43}").get("/projecten"), 401, "niet-aangemeld")
    problem(Caller(tom.key[:-1]).get("/projecten"), 401, "niet-aangemeld")
    problem(Caller(tom.key + "a").get("/projecten"), 401, "niet-aangemeld")


def test_the_text_of_a_key_is_kept_nowhere(caller):
    tom = caller("tom")
    geheim = tom.key.split("_", 2)[2]
    assert geheim not in str(list(Sleutel.objects.values()))
    assert geheim not in str(list(Logregel.objects.values_list("zin", flat=True)))


# ── the browser ─────────────────────────────────────────────────────────────


def test_a_browser_reads_with_its_session_and_writes_with_its_csrf_token(wereld, as_user):
    browser = as_user(wereld.mensen["tom"])
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    assert strict.get("/api/v1/projecten").status_code == 200
    path = f"/api/v1/voortgang/{wereld.namen['concept']}"
    etag = strict.get(path)["ETag"]
    put = {"data": "{}", "content_type": "application/json"}
    refused = problem(strict.put(path, **put, headers={"If-Match": etag}), 403, "niet-toegestaan")
    assert "CSRF" in refused["detail"]
    strict.get("/account/sleutels/nieuw/")
    token = strict.cookies["csrftoken"].value
    assert strict.put(path, **put, headers={"If-Match": etag, "X-CSRFToken": token}).status_code == 200


def test_a_key_goes_before_the_session(wereld, as_user, caller):
    browser = as_user(wereld.mensen["bente"])
    path = f"/api/v1/voortgang/{wereld.namen['concept_vreemd']}"
    assert browser.get(path).status_code == 200
    with_key = {"Authorization": f"Bearer {caller('olga').key}"}
    assert browser.get(path, headers=with_key).status_code == 404


# ── rates ───────────────────────────────────────────────────────────────────


def too_often(response) -> None:
    problem(response, 429, "te-vaak")
    assert 1 <= int(response["Retry-After"]) <= 60


def test_who_asks_too_often_waits_and_is_told_how_long(caller, settings):
    settings.KOERS_API_RATES = RATES | {"voorbijganger": "3/min", "lezen": "4/min"}
    settings.PROXIES = ()  # what only a proxy of ours may say: tests/toegang/test_askers_address.py
    passer_by, tom, olga = caller(), caller("tom"), caller("olga")
    assert [passer_by.get("/documenten").status_code for _ in range(3)] == [200] * 3
    # Another address of the same caller's invention is no fresh start.
    too_often(passer_by.get("/documenten", X_Forwarded_For="203.0.113.9", Forwarded="for=203.0.113.9"))
    assert [tom.get("/projecten").status_code for _ in range(4)] == [200] * 4
    too_often(tom.get("/projecten"))
    # A second key is no fresh start; another person is.
    too_often(caller("tom").get("/projecten"))
    assert olga.get("/projecten").status_code == 200


def test_writing_has_a_bound_of_its_own(caller, settings):
    settings.KOERS_API_RATES = RATES | {"schrijven": "2/min"}
    tom = caller("tom")
    assert [tom("POST", "/voortgang", {}).status_code for _ in range(2)] == [400] * 2
    too_often(tom("POST", "/voortgang", {}))
    assert tom.get("/projecten").status_code == 200


def test_guessing_keys_ends(settings, wereld):
    settings.KOERS_API_RATES = RATES | {"foute-sleutel": "3/min"}
    guess = Caller("koers_0123456789ab_geheim")
    assert [guess.get("/projecten").status_code for _ in range(3)] == [401] * 3
    too_often(guess.get("/projecten"))


# ── one form for every error ────────────────────────────────────────────────


def test_an_address_that_is_not_there(caller):
    problem(caller("tom").get("/onzin"), 404, "niet-gevonden")
    problem(caller().get("/onzin"), 404, "niet-gevonden")
    problem(caller("tom").get("/projecten/"), 404, "niet-gevonden")
    problem(caller("tom").get("/projecten/bestaat-niet"), 404, "niet-gevonden")
    problem(caller("tom").get("/voortgang/99999999999999999999999999"), 404, "niet-gevonden")


@pytest.mark.parametrize("method", ["DELETE", "PATCH", "OPTIONS", "TRACE", "PUT", "POST", "ONZIN"])
def test_a_method_that_is_not_there(method, caller):
    response = caller("tom")(method, "/projecten")
    problem(response, 405, "methode-kan-niet")
    assert response["Allow"] == "GET, HEAD"


def test_a_form_that_is_not_there(caller):
    problem(caller("tom").get("/projecten", Accept="text/html"), 406, "vorm-niet-te-leveren")
    assert caller("tom").get("/projecten", Accept="application/json;q=0.5, text/html").status_code == 200


def test_a_host_that_is_not_ours(caller):
    problem(caller("tom").get("/projecten", Host="evil.example"), 400, "ongeldige-vraag")
    response = caller("tom").get("/projecten?limit=1", X_Forwarded_Host="evil.example", X_Original_URL="/mensen/")
    assert response.status_code == 200
    assert b"evil" not in response.content


def test_what_breaks_is_told_without_a_word_about_how(caller, monkeypatch):
    def broken(*args: object) -> None:
        raise RuntimeError("geheime binnenkant")

    monkeypatch.setattr("projecten.api.project.Projecten.rows", broken)
    response = caller("tom").get("/projecten")
    problem(response, 500, "fout-in-koers")
    assert b"binnenkant" not in response.content


def test_a_damaged_file_is_told(caller, monkeypatch, wereld):
    from rapportage.models import Versie

    Versie.objects.update(sha256="0" * 64)
    problem(caller().get("/documenten/jaarverslag/2024/versies/1/bestand"), 503, "bestand-beschadigd")


def test_the_portal_itself_still_answers_with_pages(as_user, wereld):
    assert "text/html" in as_user(wereld.mensen["tom"]).get("/projecten/bestaat-niet/")["Content-Type"]


# ── making keys ─────────────────────────────────────────────────────────────


def test_the_bounds_of_keys(wereld):
    from koers.toegang.sleutels import MAX_SLEUTELS, create_sleutel

    tom, now = wereld.mensen["tom"], klok.now()

    def make(naam: str, **fields: object) -> None:
        create_sleutel(**{"actor": tom, "naam": naam, "bereik": "lezen", "dagen": 30, "now": now, **fields})

    before = Sleutel.objects.usable(now).filter(gebruiker=tom).count()
    for wrong in ({"dagen": 366}, {"dagen": 0}, {"bereik": "alles"}):
        with pytest.raises(ValidationError):
            make("fout", **wrong)
    with pytest.raises(ValidationError):
        make("n" * 61)
    with pytest.raises(ValidationError):
        make("  ")
    for i in range(MAX_SLEUTELS - before):
        make(f"sleutel {i}")
    with pytest.raises(ValidationError, match="Trek er eerst een in"):
        make("een te veel")
    assert Sleutel.objects.usable(now).filter(gebruiker=tom).count() == MAX_SLEUTELS


def test_a_counter_that_does_not_answer_keeps_nobody_out(caller, settings, caplog):
    settings.CACHES = {"default": env.cache("redis://127.0.0.1:9/1")}
    assert caller("tom").get("/projecten").status_code == 200
    assert "nobody counts the requests" in caplog.text
