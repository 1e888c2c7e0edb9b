"""What makes a password easy to guess, for whoever knows how people make them longer."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

# Words everyone around the programme would try first, beside the 20,000 most used passwords that Django carries.
WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        welkom wachtwoord geheim lente zomer herfst winter januari februari maart april mei juni juli augustus september
        oktober november december maandag dinsdag woensdag donderdag vrijdag zaterdag zondag nederland overijssel koers
        twentsekoers twente samentwente menzis almelo borne dinkelland enschede haaksbergen hellendoorn hengelo
        hofvantwente losser oldenzaal rijssenholten tubbergen twenterand wierden gemeente ambtenaar portaal
        """,
    )
)
LEET = str.maketrans("0134578@$!", "oieastbasi")
ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop")
TOO_FEW = 5


def guessable(password: str, common: frozenset[str] | set[str] = frozenset()) -> str:
    """Why this password is easy to guess, as a Dutch sentence; "" when it is not. `common`: words everyone uses."""
    low = password.lower()
    if len(set(low)) < TOO_FEW:
        return "Dit wachtwoord bestaat uit te weinig verschillende tekens."
    if any(repeated := re.findall(r"^(.{1,8}?)\1+.?$", low)):
        return f"Dit wachtwoord herhaalt steeds {repeated[0]!r}. Kies losse woorden."
    if _in_rows(low):
        return "Dit wachtwoord volgt de rij van het alfabet, de cijfers of het toetsenbord."
    for spelling in (low, re.sub(r"[\W\d_]+$", "", low).translate(LEET)):
        core = re.sub(r"[\W\d_]+", "", spelling, flags=re.ASCII)
        if len(core) >= 3 and (core in WORDS or core in common):
            return f"Dit wachtwoord is een bekend woord ({core}) met tekens erbij. Kies een zin van vier losse woorden."
    if len(re.sub(r"[\W\d_]+", "", low)) < 3 and re.search(r"(19|20)\d\d", low):
        return "Dit wachtwoord lijkt op een datum. Kies een zin van vier losse woorden."
    return ""


def _in_rows(low: str) -> bool:
    """True when two thirds of the password are steps to the next or previous key of a row."""
    steps = sum(any(a + b in row or b + a in row for row in ROWS) or a == b for a, b in pairwise(low))
    return steps * 3 >= len(low) * 2


class GuessableValidator:
    """For AUTH_PASSWORD_VALIDATORS, beside length, similarity and the list of common passwords."""

    def __init__(self) -> None:
        self.common = CommonPasswordValidator().passwords

    def validate(self, password: str, user: Any = None) -> None:
        if reden := guessable(password, self.common):
            raise ValidationError(reden, code="password_guessable")

    def get_help_text(self) -> str:
        return "Geen bekend woord met cijfers erachter, en geen rij van het toetsenbord."
