"""Reading the log: one filter for the screen and the file, paged by the id one has seen last.

Page 1 and page 1,000 cost the same, and so do the choices of the filter, however long the log is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.db import connection
from django.db.models import QuerySet

from koers.lib.klok import AMSTERDAM
from koers.toegang.models import Gebruiker, Logregel

PAGE = 100
LONGEST = 50_000
NOBODY = "niemand"
KOP = ("Moment", "Wat", "Wie", "Via", "Resultaat", "Handeling", "Soort", "Nummer")

# What a verb in `actie` ("app.noun:verb") is called on the screen; one that is not here is shown as it is.
WERKWOORDEN = {
    "accept": "aangenomen",
    "add": "toegevoegd",
    "advance": "verder gezet",
    "answer": "beantwoord",
    "approve": "goedgekeurd",
    "ask": "gevraagd",
    "begin": "begonnen",
    "build": "gemaakt",
    "change": "gewijzigd",
    "check": "gecontroleerd",
    "close": "gesloten",
    "confirm": "bevestigd",
    "correct": "verbeterd",
    "create": "gemaakt",
    "deactivate": "afgesloten",
    "end": "beëindigd",
    "erase": "gewist",
    "export": "opgehaald",
    "fail": "mislukt",
    "grant": "gegeven",
    "hand-over": "overgedragen",
    "open": "geopend",
    "order": "geordend",
    "merge": "samengevoegd",
    "place": "geplaatst",
    "prune": "opgeschoond",
    "record": "vastgelegd",
    "recover": "hersteld",
    "refuse": "geweigerd",
    "remind": "herinnerd",
    "remove": "verwijderd",
    "rename": "hernoemd",
    "reopen": "heropend",
    "renew": "vernieuwd",
    "repeat": "herhaald",
    "request": "gevraagd",
    "reset": "gewist",
    "restore": "teruggezet",
    "return": "teruggestuurd",
    "revoke": "ingetrokken",
    "save": "bewaard",
    "set": "vastgelegd",
    "split": "gesplitst",
    "submit": "ingediend",
    "update": "gewijzigd",
    "withdraw": "ingetrokken",
}


@dataclass(frozen=True)
class LogFilter:
    """Which lines: of an action, a kind of object, a result, an origin, a person, from a day to a day (both included).

    `wie` is the number of a person, or `niemand` for what happened without anyone signed in. Empty: no matter which.
    """

    actie: str = ""
    soort: str = ""
    resultaat: str = ""
    via: str = ""
    wie: str = ""
    van: date | None = None
    tot: date | None = None

    def lines(self) -> QuerySet[Logregel]:
        """The lines, newest first, each with its actor."""
        found = Logregel.objects.select_related("actor").order_by("-id")
        return found.filter(**{name: value for name, value in self._conditions() if value not in ("", None)})

    def _conditions(self) -> Iterator[tuple[str, Any]]:
        yield "actie", self.actie
        yield "object_soort", self.soort
        yield "resultaat", self.resultaat
        yield "via", self.via
        yield from [("actor__isnull", True)] if self.wie == NOBODY else [("actor_id", self.wie)]
        yield "moment__gte", self.van and _begin(self.van)
        yield "moment__lt", self.tot and _begin(self.tot + timedelta(days=1))

    @property
    def params(self) -> dict[str, str]:
        """As it stands in an address; nothing for what is not chosen."""
        return {name: str(value) for name, value in vars(self).items() if value}

    def query(self, **more: str) -> str:
        """The address of these lines: `?actie=…&voor=…`."""
        return "?" + urlencode(self.params | more)


@dataclass(frozen=True)
class LogPage:
    """Some lines, newest first, and the addresses of the older ones and of the newest (empty: there are none)."""

    regels: list[Logregel]
    ouder: str
    nieuwst: str


def log_page(keuze: LogFilter, voor: str = "") -> LogPage:
    """The lines older than the id `voor`, as it stands in an address; anything but a number is the first page."""
    lines = keuze.lines()
    grens = int(voor) if voor.isascii() and voor.isdigit() and len(voor) < 19 else 0
    found = list((lines.filter(pk__lt=grens) if grens else lines)[: PAGE + 1])
    ouder = keuze.query(voor=str(found[PAGE - 1].pk)) if len(found) > PAGE else ""
    return LogPage(found[:PAGE], ouder, keuze.query() if grens else "")


def as_rows(lines: QuerySet[Logregel]) -> Iterator[tuple[object, ...]]:
    """The lines as rows of a file, under KOP; moments in Europe/Amsterdam."""
    for regel in lines.iterator(chunk_size=2_000):
        yield (
            f"{regel.moment.astimezone(AMSTERDAM):%Y-%m-%d %H:%M:%S}",
            regel.zin,
            regel.actor.naam if regel.actor else None,
            regel.get_via_display(),
            regel.get_resultaat_display(),
            regel.actie,
            regel.object_soort or None,
            regel.object_id,
        )


def actions() -> list[tuple[str, str]]:
    """The actions in the log with their names on the screen, by name."""
    return sorted(((actie, name_of(actie)) for actie in _values("actie")), key=lambda pair: pair[1])


def kinds() -> list[tuple[str, str]]:
    """The kinds of objects in the log with their names on the screen, by name."""
    return sorted(((soort, _kind(soort)) for soort in _values("object_soort") if soort), key=lambda pair: pair[1])


def actors() -> list[tuple[str, str]]:
    """Who did something that is in the log, by name."""
    people = Gebruiker.objects.filter(pk__in=_values("actor_id")).order_by("naam", "email")
    return [(str(pk), naam) for pk, naam in people.values_list("pk", "naam")]


def name_of(actie: str) -> str:
    """`eigenaren.aanstelling:grant` is "Aanstelling gegeven"."""
    noun, _, verb = actie.rpartition(":")
    return f"{noun.rpartition('.')[2]} {WERKWOORDEN.get(verb, verb)}".capitalize()


def _kind(soort: str) -> str:
    try:
        return str(apps.get_model(soort)._meta.verbose_name).capitalize()
    except (LookupError, ValueError):
        return soort


def _values(column: str) -> list[Any]:
    """The distinct values of an indexed column, by jumping from one to the next: no scan of the whole log."""
    table, name = connection.ops.quote_name(Logregel._meta.db_table), connection.ops.quote_name(column)
    sql = (
        f"WITH RECURSIVE jump(v) AS (SELECT MIN({name}) FROM {table} UNION ALL "  # noqa: S608 (names of ours)
        f"SELECT (SELECT MIN({name}) FROM {table} WHERE {name} > jump.v) FROM jump WHERE jump.v IS NOT NULL) "
        "SELECT v FROM jump WHERE v IS NOT NULL"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [value for (value,) in cursor.fetchall()]


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), AMSTERDAM)
