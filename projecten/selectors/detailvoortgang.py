"""One entry as it is read: for everyone what was approved, for its authors and the team also what is internal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.lib.peildatum import Blik
from projecten.models import Bewijs, Voortgang
from projecten.rules.inhoud import Inhoud, Punt
from projecten.rules.voortgang import GOEDGEKEURD, INGEDIEND
from projecten.selectors.gelezen import readable_text
from projecten.selectors.namens import authors_of, may_behalf
from projecten.selectors.onderwerp import Onderwerp, load_auteurschap, subject_name, subject_thema, write_refusal
from projecten.selectors.project import ThemaKop
from projecten.selectors.ronde import STAAT_WOORDEN
from projecten.selectors.toezegging import Beantwoord, answers_of
from projecten.selectors.voortgang import Stap, history, reason_shut


@dataclass(frozen=True)
class VoortgangPagina:
    """What the page shows. `slot` says why it is shut; `mag_…` which ways on this person has."""

    voortgang: Voortgang
    naam: str
    thema: ThemaKop | None
    staat: str
    inhoud: Inhoud
    punten: tuple[Punt, ...]
    slot: str
    stappen: list[Stap]
    goedgekeurd: str
    met_standen: bool
    binnen: bool
    mag_schrijven: bool
    mag_beoordelen: bool
    mag_heropenen: bool
    edit_url: str
    reopen_url: str
    leest_geschiedenis: bool
    bewijzen: tuple[Bewijs, ...]
    namens: str
    antwoorden: tuple[Beantwoord, ...]
    eerder: bool
    """Whether this is the text of before it was opened again; what was added since is not shown."""

    @property
    def standen(self) -> tuple[tuple[str, str, str], ...]:
        return tuple((aspect.capitalize(), stand, tekst) for aspect, stand, tekst in self.inhoud.standen())


def load_voortgang(voortgang: Voortgang, gebruiker: Any, today: date) -> VoortgangPagina:
    """An entry that this person may see."""
    onderwerp = Onderwerp.of(voortgang)
    bevoegdheid = bevoegdheid_of(gebruiker, today)
    author = bevoegdheid.may("projecten.voortgang:edit") and not write_refusal(gebruiker, onderwerp, today)
    behalf = may_behalf(gebruiker, today) and not author
    binnen = author or bevoegdheid.in_team
    slot = reason_shut(voortgang, voortgang.ronde, today)
    heropend = voortgang.staat != GOEDGEKEURD
    inhoud = readable_text(voortgang, load_auteurschap(gebruiker, today), bevoegdheid.rollen)
    eerder = heropend and voortgang.staat == GOEDGEKEURD
    namens = next(iter(authors_of(onderwerp, today)), None) if behalf and not slot else None
    stappen = history(voortgang)
    return VoortgangPagina(
        voortgang=voortgang,
        naam=subject_name(onderwerp, voortgang.ronde.peildatum),
        thema=subject_thema(onderwerp, Blik(voortgang.ronde.peildatum, today)),
        staat=STAAT_WOORDEN[voortgang.staat],
        inhoud=inhoud,
        punten=tuple(punt for punt in inhoud.punten if punt.publiek or binnen),
        slot=slot,
        stappen=stappen if binnen else [],
        goedgekeurd=stappen[-1].zin if stappen and not heropend else "",
        eerder=eerder,
        met_standen=onderwerp.met_standen,
        binnen=binnen,
        mag_schrijven=(author or behalf) and not slot,
        mag_beoordelen=voortgang.staat == INGEDIEND and bevoegdheid.may("projecten.voortgang:review"),
        mag_heropenen=bool(slot) and bevoegdheid.may("projecten.voortgang:reopen"),
        edit_url=onderwerp.edit_url(voortgang.ronde),
        antwoorden=answers_of(voortgang, inhoud, binnen=binnen),
        bewijzen=tuple(voortgang.bewijzen.approved() if eerder else voortgang.bewijzen.all()),
        leest_geschiedenis=author or behalf,
        namens=namens.naam if namens else "",
        reopen_url=onderwerp.reopen_url(voortgang.ronde),
    )
