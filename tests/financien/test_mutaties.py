"""The log tells that money was changed, never how much: the amounts are beside the money, for who sees boekingen."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from financien import services
from financien.models import Beschikking, Boeking, Mutatie, Regeling
from koers.eigenaren.models import Eigenaar
from koers.lib.kwartaal import Kwartaal
from koers.toegang.models import Gebruiker, Logregel
from tests.financien.conftest import JAAR, D, book, text

TELLING = "Geheime inhuur"


def calls(award: Beschikking, iza: Regeling, almelo: Eigenaar, nu: datetime) -> dict[str, Callable[[], Any]]:
    """Every service of the money, in an order in which each finds what it changes; each with an amount that tells."""

    def do(name: str, **fields: Any) -> Callable[[], Any]:
        return lambda: getattr(services, name)(
            actor=None, now=nu, **{k: v() if callable(v) else v for k, v in fields.items()}
        )

    def line() -> Boeking:
        return award.boekingen.filter(corrigeert=None).get()

    return {
        "create_regeling": do("create_regeling", slug="x", naam="X", verstrekker="Rijk", vanaf=date(2024, 1, 1)),
        "change_regeling": do("change_regeling", regeling=iza, naam="SPUK IZA-plus"),
        "create_regel": do(
            "create_regel", regeling=iza, jaar=2025, status="aanname", bron="x", meenemen_bedrag=D("777.77")
        ),
        "change_regel": do("change_regel", regel=lambda: iza.regels.get(jaar=2025), meenemen_bedrag=D("777.78")),
        "create_beschikking": do(
            "create_beschikking",
            slug="y",
            regeling=iza,
            ontvanger=almelo,
            nummer="Y",
            vanaf=date(2024, 1, 1),
            tot=date(2026, 12, 31),
        ),
        "change_beschikking": do("change_beschikking", beschikking=award, document="besluit.pdf"),
        "set_jaarschijf": do("set_jaarschijf", beschikking=award, jaar=JAAR, toegekend=D("777.77")),
        "set_begroting": do("set_begroting", beschikking=award, jaar=JAAR, post="Inzet", bedrag=D("777.77")),
        "record_beginstand": do("record_beginstand", beschikking=award, jaar=2023, naar_jaar=JAAR, bedrag=D("777.77")),
        "record_boeking": lambda: book(award, "777.77", nu=nu, omschrijving=TELLING),
        "change_boeking": do("change_boeking", boeking=line, bedrag=D("777.76")),
        "correct_boeking": do(
            "correct_boeking", boeking=line, datum=date(JAAR, 6, 1), stuk="C", bedrag=D("-77.77"), reden="dubbel"
        ),
        "set_bestemmingen": do("set_bestemmingen", beschikking=award, jaar=JAAR),
        "advance_terugstorting": do(
            "advance_terugstorting",
            bestemming=lambda: award.bestemmingen.filter(soort="terugstorten").first(),
            stap="sisa",
        ),
        "remove_boeking": do("remove_boeking", boeking=lambda: award.boekingen.get(stuk="C")),
        "record_oorzaak": do(
            "record_oorzaak", jaar=JAAR, soort="werving", omschrijving=TELLING, bedrag=D("77.77"), beschikking=award
        ),
        "change_oorzaak": do("change_oorzaak", oorzaak=lambda: award.oorzaken.get(), bedrag=D("77.78")),
        "remove_oorzaak": do("remove_oorzaak", oorzaak=lambda: award.oorzaken.get()),
        "set_capaciteit": do(
            "set_capaciteit", eigenaar=almelo, kwartaal=Kwartaal(2026, 1), gepland=D("77.70"), ingevuld=None
        ),
    }


def test_no_change_of_the_money_puts_an_amount_or_a_description_in_the_log(
    iza: Regeling, samentwente: Eigenaar, almelo: Eigenaar, award: Any, nu: datetime
) -> None:
    beschikking = award(iza, samentwente, "1000.00")
    todo = calls(beschikking, iza, almelo, nu)
    assert set(todo) == set(services.__all__), "a service of the money that this test does not walk over"
    for name, call in todo.items():
        before = Logregel.objects.count()
        call()
        assert Logregel.objects.count() > before, f"{name} wrote no line"
    told = "\n".join(Logregel.objects.filter(actie__startswith="financien.").values_list("zin", flat=True))
    assert not re.search(r"€|\d,\d", told)
    assert TELLING not in told
    kept = "\n".join(beschikking.mutaties.values_list("zin", flat=True))
    assert all(amount in kept for amount in ("777,77", "777,76"))
    assert TELLING in kept


def test_replacing_an_amount_keeps_what_it_was(iza_award: Beschikking, frank: Gebruiker, nu: datetime) -> None:
    change = {"beschikking": iza_award, "jaar": 2025, "now": nu}
    services.set_jaarschijf(actor=frank, toegekend=D("10.00"), **change)
    services.set_begroting(actor=frank, post="Inzet", bedrag=D("10.00"), **change)
    assert not Mutatie.objects.filter(jaar=2025).exists()
    services.set_jaarschijf(actor=frank, toegekend=D("10.00"), **change)
    services.set_jaarschijf(actor=frank, toegekend=D("11.00"), **change)
    services.set_begroting(actor=frank, post="Inzet", bedrag=D("12.00"), **change)
    assert [zin.replace("\u00a0", " ") for zin in Mutatie.objects.filter(jaar=2025).values_list("zin", flat=True)] == [
        "Begroting van Inzet gewijzigd. Was: € 10,00. Nu: € 12,00.",
        "Toekenning gewijzigd. Was: € 10,00, voor het programma onbekend. Nu: € 11,00, voor het programma onbekend.",
    ]


def test_only_who_sees_boekingen_sees_what_was_changed(
    iza_award: Beschikking, nu: datetime, as_user: Any, frank: Gebruiker, bente: Gebruiker, bea: Gebruiker
) -> None:
    services.remove_boeking(actor=frank, boeking=Boeking.objects.get(), now=nu)
    address = f"/geld/beschikkingen/{iza_award.slug}/?jaar={JAAR}"
    assert "verwijderd. Was: 17 mei 2024, Projectleiding, tweede kwartaal, € 600,00. Frank Test" in text(
        as_user(frank).get(address)
    )
    assert "Projectleiding, tweede kwartaal" not in text(as_user(bente).get(address))
    assert "600,00" not in text(as_user(bea).get("/logboek/"))
    assert "Boeking S-1/1 verwijderd" in text(as_user(bea).get("/logboek/"))
    visible = Mutatie.objects.visible_to
    assert visible(frank, nu.date()).exists()
    assert not visible(bente, nu.date()).exists()
