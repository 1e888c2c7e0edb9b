"""Plain rows of every model: `new(Deelname, stap="pilot")` is unsaved and in order, `make(...)` saves it.

A model as a value stands for some row of it: the first there is, else a new one. A function as a value is called.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Model

from financien import models as geld
from koers.eigenaren import models as eigenaren
from koers.opdrachten.models import Opdracht
from koers.toegang.models import (
    Aanmelddienst,
    Drempel,
    Gebruiker,
    Logregel,
    Logvrijgave,
    Mailbericht,
    Mailkeuze,
    Sleutel,
    Uitnodiging,
)
from projecten import models as projecten
from rapportage import models as rapportage
from themalijnen import models as themalijnen

M = TypeVar("M", bound=Model)

BEGIN, MIDDEN, EIND = date(2024, 1, 1), date(2026, 2, 2), date(2026, 12, 31)
EERDER = date(2020, 1, 1)
MOMENT = datetime(2026, 3, 10, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
EURO = Decimal("1000.00")


def other_project() -> projecten.Project:
    """A second project, for what goes from one to another."""
    return projecten.Project.objects.get_or_create(slug="valpreventie-samen", defaults={"vanaf": MIDDEN})[0]


DEFAULTS: dict[type[Model], dict[str, Any]] = {
    Gebruiker: {"email": "nina@koers.example", "naam": "Nina Test", "password": "!"},
    Sleutel: {
        "gebruiker": Gebruiker,
        "naam": "dashboard",
        "voorvoegsel": "0123456789ab",
        "sha256": "0" * 64,
        "gemaakt_op": MOMENT,
        "verloopt_op": MOMENT + timedelta(days=30),
    },
    Uitnodiging: {"gebruiker": Gebruiker, "gemaakt_op": MOMENT},
    Mailbericht: {"aan": Gebruiker, "soort": "wachtwoord", "gevraagd_op": MOMENT, "niet_voor": MOMENT},
    Mailkeuze: {"gebruiker": Gebruiker, "soort": "herinnering"},
    Drempel: {"sleutel": "a" * 64, "laatst": MOMENT},
    Aanmelddienst: {
        "slug": "almelo",
        "naam": "Almelo",
        "issuer": "https://inloggen.almelo.example",
        "client_id": "koers",
        "geheim_variabele": "KOERS_OIDC_ALMELO",
    },
    Logregel: {"moment": MOMENT, "actie": "x:y", "zin": "Iets gebeurde."},
    Logvrijgave: {"reden": "een test"},
    eigenaren.Eigenaar: {"naam": "Almelo", "slug": "almelo", "soort": "gemeente", "vanaf": BEGIN},
    eigenaren.EigenaarFunctie: {"eigenaar": eigenaren.Eigenaar, "functie": "gastheer", "vanaf": BEGIN},
    eigenaren.Partner: {"naam": "Saxion", "slug": "saxion"},
    eigenaren.Ondertekenaar: {"eigenaar": eigenaren.Eigenaar, "naam": "J. Jansen", "functie": "secretaris"},
    eigenaren.Vergadering: {"soort": "bo", "datum": MIDDEN},
    eigenaren.Besluit: {
        "vergadering": eigenaren.Vergadering,
        "orgaan": "bo",
        "onderwerp": "Herijking",
        "tekst": "Het BO stelt de opdracht vast.",
    },
    eigenaren.Aanstelling: {
        "gebruiker": Gebruiker,
        "rol": "ambtenaar",
        "eigenaar": eigenaren.Eigenaar,
        "vanaf": BEGIN,
    },
    eigenaren.Rechtencontrole: {"eigenaar": eigenaren.Eigenaar, "begonnen_op": MOMENT},
    eigenaren.Controleregel: {
        "controle": eigenaren.Rechtencontrole,
        "gebruiker": Gebruiker,
        "rol": "ambtenaar",
        "vanaf": BEGIN,
    },
    Opdracht: {"taak": "x.y", "sleutel": "document:1", "aangevraagd_op": MOMENT},
    themalijnen.Themalijn: {"slug": "ouderen", "teken": 4, "vanaf": BEGIN},
    themalijnen.ThemalijnNaam: {"themalijn": themalijnen.Themalijn, "naam": "Ouderen", "vanaf": BEGIN},
    themalijnen.Doel: {"themalijn": themalijnen.Themalijn, "tekst": "Langer thuis.", "vanaf": BEGIN},
    projecten.Project: {"slug": "valpreventie", "vanaf": BEGIN},
    projecten.ProjectNaam: {"project": projecten.Project, "naam": "Valpreventie", "vanaf": BEGIN},
    projecten.Indeling: {"project": projecten.Project, "themalijn": themalijnen.Themalijn, "vanaf": BEGIN},
    projecten.Projectleiding: {"project": projecten.Project, "gebruiker": Gebruiker, "vanaf": BEGIN},
    projecten.Deelname: {
        "project": projecten.Project,
        "eigenaar": eigenaren.Eigenaar,
        "stap": "pilot",
        "vanaf": BEGIN,
    },
    projecten.Voortzetting: {
        "van": projecten.Project,
        "naar": other_project,
        "soort": "samengevoegd",
        "vanaf": MIDDEN,
        "reden": "Zij doen hetzelfde.",
        "op": MOMENT,
    },
    projecten.Borging: {"project": projecten.Project, "partner": eigenaren.Partner, "gemeld_op": MIDDEN},
    projecten.BorgingControle: {
        "borging": projecten.Borging,
        "datum": EIND,
        "uitkomst": "houdt-stand",
        "bevinding": "De vereniging geeft de lessen nog.",
    },
    projecten.BorgingVerbetering: {
        "borging": projecten.Borging,
        "wat": "Afspraak: eerst niet bekend, nu “Convenant”.",
        "reden": "vergeten",
        "op": MOMENT,
    },
    projecten.Indicator: {
        "project": projecten.Project,
        "sleutel": "deelnemers",
        "naam": "Deelnemers",
        "eenheid": "aantal",
    },
    projecten.Streefwaarde: {"indicator": projecten.Indicator, "jaar": 2026, "waarde": Decimal(30)},
    projecten.Meting: {"indicator": projecten.Indicator, "peildatum": MIDDEN, "waarde": Decimal(12)},
    projecten.Inlezing: {
        "project": projecten.Project,
        "ronde": projecten.Ronde,
        "door": Gebruiker,
        "op": MOMENT,
        "bestand": "metingen.xlsx",
    },
    projecten.Controlegetal: {
        "sleutel": "projecten",
        "naam": "Projecten",
        "waarde": Decimal(24),
        "bron": "Raadsbrief",
        "peildatum": MIDDEN,
    },
    projecten.Resultaat: {"project": projecten.Project, "naam": "Maatwerkbox", "datum": MIDDEN},
    projecten.Bijeenkomst: {"project": projecten.Project, "naam": "Kick-off", "datum": MIDDEN},
    projecten.Mijlpaal: {"project": projecten.Project, "naam": "Plan klaar", "datum": MIDDEN},
    projecten.MijlpaalWending: {
        "mijlpaal": projecten.Mijlpaal,
        "op": MIDDEN,
        "was_datum": MIDDEN,
        "was_precisie": "dag",
        "was_staat": "gepland",
        "naar_datum": EIND,
        "naar_precisie": "dag",
        "naar_staat": "gepland",
        "reden": "De ruimte was niet klaar.",
    },
    projecten.Risico: {"project": projecten.Project, "naam": "Te weinig mensen", "sinds": MIDDEN},
    projecten.RisicoWending: {
        "risico": projecten.Risico,
        "op": EIND,
        "was_staat": "open",
        "naar_staat": "gesloten",
        "reden": "Er zijn mensen gevonden.",
    },
    projecten.Betrokkenheid: {
        "project": projecten.Project,
        "partner": eigenaren.Partner,
        "rol": "voert-uit",
        "vanaf": BEGIN,
    },
    projecten.Rubriek: {"naam": "Evaluatie", "slug": "evaluatie", "vanaf": BEGIN},
    projecten.Ronde: {
        "jaar": 2026,
        "kwartaal": 1,
        "begin": date(2026, 1, 1),
        "eind": date(2026, 3, 31),
        "open_vanaf": date(2026, 2, 1),
        "op_tijd_tot": date(2026, 3, 15),
        "dicht_op": date(2026, 3, 20),
    },
    projecten.Voortgang: {"ronde": projecten.Ronde, "project": projecten.Project, "gewijzigd_op": MOMENT},
    projecten.Bericht: {"voortgang": projecten.Voortgang, "volgorde": 1, "tekst": "Er is nieuws."},
    projecten.Toezegging: {
        "voortgang": projecten.Voortgang,
        "tekst": "De opleiding begint in juni.",
        "datum": date(2026, 6, 1),
        "precisie": "maand",
    },
    projecten.Afdoening: {
        "toezegging": projecten.Toezegging,
        "voortgang": projecten.Voortgang,
        "uitkomst": "nagekomen",
    },
    projecten.Formulier: {"soort": "kwartaal", "versie": 9},
    projecten.Herinnering: {
        "ronde": projecten.Ronde,
        "plicht": "project:1",
        "soort": "start",
        "dag": MIDDEN,
        "gebruiker": Gebruiker,
        "bericht": Mailbericht,
    },
    projecten.ExtraVraag: {
        "ronde": projecten.Ronde,
        "onderwerp": "Wachtlijst",
        "vraag": "Hoe lang is de wachtlijst?",
        "uiterlijk": date(2026, 3, 12),
        "gevraagd_op": MOMENT,
    },
    projecten.VraagAan: {"vraag": projecten.ExtraVraag, "project": projecten.Project},
    projecten.Overgang: {"voortgang": projecten.Voortgang, "naar": "concept", "moment": MOMENT},
    projecten.Bewijs: {
        "voortgang": projecten.Voortgang,
        "soort": "document",
        "naam": "plan.pdf",
        "type": "application/pdf",
        "bestand": "bewijs/0.pdf",
        "sha256": "0" * 64,
        "grootte": 1,
        "op": MOMENT,
    },
    projecten.VoortgangVersie: {
        "voortgang": projecten.Voortgang,
        "nummer": 1,
        "inhoud": {"punten": []},
        "begonnen_op": MOMENT,
        "moment": MOMENT,
    },
    geld.Regeling: {"naam": "SPUK IZA", "slug": "spuk-iza", "verstrekker": "Het Rijk", "vanaf": BEGIN},
    geld.RegelingRegel: {"regeling": geld.Regeling, "jaar": 2024, "status": "aanname", "bron": "onbekend"},
    geld.Beschikking: {
        "regeling": geld.Regeling,
        "ontvanger": eigenaren.Eigenaar,
        "nummer": "B-1",
        "slug": "b-1",
        "vanaf": BEGIN,
        "tot": EIND,
    },
    geld.Jaarschijf: {"beschikking": geld.Beschikking, "jaar": 2024, "toegekend": EURO},
    geld.Begroting: {"beschikking": geld.Beschikking, "jaar": 2024, "post": "Inzet", "bedrag": EURO},
    geld.Boeking: {
        "beschikking": geld.Beschikking,
        "datum": date(2024, 5, 1),
        "jaar": 2024,
        "stuk": "F-1",
        "omschrijving": "Inzet mei",
        "bedrag": EURO,
    },
    geld.Mutatie: {"beschikking": geld.Beschikking, "jaar": 2024, "moment": MOMENT, "zin": "Boeking gewijzigd."},
    geld.Bestemming: {
        "beschikking": geld.Beschikking,
        "jaar": 2024,
        "oorsprong_jaar": 2024,
        "soort": "meenemen",
        "naar_jaar": 2025,
        "bedrag": EURO,
    },
    geld.Terugstortstap: {"bestemming": geld.Bestemming, "stap": "verwacht", "vanaf": MIDDEN},
    geld.Oorzaak: {"jaar": 2024, "soort": "werving", "omschrijving": "Vacatures stonden open."},
    geld.Capaciteit: {"eigenaar": eigenaren.Eigenaar, "jaar": 2026, "kwartaal": 1, "gepland": Decimal("1.5")},
    rapportage.Tekstblok: {"sleutel": "begrip-ronde", "titel": "ronde", "tekst": "Een periode."},
    rapportage.Document: {"soort": "jaarverslag", "periode": "2024", "gemaakt_op": MOMENT},
    rapportage.Vondst: {"bron": "partner", "bron_id": 9, "soort": "partner", "object": 9, "titel": "Saxion"},
    rapportage.Versie: {
        "document": rapportage.Document,
        "nummer": 1,
        "sleutel": "a" * 64,
        "feiten": {},
        "feiten_sha256": "b" * 64,
        "bestand": "jaarverslag-2024-1.pdf",
        "sha256": "c" * 64,
        "paginas": 1,
        "grootte": 1000,
        "gemaakt_op": MOMENT,
    },
    rapportage.DocumentStap: {
        "document": rapportage.Document,
        "staat": "besproken",
        "versie": rapportage.Versie,
        "moment": MOMENT,
    },
}


def new(model: type[M], **fields: Any) -> M:
    """An unsaved row that the database accepts, but for what `fields` change."""
    values = {**DEFAULTS[model], **fields}
    return model(**{name: _value(value) for name, value in values.items()})


def _value(value: Any) -> Any:
    if isinstance(value, type):
        return some(value)
    return value() if callable(value) else value


def make(model: type[M], **fields: Any) -> M:
    row = new(model, **fields)
    row.save()
    return row


def some(model: type[M]) -> M:
    return model._default_manager.order_by("pk").first() or make(model)
