"""The glossary: the words the redacteur keeps, in the groups in which the page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from rapportage.models import Tekstblok


@dataclass(frozen=True)
class Groep:
    """Words under one heading, with the sentence that introduces them."""

    titel: str
    zin: str
    woorden: tuple[Tekstblok, ...]


# Heading, sentence, which keys, and whether the words stand by alphabet (else in the order they were written).
_GROEPEN = (
    (
        "Woorden van het programma",
        "Zoals ze in portaal en documenten bedoeld zijn.",
        ("begrip", "woord"),
        True,
    ),
    ("Deelname aan een project", "De stappen van laag naar hoog, en de twee die ernaast staan.", ("trede",), False),
    (
        "Stand van een project",
        "Bij Kwaliteit, Tijd en Geld, steeds met een vorm en een woord.",
        ("stand",),
        False,
    ),
    ("Afkortingen", "Wat een bron niet voluit schrijft, vullen we niet zelf in.", ("afkorting",), True),
)


def list_begrippen() -> list[Groep]:
    """Every group that has words, in one query."""
    prefixes = {prefix for _, _, group, _ in _GROEPEN for prefix in group}
    blokken = [
        (blok.sleutel.partition("-")[0], blok)
        for blok in Tekstblok.objects.filter(sleutel__regex=f"^({'|'.join(sorted(prefixes))})-").order_by("pk")
    ]
    groepen = []
    for titel, zin, group, by_alphabet in _GROEPEN:
        woorden = [blok for prefix, blok in blokken if prefix in group]
        if by_alphabet:
            woorden.sort(key=lambda blok: blok.titel.casefold())
        if woorden:
            groepen.append(Groep(titel, zin, tuple(woorden)))
    return groepen
