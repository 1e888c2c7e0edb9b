"""The navigation as data, one list for all roles; and where each role lands after signing in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from koers.eigenaren.bevoegdheid import Bevoegdheid, bevoegdheid_of
from koers.eigenaren.models import Eigenaar
from koers.lib import klok
from koers.toegang.rights import Rol, known, signed_in


@dataclass(frozen=True)
class Item:
    """A place in the navigation: shown to whoever has the right (none: to everyone, signed in or not)."""

    label: str
    url_name: str
    right: str = ""
    rollen: frozenset[Rol] = frozenset()

    def for_(self, bevoegdheid: Bevoegdheid) -> bool:
        if self.rollen and not self.rollen & bevoegdheid.rollen:
            return False
        return not self.right or bevoegdheid.may(known(self.right))


@dataclass(frozen=True)
class Plek:
    """An item as a template shows it."""

    label: str
    url: str
    actief: bool


HOOFD: tuple[Item, ...] = (
    Item("Mijn taken", "rapportage:taken_list", "rapportage.taken:view"),
    Item("Beoordelen", "projecten:voortgang_review_list", "projecten.voortgang:review"),
    Item("Regio", "rapportage:regio_detail", "rapportage.regio:view"),
    Item("Projecten", "projecten:project_list", "projecten.project:view"),
    Item("Geld", "financien:programma_detail", "financien.programma:view"),
    Item("Documenten", "rapportage:document_list", "rapportage.document:view"),
    # Others come to it from their tasks.
    Item(
        "Agenda",
        "rapportage:agenda_list",
        "rapportage.agenda:view",
        frozenset({Rol.AMBTENAAR, Rol.AO_LID, Rol.BO_LID, Rol.BEHEERDER}),
    ),
    Item("Teksten", "rapportage:tekstblok_list", "rapportage.tekst:edit"),
    Item("Rondes", "projecten:ronde_list", "projecten.ronde:view"),
    Item("Mensen", "eigenaren:gebruiker_list", "toegang.gebruiker:view"),
    Item("Logboek", "toegang:log_list", "toegang.log:view"),
)
VOET: tuple[Item, ...] = (
    Item("Toegankelijkheid", "rapportage:toegankelijkheid"),
    Item("Privacy", "rapportage:privacy"),
    Item("Begrippen", "rapportage:begrippen"),
    Item("Publicaties", "rapportage:document_public_list"),
    Item("API", "api:documentation"),
)
# For who is not signed in.
GAST = (Item("Meld aan", "toegang:sign_in"),)
# After signing in, the first of these whose roles one has.
LANDING: tuple[tuple[frozenset[Rol], str], ...] = (
    (
        frozenset({Rol.REGIONAAL, Rol.LOKAAL, Rol.REDACTEUR, Rol.PROGRAMMAMANAGER, Rol.CONTROLLER}),
        "rapportage:taken_list",
    ),
    (frozenset({Rol.BO_LID}), "rapportage:document_list"),
    (frozenset({Rol.BEHEERDER}), "eigenaren:gebruiker_list"),
)


def _eigenaren(bevoegdheid: Bevoegdheid) -> list[Eigenaar]:
    return list(Eigenaar.objects.filter(pk__in=bevoegdheid.eigenaren)) if bevoegdheid.eigenaren else []


def landing(bevoegdheid: Bevoegdheid) -> str:
    """The address where these roles begin; people of an eigenaar on its dashboard."""
    for rollen, url_name in LANDING:
        if rollen & bevoegdheid.rollen:
            return reverse(url_name)
    for eigenaar in _eigenaren(bevoegdheid):
        return reverse("rapportage:eigenaar_detail", args=[eigenaar.slug])
    return reverse("rapportage:document_public_list")


@signed_in
def start(request: HttpRequest) -> HttpResponse:
    """The bare address: to where one's role begins."""
    return redirect(landing(bevoegdheid_of(request.user, klok.today())))


def _places(items: tuple[Item, ...], bevoegdheid: Bevoegdheid, path: str) -> list[Plek]:
    places = [Plek(item.label, reverse(item.url_name), False) for item in items if item.for_(bevoegdheid)]
    # The longest address that the page lies under is where one is.
    here = max((plek.url for plek in places if path.startswith(plek.url)), key=len, default="")
    return [Plek(plek.label, plek.url, plek.url == here) for plek in places]


def menu(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: the navigation of this person's roles, and who they are."""
    gebruiker = getattr(request, "user", None)
    binnen = gebruiker is not None and gebruiker.is_authenticated
    bevoegdheid = bevoegdheid_of(gebruiker, klok.today())
    eigenaren = _eigenaren(bevoegdheid)
    eigen = [
        Plek(e.naam, url := reverse("rapportage:eigenaar_detail", args=[e.slug]), request.path.startswith(url))
        for e in eigenaren
    ]
    rol = next(iter(sorted(bevoegdheid.rollen)), None)
    waar = f", {eigenaren[0].naam}" if eigenaren else ""
    return {
        "zoekt": bool(bevoegdheid.rollen),
        "menu": eigen + _places(HOOFD, bevoegdheid, request.path),
        "menu_rechts": [] if binnen else _places(GAST, bevoegdheid, request.path),
        "voet": _places(VOET, bevoegdheid, request.path),
        "gebruiker_label": f"{rol.label[:1].upper()}{rol.label[1:]}{waar}" if rol else getattr(gebruiker, "naam", ""),
        "bevoegdheid": bevoegdheid,
        "demo": settings.DEMO,
    }
