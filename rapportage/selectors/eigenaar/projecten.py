"""What an eigenaar takes part in on a day, with state and news: its own where reported, else the region's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from koers.eigenaren.models import Eigenaar
from koers.lib.notatie import datum
from koers.lib.opmaak import to_plain
from projecten.models import Ronde
from projecten.rules.trede import rol_sentence
from projecten.selectors.deelname import Trede, Treden
from projecten.selectors.inzending import Nieuws
from projecten.selectors.project import ProjectKop, ThemaKop
from projecten.selectors.stand import Stand, Verslag
from rapportage.selectors.eigenaar.bereik import Aandeel, Bereik


@dataclass(frozen=True)
class ProjectRij:
    """A project of this eigenaar; `regionaal` news says nothing of the eigenaar itself."""

    project: ProjectKop
    trede: Trede | None
    stand: Stand
    nieuws: Nieuws | None
    regionaal: bool


@dataclass(frozen=True)
class ThemaGroep:
    """The rows of one theme line."""

    thema: ThemaKop
    rijen: tuple[ProjectRij, ...]


@dataclass(frozen=True)
class NieuwsRegel:
    """A bullet with where it belongs."""

    label: str
    slug: str
    nieuws: Nieuws


def names(eigenaar: Eigenaar, tekst: str) -> bool:
    """Whether a bullet speaks of this eigenaar by name, as a word of its own."""
    # Reading the markup takes long, and few texts have all words of the name at all; & may begin a letter.
    if "&" not in tekst and not all(word in tekst for word in re.findall(r"\w+", eigenaar.naam)):
        return False
    return bool(re.search(rf"(?<!\w){re.escape(eigenaar.naam)}(?!\w)", to_plain(tekst)))


def project_rows(
    eigenaar: Eigenaar, koppen: Sequence[ProjectKop], treden: Treden, verslag: Verslag
) -> list[ProjectRij]:
    """Its own local projects, and those where any step is known."""
    rows = []
    for kop in koppen:
        trede = treden.get((kop.id, eigenaar.pk))
        if kop.gemeente_id == eigenaar.pk or (trede and not kop.is_lokaal):
            rows.append(_row(eigenaar, kop, trede, verslag))
    return rows


def _row(eigenaar: Eigenaar, kop: ProjectKop, trede: Trede | None, verslag: Verslag) -> ProjectRij:
    # News of a local project is entered as news of that project itself.
    own = verslag.nieuws(kop.id, None if kop.is_lokaal else eigenaar.pk)
    regional = verslag.nieuws(kop.id)
    named = [news for news in regional if names(eigenaar, news.tekst)]
    news = (own or named or regional)[:1]
    stand = verslag.stand(kop.id, None if kop.is_lokaal else eigenaar.pk)
    return ProjectRij(
        project=kop,
        trede=trede,
        stand=Stand(afgerond=True, sinds=datum(kop.tot)) if kop.afgerond else stand,
        nieuws=news[0] if news else None,
        regionaal=not own and not kop.is_lokaal,
    )


def grouped(rijen: Sequence[ProjectRij]) -> tuple[ThemaGroep, ...]:
    """Per theme line, in the order they come."""
    return tuple(ThemaGroep(thema, tuple(own)) for thema, own in groupby(rijen, key=lambda rij: rij.project.thema))


def others(eigenaar: Eigenaar, koppen: Sequence[ProjectKop], treden: Treden) -> tuple[ProjectKop, ...]:
    """Running regional projects of which no step of this eigenaar is known."""
    running = [kop for kop in koppen if not kop.is_lokaal and not kop.afgerond]
    return tuple(kop for kop in running if (kop.id, eigenaar.pk) not in treden)


def head_sentence(bereik: Bereik, aandeel: Aandeel, rijen: Sequence[ProjectRij]) -> str:
    """Where it stands, in one sentence."""
    sentence = rol_sentence(aandeel.stappen, bereik.lopend)
    local = aandeel.lokaal
    if local:
        sentence += f" Daarnaast {local} {'eigen lokaal project' if local == 1 else 'eigen lokale projecten'}."
    attention = sum(rij.stand.vraagt_aandacht for rij in rijen)
    if attention:
        where = f"Van {bereik.thema.naam} " if bereik.thema else ""
        sentence += f" {where}{attention} {'vraagt' if attention == 1 else 'vragen'} aandacht."
    return sentence


@dataclass(frozen=True)
class NieuwBlok:
    """What the last quarter brought: here, about here, and in the region."""

    ronde: str = ""
    eigen: tuple[NieuwsRegel, ...] = ()
    genoemd: tuple[NieuwsRegel, ...] = ()
    regio: tuple[NieuwsRegel, ...] = ()


def fresh(eigenaar: Eigenaar, koppen: Sequence[ProjectKop], verslag: Verslag, last: Ronde | None) -> NieuwBlok:
    """News of the last ronde that anything is approved of; of the region the first bullet per theme line."""
    if last is None:
        return NieuwBlok()
    own, named, regional = [], [], []
    for entry in verslag.of(None, eigenaar.pk):
        if entry.ronde_id == last.pk:
            own += [NieuwsRegel(f"{eigenaar} zelf", "", news) for news in entry.nieuws]
    themes = set()
    for kop in koppen:
        local = kop.gemeente_id == eigenaar.pk
        for gemeente in (None,) if local else (eigenaar.pk, None):
            entries = [entry for entry in verslag.of(kop.id, gemeente) if entry.ronde_id == last.pk]
            for news in (news for entry in entries for news in entry.nieuws):
                line = NieuwsRegel(kop.naam, kop.slug, news)
                if local or gemeente is not None:
                    own.append(line)
                elif names(eigenaar, news.tekst):
                    named.append(line)
                elif kop.thema not in themes and not kop.is_lokaal:
                    themes.add(kop.thema)
                    regional.append(line)
    return NieuwBlok(str(last), tuple(own), tuple(named), tuple(regional))
