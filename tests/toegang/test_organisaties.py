"""Signing in by an organisation, against a real provider on a port of its own (oidc-provider-mock)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit, urlunsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from koers.lib import klok
from koers.toegang import aanmelddiensten, organisaties, uitnodigen
from koers.toegang.models import Aanmelddienst, Gebruiker, Logregel
from tests.toegang.aanbieder import Aanbieder, ago, start_aanbieder

pytestmark = pytest.mark.django_db

SUB = "wie-ik-ben-bij-almelo"


@pytest.fixture(scope="module")
def _running() -> Iterator[Aanbieder]:
    with start_aanbieder() as aanbieder:
        yield aanbieder


@pytest.fixture
def aanbieder(_running) -> Iterator[Aanbieder]:
    """The organisation's provider; what it is told to lie about is forgotten after the test."""
    honest = vars(Aanbieder(_running.issuer))
    yield _running
    vars(_running).update(honest)


@pytest.fixture
def provider(aanbieder) -> str:
    return aanbieder.issuer


@pytest.fixture
def dienst(provider, db, nu, monkeypatch) -> Aanmelddienst:
    monkeypatch.setenv("KOERS_OIDC_ALMELO", "geheim")
    return aanmelddiensten.create_service(
        slug="almelo", naam="Almelo", issuer=provider, client_id="koers", geheim_variabele="KOERS_OIDC_ALMELO", now=nu
    )


def begin(client: Client, adres: str = "/aanmelden/met/almelo/") -> str:
    """The address at the organisation to which one is sent."""
    answer = client.get(adres)
    return answer.url if answer.status_code == 302 else answer.context["adres"]


def agree(there: str, sub: str = SUB) -> str:
    """Sign in at the organisation: the address to which it sends one back."""
    back = requests.post(there, data={"sub": sub}, allow_redirects=False, timeout=10)
    assert back.status_code == 302, back.text
    parts = urlsplit(back.headers["Location"])
    return urlunsplit(("", "", parts.path, parts.query, ""))


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def join(gebruiker: Gebruiker) -> None:
    SocialAccount.objects.create(user=gebruiker, provider="almelo", uid=SUB)


def assert_refused(client: Client, answer, why: str) -> None:
    assert (answer.status_code, answer.url) == (302, "/aanmelden/")
    assert not is_signed_in(client)
    assert f"Aanmelden via Almelo is geweigerd ({why})." in {regel.zin for regel in Logregel.objects.all()}
    assert "niet gelukt" in client.get("/aanmelden/").content.decode()


def test_the_sign_in_page_has_a_button_for_each_organisation_and_goes_there_with_pkce_and_a_nonce(client, dienst):
    assert 'href="/aanmelden/met/almelo/"' in client.get("/aanmelden/").content.decode()
    asked = parse_qs(urlsplit(begin(client)).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["nonce"][0]) == 32
    assert asked["scope"] == ["openid"]


def test_an_account_that_was_joined_signs_in(client, dienst, tom):
    join(tom)
    assert client.get(agree(begin(client))).url == "/"
    assert client.session["_auth_user_id"] == str(tom.pk)


def test_the_same_address_at_the_organisation_is_not_enough(client, dienst, tom):
    answer = client.get(agree(begin(client), sub=tom.email))
    assert answer.url == "/aanmelden/"
    assert not is_signed_in(client)
    assert not SocialAccount.objects.exists()
    assert "nog niet gekoppeld aan Koers" in client.get("/aanmelden/").content.decode()


def test_an_open_invitation_joins_the_account_once(client, dienst, db, nu):
    nina = Gebruiker.objects.create_user("nina@koers.example", naam="Nina Test")
    uitnodiging = uitnodigen.invite(actor=None, gebruiker=nina, now=nu)
    link = uitnodigen.link(uitnodiging, "", now=klok.now())
    client.get(link)
    client.get(agree(begin(client)))
    assert client.session["_auth_user_id"] == str(nina.pk)
    other = Client()
    other.get(link)
    assert other.get(agree(begin(other), sub="iemand anders")).url == "/aanmelden/"
    assert not is_signed_in(other)
    assert SocialAccount.objects.get().user == nina


def test_an_account_is_joined_on_the_account_page_after_saying_again_who_one_is(as_user, dienst, tom):
    assert as_user(tom, confirmed=False).get("/account/organisaties/almelo/koppelen/").url.startswith("/bevestigen/")
    client = as_user(tom)
    assert client.get(agree(begin(client, "/account/organisaties/almelo/koppelen/"))).url == "/account/"
    assert SocialAccount.objects.get().user == tom
    assert "gekoppeld aan Almelo" in client.get("/account/").content.decode()


def test_an_account_of_someone_else_is_not_joined(as_user, dienst, tom, rik):
    join(rik)
    client = as_user(tom)
    client.get(agree(begin(client, "/account/organisaties/almelo/koppelen/")))
    assert SocialAccount.objects.get().user == rik
    assert "hoort al bij iemand anders" in client.get("/account/").content.decode()


def test_an_answer_works_once(client, dienst, tom):
    join(tom)
    back = agree(begin(client))
    client.get(back)
    client.post("/afmelden/")
    assert_refused(client, client.get(back), "vraag onbekend of al gebruikt")


def test_an_answer_to_another_browser_is_refused(client, dienst, tom):
    join(tom)
    back = agree(begin(Client()))
    assert_refused(client, client.get(back), "vraag onbekend of al gebruikt")


