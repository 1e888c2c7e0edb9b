"""Components and Dutch formatting for every template; built in, so no template loads it.

How each is used: docs/ontwerp.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache, wraps
from itertools import count
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django import forms, template
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString
from django.utils.text import slugify

from koers.lib import notatie
from koers.lib import opmaak as lichte_opmaak
from koers.ui import vormen
from koers.ui.charts.grafiek import Grafiek, Tabel
from koers.ui.charts.pen import Drager
from koers.ui.charts.tegelkaart import PLAATSEN
from koers.ui.onthoud import onthoud
from koers.ui.sectie import render, sectie

register = template.Library()
# More than this are read faster as a list.
CHIPS = 13
Draws = Callable[..., dict[str, Any]]

for _filter in (
    notatie.datum,
    notatie.datum_kort,
    notatie.dag_maand,
    notatie.moment,
    notatie.geld,
    notatie.geld_centen,
    notatie.getal,
    notatie.decimaal,
    notatie.percentage,
    notatie.aandeel,
    notatie.kwartaal,
    notatie.dagen,
    notatie.omvang,
    notatie.opsomming,
):
    register.filter(_filter)


def component(sjabloon: str, *, takes_context: bool = False, remember: bool = False) -> Callable[[Draws], Any]:
    """A tag whose function gives the values and whose small template draws them.

    `remember`: for what a page shows a hundred times, of a few plain values; the same ones are drawn once per process.
    Kept by value and type, so that text that was marked safe never answers for text that was not.
    """

    def decorate(func: Draws) -> Any:
        def draw(*args: Any, **kwargs: Any) -> SafeString:
            return render(sjabloon, func(*args, **kwargs))

        tag = lru_cache(maxsize=2000, typed=True)(draw) if remember else draw
        return register.simple_tag(wraps(func)(tag), takes_context=takes_context)

    return decorate


@register.filter
def periode(van: date | None, tot: date | None) -> str:
    """{{ van|periode:tot }}"""
    return notatie.periode(van, tot)


@register.filter
def opmaak(tekst: str | None) -> SafeString:
    """{{ punt.tekst|opmaak }}: the light markup of bullets as safe HTML."""
    return lichte_opmaak.to_html(tekst or "")


@component("ui/_beeldmerk.html", remember=True)
def beeldmerk() -> dict[str, Any]:
    """{% beeldmerk %}: the compass of the wordmark."""
    return {}


@component("ui/_icoon.html", remember=True)
def icoon(naam: str, maat: int = 18) -> dict[str, Any]:
    """{% icoon "download" %}: always beside its word, so hidden from readers."""
    return {"pad": vormen.ICONEN[naam], "maat": maat}


@component("ui/_vorm.html", remember=True)
def vorm(kleur: str) -> dict[str, Any]:
    """{% vorm "groen" %}: the bare shape, beside its word."""
    naam = kleur if kleur == "uitleg" else vormen.stand_van(kleur)
    return {"kleur": naam, "pad": vormen.PADEN[naam]}


@component("ui/_stand.html", remember=True)
def stand(kleur: str | None, onderwerp: str = "", woord: bool = False) -> dict[str, Any]:
    """{% stand "groen" "Kwaliteit" %} in a narrow cell; {% stand kleur woord=True %} with its word."""
    naam = vormen.stand_van(kleur)
    return {
        "kleur": naam,
        "pad": vormen.PADEN[naam],
        "woord": vormen.STANDEN[naam],
        "onderwerp": onderwerp,
        "met_woord": woord,
    }


@component("ui/_ladder.html", remember=True)
def ladder(stap: str | None) -> dict[str, Any]:
    """{% ladder "pilot" %}: the named step with the rail under it."""
    trede = vormen.trede_van(stap)
    punten, vulling = vormen.rail(trede)
    return {"trede": trede, "woord": trede.replace("-", " "), "punten": punten, "vulling": vulling}


@component("ui/_glyf.html", remember=True)
def glyf(stap: str | None, titel: str = "") -> dict[str, Any]:
    """{% glyf "pilot" %}: the square of the matrix that fills."""
    trede = vormen.trede_van(stap)
    return {"trede": trede, "titel": titel or trede.replace("-", " ")}


@component("ui/_themateken.html", remember=True)
def themateken(teken: int | str | None, maat: int = 20) -> dict[str, Any]:
    """{% themateken 2 %}: the compass ring of a theme, beside its name."""
    nummer = int(teken or 0)
    return {"teken": nummer, "hoek": vormen.NAALD.get(nummer, 0), "maat": maat}


@component("ui/_thema.html", remember=True)
def thema(naam: str, teken: int | str | None, url: str = "") -> dict[str, Any]:
    """{% thema "Ouderen" 4 %}: sign and name; with url a link."""
    return {"naam": naam, "teken": teken, "url": url}


@component("ui/_merk.html", remember=True)
def merk(herkomst: str | None) -> dict[str, Any]:
    """{% merk rij.herkomst %}: fictief, aanname or afgeleid; nothing for what stands in a source."""
    return {"woord": "" if herkomst in (None, "", "bron") else str(herkomst)}


@component("ui/_kruimels.html")
def kruimels(*delen: str) -> dict[str, Any]:
    """{% kruimels "Regio" regio_url "Hengelo" %}: label and address in turn, the last label is here."""
    paren = [(delen[i], delen[i + 1] if i + 1 < len(delen) else "") for i in range(0, len(delen), 2)]
    return {"paren": paren}


@component("ui/_paginakop.html")
def paginakop(titel: str, zin: str = "", herkomst: str = "") -> dict[str, Any]:
    """{% paginakop "Hengelo" "Doet mee aan 12 van de 19 projecten." %}"""
    return {"titel": titel, "zin": zin, "herkomst": herkomst}


@component("ui/_leeg.html")
def leeg(zin: str, url: str = "", label: str = "") -> dict[str, Any]:
    """{% leeg "Nog geen resultaten. Ze komen hier na goedkeuring." %}, with an optional way on."""
    return {"zin": zin, "url": url, "label": label}


@component("ui/_melding.html")
def melding(soort: str, tekst: str, kop: str = "") -> dict[str, Any]:
    """{% melding "goed" "Het concept is bewaard." %}: goed, let-op, fout, uitleg, or a level of Django."""
    kleur, teken = vormen.melding_van(soort)
    return {"kleur": kleur, "vorm": teken, "tekst": tekst, "kop": kop}


@register.simple_block_tag
def meldingblok(content: str, soort: str, kop: str = "") -> SafeString:
    """{% meldingblok "fout" "Niet ingediend" %}…{% endmeldingblok %}: a message with its own HTML."""
    kleur, teken = vormen.melding_van(soort)
    return render("ui/_melding.html", {"kleur": kleur, "vorm": teken, "tekst": content, "kop": kop, "blok": True})


@component("ui/_voortgangsbalk.html")
def voortgangsbalk(procent: int | None, stap: str = "") -> dict[str, Any]:
    """{% voortgangsbalk 59 "Hoofdstukken opmaken" %}: how far, also in words."""
    return {"procent": max(0, min(100, int(procent or 0))), "stap": stap}


@component("ui/_figuur.html")
def figuur(
    waarde: object, eenheid: str = "", periode: str = "", verandering: str = "", bron: str = "", herkomst: str = ""
) -> dict[str, Any]:
    """{% figuur "30%" "meer verwijzingen" periode="2025" verandering="was 19%" bron="Kwartaalupdate" %}"""
    niet = waarde is None or waarde == ""
    return {
        "waarde": notatie.NIET_GEMELD if niet else waarde,
        "niet": niet,
        "eenheid": eenheid,
        "rest": [deel for deel in (periode, verandering) if deel],
        "bron": bron,
        "herkomst": herkomst,
    }


@component("ui/_kies_chips.html")
def kies_chips(kop: str, keuzes: Iterable[Any]) -> dict[str, Any]:
    """{% kies_chips "Toon" keuzes %}: links with .label, .url and .actief; the state is in the address."""
    return {"kop": kop, "keuzes": list(keuzes)}


@component("ui/_kies_een.html")
def kies_een(kop: str, naam: str, keuzes: Iterable[Any]) -> dict[str, Any]:
    """{% kies_een "Themalijn" "thema" keuzes %}: chips, or a list where they are too many; `naam` as in the address."""
    options = list(keuzes)
    sent = parse_qsl(urlsplit(options[0].url).query) if options else []
    stays = [(other, waarde) for other, waarde in sent if other != naam]
    return {"kop": kop, "naam": naam, "keuzes": options, "lang": len(options) > CHIPS, "blijft": stays}


@component("ui/_tijdlijn.html")
def tijdlijn(punten: Iterable[Any]) -> dict[str, Any]:
    """{% tijdlijn punten %}: steps with .label, .bij and .staat ("klaar", "nu" or "")."""
    return {"punten": list(punten)}


@component("ui/_tabel.html")
def tabel(gegevens: Tabel, smal: bool = False) -> dict[str, Any]:
    """{% tabel grafiek.tabel %}: names at the left, what is written out at the right."""
    return {"tabel": gegevens, "smal": smal}


@component("ui/_grafiek.html")
def grafiek(gegevens: Grafiek, drager: Drager = "scherm", niveau: int = 3) -> dict[str, Any]:
    """{% grafiek brug %}: the message as heading, the drawing, the legend, the source and the table."""
    return {
        "grafiek": gegevens,
        "svg": gegevens.svg(drager),
        "legenda": gegevens.legenda(drager),
        "tabel": gegevens.tabel(),
        "niveau": niveau,
        "papier": drager == "papier",
    }


@component("ui/_tegelplek.html")
def tegelplek(slug: str) -> dict[str, Any]:
    """{% tegelplek "hengelo" %}: where it lies, as decoration beside the name."""
    tegels = [{"x": k * 10, "y": r * 10, "hier": naam == slug} for naam, (k, r, _) in PLAATSEN.items()]
    return {"tegels": tegels}


@component("ui/_begrip.html", takes_context=True)
def begrip(context: template.Context, woord: str, uitleg: str) -> dict[str, Any]:
    """{% begrip "ketenaanpak" "vaste afspraken tussen zorg, gemeente en welzijn" %}"""
    return {"woord": woord, "uitleg": uitleg, "id": f"begrip-{slugify(woord)}-{_volgnummer(context)}"}


@component("ui/_veld.html")
def veld(field: BoundField, bij: str = "") -> dict[str, Any]:
    """{% veld form.titel %}: label, help, error in place; `bij` is a short remark after the label."""
    is_vink = isinstance(field.field.widget, forms.CheckboxInput)
    return {"field": field, "bij": bij or ("" if field.field.required or is_vink else "mag leeg"), "is_vink": is_vink}


@component("ui/_fouten.html")
def fouten(form: BaseForm, kop: str = "") -> dict[str, Any]:
    """{% fouten form %}: every error at the top, each a link to its field; nothing when there is none."""
    if not form.is_bound:
        return {"lijst": [], "kop": kop}
    lijst = [{"tekst": fout, "anker": "", "label": ""} for fout in form.non_field_errors()]
    for field in form:
        anker = f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label
        lijst += [{"tekst": fout, "anker": anker, "label": field.label} for fout in field.errors]
    return {"lijst": lijst, "kop": kop}


register.tag("sectie", sectie)
register.tag("onthoud", onthoud)


def _volgnummer(context: template.Context) -> int:
    """A number that is not used before on this page, so that ids stay unique."""
    houder = context.get("request") or context.render_context
    return next(vars(houder).setdefault("koers_teller", count(1)))
