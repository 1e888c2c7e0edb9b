"""What someone who wants in without a right would try at the door, at the second step, and in a session."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from koers.lib import klok
from koers.toegang import drempel, factoren
from koers.toegang.geheim import Onleesbaar, decrypt, encrypt
from koers.toegang.models import Gebruiker, Logregel, Mailbericht
from koers.toegang.wachtwoord import guessable
from tests.conftest import WACHTWOORD

pytestmark = pytest.mark.django_db

DEUR = "/aanmelden/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def sign_in(client: Client, email: str, wachtwoord: str = WACHTWOORD, **extra):
    return client.post(DEUR, {"username": email, "password": wachtwoord}, **extra)


def app_code(step: int = 0) -> str:
    """What the app shows now, or `step` half minutes later."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + step))


@pytest.fixture
def met_app(tom, nu) -> Gebruiker:
    factoren.add_app(actor=tom, secret=SECRET, code=app_code(-1), now=nu)
    return tom


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_unknown_closed_and_known_accounts_answer_alike_in_text_status_headers_and_work(tom, monkeypatch):
    Gebruiker.objects.create_user("weg@koers.example", WACHTWOORD, naam="Weg", is_active=False)
    hashed: list[int] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args))
    seen = set()
    for email in ("tom@koers.example", "weg@koers.example", "niemand@koers.example"):
        hashed.clear()
        answer = sign_in(Client(), email, "fout")
        text = re.sub(r'value="[^"]*"', "", answer.content.decode().replace(email, "x"))
        seen.add((answer.status_code, tuple(sorted(answer.headers)), text, len(hashed)))
    assert len(seen) == 1


def test_tries_at_an_account_nobody_has_are_counted_and_answered_like_any(tom):
    for email in ("tom@koers.example", "niemand@koers.example"):
        client = Client(REMOTE_ADDR=f"192.0.2.{len(email)}")
        assert [sign_in(client, email, "fout").status_code for _ in range(6)] == [200, 200, 200, 200, 429, 429]


def test_a_try_is_counted_before_the_password_is_looked_at(rf, nu):
    plek = drempel.deur(rf.get(DEUR), "aanmelden", "tom@koers.example")
    assert [drempel.begin(plek, now=nu) for _ in range(5)] == [None] * 5
    assert drempel.begin(plek, now=nu) == nu + timedelta(minutes=1)


@pytest.mark.parametrize(("tries", "minutes"), [(4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 15), (500, 15)])
def test_pauses_grow_and_never_pass_a_quarter_of_an_hour(tries, minutes):
    assert drempel.pause(tries, 5) == timedelta(minutes=minutes)


def test_guesses_from_many_places_do_not_lock_the_owner_out_of_a_known_browser_or_address(tom):
    known = Client(REMOTE_ADDR="198.51.100.1")
    assert sign_in(known, tom.email).status_code == 302
    known.post("/afmelden/")
    for number in range(drempel.ACCOUNT + 2):
        sign_in(Client(REMOTE_ADDR=f"203.0.113.{number}"), tom.email, "fout")
    assert sign_in(Client(REMOTE_ADDR="192.0.2.9"), tom.email).status_code == 429
    known.defaults["REMOTE_ADDR"] = "192.0.2.10"
    assert sign_in(known, tom.email).status_code == 302
    assert sign_in(Client(REMOTE_ADDR="198.51.100.1"), tom.email).status_code == 302


def test_many_accounts_from_one_address_are_slowed_down(rf, nu):
    for number in range(drempel.ADDRESS):
        drempel.begin(drempel.deur(rf.get(DEUR), "aanmelden", f"{number}@koers.example"), now=nu)
    assert drempel.begin(drempel.deur(rf.get(DEUR), "aanmelden", "nog@koers.example"), now=nu)


def test_a_session_that_someone_else_planted_is_not_the_one_that_gets_signed_in(client, tom):
    client.get(DEUR)
    session = client.session
    session["van"] = "een ander"
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    sign_in(client, tom.email)
    assert client.session.session_key != planted
    assert not Session.objects.filter(pk=planted).exists()


