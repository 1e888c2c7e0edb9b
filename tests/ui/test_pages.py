from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from koers.toegang.models import Gebruiker
from koers.toegang.rights import SIGNED_IN, declared
from koers.ui.middleware import MethodNotAllowedPage


def test_the_components_page_is_for_whoever_is_signed_in() -> None:
    assert declared(resolve(reverse("ui:componenten")).func) == SIGNED_IN


def test_the_components_page_shows_every_chart(client: Client, bente: Gebruiker) -> None:
    client.force_login(bente)
    antwoord = client.get(reverse("ui:componenten"))
    assert antwoord.status_code == 200
    assert antwoord.content.decode().count('<figure class="figuur">') == 11


def test_no_page_of_the_face_has_inline_style_or_script(client: Client, bente: Gebruiker) -> None:
    client.force_login(bente)
    html = client.get(reverse("ui:componenten")).content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert " onclick" not in html
    assert "<script>" not in html


def test_broken_needs_neither_request_nor_database() -> None:
    html = render_to_string("500.html")
    assert "<h1>Hier ging iets mis</h1>" in html
    assert "Menu" not in html


def test_refused_prints_the_reason_and_escapes_it() -> None:
    html = render_to_string("403.html", {"reden": "De ronde is <dicht> sinds 26 juni 2026."})
    assert "De ronde is &lt;dicht&gt; sinds 26 juni 2026." in html
    assert "Uw rol geeft geen toegang" in render_to_string("403.html")


def test_every_error_page_has_one_heading_and_a_way_on() -> None:
    for naam in ("400.html", "403.html", "404.html", "405.html", "500.html"):
        html = render_to_string(naam)
        assert html.count("<h1>") == 1, naam
        assert 'href="/"' in html, naam


def test_get_on_an_address_that_takes_a_form_gets_a_page_in_dutch(client: Client, bente: Gebruiker) -> None:
    client.force_login(bente)
    antwoord = client.get(reverse("toegang:sign_out"))
    assert antwoord.status_code == 405
    assert antwoord["Allow"] == "POST"
    assert "Dit kan zo niet" in antwoord.content.decode()


def test_a_405_with_its_own_words_is_left_alone() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponseNotAllowed(["POST"], content=b'{"detail": "nee"}')

    antwoord = MethodNotAllowedPage(view)(RequestFactory().get("/"))
    assert antwoord.content == b'{"detail": "nee"}'