def test_an_answer_with_the_nonce_of_another_sign_in_is_refused(client, dienst, tom):
    join(tom)
    there = begin(client)
    nonce = parse_qs(urlsplit(there).query)["nonce"][0]
    back = agree(there.replace(nonce, "een-andere"))
    assert_refused(client, client.get(back), "antwoord van een andere aanmelding")


def test_an_organisation_that_is_gone_when_one_comes_back_is_said_so(client, dienst, tom, provider):
    join(tom)
    back = agree(begin(client))
    Aanmelddienst.objects.update(issuer=provider + "/elders")
    assert_refused(client, client.get(back), "de organisatie antwoordt niet")


LIES = {
    "another issuer": {"iss": "https://elders.example"},
    "an issuer that only begins like ours": {"iss": "http://localhost.kwaad.example"},
    "no issuer": {"iss": None},
    "another audience": {"aud": "een-ander-portaal"},
    "no audience": {"aud": None},
    "for us and for another, by that other": {"aud": ["koers", "een-ander"], "azp": "een-ander"},
    "another nonce": {"nonce": "een-andere"},
    "no nonce": {"nonce": None},
    "a nonce that is no text": {"nonce": 17},
    "expired": {"exp": ago(organisaties.LEEWAY + 5)},
    "never expires": {"exp": None},
    "made yesterday": {"iat": ago(24 * 3600)},
    "made tomorrow": {"iat": ago(-24 * 3600)},
    "not valid yet": {"nbf": ago(-3600)},
    "of no one": {"sub": ""},
    "without a person": {"sub": None},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_with_a_wrong_claim_is_refused_though_rightly_signed(client, dienst, aanbieder, tom, lie):
    join(tom)
    back = agree(begin(client))
    aanbieder.claims = LIES[lie]
    why = (
        "antwoord van een andere aanmelding"
        if lie in ("another nonce", "a nonce that is no text")
        else "het antwoord klopt niet"
    )
    assert_refused(client, client.get(back), why)
    assert not SocialAccount.objects.exclude(user=tom).exists()


@pytest.mark.parametrize("lie", ["another issuer", "another audience", "another nonce", "expired"])
def test_a_wrong_token_confirms_and_joins_nothing_and_leaves_the_session_as_it_was(
    as_user, dienst, aanbieder, rik, lie
):
    client = as_user(rik)
    back = agree(begin(client, "/account/organisaties/almelo/koppelen/"))
    aanbieder.claims = LIES[lie]
    answer = client.get(back)
    assert (answer.status_code, answer.url) == (302, "/account/")
    assert "niet gelukt" in client.get("/account/").content.decode()
    assert client.session["_auth_user_id"] == str(rik.pk)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("signed", [{"foreign_key": True}, {"algorithm": "none"}, {"algorithm": "HS256"}], ids=str)
def test_a_token_that_is_not_signed_by_the_organisation_is_refused(client, dienst, aanbieder, tom, signed):
    join(tom)
    back = agree(begin(client))
    vars(aanbieder).update(signed)
    assert_refused(client, client.get(back), "het antwoord klopt niet")


@pytest.mark.parametrize("told", [{"issuer": "https://elders.example"}, {"issuer": None}, {"jwks_uri": ""}], ids=str)
def test_an_organisation_that_says_it_is_another_is_not_gone_to(client, dienst, aanbieder, told):
    aanbieder.discovery = told
    assert_refused(client, client.get("/aanmelden/met/almelo/"), "de organisatie antwoordt niet")


def test_an_organisation_that_becomes_another_meanwhile_is_refused(client, dienst, aanbieder, tom):
    join(tom)
    back = agree(begin(client))
    aanbieder.discovery = {"issuer": "https://elders.example"}
    aanbieder.claims = {"iss": "https://elders.example"}
    assert_refused(client, client.get(back), "de organisatie antwoordt niet")


def test_a_clock_that_is_a_little_behind_is_forgiven(client, dienst, aanbieder, tom):
    join(tom)
    back = agree(begin(client))
    aanbieder.claims = {"exp": ago(organisaties.LEEWAY - 15)}
    client.get(back)
    assert is_signed_in(client)


def test_an_organisation_that_does_not_answer_is_said_so(client, dienst):
    Aanmelddienst.objects.update(issuer="http://127.0.0.1:9")
    assert_refused(client, client.get("/aanmelden/met/almelo/"), "de organisatie antwoordt niet")


def test_a_join_is_not_undone_when_it_is_the_only_way_in(dienst, tom, nu):
    join(tom)
    tom.set_unusable_password()
    with pytest.raises(ValidationError):
        aanmelddiensten.part(actor=tom, slug="almelo", now=nu)


def test_a_closed_or_unknown_organisation_is_not_there(client, dienst, nu):
    aanmelddiensten.close_service(dienst=dienst, now=nu)
    assert client.get("/aanmelden/met/almelo/").status_code == 404
    assert client.get("/aanmelden/met/elders/").status_code == 404


def test_the_command_adds_an_organisation_and_refuses_half_of_one(db, capsys):
    given = {"naam": "Almelo", "issuer": "https://in.almelo.example", "client_id": "koers"}
    with pytest.raises(CommandError):
        call_command("aanmelddienst", "almelo", **given)
    assert not Aanmelddienst.objects.exists()
    call_command("aanmelddienst", "almelo", secret_variable="KOERS_OIDC_ALMELO", **given)
    assert "/aanmelden/terug/almelo/" in capsys.readouterr().out
    call_command("aanmelddienst", "almelo", close=True)
    assert not Aanmelddienst.objects.get().is_open
