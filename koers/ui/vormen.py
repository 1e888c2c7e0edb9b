"""The small signs of the portal as plain values: states, steps, needles and icons."""

from __future__ import annotations

from dataclasses import dataclass

# Colour of Kwaliteit/Tijd/Geld → the word beside its shape.
STANDEN = {
    "groen": "groen",
    "oranje": "oranje",
    "rood": "rood",
    "niet": "niet gemeld",
    "klaar": "afgerond",
}
# The shape of each state, drawn on 12 × 12.
PADEN = {
    "groen": "M6 1C8.8 1 11 3.2 11 6S8.8 11 6 11 1 8.8 1 6 3.2 1 6 1z",
    "oranje": "M6 .8 11.8 11H.2z",
    "rood": "M1.2 1.2h9.6v9.6H1.2z",
    "niet": "M2 5h8v2H2z",
    "klaar": "M4.6 10.2.9 6.5l1.4-1.4 2.3 2.3 5-5.1L11 3.7z",
    "uitleg": "M5 5h2v6H5zM5 1.5h2v2H5z",
}
_STAND_ALIAS = {"": "niet", "niet gemeld": "niet", "niet-gemeld": "niet", "afgerond": "klaar"}

TREDEN = ("verkent", "voorbereiding", "pilot", "doet-mee", "geborgd")
NAAST_DE_LADDER = ("gestopt", "niet")

# Theme sign 1–4 → degrees of the needle (north, east, south, west).
NAALD = {1: 0, 2: 90, 3: 180, 4: 270}

# How a message of Django or of the portal looks: its colour, and the shape that goes with it.
MELDINGEN = {
    "goed": ("groen", "klaar"),
    "let-op": ("oranje", "oranje"),
    "fout": ("rood", "rood"),
    "uitleg": ("neutraal", "uitleg"),
}
_MELDING_ALIAS = {"success": "goed", "warning": "let-op", "error": "fout", "info": "uitleg", "debug": "uitleg"}

# Drawn on 24 × 24, lines of 2; each is one path.
ICONEN = {
    "menu": "M4 5h16M4 12h16M4 19h16",
    "download": "M12 3v12m-5-5 5 5 5-5M3 15v4a2 2 0 0 0 2 2h14a2 2 0 0 0 2-2v-4",
    "plus": "M12 5v14M5 12h14",
    "pijl": "M5 12h14m-7-7 7 7-7 7",
    "terug": "M19 12H5m7 7-7-7 7-7",
    "kruis": "M6 6l12 12M18 6 6 18",
    "vink": "M4.5 12.5 9.5 17.5 19.5 6.5",
    "potlood": "M4 20l1-4L16.5 4.5a2.1 2.1 0 0 1 3 3L8 19zM14 7l3 3",
    "zoek": "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.2 15.2 20.5 20.5",
    "slot": "M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11",
    "klok": "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 7.5V12l3 2",
    "document": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "koppeling": "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1",
    "extern": "M13 4h7v7M20 4l-9 9M18 14v5H5V6h5",
    "omlaag": "M6 9l6 6 6-6",
    "verwijder": "M4 6h16M9 6V4h6v2M6 6l1 14h10l1-14M10 10v6M14 10v6",
    "persoon": "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.5 20.5c.8-4 3.8-6 7.5-6s6.7 2 7.5 6",
    "agenda": "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
    "herhaal": "M20 11a8 8 0 0 0-14.5-3.5L4 9M4 4v5h5M4 13a8 8 0 0 0 14.5 3.5L20 15M20 20v-5h-5",
}


def stand_van(waarde: object) -> str:
    """The state by its name or an everyday spelling of it; nothing is "niet". ValueError when it is no state."""
    naam = str(waarde or "").strip().lower()
    naam = _STAND_ALIAS.get(naam, naam)
    if naam not in STANDEN:
        raise ValueError(f"{waarde!r} is no state: {', '.join(STANDEN)}")
    return naam


def trede_van(waarde: object) -> str:
    """The step of the ladder as a slug; nothing is "niet". ValueError when it is no step."""
    naam = str(waarde or "niet").strip().lower().replace(" ", "-").replace("_", "-")
    if naam not in TREDEN + NAAST_DE_LADDER:
        raise ValueError(f"{waarde!r} is no step: {', '.join(TREDEN + NAAST_DE_LADDER)}")
    return naam


def melding_van(soort: str) -> tuple[str, str]:
    """Colour and shape of a message; whatever is not known is a plain explanation."""
    return MELDINGEN.get(_MELDING_ALIAS.get(soort, soort), MELDINGEN["uitleg"])


@dataclass(frozen=True)
class Trede:
    """One dot on the rail of the ladder."""

    x: int
    straal: int
    klasse: str


def rail(trede: str) -> tuple[list[Trede], int | None]:
    """The five dots of the ladder, and how far the rail is filled (None beside the ladder)."""
    nu = TREDEN.index(trede) if trede in TREDEN else None
    punten = []
    for i in range(len(TREDEN)):
        klasse = "" if nu is None or i > nu else "nu" if i == nu else "af"
        punten.append(Trede(5 + 16 * i, 5 if i == nu else 3, klasse))
    return punten, None if nu is None else 5 + 16 * nu
