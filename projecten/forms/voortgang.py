"""What a person types about a ronde, read from the form as it stands; nothing typed is dropped on the way."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict

from koers.lib.opmaak import bound
from koers.lib.stapform import DagField, WriteForm
from projecten.forms.toezegging import read_antwoorden
from projecten.rules.inhoud import ASPECTEN, MAX_PUNTEN, Inhoud, Punt, carry_over
from projecten.rules.opmerking import remark_fields

# More rows than an entry may have are read back, so that they can be shown when they are refused.
ROWS_READ = 50
OPMERKING = "opmerking"


def read_inhoud(data: QueryDict) -> Inhoud:
    """Rows punt-0-tekst, punt-1-tekst …, the states and the answers to earlier promises, as typed."""
    punten = []
    for i in range(ROWS_READ):
        if (tekst := data.get(f"punt-{i}-tekst")) is None:
            break
        toezegging = data.get(f"punt-{i}-toezegging", "").strip()
        lezer = data.get(f"punt-{i}-lezer") != "intern"
        punten.append(Punt(tekst.replace("\r\n", "\n"), lezer, toezegging=toezegging))
    texts: dict[str, Any] = {}
    for aspect in ASPECTEN:
        texts[aspect] = data.get(aspect, "")
        texts[f"{aspect}_toelichting"] = data.get(f"{aspect}_toelichting", "")
    return Inhoud(
        punten=tuple(punten),
        niets_te_melden=bool(data.get("niets_te_melden")),
        niets_reden=data.get("niets_reden", ""),
        antwoorden=read_antwoorden(data),
        **texts,
    )


def read_versie(data: QueryDict) -> int:
    """The version the writer had before them; 0 for none, or for whatever is not a number."""
    text = data.get("versie", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def read_blad(data: QueryDict) -> str:
    """The name of the page that is written on, as the server gave it; a new one where there is none."""
    text = data.get("blad", "")
    return text if re.fullmatch(r"[A-Za-z0-9_-]{8,24}", text) else secrets.token_urlsafe(12)


def read_keuzes(data: QueryDict) -> dict[str, str]:
    """What was chosen of two texts, field by field; nothing on any other page."""
    return {name: str(value) for name, value in data.items() if name.startswith("kies-")}


def edit_rows(
    inhoud: Inhoud,
    doe: str,
    oud: tuple[Punt, ...],
    cijfers: Mapping[str, str] | None = None,
    ruimte: int = MAX_PUNTEN,
) -> Inhoud | None:
    """A row more, a row less, an old text taken over, a figure put in, or the same again: what a button asks.

    None for any other. `cijfers`: key of a bound figure → what it is now. `ruimte`: how many rows may be filled.
    """
    verb, _, number = doe.partition("-")
    i = int(number) if number.isdecimal() and len(number) < 4 else -1
    if doe == "toon":
        return inhoud
    if doe == "erbij":
        return replace(inhoud, punten=(*inhoud.punten, Punt("")))
    if verb == "weg" and i >= 0:
        return replace(inhoud, punten=inhoud.punten[:i] + inhoud.punten[i + 1 :])
    if verb == "neem" and 0 <= i < len(oud):
        return replace(inhoud, punten=carry_over(inhoud.punten, i, oud[i].tekst, ruimte))
    if verb == "cijfer":
        return _with_figure(inhoud, number, cijfers or {})
    return None


def _with_figure(inhoud: Inhoud, where: str, cijfers: Mapping[str, str]) -> Inhoud:
    """A bound figure at the end of a bullet: `where` is the number of the row and the key, 0-verwijzingen/groei."""
    row, _, key = where.partition("-")
    i = int(row) if row.isdecimal() and len(row) < 4 else -1
    if key not in cijfers or not 0 <= i < len(inhoud.punten):
        return inhoud
    punt = inhoud.punten[i]
    text = f"{punt.tekst.rstrip()} {bound(key, cijfers[key])}".lstrip()
    return replace(inhoud, punten=(*inhoud.punten[:i], replace(punt, tekst=text), *inhoud.punten[i + 1 :]))


def remark_name(veld: str) -> str:
    """The name of the remark at a field: opmerking-2 at punt-1-tekst, opmerking-tijd at tijd."""
    match = re.fullmatch(r"punt-(\d+)-tekst", veld)
    return f"{OPMERKING}-{int(match[1]) + 1 if match else veld}"


def read_remarks(data: QueryDict, punten: int, antwoorden: Iterable[str] = ()) -> dict[str, str]:
    """The remark at each field, as typed; nothing for a field without one."""
    typed = {veld: data.get(remark_name(veld), "") for veld in remark_fields(punten, antwoorden)}
    return {veld: text for veld, text in typed.items() if text.strip()}


def read_chosen(data: QueryDict) -> dict[int, int]:
    """Entries that were ticked: number → the version that was read. What is not two numbers is left out."""
    pairs = [text.partition("-")[::2] for text in data.getlist("kies")[:500]]
    return {int(pk): int(versie) for pk, versie in pairs if _number(pk) and _number(versie)}


def _number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


class HeropenForm(WriteForm):
    """Why an entry is opened again, and until when."""

    tot = DagField(label="Tot en met", help_text="De laatste dag waarop geschreven kan worden.")
    reden = forms.CharField(
        label="Waarom",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="De projectleider leest dit; het komt ook in de geschiedenis te staan.",
        error_messages={"required": "Schrijf waarom u heropent."},
    )
