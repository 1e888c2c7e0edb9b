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
from oidc_provider_mock import run_server_in_thread

from koers.lib import klok
from koers.toegang import organisaties, uitnodigen
from koers.toegang.models import Aanmelddienst, Gebruiker, Logregel

pytestmark = pytest.mark.django_db

SUB = "wie-ik-ben-bij-almelo"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def dienst(provider, db, nu, monkeypatch) -> Aanmelddienst:
    monkeypatch.setenv("KOERS_OIDC_ALMELO", "geheim")
    return organisaties.create_service(
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


@pytest.mark.parametrize("wat", ["audience", "issuer", "expired", "algorithm"])
def test_an_answer_for_another_portal_or_too_late_or_signed_otherwise_is_refused(client, dienst, tom, monkeypatch, wat):
    join(tom)
    if wat == "audience":
        verify = organisaties.KoersOIDC._verified

        def for_another(self, app, id_token):
            app.client_id = "een-ander-portaal"
            return verify(self, app, id_token)

        monkeypatch.setattr(organisaties.KoersOIDC, "_verified", for_another)
    back = agree(begin(client))
    if wat == "issuer":
        found = organisaties.KoersOIDC.openid_config.fget
        elsewhere = property(lambda self: {**found(self), "issuer": "https://elders.example"})
        monkeypatch.setattr(organisaties.KoersOIDC, "openid_config", elsewhere)
    monkeypatch.setattr(organisaties, "LEEWAY", -7200 if wat == "expired" else organisaties.LEEWAY)
    monkeypatch.setattr(organisaties, "ALGORITHMS", ["ES512"] if wat == "algorithm" else organisaties.ALGORITHMS)
    assert_refused(client, client.get(back), "het antwoord klopt niet")


def test_an_organisation_that_does_not_answer_is_said_so(client, dienst):
    Aanmelddienst.objects.update(issuer="http://127.0.0.1:9")
    assert_refused(client, client.get("/aanmelden/met/almelo/"), "de organisatie antwoordt niet")


def test_a_join_is_not_undone_when_it_is_the_only_way_in(dienst, tom, nu):
    join(tom)
    tom.set_unusable_password()
    with pytest.raises(ValidationError):
        organisaties.part(actor=tom, slug="almelo", now=nu)


def test_a_closed_or_unknown_organisation_is_not_there(client, dienst, nu):
    organisaties.close_service(dienst=dienst, now=nu)
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
