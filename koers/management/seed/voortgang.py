"""What was reported: the update of Q1 2026 and the year 2024, handed in and approved on days of their own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from koers.eigenaren.models import Eigenaar
from koers.management.seed.lezen import Rij, at, fields, known, origin, read
from projecten.models import Project, Ronde, Rubriek, Voortgang
from projecten.rules.inhoud import Inhoud, Punt
from projecten.selectors.onderwerp import Onderwerp
from projecten.services.ronde import create_ronde
from projecten.services.rubriek import create_rubriek
from projecten.services.voortgang import approve_voortgang, save_voortgang, submit_voortgang

FILES = ("kwartaalupdate_2026_q1", "raadsbrief_2024", "projecten")


def load_reference(*, now: datetime) -> None:
    """The sections of the programme's own news."""
    for rij in read("projecten")["rubriek"]:
        if not known(Rubriek, slug=rij["slug"]):
            create_rubriek(actor=None, now=now, **fields(rij), **origin(rij, read("projecten")))


def load(*, now: datetime) -> None:
    load_reference(now=now)
    _load_update()
    _load_year()


def _load_update() -> None:
    data = read("kwartaalupdate_2026_q1")
    ronde = _ronde(data["ronde"], jaar=2026, kwartaal=1, uitgave=data["verschenen"])
    for rij in data["rubriek"]:
        enter(ronde, Onderwerp(rubriek=Rubriek.objects.get(slug=rij["slug"])), rij, data)
    for thema in data["thema"]:
        for rij in thema["project"]:
            enter(ronde, onderwerp_of(rij), rij, data)
    for rij in data["lokaal"]:
        enter(ronde, onderwerp_of(rij), rij, data)


def _load_year() -> None:
    data = read("raadsbrief_2024")
    ronde = _ronde(data["ronde"], jaar=data["ronde"]["jaar"])
    for rij in data["voortgang"]:
        enter(ronde, onderwerp_of(rij), rij, data)


def _ronde(rij: Rij, *, jaar: int, kwartaal: int | None = None, uitgave: date | None = None) -> Ronde:
    ronde = Ronde.objects.filter(jaar=jaar, kwartaal=kwartaal).first()
    return ronde or create_ronde(
        actor=None,
        jaar=jaar,
        kwartaal=kwartaal,
        uitgave=uitgave,
        now=at(rij["open_vanaf"]),
        **fields(rij, "jaar"),
        **origin(rij),
    )


def onderwerp_of(rij: Rij) -> Onderwerp:
    """A project, a project in a gemeente, or a gemeente, by their slugs."""
    return Onderwerp(
        project=Project.objects.get(slug=rij["project"]) if "project" in rij else None,
        gemeente=Eigenaar.objects.get(slug=rij["gemeente"]) if "gemeente" in rij else None,
    )


def inhoud_of(rij: Rij, herkomst: dict[str, Any]) -> Inhoud:
    """Bullets with their origin, that which promises something with its date, and the states where the row has them."""
    standen = {key: value for key, value in rij.items() if key.split("_")[0] in ("kwaliteit", "tijd", "geld")}
    belofte = rij.get("toezegging")
    wanneer = {tekst: belofte["wanneer"] for tekst in rij["punten"] if belofte and belofte["woorden"] in tekst}
    punten = (Punt(tekst=tekst, toezegging=wanneer.get(tekst, ""), **herkomst) for tekst in rij["punten"])
    return Inhoud(punten=tuple(punten), **standen)


def enter(ronde: Ronde, onderwerp: Onderwerp, rij: Rij, data: Rij) -> None:
    """Saved and handed in on the last day in time, approved on the last day of the ronde."""
    if known(Voortgang, ronde=ronde, **onderwerp.fields()):
        return
    herkomst = origin(rij, data)
    entry = save_voortgang(
        actor=None,
        ronde=ronde,
        onderwerp=onderwerp,
        inhoud=inhoud_of(rij, herkomst),
        versie=0,
        now=at(ronde.op_tijd_tot),
        **herkomst,
    )
    submit_voortgang(actor=None, voortgang=entry, now=at(ronde.op_tijd_tot, 16))
    approve_voortgang(actor=None, voortgang=entry, now=at(ronde.dicht_op, 11))
