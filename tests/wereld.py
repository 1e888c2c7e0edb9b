"""One world in which every address of the portal leads somewhere: the seed, the cast, entries in every state, money of
two gemeenten and of the region, documents on each step of their way.

What a test needs beside the seed stands here by name; addresses in the table of rights refer to these names.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pikepdf
from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import default_token_generator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from financien.models import Bestemming, Boeking, Oorzaak
from koers.eigenaren.models import Eigenaar, Vergadering
from koers.lib import klok
from koers.management.seed import loader
from koers.opdrachten.models import Opdracht
from koers.toegang.geheim import encrypt
from koers.toegang.models import Aanmelddienst, Gebruiker, Mailbericht, Sleutel
from projecten.models import (
    Bericht,
    Bijeenkomst,
    Borging,
    BorgingControle,
    Deelname,
    Inlezing,
    Mijlpaal,
    Overgang,
    Project,
    Resultaat,
    Risico,
    Ronde,
    Toezegging,
    Voortgang,
    Voortzetting,
)
from rapportage.models import Document, DocumentStap, Versie
from rapportage.selectors.feiten import as_snapshot, current_facts
from rapportage.services import archief
from rapportage.services.document import TAAK
from tests.factories import make
from themalijnen.models import Themalijn

CAST = ("menno", "olga", "anna", "aad", "bram", "pia", "tom", "rik", "bente", "frank", "bea")


@dataclass
class Wereld:
    """People by first name, and what addresses need, each under the name the table of rights calls it."""

    mensen: dict[str, Gebruiker] = field(default_factory=dict)
    namen: dict[str, Any] = field(default_factory=dict)
    geheimen: dict[str, frozenset[str]] = field(default_factory=dict)
    """Words that stand somewhere in the data, and the only people on whose pages they may ever appear."""


def build_wereld() -> Wereld:
    """Load the seed and put beside it what it does not have."""
    now = klok.now()
    loader.load_sources()
    loader.load_demo(now=now, password="een lange zin voor de test")
    # Accounts of the demo only sign in where the demo runs; here they are people like any other.
    Gebruiker.objects.update(is_demo=False)
    wereld = Wereld({naam: Gebruiker.objects.get(email__startswith=f"{naam}@") for naam in CAST})
    wereld.namen |= {naam: mens.pk for naam, mens in wereld.mensen.items()}
    wereld.namen["indicator"] = "verwijzingen-per-10000"
    _people(wereld)
    _entries(wereld)
    _money(wereld)
    _documents(wereld)
    return wereld


def _people(wereld: Wereld) -> None:
    """Someone invited who never signed in, and the role that can be taken from Olga."""
    nina = make(Gebruiker)
    wereld.namen |= {
        "nina": nina.pk,
        "sleutel_tom": make(Sleutel, gebruiker=wereld.mensen["tom"]).pk,
        "uitnodiging": "een-sleutel-die-niets-opent",
        "bericht": make(Mailbericht, aan=nina).pk,
        "dienst": make(Aanmelddienst, issuer="http://127.0.0.1:9").slug,
        "factor": Authenticator.objects.create(
            user=wereld.mensen["tom"], type="totp", data={"secret": encrypt("JBSWY3DPEHPK3PXP")}
        ).pk,
        "rol_olga": wereld.mensen["olga"].aanstellingen.get().pk,
        "uid": urlsafe_base64_encode(force_bytes(nina.pk)),
        "token": default_token_generator.make_token(nina),
    }


def _entries(wereld: Wereld) -> None:
    """The open ronde and entries in it; what the seed has, and one of every other state and scope."""
    today = klok.today()
    ronde = Ronde.objects.open_on(today).get(soort=Ronde.Soort.KWARTAAL)
    voorbij = Ronde.objects.get(jaar=2026, kwartaal=1)
    hengelo = Eigenaar.objects.get(slug="hengelo")
    now = klok.now()
    lvb, vreemd, geld = (
        Project.objects.get(slug=slug) for slug in ("zelfstandigheid-lvb", "mantelzorg", "sociaal-verwijzen")
    )
    jogg = Project.objects.get(slug="jogg-almelo")
    heropend = make(Voortgang, ronde=ronde, project=lvb, staat="heropend", gewijzigd_op=now)
    make(
        Overgang,
        voortgang=heropend,
        van="goedgekeurd",
        naar="heropend",
        door=wereld.mensen["bente"],
        moment=now,
        opmerking="Er ontbrak een datum.",
        tot=today + timedelta(days=30),
    )
    entries = Voortgang.objects.filter(ronde=ronde)
    stap = Deelname.objects.filter(project=geld).first()
    concept_vreemd = make(Voortgang, ronde=ronde, project=vreemd, gewijzigd_op=now)
    goedgekeurd = voorbij.voortgang.get(project=vreemd, gemeente=None)
    schakel = make(Voortzetting, van=geld, naar=vreemd, vanaf=today + timedelta(days=400), op=now)
    wereld.namen |= {
        "voortzetting": schakel.pk,
        "ronde": ronde.code,
        "voorbij": voorbij.code,
        "concept": entries.get(project__slug="alcoholontmoediging", gemeente=None).pk,
        "ingediend": entries.get(project__slug="samen-indiceren", gemeente=None).pk,
        "teruggestuurd": entries.get(project__slug="kinderen-naar-gezond-gewicht", gemeente=None).pk,
        "heropend": heropend.pk,
        "goedgekeurd": goedgekeurd.pk,
        "concept_almelo": entries.get(project=geld, gemeente__slug="almelo").pk,
        "concept_vreemd": concept_vreemd.pk,
        "concept_hengelo": make(Voortgang, ronde=ronde, project=geld, gemeente=hengelo, gewijzigd_op=now).pk,
        "borging": (borging := make(Borging, project=geld, gemeld_op=today - timedelta(days=400))).pk,
        "borgingcontrole": make(BorgingControle, borging=borging, datum=today - timedelta(days=30)).pk,
        "inlezing": make(
            Inlezing,
            project=geld,
            ronde=ronde,
            door=wereld.mensen["tom"],
            op=now,
            wijzigingen=[["Verwijzingen", "Almelo", "", "12"]],
        ).pk,
        "mijlpaal": make(Mijlpaal, project=geld, naam="Matrixmijlpaal", datum=today + timedelta(days=40)).pk,
        "mijlpaal_lokaal": make(Mijlpaal, project=jogg, datum=today + timedelta(days=40)).pk,
        "risico": make(Risico, project=geld, naam="Matrixrisico", sinds=today - timedelta(days=40)).pk,
        "projectnaam": geld.namen.first().pk,
        "leiding": geld.leiding.first().pk,
        "deelname": stap.pk,
        "deelname_project": stap.project.slug,
        "resultaat": Resultaat.objects.filter(datum__lte=today).first().pk,
        "bijeenkomst": Bijeenkomst.objects.first().pk,
        "toezegging": Toezegging.objects.get().pk,
        "thema": Themalijn.objects.first().slug,
        "themanaam": Themalijn.objects.first().namen.first().pk,
    }
    vraag = ronde.vragen.get()
    wereld.namen |= {
        "vraag": vraag.pk,
        "vraag_tom": vraag.aan.get(project=geld).pk,
        "vraag_almelo": vraag.aan.get(gemeente__slug="almelo").pk,
    }
    concept_almelo = entries.get(project=geld, gemeente__slug="almelo")
    for tekst, entry, publiek, zien in (
        ("GeheimConceptVreemd", concept_vreemd, True, {"rik", "bente"}),
        ("GeheimConceptAlmelo", concept_almelo, True, {"pia", "tom", "rik", "bente"}),
        ("GeheimIntern", goedgekeurd, False, {"rik", "bente", "frank"}),
    ):
        make(Bericht, voortgang=entry, volgorde=90, tekst=f"{tekst} is er.", publiek=publiek)
        wereld.geheimen[tekst] = frozenset(zien)
    belofte = {"datum": date(2026, 6, 1), "precisie": "maand", "publiek": False}
    make(Toezegging, voortgang=goedgekeurd, tekst="GeheimBelofte is er.", **belofte)
    wereld.geheimen["GeheimBelofte"] = wereld.geheimen["GeheimIntern"]


def _money(wereld: Wereld) -> None:
    """A cost, a cause and a repayment of the award to Hengelo and of the one to SamenTwente."""
    hengelo, regio = "brede-spuk-hengelo", "spuk-iza-samentwente"
    terug = {"jaar": 2024, "soort": "terugstorten", "naar_jaar": None, "stap": "verwacht"}
    for naam, slug in (("hengelo", hengelo), ("regio", regio)):
        boeking = Boeking.objects.filter(beschikking__slug=slug).first()
        beschikking = boeking.beschikking
        oorzaak = Oorzaak.objects.filter(beschikking=beschikking).first()
        terugstorting = Bestemming.objects.filter(beschikking=beschikking, soort="terugstorten").first()
        Boeking.objects.filter(pk=boeking.pk).update(omschrijving=f"GeheimeBoeking{naam.capitalize()}")
        wereld.geheimen[f"GeheimeBoeking{naam.capitalize()}"] = frozenset({"frank"})
        wereld.namen |= {
            f"boeking_{naam}": boeking.pk,
            f"oorzaak_{naam}": (oorzaak or make(Oorzaak, beschikking=beschikking)).pk,
            f"terug_{naam}": (terugstorting or make(Bestemming, beschikking=beschikking, **terug)).pk,
        }
    almelo = Eigenaar.objects.get(slug="almelo")
    fte = almelo.capaciteit.order_by("-jaar", "-kwartaal").first()
    fte.gepland = Decimal("88.5")
    fte.save()
    wereld.geheimen["88,5"] = frozenset({"anna", "aad", "pia", "rik", "bente", "frank"})


def _documents(wereld: Wereld) -> None:
    """A jaarverslag in every state, a kwartaalupdate in concept and a published one; and work on them."""
    now = klok.now()
    jaar = as_snapshot(current_facts("jaarverslag", "2024", now=now))
    kwartaal = as_snapshot(current_facts("kwartaalupdate", "2026-Q1", now=now))
    _document("jaarverslag", "2024", jaar, ["besproken", "vastgesteld", "gepubliceerd"])
    _document("jaarverslag", "2023", jaar, ["besproken", "vastgesteld"])
    _document("jaarverslag", "2022", jaar, ["besproken"])
    _document("jaarverslag", "2021", jaar, [])
    _document("kwartaalupdate", "2026-Q1", kwartaal, ["gepubliceerd"])
    _document("kwartaalupdate", "2025-Q4", kwartaal, [])
    wereld.namen["opdracht"] = make(
        Opdracht, taak=TAAK, sleutel="jaarverslag 2021", aangevraagd_door=wereld.mensen["rik"], aangevraagd_op=now
    ).pk
    wereld.namen["mislukt"] = make(
        Opdracht, taak=TAAK, sleutel="jaarverslag 2020", staat="mislukt", foutmelding="De schijf is vol.", klaar_op=now
    ).pk


def _document(soort: str, periode: str, feiten: dict[str, Any], stappen: list[str]) -> None:
    now = klok.now()
    staat = stappen[-1] if stappen else "concept"
    document = make(Document, soort=soort, periode=periode, staat=staat, gemaakt_op=now)
    pdf = pikepdf.new()
    pdf.add_blank_page()
    file = io.BytesIO()
    pdf.save(file, deterministic_id=True)
    data = file.getvalue()
    naam = archief.path_for(soort, periode, 1, archief.digest(data))
    archief.store(naam, data)
    versie = make(
        Versie,
        document=document,
        feiten=feiten,
        bestand=naam,
        sha256=archief.digest(data),
        grootte=len(data),
        gemaakt_op=now,
    )
    document.huidige = versie
    document.save()
    for stap in stappen:
        orgaan = {"besproken": "ao", "vastgesteld": "bo"}.get(stap)
        meeting = Vergadering.objects.filter(soort=orgaan).first() if orgaan else None
        if orgaan and meeting is None:
            meeting = make(Vergadering, soort=orgaan)
        make(DocumentStap, document=document, staat=stap, versie=versie, moment=now, vergadering=meeting)
