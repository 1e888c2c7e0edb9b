"""Projects and what is entered about them, as the database guards it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError

from koers.eigenaren.models import Eigenaar, Partner
from koers.toegang.models import Gebruiker
from projecten.models import (
    Afdoening,
    Bericht,
    Betrokkenheid,
    Bewijs,
    Bijeenkomst,
    Borging,
    BorgingControle,
    Deelname,
    ExtraVraag,
    Formulier,
    Herinnering,
    Indeling,
    Indicator,
    Meting,
    Mijlpaal,
    Overgang,
    Project,
    Projectleiding,
    ProjectNaam,
    Resultaat,
    Risico,
    Ronde,
    Rubriek,
    Streefwaarde,
    Toezegging,
    Voortgang,
    VoortgangVersie,
    Voortzetting,
    VraagAan,
)
from tests.factories import EERDER, EIND, MIDDEN, MOMENT, make, new
from tests.refusals import Refusal, once, twice

JAAR = {"soort": "jaar", "kwartaal": None, "eind": EIND}

REFUSALS: dict[str, Refusal] = {
    "project_einde_na_begin": once(Project, tot=EERDER),
    "project_lokaal_heeft_gemeente": once(Project, soort="lokaal"),
    "projectnaam_stap_uniek": twice(ProjectNaam, second={"naam": "Een tweede naam op die dag"}),
    "indeling_stap_uniek": twice(Indeling, second={"volgorde": 9}),
    "projectleiding_uniek": twice(Projectleiding),
    "projectleiding_einde_na_begin": once(Projectleiding, tot=EERDER),
    "deelname_stap_uniek": twice(Deelname, second={"stap": "gestopt"}),
    "voortzetting_uniek": twice(Voortzetting, second={"vanaf": EIND}),
    "voortzetting_naar_een_ander": once(Voortzetting, naar=Project),
    "borging_uniek": twice(Borging, second={"afspraak": "anders"}),
    "borging_bij_een_partij": once(Borging, eigenaar=Eigenaar),
    "borging_gemeld_na_begin": once(Borging, vanaf=EIND),
    "borgingcontrole_uniek": twice(BorgingControle, second={"uitkomst": "aandacht"}),
    "streefwaarde_uniek_eigenaar": twice(Streefwaarde, eigenaar=Eigenaar, second={"waarde": Decimal(31)}),
    "streefwaarde_uniek_regio": twice(Streefwaarde, second={"waarde": Decimal(31)}),
    "meting_uniek_eigenaar": twice(Meting, eigenaar=Eigenaar, second={"waarde": Decimal(31)}),
    "meting_uniek_regio": twice(Meting, second={"waarde": Decimal(31)}),
    "indicator_einde_na_begin": once(Indicator, vanaf=MIDDEN, tot=EERDER),
    "indicator_per_minstens_een": once(Indicator, per=0),
    "meting_teller_met_noemer": once(Meting, teller=Decimal(3), noemer=Decimal(0)),
    "resultaat_uniek": twice(Resultaat, second={"omschrijving": "anders"}),
    "bijeenkomst_uniek": twice(Bijeenkomst, second={"plaats": "Borne"}),
    "bijeenkomst_einde_na_begin": once(Bijeenkomst, tot=EERDER),
    "mijlpaal_uniek": twice(Mijlpaal, second={"datum": EIND}),
    "mijlpaal_dag_alleen_als_gehaald": once(Mijlpaal, gehaald_op=MIDDEN),
    "mijlpaal_vorige_houder_tot_een_dag": once(Mijlpaal, vorige_houder=Gebruiker),
    "risico_vorige_houder_tot_een_dag": once(Risico, vorige_houder=Gebruiker),
    "risico_uniek": twice(Risico, second={"sinds": EIND}),
    "risico_gewogen_of_niet": once(Risico, kans="groot"),
    "betrokkenheid_partner_uniek": twice(Betrokkenheid, second={"vanaf": MIDDEN}),
    "betrokkenheid_eigenaar_uniek": twice(Betrokkenheid, partner=None, eigenaar=Eigenaar, second={"vanaf": MIDDEN}),
    "betrokkenheid_partner_programma_uniek": twice(
        Betrokkenheid, project=None, onderwerp="Regioscan", second={"vanaf": MIDDEN}
    ),
    "betrokkenheid_eigenaar_programma_uniek": twice(
        Betrokkenheid, project=None, onderwerp="Regioscan", partner=None, eigenaar=Eigenaar, second={"vanaf": MIDDEN}
    ),
    "betrokkenheid_van_een_partij": once(Betrokkenheid, eigenaar=Eigenaar),
    "betrokkenheid_heeft_onderwerp": once(Betrokkenheid, project=None),
    "formulier_versie_uniek": twice(Formulier, second={"tijd": "Anders?"}),
    "formulier_grenzen": once(Formulier, max_punten=13),
    "herinnering_nooit_dubbel": twice(Herinnering),
    "herinnering_waaraan": once(Herinnering, plicht=""),
    "extravraag_vraagt_iets": once(ExtraVraag, vraag=""),
    "vraagaan_een_per_project": twice(VraagAan),
    "vraagaan_een_per_gemeente": twice(VraagAan, project=None, gemeente=Eigenaar),
    "vraagaan_een_van_beide": once(VraagAan, gemeente=Eigenaar),
    "vraagaan_antwoord_met_dag": once(VraagAan, antwoord="Tien."),
    "ronde_kwartaal_uniek": twice(Ronde, second={"dicht_op": EIND}),
    "ronde_jaar_uniek": twice(Ronde, **JAAR, second={"dicht_op": EIND}),
    "ronde_kwartaal_past_bij_soort": once(Ronde, kwartaal=5),
    "ronde_datums_in_volgorde": once(Ronde, dicht_op=date(2026, 3, 14)),
    "voortgang_een_per_rubriek": twice(Voortgang, project=None, rubriek=Rubriek, second={"staat": "goedgekeurd"}),
    "voortgang_een_per_project": twice(Voortgang, second={"staat": "goedgekeurd"}),
    "voortgang_een_per_project_gemeente": twice(Voortgang, gemeente=Eigenaar, second={"staat": "goedgekeurd"}),
    "voortgang_een_per_gemeente": twice(Voortgang, project=None, gemeente=Eigenaar, second={"staat": "goedgekeurd"}),
    "voortgang_een_scope": once(Voortgang, rubriek=Rubriek),
    "voortgang_kwaliteit_toegelicht": once(Voortgang, staat="ingediend", kwaliteit="rood"),
    "voortgang_tijd_toegelicht": once(Voortgang, staat="ingediend", tijd="oranje"),
    "voortgang_geld_toegelicht": once(Voortgang, staat="ingediend", geld="rood"),
    "bericht_volgorde_uniek": twice(Bericht, second={"tekst": "Ander nieuws."}),
    "bericht_heeft_tekst": once(Bericht, tekst=""),
    "toezegging_heeft_tekst": once(Toezegging, tekst=""),
    "toezegging_precisie": once(Toezegging, precisie="jaar"),
    "afdoening_een_per_ronde": twice(Afdoening),
    "afdoening_later_met_datum": once(Afdoening, uitkomst="later"),
    "afdoening_vervalt_met_reden": once(Afdoening, uitkomst="vervalt"),
    "overgang_terug_met_reden": once(Overgang, naar="teruggestuurd"),
    "bewijs_beeld_omschreven": once(Bewijs, soort="beeld"),
    "voortgangversie_nummer_uniek": twice(VoortgangVersie, second={"inhoud": {}}),
    "voortgangversie_in_volgorde": once(VoortgangVersie, moment=MOMENT - timedelta(seconds=1)),
    "overgang_heropend_tot": once(Overgang, naar="heropend", opmerking="Een getal klopte niet."),
}


@pytest.mark.django_db
def test_a_voortgang_of_nothing_at_all_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="voortgang_een_scope"):
        new(Voortgang, project=None).save()


@pytest.mark.django_db
def test_the_four_scopes_of_one_ronde_stand_beside_each_other():
    gemeente = make(Eigenaar)
    make(Voortgang)
    make(Voortgang, gemeente=gemeente)
    make(Voortgang, project=None, gemeente=gemeente)
    make(Voortgang, project=None, rubriek=Rubriek)
    assert Voortgang.objects.count() == 4


@pytest.mark.django_db
def test_a_borging_at_nobody_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="borging_bij_een_partij"):
        new(Borging, partner=None).save()


@pytest.mark.django_db
def test_a_regional_project_of_one_gemeente_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="project_lokaal_heeft_gemeente"):
        new(Project, gemeente=Eigenaar).save()


@pytest.mark.django_db
def test_two_partners_of_one_name_are_refused_by_the_database():
    make(Partner)
    with pytest.raises(IntegrityError):
        new(Partner, slug="anders").save()
