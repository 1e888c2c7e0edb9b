"""A quarter and a year with approved news, and a builder that makes small files fast where layout is not the point."""

from __future__ import annotations

import io
from datetime import date, datetime

import pikepdf
import pytest

from koers.eigenaren.models import Eigenaar
from projecten.models import Bericht, Ronde, Rubriek, Voortgang
from rapportage.documents.feiten import facts_to_json
from rapportage.services import document as document_service
from tests.conftest import BEGIN


def make_news(ronde: Ronde, nu: datetime, tekst: str, **scope: object) -> Bericht:
    """One approved, public bullet in a ronde."""
    voortgang = Voortgang.objects.create(ronde=ronde, staat=Voortgang.Staat.GOEDGEKEURD, gewijzigd_op=nu, **scope)
    return Bericht.objects.create(voortgang=voortgang, volgorde=1, tekst=tekst)


@pytest.fixture
def q1(nu: datetime) -> Bericht:
    """The news of Q1 2026; change its text and the facts of the kwartaalupdate change."""
    ronde = Ronde.objects.create(
        jaar=2026,
        kwartaal=1,
        begin=date(2026, 1, 1),
        eind=date(2026, 3, 31),
        open_vanaf=date(2026, 2, 1),
        op_tijd_tot=date(2026, 3, 1),
        dicht_op=date(2026, 3, 9),
    )
    rubriek = Rubriek.objects.create(naam="Evaluatie", slug="evaluatie", vanaf=BEGIN)
    return make_news(ronde, nu, "Het BO gaf opdracht voor de herijking.", rubriek=rubriek)


@pytest.fixture
def jaar2025(nu: datetime, almelo: Eigenaar) -> Bericht:
    """The news of Almelo over 2025; change its text and the facts of the jaarverslag change."""
    ronde = Ronde.objects.create(
        soort=Ronde.Soort.JAAR,
        jaar=2025,
        begin=date(2025, 1, 1),
        eind=date(2025, 12, 31),
        open_vanaf=date(2026, 1, 5),
        op_tijd_tot=date(2026, 2, 1),
        dicht_op=date(2026, 2, 20),
    )
    return make_news(ronde, nu, "Het wijkteam is begonnen.", gemeente=almelo)


@pytest.fixture(autouse=True)
def document_dir(tmp_path, settings):
    settings.DOCUMENT_DIR = tmp_path / "documenten"
    return settings.DOCUMENT_DIR


class Bouwer:
    """Stands in for the layout: a one-page file that holds the facts, the same for the same facts."""

    def __init__(self) -> None:
        self.built: list[str] = []
        self.error: Exception | None = None

    def __call__(self, feiten, stap) -> bytes:
        stap("Opmaken", 15)
        if self.error:
            raise self.error
        text = facts_to_json(feiten)
        self.built.append(text)
        pdf = pikepdf.new()
        pdf.add_blank_page()
        pdf.docinfo["/Feiten"] = text
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


@pytest.fixture
def bouwer(monkeypatch) -> Bouwer:
    stand_in = Bouwer()
    monkeypatch.setattr(document_service, "build", stand_in)
    return stand_in
