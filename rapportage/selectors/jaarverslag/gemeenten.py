"""Chapter 3: what the sources give of each gemeente."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from koers.eigenaren.models import Eigenaar
from koers.lib import notatie
from koers.lib.herkomst import weakest
from rapportage.documents.delen import Alinea, Daarna, FteKwartaal, Gemeente
from rapportage.documents.feiten import Bedrag, Feit
from rapportage.selectors.jaarverslag.bron import Bron, ronde_van


def gemeenten(bron: Bron) -> tuple[Gemeente, ...]:
    """All gemeenten; those with data numbered 3.1, 3.2, …"""
    alle = [_gemeente(bron, eigenaar) for eigenaar in bron.eigenaren if eigenaar.is_gemeente]
    nummers = {item.slug: f"3.{i}" for i, item in enumerate((g for g in alle if g.heeft_gegevens), 1)}
    return tuple(replace(item, nummer=nummers.get(item.slug, "")) for item in alle)


def _gemeente(bron: Bron, eigenaar: Eigenaar) -> Gemeente:
    titel, fte = _fte(bron, eigenaar)
    return Gemeente(
        slug=eigenaar.slug,
        nummer="",
        naam=eigenaar.naam,
        zin=bron.teksten.feit(f"jaarverslag-{bron.jaar}-gemeente-{eigenaar.slug}-zin"),
        alineas=_alineas(bron, eigenaar),
        deelnames=tuple(
            Feit(f"{bron.projecten[project].naam}: {stap.get_stap_display()}", stap.herkomst, stap.vindplaats)
            for (project, pk), stap in sorted(bron.deelnames().items())
            if pk == eigenaar.pk and project in bron.projecten
        ),
        daarna=_daarna(bron, eigenaar),
        fte_titel=titel,
        fte=fte,
        eigen_geld=tuple(_eigen_geld(bron, eigenaar, jaar) for jaar in eigen_geld_jaren(bron)),
    )


def _alineas(bron: Bron, eigenaar: Eigenaar) -> tuple[Alinea, ...]:
    """What the gemeente reported: of itself, and per themalijn of the projects under it. Nothing when it did not."""
    eigen = bron.nieuws.get((None, eigenaar.pk), ())
    per_thema: dict[int | None, list[Feit]] = {}
    for (project, gemeente), punten in bron.nieuws.items():
        if gemeente == eigenaar.pk and project in bron.projecten:
            per_thema.setdefault(bron.projecten[project].themalijn, []).extend(punten)
    if not (eigen or per_thema):
        return ()
    themas = [
        Alinea(thema.naam_op, tuple(per_thema.get(thema.pk, ())), thema.teken)  # type: ignore[attr-defined]
        for thema in bron.themalijnen
    ]
    return (Alinea("In de gemeente", eigen), *themas)


def _daarna(bron: Bron, eigenaar: Eigenaar) -> tuple[Daarna, ...]:
    """Published news of after the year, and the steps on the ladder of after it."""
    nieuws = [later for (_, gemeente), later in bron.later.items() if gemeente == eigenaar.pk]
    own = {
        stap.pk: stap
        for (project, pk), stap in sorted(bron.latere_deelnames().items())
        if pk == eigenaar.pk and project in bron.projecten
    }
    stappen = [
        Daarna(
            ronde_van(stap.vanaf),
            Feit(f"{bron.namen_nu[stap.project_id]}: {stap.get_stap_display()}", stap.herkomst, stap.vindplaats),
        )
        for stap in own.values()
    ]
    return (*nieuws, *stappen)


def _fte(bron: Bron, eigenaar: Eigenaar) -> tuple[Feit | None, tuple[FteKwartaal, ...]]:
    rijen = sorted(bron.capaciteit.get(eigenaar.pk, []), key=lambda rij: rij.kwartaal)
    if not rijen:
        return None, ()
    laatste = rijen[-1]
    gepland, bezet = notatie.decimaal(laatste.gepland), notatie.decimaal(laatste.ingevuld)
    titel = (
        f"In Q{laatste.kwartaal} was {bezet} van de geplande {gepland} fte bezet"
        if laatste.ingevuld is not None
        else f"Gepland: {gepland} fte; de bezetting is niet gemeld"
    )
    fte = tuple(FteKwartaal(f"Q{rij.kwartaal}", rij.gepland, rij.ingevuld) for rij in rijen)
    return Feit(titel, weakest(rij.herkomst for rij in rijen), laatste.vindplaats), fte


def fte_titel(bron: Bron, alle: tuple[Gemeente, ...]) -> Feit | None:
    """A sentence that is true of every gemeente with a capacity: how many had all that was planned, over the year."""
    met = [item for item in alle if item.fte]
    if not met:
        return None
    vol = sum(
        all(k.bezet is not None for k in item.fte)
        and sum(k.bezet or Decimal(0) for k in item.fte) >= sum(k.gepland for k in item.fte)
        for item in met
    )
    tekst = (
        "Geen gemeente benutte de geplande projectleiding helemaal"
        if not vol
        else f"{vol} van de {len(met)} gemeenten benutten de geplande projectleiding helemaal"
    )
    herkomst = weakest(rij.herkomst for rijen in bron.capaciteit.values() for rij in rijen)
    uitleg = [f"Lokale projectleiding in fte, gemiddeld over {bron.jaar}. Open stip: gepland; dichte stip: bezet."]
    uitleg += ["Alle waarden zijn verzonnen, om de vorm te tonen."] if herkomst == "fictief" else []
    return Feit(tekst, herkomst, " ".join(uitleg))


def eigen_geld_jaren(bron: Bron) -> tuple[int, ...]:
    """The years after the report's of which the award to each gemeente is public, two at most."""
    return tuple(sorted({schijf.jaar for schijf in bron.eigen_geld})[:2])


def _eigen_geld(bron: Bron, eigenaar: Eigenaar, jaar: int) -> Bedrag:
    rijen = [s for s in bron.eigen_geld if s.jaar == jaar and s.beschikking.ontvanger_id == eigenaar.pk]
    if not rijen:
        return Bedrag(None)
    return Bedrag(sum((s.toegekend for s in rijen), Decimal(0)), "bron", rijen[0].vindplaats)