def test_a_right_password_alone_opens_nothing_for_who_has_a_second_step(client, met_app):
    assert sign_in(client, met_app.email).url == "/aanmelden/code/"
    assert not is_signed_in(client)
    assert client.get("/").url.startswith(DEUR)


def test_the_code_of_the_app_opens_once_and_not_again(client, met_app):
    sign_in(client, met_app.email)
    code = app_code()
    assert client.post("/aanmelden/code/", {"code": code}).status_code == 302
    assert is_signed_in(client)
    again = Client()
    sign_in(again, met_app.email)
    assert again.post("/aanmelden/code/", {"code": code}).status_code == 422
    assert not is_signed_in(again)
    assert "De tweede stap bij het aanmelden van Tom Test is geweigerd." in {r.zin for r in Logregel.objects.all()}


def test_codes_are_not_guessed_for_ever(client, met_app):
    sign_in(client, met_app.email)
    answers = [client.post("/aanmelden/code/", {"code": f"00000{n}"}).status_code for n in range(6)]
    assert answers == [422, 422, 422, 422, 429, 429]


def test_a_recovery_code_opens_once(client, met_app):
    code = factoren.recovery_codes(met_app)[0]
    sign_in(client, met_app.email)
    assert client.post("/aanmelden/code/", {"code": code}).status_code == 302
    assert code not in factoren.recovery_codes(met_app)


def test_secrets_of_second_steps_are_locked_in_the_database_and_survive_a_new_key(met_app, settings):
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert SECRET not in stored
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "een nieuwe sleutel"
    assert decrypt(stored) == SECRET
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(Onleesbaar):
        decrypt(stored)


def test_where_a_second_step_is_compulsory_nothing_else_opens_before_it_is_set_up(client, tom, settings):
    settings.KOERS_SECOND_FACTOR = True
    sign_in(client, tom.email)
    assert client.get("/projecten/").url == "/account/tweede-stap/"
    assert client.get("/account/").url == "/account/tweede-stap/"
    assert client.get("/account/tweede-stap/").status_code == 200
    assert client.get("/account/tweede-stap/app/").status_code == 200
    session = client.session
    session[factoren.PENDING] = encrypt(SECRET)
    session.save()
    assert client.post("/account/tweede-stap/app/", {"code": "12"}).status_code == 422
    assert client.post("/account/tweede-stap/app/", {"code": app_code()}).url == "/account/herstelcodes/"
    assert client.get("/projecten/").status_code == 200


def test_the_last_second_step_stays_where_it_is_compulsory(as_user, met_app, settings):
    settings.KOERS_SECOND_FACTOR = True
    client = as_user(met_app)
    pk = Authenticator.objects.get(type="totp").pk
    client.post(f"/account/tweede-stap/{pk}/verwijderen/")
    assert Authenticator.objects.filter(pk=pk).exists()
    settings.KOERS_SECOND_FACTOR = False
    client.post(f"/account/tweede-stap/{pk}/verwijderen/")
    assert not Authenticator.objects.filter(user=met_app).exists()


def test_the_beheerder_wipes_a_lost_second_step_which_is_logged_and_mailed(as_user, bea, met_app):
    elsewhere = as_user(met_app)
    assert as_user(bea).post(f"/mensen/{met_app.pk}/tweede-stap/").status_code == 302
    assert not factoren.has_factor(met_app)
    assert elsewhere.get("/").url.startswith(DEUR)
    assert "Bea Test wiste de tweede stap van Tom Test." in {r.zin for r in Logregel.objects.all()}
    assert "als beheerder" in Mailbericht.objects.filter(aan=met_app).first().argumenten["wat"]


