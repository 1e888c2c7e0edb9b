"""Taking back a merger or a split, while nothing depends on it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError, Q

from koers.eigenaren.bevoegdheid import require
from koers.lib.klok import day_of
from koers.lib.notatie import datum, opsomming
from koers.toegang.log import log
from koers.toegang.models import Gebruiker
from projecten.models import Betrokkenheid, Deelname, Mijlpaal, Project, Projectleiding, Risico, Voortgang, Voortzetting
from projecten.rules.afkomst import SAMENGEVOEGD
from projecten.services.indicatorvervolg import changed_since, return_indicatoren
from projecten.services.project import RIGHT

DAY = timedelta(days=1)


def act_of(schakel: Voortzetting) -> list[Voortzetting]:
    """The pairs that were put on record together: all that merged into one, or all that one was split into."""
    end = {"naar": schakel.naar_id} if schakel.soort == SAMENGEVOEGD else {"van": schakel.van_id}
    rows = Voortzetting.objects.filter(soort=schakel.soort, vanaf=schakel.vanaf, **end)
    return list(rows.select_related("van", "naar"))


@transaction.atomic
def withdraw_voortzetting(*, actor: Gebruiker, schakel: Voortzetting, reden: str, now: datetime) -> None:
    """Everything as it was before the act: names, ends, participation, leaders, partners, milestones and risks.

    ValidationError when something was built on it since: a text, a step, money, another merger.
    """
    require(actor, RIGHT, today=day_of(now))
    if not reden.strip():
        raise ValidationError("Schrijf op waarom u dit terugneemt.")
    ids = {end for row in act_of(schakel) for end in (row.van_id, row.naar_id)}
    list(Project.objects.select_for_update().filter(pk__in=ids))
    act = act_of(schakel)
    if not act:
        raise ValidationError("Dit is al teruggenomen.")
    if found := built_on(act):
        raise ValidationError(found)
    zin = "; ".join(f"{row.van.slug} in {row.naar.slug}" for row in act)
    for row in act:
        _undo(row)
    for project in {row.naar for row in act if row.meegegaan.get("nieuw")}:
        _remove(project)
    zin = f"Teruggenomen, vanaf {datum(schakel.vanaf)} {schakel.soort}: {zin}. Reden: {reden.strip()}"
    log(actor=actor, actie="projecten.voortzetting:withdraw", zin=zin, now=now, object=act[0].van)


def built_on(act: list[Voortzetting]) -> list[str]:
    """Why an act can no longer be taken back, a sentence each."""
    naar = {row.naar_id for row in act}
    new = {row.naar_id for row in act if row.meegegaan.get("nieuw")}
    first = act[0]
    found = []
    later = Voortzetting.objects.exclude(pk__in=[row.pk for row in act])
    if later.filter(Q(van__in=naar) | Q(naar__in=new) | Q(van__in=[row.van_id for row in act], vanaf__gte=first.vanaf)):
        found.append("Een van deze projecten is daarna opnieuw samengevoegd of gesplitst. Neem dat eerst terug.")
    written = Voortgang.objects.filter(Q(project__in=new) | Q(project__in=naar, ronde__eind__gte=first.vanaf))
    if written.filter(gewijzigd_op__gt=first.op).exists():
        found.append("Er is sindsdien voortgang geschreven over wat doorging. Die tekst zou zijn plek verliezen.")
    made = {pk for row in act for pk in row.meegegaan.get("deelnames", ())}
    steps = Deelname.objects.filter(project__in=naar, vanaf__gte=first.vanaf).exclude(pk__in=made)
    own = set(Deelname.objects.filter(pk__in=made).values_list("project_id", "eigenaar_id"))
    if any(row.project_id in new or (row.project_id, row.eigenaar_id) in own for row in steps):
        found.append("De deelname is sindsdien gewijzigd. Neem die stappen eerst terug.")
    led = {pk for row in act for pk in row.meegegaan.get("leiding", ())}
    if Projectleiding.objects.filter(project__in=new).exclude(pk__in=led).exists():
        found.append("Er is sindsdien een projectleider aangewezen.")
    if any(project.namen.count() > 1 or project.indelingen.count() > 1 for project in _projecten(new)):
        found.append("De naam of de plaats van wat begon, is sindsdien gewijzigd. Neem dat eerst terug.")
    if names := changed_since(act):
        zin = f"{opsomming(names)} is sindsdien gemeten of gewijzigd. Wat daar staat, zou verdwijnen."
        found.append(f"Indicator {zin}" if len(names) == 1 else f"Indicatoren: {zin}")
    if any(_same_name(row) for row in act):
        found.append(
            "Een mijlpaal of risico dat meeging, heet als een dat er sindsdien bij kwam. "
            "Geef een van beide een andere naam."
        )
    return found


def _same_name(row: Voortzetting) -> bool:
    """Whether something that went along cannot come back: what it left has one of that name now."""
    moved = row.meegegaan
    mijlpalen = Mijlpaal.objects.filter(pk__in=moved.get("mijlpalen", ()), project=row.naar).values("naam")
    risicos = Risico.objects.filter(pk__in=moved.get("risicos", ()), project=row.naar).values("naam")
    return (
        Mijlpaal.objects.filter(project=row.van, naam__in=mijlpalen).exists()
        or Risico.objects.filter(project=row.van, naam__in=risicos).exists()
    )


def _projecten(ids: set[int]) -> list[Project]:
    return list(Project.objects.filter(pk__in=ids))


def _undo(row: Voortzetting) -> None:
    kept: dict[str, Any] = row.meegegaan
    Deelname.objects.filter(pk__in=kept.get("deelnames", ())).delete()
    Projectleiding.objects.filter(pk__in=kept.get("leiding", ())).delete()
    Betrokkenheid.objects.filter(pk__in=kept.get("betrokkenen", ()), project=row.naar).delete()
    Mijlpaal.objects.filter(pk__in=kept.get("mijlpalen", ()), project=row.naar).update(project=row.van)
    Risico.objects.filter(pk__in=kept.get("risicos", ()), project=row.naar).update(project=row.van)
    return_indicatoren(kept)
    if "tot" in kept and row.van.tot == row.vanaf - DAY:
        row.van.tot = date.fromisoformat(kept["tot"]) if kept["tot"] else None
        row.van.einde_reden = kept["einde_reden"]
        row.van.save(update_fields=["tot", "einde_reden"])
    row.delete()


def _remove(project: Project) -> None:
    """A project that began with the act. Whatever else points at it, on whichever floor, keeps it."""
    try:
        with transaction.atomic():
            project.delete()
    except ProtectedError as error:
        kinds = sorted({str(item._meta.verbose_name_plural) for item in error.protected_objects})
        raise ValidationError(
            f"Er hangt al iets aan het project dat begon ({', '.join(kinds)}). Haal dat eerst weg."
        ) from error
