"""One small year of money: a scheme with a rule, an award to SamenTwente and one to each of two gemeenten."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from html import unescape

import pytest
from django.http import HttpResponse

from financien import services
from financien.models import Beschikking, Bestemming, Regeling
from koers.eigenaren.models import Eigenaar
from projecten.models import Controlegetal

D = Decimal
JAAR = 2024
Award = Callable[..., Beschikking]


@pytest.fixture
def iza(nu: datetime, db: None) -> Regeling:
    """20% of 2024 may go to 2025 or 2026, as long as nobody confirmed it."""
    regeling = services.create_regeling(
        actor=None,
        slug="spuk-iza",
        naam="SPUK IZA",
        verstrekker="ministerie",
        vanaf=date(2023, 1, 1),
        tot=date(2026, 12, 31),
        now=nu,
    )
    services.create_regel(
        actor=None,
        regeling=regeling,
        jaar=JAAR,
        meenemen_percentage=D("20.00"),
        laatste_jaar=2026,
        status="aanname",
        bron="geen openbare bron",
        now=nu,
    )
    return regeling


@pytest.fixture
def gala(nu: datetime, db: None) -> Regeling:
    """No rule is known, so nothing may go."""
    return services.create_regeling(
        actor=None,
        slug="spuk-gala",
        naam="SPUK GALA",
        verstrekker="ministerie",
        vanaf=date(2023, 1, 1),
        tot=date(2026, 12, 31),
        volgorde=1,
        now=nu,
    )


@pytest.fixture
def award(nu: datetime) -> Award:
    """`award(gala, almelo, "1000.00", lasten="600.00")`: an award with a grant and one cost line in 2024."""

    def make(
        regeling: Regeling,
        ontvanger: Eigenaar,
        toegekend: str,
        *,
        lasten: str = "",
        programmadeel: str | None = "",
        jaar: int = JAAR,
        herkomst: str = "bron",
    ) -> Beschikking:
        slug = f"{regeling.slug}-{ontvanger.slug}"
        beschikking = Beschikking.objects.filter(slug=slug).first() or services.create_beschikking(
            actor=None,
            slug=slug,
            regeling=regeling,
            ontvanger=ontvanger,
            nummer=slug.upper(),
            vanaf=date(2023, 1, 1),
            tot=date(2026, 12, 31),
            now=nu,
        )
        deel = toegekend if programmadeel == "" else programmadeel
        services.set_jaarschijf(
            actor=None,
            beschikking=beschikking,
            jaar=jaar,
            toegekend=D(toegekend),
            programmadeel=None if deel is None else D(deel),
            herkomst=herkomst,
            now=nu,
        )
        if lasten:
            book(beschikking, lasten, nu=nu, datum=date(jaar, 5, 17), herkomst=herkomst)
        return beschikking

    return make


def book(beschikking: Beschikking, bedrag: str, *, nu: datetime, stuk: str = "S-1", **fields: object) -> object:
    values = {"datum": date(JAAR, 5, 17), "omschrijving": "Projectleiding, tweede kwartaal", "now": nu} | fields
    return services.record_boeking(actor=None, beschikking=beschikking, stuk=stuk, bedrag=D(bedrag), **values)


@pytest.fixture
def brief(db: None) -> list[Controlegetal]:
    """What the letter says of 2024: 1.000 available, 600 spent, 200 carried, 200 repaid."""
    return [
        Controlegetal.objects.create(
            sleutel=f"{naam}-{JAAR}",
            naam=f"{naam.capitalize()} {JAAR}",
            waarde=D(waarde),
            bron="Raadsbrief",
            peildatum=date(2024, 12, 31),
            toets=f"{naam}-{JAAR}",
            volgorde=i,
        )
        for i, (naam, waarde) in enumerate(
            {"baten": "1000", "lasten": "600", "meenemen": "200", "terugstorten": "200"}.items()
        )
    ]


@pytest.fixture
def iza_award(iza: Regeling, samentwente: Eigenaar, award: Award, nu: datetime) -> Beschikking:
    """1.000 granted, 600 spent, divided: 200 goes on to 2025 and 200 back."""
    beschikking = award(iza, samentwente, "1000.00", lasten="600.00")
    services.set_bestemmingen(actor=None, beschikking=beschikking, jaar=JAAR, now=nu)
    return beschikking


def repayment(beschikking: Beschikking) -> Bestemming:
    return beschikking.bestemmingen.get(soort="terugstorten")


def settle(beschikking: Beschikking, nu: datetime, *stappen: str) -> Bestemming:
    """Take the repayment of 2024 through these steps."""
    row = repayment(beschikking)
    for stap in stappen:
        row = services.advance_terugstorting(actor=None, bestemming=row, stap=stap, now=nu)
    return row


def text(response: HttpResponse) -> str:
    """What one reads on the page, without the white space of HTML."""
    return re.sub(r"[\s\u00a0]+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))
