"""People who keep saving while things break, and who remember exactly what was acknowledged to them."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import psycopg2
import requests

from tests.faults.installatie import Installatie
from tests.faults.mens import Mens, typed

PUNTEN = ("eerste", "tweede", "derde")


def bullets(nummer: int) -> tuple[str, ...]:
    """Three bullets that belong together: none may ever be seen with one of another save."""
    return tuple(f"Het {woord} bericht van opslag {nummer}." for woord in PUNTEN)


@dataclass
class Schrijver(threading.Thread):
    """Saves one entry over and over. `acknowledged` counts saves that were answered as kept."""

    installatie: Installatie
    rubriek: int
    acknowledged: int = 0
    broken: int = 0
    refused: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    nummer: int = 0
    _done: threading.Event = field(default_factory=threading.Event)
    __hash__ = threading.Thread.__hash__

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def run(self) -> None:
        fields: dict[str, str] | None = None
        last, tried = 0, 0
        mens = Mens(self.installatie, "rik")
        while not self._done.is_set():
            try:
                if fields is None:
                    path, fields = mens.write(self.rubriek)
                    last = self._look_back(last, tried)
                self.nummer = tried = self.nummer + 1
                answer = mens.post(path, typed(fields, *bullets(tried)))
                if answer.is_done:
                    self.acknowledged, last = self.acknowledged + 1, tried
                elif answer.status < 500:
                    self.refused.append(f"{answer.status} {answer.melding[:200]}")
                else:
                    self.broken += 1
            except (requests.RequestException, AssertionError):
                self.broken += 1
                self._done.wait(0.02)
            except psycopg2.OperationalError:
                self._done.wait(0.02)  # the database is away: look again before anything else is sent
            fields = None

    def _look_back(self, last: int, tried: int) -> int:
        """After every answer or the lack of one: what is there is what was acknowledged last, or what was under way."""
        there = self.stored()
        if there and there not in (last, tried):
            self.lost.append(f"rubriek {self.rubriek}: acknowledged {last}, tried {tried}, there is {there}")
        if last and not there:
            self.lost.append(f"rubriek {self.rubriek}: acknowledged {last}, nothing is there")
        return there or last

    def stored(self) -> int:
        """The number of the save that is in the database, 0 for none; AssertionError when it is half of one."""
        texts = [text for (text,) in self.installatie.rows(SAVED.format(slug=f"rubriek-{self.rubriek}"))]
        if not texts:
            return 0
        nummer = int(texts[0].rstrip(".").rpartition(" ")[2])
        if tuple(texts) != bullets(nummer):
            self.lost.append(f"half: {texts}")
        return nummer

    def log_lines(self) -> int:
        return int(self.installatie.value(LOGGED.format(slug=f"rubriek-{self.rubriek}")))

    def versie(self) -> int:
        rows = self.installatie.rows(VERSIE.format(slug=f"rubriek-{self.rubriek}"))
        return int(rows[0][0]) if rows else 0

    def versies(self) -> list[int]:
        """The number of each version that was kept, the last one last."""
        return [int(nummer) for (nummer,) in self.installatie.rows(KEPT.format(slug=f"rubriek-{self.rubriek}"))]

    def stop(self) -> None:
        self._done.set()
        self.join(60)


ENTRY = """FROM projecten_voortgang v JOIN projecten_rubriek r ON r.id = v.rubriek_id
JOIN projecten_ronde o ON o.id = v.ronde_id WHERE r.slug = '{slug}' AND o.jaar = 2027"""
SAVED = f"SELECT b.tekst FROM projecten_bericht b WHERE b.voortgang_id IN (SELECT v.id {ENTRY}) ORDER BY b.volgorde"
VERSIE = f"SELECT v.versie {ENTRY}"
KEPT = f"""SELECT nummer FROM projecten_voortgangversie WHERE voortgang_id IN (SELECT v.id {ENTRY}) ORDER BY nummer"""
LOGGED = f"""SELECT count(*) FROM toegang_logregel WHERE actie = 'projecten.voortgang:save'
AND object_id IN (SELECT v.id {ENTRY})"""
