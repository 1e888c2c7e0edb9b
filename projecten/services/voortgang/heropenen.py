"""Reopening told to those concerned, and reopening all of one gemeente at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from koers.eigenaren.models import Eigenaar
from koers.lib.klok import day_of
from koers.toegang.models import Gebruiker
from koers.toegang.post import post
from koers.toegang.rights import NotAllowed
from projecten.models import Ronde, Voortgang
from projecten.selectors.namens import authors_of
from projecten.selectors.onderwerp import Onderwerp
from projecten.services.voortgang.beoordelen import no_need, reopen_entry

BERICHT = "heropend"


@transaction.atomic
def reopen_voortgang(
    *, actor: Gebruiker | None, ronde: Ronde, onderwerp: Onderwerp, reden: str, tot: date, now: datetime
) -> Voortgang:
    """Let the authors of one entry write again until a day, with the reason, and mail them."""
    entry = reopen_entry(actor=actor, ronde=ronde, onderwerp=onderwerp, reden=reden, tot=tot, now=now)
    announce([entry], actor, now)
    return entry


@transaction.atomic
def reopen_gemeente(
    *, actor: Gebruiker | None, ronde: Ronde, gemeente: Eigenaar, reden: str, tot: date, now: datetime
) -> list[Voortgang]:
    """All that one gemeente entered in a ronde, at once; its own entry where it entered nothing. One mail a person.

    What can be written already is left as it is; NotAllowed when that is everything.
    """
    today = day_of(now)
    own = Q(gemeente=gemeente) | Q(project__gemeente=gemeente)
    rows = list(Voortgang.objects.filter(own, ronde=ronde).select_related("project", "gemeente", "rubriek", "ronde"))
    subjects = [Onderwerp.of(row) for row in rows if not no_need(row, ronde, today)]
    if not rows or (not subjects and today > ronde.dicht_op):
        subjects = [Onderwerp(gemeente=gemeente)]
    if not subjects:
        raise NotAllowed(no_need(rows[0], ronde, today))
    known = {"actor": actor, "ronde": ronde, "reden": reden, "tot": tot, "now": now}
    entries = [reopen_entry(onderwerp=subject, **known) for subject in subjects]  # type: ignore[arg-type]
    announce(entries, actor, now)
    return entries


def announce(entries: Sequence[Voortgang], actor: Gebruiker | None, now: datetime) -> None:
    """A mail to each author but the one who did it, with all of these entries that are theirs."""
    per_id: dict[int, list[int]] = defaultdict(list)
    people: dict[int, Gebruiker] = {}
    for entry in entries:
        for author in authors_of(Onderwerp.of(entry), day_of(now)):
            if author != actor:
                people[author.pk] = author
                per_id[author.pk].append(entry.pk)
    for pk, author in people.items():
        post(aan=author, soort=BERICHT, argumenten={"voortgang": per_id[pk]}, now=now)
