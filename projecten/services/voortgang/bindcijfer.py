"""Bound figures in texts that are not approved follow the measurements they come from."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import F

from koers.lib.opmaak import bind
from projecten.models import Bericht, Project, Voortgang
from projecten.rules.voortgang import GOEDGEKEURD
from projecten.selectors.bindcijfer import figures_of


def rebind_entries(project: Project) -> int:
    """Fill in anew the bound figures of a project in every text that is still open; how many bullets changed.

    An approved text stays as it was approved. A text that changes is another version, so that nobody approves what they
    did not read. Within the transaction of whoever changed the measurements, and holds the project. The entries are
    held first: what is approved meanwhile is left alone.
    """
    still_open = Voortgang.objects.select_for_update().filter(project=project).exclude(staat=GOEDGEKEURD)
    ids = [entry.pk for entry in still_open.order_by("pk")]
    rows = Bericht.objects.filter(voortgang__in=ids, tekst__contains="](cijfer:")
    per_ronde: dict[int, list[Bericht]] = defaultdict(list)
    for bericht in rows.select_related("voortgang__ronde"):
        per_ronde[bericht.voortgang.ronde_id].append(bericht)
    changed = []
    for berichten in per_ronde.values():
        figures = figures_of(project, berichten[0].voortgang.ronde)
        for bericht in berichten:
            text = bind(bericht.tekst, figures)
            if text != bericht.tekst:
                bericht.tekst = text
                changed.append(bericht)
    Bericht.objects.bulk_update(changed, ["tekst"])
    Voortgang.objects.filter(pk__in={bericht.voortgang_id for bericht in changed}).update(versie=F("versie") + 1)
    return len(changed)
