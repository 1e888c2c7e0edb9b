"""Promises on the entry page: their dates and the answers to earlier ones as typed, and what its buttons ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from django.http import QueryDict

from projecten.models import Ronde
from projecten.rules.antwoord import Antwoord, Toegezegd, as_news
from projecten.rules.belofte import propose
from projecten.rules.inhoud import MAX_PUNTEN, Inhoud, Punt

_KEUZE = re.compile(r"antwoord-(\d{1,9})")


def read_antwoorden(data: QueryDict) -> tuple[Antwoord, ...]:
    """Of each promise that stood on the page: antwoord-12, antwoord-12-wanneer and antwoord-12-woorden."""
    asked = sorted({int(match[1]) for name in data if (match := _KEUZE.match(name))})
    return tuple(
        Antwoord(
            pk,
            data.get(f"antwoord-{pk}", ""),
            data.get(f"antwoord-{pk}-wanneer", "").strip(),
            data.get(f"antwoord-{pk}-woorden", ""),
        )
        for pk in asked
    )


def promise_rows(inhoud: Inhoud, doe: str, ronde: Ronde, toegezegd: Sequence[Toegezegd]) -> Inhoud | None:
    """The date that a text names taken over (belofte-0), or an answer made a bullet (nieuws-12). None for any other."""
    verb, _, number = doe.partition("-")
    i = int(number) if number.isdecimal() and len(number) < 10 else -1
    if verb == "belofte" and 0 <= i < len(inhoud.punten):
        punt = inhoud.punten[i]
        found = propose(punt.tekst, ronde.begin, ronde.eind)
        told = replace(punt, toezegging=found.code) if found else punt
        return replace(inhoud, punten=(*inhoud.punten[:i], told, *inhoud.punten[i + 1 :]))
    belofte = next((own for own in toegezegd if own.id == i), None) if verb == "nieuws" else None
    return _with_news(inhoud, as_news(belofte, inhoud.answer_to(i))) if belofte else None


def _with_news(inhoud: Inhoud, tekst: str) -> Inhoud:
    """In the first row that is still empty, else in one of its own; once, and as it was with no room left."""
    if any(punt.tekst == tekst for punt in inhoud.punten):
        return inhoud
    empty = next((i for i, punt in enumerate(inhoud.punten) if punt.leeg), len(inhoud.punten))
    if empty >= MAX_PUNTEN:
        return inhoud
    return replace(inhoud, punten=(*inhoud.punten[:empty], Punt(tekst), *inhoud.punten[empty + 1 :]))