def test_a_dangerous_act_asks_again_and_what_was_typed_goes_on_after_the_password(as_user, bea, rik):
    client = as_user(bea, confirmed=False)
    url = reverse("eigenaren:aanstelling_grant", args=[rik.pk])
    form = {"rol": "controller", "vanaf": klok.today().isoformat()}
    asked = client.post(url, form)
    assert asked.url.startswith("/bevestigen/?next=")
    assert not rik.aanstellingen.filter(rol="controller").exists()
    assert client.post(asked.url, {"wachtwoord": "fout", "next": url}).status_code == 422
    assert client.post(asked.url, {"wachtwoord": WACHTWOORD, "next": url}).status_code == 302
    assert rik.aanstellingen.filter(rol="controller").exists()


def test_a_form_that_waited_is_not_sent_when_the_role_ended_meanwhile(as_user, bea, rik):
    client = as_user(bea, confirmed=False)
    url = reverse("eigenaren:gebruiker_deactivate", args=[rik.pk])
    asked = client.post(url)
    bea.aanstellingen.update(tot=klok.today() - timedelta(days=1))
    assert client.post(asked.url, {"wachtwoord": WACHTWOORD, "next": url}).status_code == 403
    rik.refresh_from_db()
    assert rik.is_active


@pytest.mark.parametrize("naar", ["https://elders.example/", "//elders.example", "/\\elders.example", "javascript:1"])
def test_confirming_never_leads_out_of_the_portal(as_user, bea, naar):
    answer = as_user(bea, confirmed=False).post("/bevestigen/", {"wachtwoord": WACHTWOORD, "next": naar})
    assert answer.url == "/account/"


def test_own_sessions_are_seen_in_words_and_ended_by_their_owner_only(client, tom, rik, as_user):
    agent = "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"
    elsewhere = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR="192.0.2.77")
    sign_in(elsewhere, tom.email)
    row = UserSession.objects.get()
    assert row.ip == "192.0.2.0"
    sign_in(client, tom.email)
    page = client.get("/account/").content.decode()
    assert "Firefox op Windows" in page
    assert "192.0.2.77" not in page
    as_user(rik).post(f"/account/sessies/{row.pk}/beeindigen/")
    assert elsewhere.get("/").url != DEUR + "?next=/"
    client.post(f"/account/sessies/{row.pk}/beeindigen/")
    assert elsewhere.get("/").url == DEUR + "?next=/"
    assert is_signed_in(client)


def test_another_password_ends_the_other_sessions_and_keeps_this_one(as_user, tom):
    here, elsewhere = as_user(tom), as_user(tom)
    nieuw = "vier losse woorden hier"
    assert here.post("/account/wachtwoord/", {"new_password1": nieuw, "new_password2": nieuw}).status_code == 302
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").url.startswith(DEUR)


def test_a_session_ends_the_day_after_the_last_day_of_the_last_role(client, tom):
    sign_in(client, tom.email)
    tom.aanstellingen.update(tot=klok.today() - timedelta(days=1))
    assert client.get("/projecten/").url.startswith(DEUR)
    assert not is_signed_in(client)


def test_a_method_in_disguise_does_not_sign_out_or_confirm(as_user, tom):
    client = as_user(tom)
    assert client.get("/afmelden/", HTTP_X_HTTP_METHOD_OVERRIDE="POST").status_code == 405
    assert client.post("/account/", {"_method": "DELETE"}).status_code == 405


@pytest.mark.parametrize(
    ("wachtwoord", "zwak"),
    [
        ("Welkom2026!!", True),
        ("p@ssw0rd1234", True),
        ("qwertyuiop12", True),
        ("abcabcabcabc", True),
        ("aaaaaaaaaaaab", True),
        ("14-03-1987-14-03", True),
        ("vier losse woorden hier", False),
        (WACHTWOORD, False),
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(wachtwoord, zwak):
    assert bool(guessable(wachtwoord, {"password"})) is zwak


@pytest.mark.parametrize("adres", ["/accounts/login/", "/account/signup/", "/accounts/signup/", "/mfa/", "/sessions/"])
def test_no_other_address_of_allauth_exists(client, adres):
    assert client.get(adres).status_code == 404
