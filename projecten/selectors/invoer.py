"""The page on which an entry is written: this ronde beside the last one, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import zip_longest
from typing import Any

from django.urls import reverse

from koers.lib.klok import AMSTERDAM, day_of
from koers.lib.notatie import moment
from koers.lib.peildatum import Blik
from koers.toegang.models import Gebruiker
from projecten.models import Bewijs, Ronde, Voortgang
from projecten.rules.antwoord import Toegezegd
from projecten.rules.formulier import Vorm
from projecten.rules.inhoud import Gemis, Inhoud, Punt, no_room
from projecten.rules.voortgang import HEROPEND, TERUGGESTUURD
from projecten.selectors.bindcijfer import Bindcijfer, load_bindcijfers
from projecten.selectors.ernaast import Ernaast, load_ernaast
from projecten.selectors.formulier import form_of
from projecten.selectors.onderwerp import Onderwerp, subject_name, subject_thema
from projecten.selectors.project import ThemaKop
from projecten.selectors.raster import asked_in
from projecten.selectors.toezegging import Belofte, asked_of
from projecten.selectors.toezegginginvoer import ToegezegdRij, proposal
from projecten.selectors.voortgang import Stap, history, inhoud_of, steps_of, term_after


@dataclass(frozen=True)
class Rij:
    """One bullet as it is typed, with the old one beside it; either may be absent."""

    i: int
    punt: Punt | None
    oud: Punt | None
    fout: str
    opmerking: str
    voorstel: str = ""
    toezegging_fout: str = ""
    bron: str = ""
    """What the old one comes from."""

    @property
    def veld(self) -> str:
        return f"punt-{self.i}-tekst"

    @property
    def nummer(self) -> int:
        return self.i + 1

    @property
    def gelijk(self) -> bool:
        return bool(self.punt and self.oud and self.punt.tekst.strip() and self.punt.tekst == self.oud.tekst)


@dataclass(frozen=True)
class StandRij:
    """Kwaliteit, Tijd or Geld as chosen, with the old state beside it."""

    aspect: str
    waarde: str
    toelichting: str
    oud: str
    oud_toelichting: str
    fout: str
    keuze_fout: str
    opmerking: str
    vraag: str

    @property
    def label(self) -> str:
        return self.aspect.capitalize()


@dataclass(frozen=True)
class Invoer:
    """Everything the page shows. `gemist` and `reden` say why nothing was handed in or saved."""

    ronde: Ronde
    onderwerp: Onderwerp
    naam: str
    thema: ThemaKop | None
    voortgang: Voortgang | None
    inhoud: Inhoud
    versie: int
    ernaast: Ernaast | None
    op_tijd_tot: date
    laatste_dag: date
    dagen: int
    heropend: bool
    voorbij: bool
    terug: Stap | None = None
    opgeslagen: str = ""
    gemist: tuple[Gemis, ...] = ()
    reden: str = ""
    bewaard: bool = True
    blad: str = ""
    voor: Gebruiker | None = None
    namens: tuple[Gebruiker, ...] = ()
    opmerkingen: Mapping[str, str] = field(default_factory=dict)
    bewijzen: tuple[Bewijs, ...] = ()
    wat: str = ""
    omschrijving: str = ""
    beloften: tuple[Belofte, ...] = ()
    meet_url: str = ""
    cijfers: tuple[Bindcijfer, ...] = ()
    """Figures that can be put into a bullet, bound to the measurements."""

    @property
    def soort(self) -> str:
        if self.onderwerp.rubriek:
            return "Nieuws van het programma"
        if self.onderwerp.project is None:
            return "Gemeente"
        return f"Project in {self.onderwerp.gemeente}" if self.onderwerp.gemeente else "Regionaal project"

    @property
    def fouten(self) -> dict[str, str]:
        return {gemis.veld: gemis.tekst for gemis in self.gemist}

    @property
    def rijen(self) -> list[Rij]:
        old = self.ernaast.inhoud.punten if self.ernaast else ()
        pairs = zip_longest(self.inhoud.punten, old)
        return [
            Rij(
                i,
                punt,
                oud,
                fout=self.fouten.get(f"punt-{i}-tekst", ""),
                opmerking=self.opmerkingen.get(f"punt-{i}-tekst", ""),
                voorstel=proposal(self.ronde, punt) if punt else "",
                toezegging_fout=self.fouten.get(f"punt-{i}-toezegging", ""),
                bron=self._bron(i),
            )
            for i, (punt, oud) in enumerate(pairs)
        ]

    def _bron(self, i: int) -> str:
        return self.ernaast.bron(i) if self.ernaast else ""

    @property
    def toegezegd(self) -> list[ToegezegdRij]:
        """What was promised before and is to be answered here."""
        given = ((own, self.inhoud.answer_to(own.toezegging.pk)) for own in self.beloften)
        return [ToegezegdRij(own, one, self.fouten, self.opmerkingen.get(one.veld, "")) for own, one in given]

    @property
    def gevraagd(self) -> tuple[Toegezegd, ...]:
        """The same, as the rules know it."""
        return tuple(own.as_asked() for own in self.beloften)

    @property
    def standen(self) -> list[StandRij]:
        old = {aspect: (stand, tekst) for aspect, stand, tekst in self.ernaast.inhoud.standen()} if self.ernaast else {}
        return [
            StandRij(
                aspect,
                stand,
                tekst,
                *old.get(aspect, ("", "")),
                fout=self.fouten.get(f"{aspect}_toelichting", ""),
                keuze_fout=self.fouten.get(aspect, ""),
                opmerking=self.opmerkingen.get(aspect, ""),
                vraag=self.vorm.vraag(aspect),
            )
            for aspect, stand, tekst in self.inhoud.standen()
            if aspect in self.vorm.aspecten
        ]

    @property
    def vorm(self) -> Vorm:
        """What this ronde asks."""
        return form_of(self.ronde)

    @property
    def vol(self) -> str:
        """What a page with no row left says when more is taken over."""
        return no_room(self.vorm.max_punten)

    @property
    def url(self) -> str:
        """Where this is written; on behalf of whom, too."""
        base = self.onderwerp.edit_url(self.ronde)
        return f"{base}?namens={self.voor.pk}" if self.voor else base

    def typed(self, inhoud: Inhoud, versie: int, **why: object) -> Invoer:
        """The same page with what someone just typed instead of what is stored; never without a row to type in."""
        inhoud = replace(inhoud, punten=inhoud.punten or (Punt(""),))
        return replace(self, inhoud=inhoud, versie=versie, **why)  # type: ignore[arg-type]


def load_invoer(ronde: Ronde, onderwerp: Onderwerp, today: date, **page: Any) -> Invoer:
    """The entry as stored (or empty rows to begin with) beside the last approved one. `page`: blad, voor, namens."""
    entry = Voortgang.objects.filter(ronde=ronde, **onderwerp.fields()).select_related("gewijzigd_door").first()
    ernaast = load_ernaast(ronde, onderwerp)
    inhoud = inhoud_of(entry) if entry else Inhoud()
    if entry:
        entry.ronde = ronde
    steps = steps_of(entry) if entry else []
    termijn = term_after(steps, ronde)
    back = steps[-1] if entry and entry.staat in (TERUGGESTUURD, HEROPEND) else None
    if not inhoud.punten:
        rows = len(ernaast.inhoud.punten) if ernaast and entry is None else 1
        inhoud = replace(inhoud, punten=tuple(Punt("") for _ in range(max(rows, 1))))
    return Invoer(
        ronde=ronde,
        onderwerp=onderwerp,
        naam=subject_name(onderwerp, ronde.peildatum),
        thema=subject_thema(onderwerp, Blik(ronde.peildatum, today)),
        voortgang=entry,
        inhoud=inhoud,
        versie=entry.versie if entry else 0,
        ernaast=ernaast,
        op_tijd_tot=termijn.tot,
        laatste_dag=termijn.einde,
        dagen=(termijn.tot - today).days,
        heropend=termijn.heropend,
        voorbij=termijn.is_over(today),
        terug=history(entry)[-1] if entry and back else None,
        opmerkingen=(back.opmerkingen or {}) if back else {},
        opgeslagen=saved_when(entry.gewijzigd_op, today) if entry else "",
        bewijzen=tuple(entry.bewijzen.all()) if entry else (),
        beloften=tuple(asked_of(onderwerp, ronde)),
        meet_url=_measure_url(onderwerp, ronde),
        cijfers=tuple(load_bindcijfers(onderwerp.project, ronde)),
        **page,
    )


def _measure_url(onderwerp: Onderwerp, ronde: Ronde) -> str:
    """Where its measurements are entered; "" of what is not measured in this ronde."""
    project = onderwerp.project
    if project is None or not asked_in(ronde, project):
        return ""
    return reverse("projecten:meting_edit", args=[project.slug, ronde.code])


def saved_when(op: datetime, today: date) -> str:
    """When it was kept, in words: "om 14:03" of today, with the date of an earlier day."""
    return f"om {op.astimezone(AMSTERDAM):%H:%M}" if day_of(op) == today else f"op {moment(op)}"
