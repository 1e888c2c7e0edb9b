"""The round that is open in the demo, dated from the day it is loaded, with a few invented entries under way."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from koers.eigenaren.models import Eigenaar
from koers.lib.klok import day_of
from koers.lib.kwartaal import Kwartaal
from koers.management.seed.lezen import Rij, origin, read
from koers.management.seed.mensen import address
from koers.management.seed.voortgang import inhoud_of, onderwerp_of
from koers.toegang.models import Gebruiker
from projecten.models import Project, Ronde
from projecten.services.ronde import create_ronde
from projecten.services.voortgang import return_voortgang, save_voortgang, submit_voortgang
from projecten.services.vraag import ask_extra


def load(*, now: datetime) -> None:
    """For the quarter of that day, unless that quarter has its ronde or another one is still open."""
    today = day_of(now)
    kwartaal = Kwartaal.of(today)
    rondes = Ronde.objects.filter(soort=Ronde.Soort.KWARTAAL)
    if rondes.open_on(today).exists() or rondes.filter(jaar=kwartaal.jaar, kwartaal=kwartaal.nummer).exists():
        return
    ronde = _create(kwartaal, today, now)
    for rij in read("fictief")["open_ronde"]["voortgang"]:
        _enter(ronde, rij, now)
    _ask(ronde, read("fictief")["open_ronde"]["vraag"], now)


def _create(kwartaal: Kwartaal, today: date, now: datetime) -> Ronde:
    data = read("fictief")
    dates: dict[str, Any] = {
        name: today + timedelta(days=data["open_ronde"][name]) for name in ("open_vanaf", "op_tijd_tot", "dicht_op")
    }
    return create_ronde(actor=None, jaar=kwartaal.jaar, kwartaal=kwartaal.nummer, now=now, **dates, **origin(data))


def _ask(ronde: Ronde, rij: Rij, now: datetime) -> None:
    """The extra request beside the voortgang; nobody has answered it yet."""
    ask_extra(
        actor=Gebruiker.objects.get(email=address(rij["door"])),
        ronde=ronde,
        onderwerp=rij["onderwerp"],
        vraag=rij["vraag"],
        uiterlijk=day_of(now) + timedelta(days=rij["uiterlijk"]),
        projecten=list(Project.objects.filter(slug__in=rij["projecten"])),
        gemeenten=list(Eigenaar.objects.filter(slug__in=rij["gemeenten"])),
        now=now,
        tell=False,
        **origin(read("fictief")),
    )


def _enter(ronde: Ronde, rij: Rij, now: datetime) -> None:
    """Saved three days ago; handed in the day after; sent back yesterday, as far as the row says so."""
    auteur = Gebruiker.objects.get(email=address(rij["door"]))
    herkomst = origin(read("fictief"))
    entry = save_voortgang(
        actor=auteur,
        ronde=ronde,
        onderwerp=onderwerp_of(rij),
        inhoud=inhoud_of(rij, herkomst),
        versie=0,
        now=now - timedelta(days=3),
        **herkomst,
    )
    if rij["staat"] in ("ingediend", "teruggestuurd"):
        entry = submit_voortgang(actor=auteur, voortgang=entry, now=now - timedelta(days=2))
    if rij["staat"] == "teruggestuurd":
        rik = Gebruiker.objects.get(email=address("rik"))
        return_voortgang(actor=rik, voortgang=entry, opmerking=rij["opmerking"], now=now - timedelta(days=1))
