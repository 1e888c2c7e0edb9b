"""What is changed on the screens is what the next file says: a bullet, a name, the order of the theme lines."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest
from django.urls import reverse

from koers.lib import klok
from koers.toegang.models import Gebruiker
from projecten.models import ProjectNaam, Ronde, Voortgang
from rapportage.documents.render import build
from rapportage.selectors.feiten import current_facts
from tests.conftest import signed_in
from themalijnen.models import Themalijn

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def text_of_the_update() -> str:
    document = pypdfium2.PdfDocument(build(current_facts("kwartaalupdate", "2026-Q1", now=klok.now())))
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def post(voornaam: str, url: str, **fields: object) -> None:
    """What a person sends from a form; every form answers a change by leading on."""
    client = signed_in(Gebruiker.objects.get(email__startswith=f"{voornaam}@"))
    answer = client.post(url, fields)
    assert answer.status_code == 302, answer.content.decode()


@pytest.fixture
def op_scherm(gezaaid, settings):
    settings.KOERS_MODE, settings.DEMO = "demo", True


def test_a_bullet_a_name_and_the_order_of_themes_reach_the_file(op_scherm):
    was = text_of_the_update()
    oud = "Daarom is het projectplan aangepast."
    nieuw = "Daarom is het projectplan in dit kwartaal herschreven."
    assert oud in was

    ronde = Ronde.objects.get(jaar=2026, kwartaal=1)
    voortgang = Voortgang.objects.get(ronde=ronde, project__slug="alcoholontmoediging", gemeente=None)
    wie = {"code": ronde.code, "project": "alcoholontmoediging"}
    morgen = klok.today() + timedelta(days=1)
    post(
        "bente", reverse("projecten:voortgang_reopen", kwargs=wie), tot=morgen.isoformat(), reden="Een zin klopt niet."
    )
    punten = {
        f"punt-{i}-tekst": bericht.tekst.replace(oud, nieuw) for i, bericht in enumerate(voortgang.berichten.all())
    }
    voortgang.refresh_from_db()
    edit = reverse("projecten:voortgang_edit", kwargs=wie)
    post("tom", edit, **punten, versie=voortgang.versie, doe="indienen")
    voortgang.refresh_from_db()
    post("rik", reverse("projecten:voortgang_review", args=[voortgang.pk]), doe="goed", versie=voortgang.versie)

    naam = ProjectNaam.objects.get(project__slug="kinderarmoede")
    post(
        "bente",
        reverse("projecten:naam_correct", args=["kinderarmoede", naam.pk]),
        naam="Kinderen zonder armoede",
        reden="Zo heet het project bij de gemeenten.",
    )
    lijnen = {lijn.slug: plek for plek, lijn in enumerate(Themalijn.objects.on(klok.today()).order_by("-volgorde"), 1)}
    post("bente", reverse("themalijnen:themalijn_order"), **lijnen)

    now = text_of_the_update()
    assert nieuw in now
    assert oud not in now
    assert "Kinderen zonder armoede" in now
    assert was.index("Thema bestaanszekerheid") < was.index("Thema ouderen")
    assert now.index("Thema ouderen") < now.index("Thema bestaanszekerheid")
