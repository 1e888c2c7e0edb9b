"""The subject `voortgang`: pages of a database with the data of all 42 regions, and the queries they ask."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.core.management import call_command

from koers.management.bench import streken
from koers.management.bench.meten import Browser, in_turns
from koers.management.bench.omvang import seed
from koers.management.bench.portaal import EMPTY, cookie_of, queries, server
from koers.management.bench.streken import Land
from koers.management.bench.tabel import Regel
from koers.toegang.models import Gebruiker
from projecten.selectors.onderwerp import Onderwerp

# trust.md §4; search ≤ 10, project page and indicator ≤ 10 at the volume of 42 regions.
TARGETS = {
    "entry page": 12.0,
    "board": 12.0,
    "matrix": 12.0,
    "project list": 10.0,
    "theme line page": 10.0,
    "project page": 10.0,
    "indicator page": 10.0,
    "grid of measurements": 12.0,
    "search": 10.0,
    "search for a word in all news": 10.0,
    "gemeente page": 10.0,
    "region page": 10.0,
}


def run(*, now: datetime, rounds: int) -> list[Regel]:
    """Every line of the table: queries in three regions and in all, then times in all."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    seed(now=now)
    land = streken.fill(now=now, streken=range(2))
    before = counted(land)
    land = streken.fill(now=now, streken=range(2, streken.STREKEN))
    after = counted(land)
    with server() as port:
        lines = read(port, land, rounds)
    what = f"queries at 3 and {streken.STREKEN + 1} regions"
    return lines + [Regel(f"{name}: {what}", after[name], before[name], "queries", most=1) for name in TARGETS]


def pages(land: Land) -> dict[str, tuple[Gebruiker, str]]:
    """Who opens which address."""
    project = land.projecten[0]
    entry = Onderwerp(project=project).edit_url(land.ronde)
    return {
        "entry page": (land.leider, entry),
        "board": (land.redacteur, f"/rondes/{land.ronde.code}/"),
        "matrix": (land.redacteur, "/regio/deelname/?thema=streek-0"),
        "project list": (land.redacteur, "/projecten/?thema=streek-0"),
        "theme line page": (land.redacteur, "/themalijnen/streek-0/"),
        "project page": (land.redacteur, f"/projecten/{project.slug}/"),
        "indicator page": (land.redacteur, f"/projecten/{project.slug}/indicatoren/{project.slug}-0/"),
        "grid of measurements": (land.leider, f"/projecten/{project.slug}/metingen/{land.ronde.code}/"),
        "search": (land.redacteur, "/zoeken/?q=meetproject"),
        "search for a word in all news": (land.redacteur, "/zoeken/?q=nieuws"),
        "gemeente page": (land.redacteur, "/eigenaren/meetgemeente-0-0/"),
        "region page": (land.redacteur, "/regio/"),
    }


def counted(land: Land) -> dict[str, int]:
    """How many queries each page asks, the second time it is opened."""
    return {name: queries(who, {name: path})[name] for name, (who, path) in pages(land).items()}


def read(port: int, land: Land, rounds: int) -> list[Regel]:
    cookies = {who.pk: cookie_of(who) for who, _ in pages(land).values()}
    jobs = {"empty": partial(Browser(port, cookies[land.leider.pk]).get, EMPTY)}
    jobs |= {name: partial(Browser(port, cookies[who.pk]).get, path) for name, (who, path) in pages(land).items()}
    medians = in_turns(jobs, rounds=rounds)
    empty = medians["empty"]
    lines = [Regel("empty view, signed in", empty, empty, most=1)]
    return lines + [Regel(name, medians[name], empty, most=most) for name, most in TARGETS.items()]
