"""The tokens of `static/koers/tokens.css` for paper, and how each class of a chart looks there.

On screen a chart carries classes and the style sheet gives the colours; WeasyPrint reads no document CSS inside an
inline SVG, so on paper every shape carries its own attributes.
"""

from __future__ import annotations

TOKENS = {
    "papier": "#fff",
    "zand": "#f6f4ef",
    "inkt": "#14252b",
    "grijs": "#55636a",
    "lijn": "#7a868c",
    "haar": "#dfddd6",
    "kleur": "#12404f",
    "op-kleur": "#fff",
    "trap-1": "#e8eff1",
    "trap-2": "#bcd2d9",
    "trap-3": "#4b7686",
    "thema-1": "#1f5fa8",
    "thema-2": "#00707a",
    "thema-3": "#6a3d9a",
    "thema-4": "#9c2f6b",
    "groen": "#1b7240",
    "oranje": "#9a5300",
    "rood": "#b3261e",
}

HATCH = "arcering"

# class → attribute → token; other values stand as they are. `grafieken.css` says the same for the screen.
STIJLEN: dict[str, dict[str, str]] = {
    "besteed": {"fill": "kleur"},
    "mee": {"fill": "trap-3"},
    "licht": {"fill": "trap-2"},
    "ruimte": {"fill": "zand", "stroke": "lijn"},
    "terug": {"fill": HATCH},
    "thema-1": {"fill": "thema-1"},
    "thema-2": {"fill": "thema-2"},
    "thema-3": {"fill": "thema-3"},
    "thema-4": {"fill": "thema-4"},
    "groen": {"fill": "groen"},
    "oranje": {"fill": "oranje"},
    "rood": {"fill": "rood"},
    "niet": {"fill": "grijs"},
    "klaar": {"fill": "inkt"},
    "leeg": {"fill": "papier", "stroke": "lijn"},
    "as": {"stroke": "haar"},
    "as-sterk": {"stroke": "inkt"},
    "draad": {"stroke": "lijn"},
    "naad": {"stroke": "papier", "stroke-width": "2"},
    "norm": {"stroke": "inkt", "stroke-width": "2"},
    "doel": {"stroke": "inkt", "stroke-width": "1.5", "stroke-dasharray": "5 4"},
    "trek": {"stroke": "kleur", "stroke-width": "2.5", "stroke-linecap": "round"},
    "punt": {"fill": "lijn", "stroke": "papier", "stroke-width": "1"},
    "eigen": {"fill": "kleur", "stroke": "papier", "stroke-width": "2"},
    "tegel-0": {"fill": "papier", "stroke": "lijn"},
    "tegel-1": {"fill": "trap-1"},
    "tegel-2": {"fill": "trap-2"},
    "tegel-3": {"fill": "trap-3"},
    "tegel-4": {"fill": "kleur"},
    "hier": {"fill": "none", "stroke": "inkt", "stroke-width": "2.5"},
}

# class of a text → its attributes on paper.
TEKSTSTIJLEN: dict[str, dict[str, str]] = {
    "": {"fill": "inkt"},
    "stil": {"fill": "grijs"},
    "sterk": {"fill": "inkt", "font-weight": "600"},
    "groot": {"fill": "inkt", "font-weight": "600", "font-size": "18"},
    "op-0": {"fill": "inkt"},
    "op-1": {"fill": "inkt"},
    "op-2": {"fill": "inkt"},
    "op-3": {"fill": "op-kleur"},
    "op-4": {"fill": "op-kleur"},
}
