"""What loading leaves in the database: once, whole, with its origin, and kept when loaded again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.management import call_command

from koers.eigenaren.models import Aanstelling, Besluit, Eigenaar, EigenaarFunctie, Partner, Vergadering
from koers.lib.herkomst import Herkomst, MetHerkomst
from koers.management.seed import loader
from koers.management.seed.lezen import at, read
from koers.toegang.models import Gebruiker
from projecten.models import Borging, Deelname, Indeling, Project
from tests.seed import VANDAAG, WACHTWOORD
from themalijnen.models import Themalijn

pytestmark = pytest.mark.once

LATER = VANDAAG + timedelta(days=3)


def everything() -> dict[str, list[tuple]]:
    """Every row of every model of the project, as values."""
    own = [model for model in apps.get_models() if model.__module__.split(".")[0] in OWN]
    return {model._meta.label: list(model._default_manager.order_by("pk").values_list()) for model in own}


OWN = {"koers", "themalijnen", "projecten", "financien", "rapportage"}


def test_second_run_changes_nothing(gezaaid):
    before = everything()
    assert loader.load_sources() == []
    loader.load_demo(now=at(LATER), password="iets heel anders dan eerst")
    assert everything() == before


def test_second_run_keeps_what_people_changed_and_removed(gezaaid):
    Eigenaar.objects.filter(slug="almelo").update(naam="Gemeente Almelo")
    Partner.objects.get(slug="top").betrokkenheid.all().delete()
    Partner.objects.filter(slug="top").delete()
    before = everything()
    loader.load_sources()
    loader.load_demo(now=at(LATER), password=WACHTWOORD)
    assert everything() == before


def test_a_newer_data_file_adds_its_new_rows_and_keeps_the_rest(gezaaid, monkeypatch):
    data = read("eigenaren")
    partner = {"slug": "nieuw", "naam": "Nieuwe partner", "vindplaats": "Kwartaalupdate Q2 2026"}
    monkeypatch.setitem(data, "partner", [*data["partner"], partner])
    monkeypatch.setattr(loader, "fingerprint", lambda *names: "0" * 12)
    aantal = Partner.objects.count()
    loader.load_sources(only=["eigenaren"])
    assert Partner.objects.count() == aantal + 1
    assert Partner.objects.get(slug="nieuw").herkomst == "bron"


def test_every_row_has_its_origin(gezaaid):
    checked = 0
    for model in apps.get_models():
        if not issubclass(model, MetHerkomst):
            continue
        for row in model._default_manager.all():
            checked += 1
            assert row.herkomst in Herkomst.values, f"{model.__name__} {row}"
            assert row.vindplaats, f"{model.__name__} {row} does not say where it comes from"
    assert checked > 150


def test_the_seventeen_owners(gezaaid):
    assert Eigenaar.objects.on(VANDAAG).count() == 17
    assert Eigenaar.objects.gemeenten().count() == 14
    tiles = Eigenaar.objects.gemeenten().values_list("kaart_rij", "kaart_kolom")
    assert len(set(tiles)) == 14
    rollen = EigenaarFunctie.objects.filter(eigenaar__slug="samentwente").values_list("functie", flat=True)
    assert sorted(rollen) == ["gastheer", "mandaathouder SPUK IZA"]


def test_theme_lines_are_four_in_2024_and_three_in_2026(gezaaid):
    def slugs(day: date) -> list[str]:
        return [lijn.slug for lijn in Themalijn.objects.on(day)]

    assert slugs(date(2024, 12, 31)) == [
        "bestaanszekerheid",
        "preventie-en-gezondheid",
        "mentale-gezondheid",
        "ouderen",
    ]
    assert slugs(date(2026, 3, 26)) == ["bestaanszekerheid", "preventie-en-gezondheid", "ouderen"]
    placed = Project.objects.placed(date(2026, 3, 26)).get(slug="mentale-gezondheid-jongeren")
    assert Themalijn.objects.get(pk=placed.themalijn_op).slug == "preventie-en-gezondheid"


def test_twenty_two_regional_projects_are_known_by_name_and_nobody_invents_the_rest(gezaaid):
    assert Project.objects.filter(soort="regionaal").count() == 22
    assert Project.objects.filter(soort="regionaal").on(date(2024, 12, 31)).count() == 9
    assert not Project.objects.filter(herkomst="fictief").exists()
    assert not Indeling.objects.filter(herkomst="fictief").exists()


def test_old_name_counts_until_the_new_one(gezaaid):
    project = Project.objects.named(date(2025, 12, 31)).get(slug="sociaal-verwijzen")
    assert (project.naam_op, project.naam_voorheen) == ("Welzijn op Recept", None)
    project = Project.objects.named(date(2026, 3, 26)).get(slug="sociaal-verwijzen")
    assert (project.naam_op, project.naam_voorheen) == ("Sociaal Verwijzen", "Welzijn op Recept")


def test_what_was_borged_and_by_whom(gezaaid):
    borging = {b.project.slug: b.partner.naam for b in Borging.objects.select_related("project", "partner")}
    assert borging == {
        "in-beweging-met": "Sport Netwerk Overijssel",
        "regionale-doorzettingsmacht": "Veiligheidsregio Twente",
    }


def test_participation_is_what_the_sources_say(gezaaid):
    pilots = Deelname.objects.filter(project__slug="jongeren-en-schulden", stap="pilot")
    assert sorted(pilots.values_list("eigenaar__slug", flat=True)) == ["haaksbergen", "hengelo"]
    mentaal = Deelname.objects.filter(project__slug="transformatieplan-mentaal-gezond-twente", stap="verkent")
    assert mentaal.count() == 14
    assert not Deelname.objects.filter(project__slug="kinderen-naar-gezond-gewicht").exists()
    assert not Deelname.objects.filter(herkomst="fictief").exists()


def test_meetings_and_decisions_with_their_days(gezaaid):
    days = set(Vergadering.objects.values_list("soort", "datum"))
    assert days == {("bo", date(2025, 4, 16)), ("bo", date(2026, 3, 4)), ("ao", date(2026, 3, 26))}
    doorzettingsmacht = Besluit.objects.get(onderwerp="Regionale doorzettingsmacht")
    assert (doorzettingsmacht.vergadering, doorzettingsmacht.jaar) == (None, 2024)


def test_the_cast_exists_with_its_roles_and_is_marked(gezaaid):
    cast = dict(Aanstelling.objects.values_list("gebruiker__email", "rol"))
    assert cast["bente@koers.example"] == "programmamanager"
    assert len(cast) == 11
    assert set(Aanstelling.objects.values_list("herkomst", flat=True)) == {"fictief"}
    assert all(Gebruiker.objects.values_list("is_demo", flat=True))
    assert Gebruiker.objects.get(email="tom@koers.example").check_password(WACHTWOORD)


def test_seed_demo_with_an_asked_for_password_gives_it_to_people_who_have_another(gezaaid, settings, monkeypatch):
    settings.KOERS_MODE = "demo"
    monkeypatch.setenv("KOERS_DEMO_PASSWORD", "een ander lang wachtwoord")
    call_command("seed_demo", verbosity=0)
    assert Gebruiker.objects.get(email="bea@koers.example").check_password("een ander lang wachtwoord")
