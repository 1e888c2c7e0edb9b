"""Saves per second: the service (right, rule, rows, log line) against a bare transaction that writes the same rows."""

from __future__ import annotations

import json
import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict

from django.db import connection, connections, transaction
from django.utils import timezone

from koers.management.bench.omvang import Omvang, words
from koers.toegang.models import Gebruiker
from projecten.models import Project, Voortgang
from projecten.rules.versies import BIJEEN
from projecten.selectors.onderwerp import Onderwerp
from projecten.services.voortgang import save_voortgang

PROCESSES = 2
Save = Callable[[Omvang, Project, int], None]


def by_service(omvang: Omvang, project: Project, number: int) -> None:
    entry = Voortgang.objects.filter(ronde=omvang.ronde, project=project, gemeente=None)
    versie, last = entry.values_list("versie", "versies__begonnen_op").latest("versies__begonnen_op")
    # As in a request: the person is read anew, and with them what they may do.
    leider = Gebruiker.objects.get(pk=omvang.leider.pk)
    save_voortgang(
        actor=leider,
        ronde=omvang.ronde,
        onderwerp=Onderwerp(project=project),
        inhoud=words(number),
        versie=versie,
        # A version of its own, and so a line of its own in the log, at each save.
        now=last + BIJEEN,
    )


def bare(omvang: Omvang, project: Project, number: int) -> None:
    """Lock, one row changed, three bullets replaced, the version kept, one line of the log: by hand."""
    inhoud, now = words(number), timezone.now()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, versie FROM projecten_voortgang WHERE ronde_id = %s AND project_id = %s FOR UPDATE",
            [omvang.ronde.pk, project.pk],
        )
        pk, versie = cursor.fetchone()
        cursor.execute(
            "UPDATE projecten_voortgang SET versie = %s, gewijzigd_op = %s, gewijzigd_door_id = %s, kwaliteit = %s, "
            "tijd = %s, geld = %s WHERE id = %s",
            [versie + 1, now, omvang.leider.pk, inhoud.kwaliteit, inhoud.tijd, inhoud.geld, pk],
        )
        cursor.execute("DELETE FROM projecten_bericht WHERE voortgang_id = %s", [pk])
        rows = [(pk, i, punt.tekst, True, "bron", "") for i, punt in enumerate(inhoud.punten, start=1)]
        places = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(rows))
        cursor.execute(
            "INSERT INTO projecten_bericht (voortgang_id, volgorde, tekst, publiek, herkomst, vindplaats) "  # noqa: S608
            f"VALUES {places}",
            [value for row in rows for value in row],
        )
        cursor.execute(
            "INSERT INTO projecten_voortgangversie (voortgang_id, nummer, inhoud, door_id, begonnen_op, moment) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            [pk, versie + 1, json.dumps(asdict(inhoud)), omvang.leider.pk, now, now],
        )
        cursor.execute(
            "INSERT INTO toegang_logregel (moment, actor_id, actie, zin, object_soort, object_id, resultaat, via) "
            "VALUES (%s, %s, 'bench', 'Een regel.', 'projecten.voortgang', %s, 'gelukt', 'portaal')",
            [now, omvang.leider.pk, pk],
        )


def rate(save: Save, omvang: Omvang, *, writers: int, each: int) -> float:
    """Saves per second of so many writers, each on a project of their own, in two processes."""
    connections.close_all()
    context = multiprocessing.get_context("fork")
    share = [list(range(writers))[part::PROCESSES] for part in range(min(PROCESSES, writers))]
    begun = context.Barrier(len(share) + 1)
    children = [context.Process(target=_child, args=(save, omvang, part, each, begun)) for part in share]
    for child in children:
        child.start()
    begun.wait()
    begin = time.perf_counter()
    for child in children:
        child.join()
    if any(child.exitcode for child in children):
        raise RuntimeError("a writer failed; its error stands above")
    return writers * each / (time.perf_counter() - begin)


def _child(save: Save, omvang: Omvang, writers: list[int], each: int, begun: object) -> None:
    def write(writer: int) -> None:
        project = omvang.projecten[writer]
        for turn in range(each):
            save(omvang, project, time.perf_counter_ns() + turn)
        connections.close_all()

    with ThreadPoolExecutor(len(writers)) as pool:
        begun.wait()  # type: ignore[attr-defined]
        list(pool.map(write, writers))
