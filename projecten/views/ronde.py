"""Doors to rondes: all of them, the board of one, and the dates the programmamanager sets."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.lib import klok
from koers.lib.uitvoer import csv_response
from koers.toegang.rights import right
from projecten.forms.ronde import NieuweRondeForm, RondeForm
from projecten.models import Ronde
from projecten.selectors.bordblad import load_blad, load_getoond
from projecten.selectors.bordfilter import KOP, as_rows
from projecten.selectors.ronde import following_quarter, following_year, load_rondes, ronde_by_code
from projecten.selectors.toezegging import count_unanswered
from projecten.services.ronde import create_ronde, update_ronde

FORM = "projecten/ronde_form.html"


def find_ronde(code: str) -> Ronde:
    """The ronde of an address; 404 when there is none."""
    ronde = ronde_by_code(code)
    if ronde is None:
        raise Http404("geen ronde")
    return ronde


@right("projecten.ronde:view")
@require_GET
def ronde_list(request: HttpRequest) -> HttpResponse:
    """All rondes, the newest first; `?soort=kwartaal` or `?soort=jaar` for those of one kind."""
    today = klok.today()
    mag = bevoegdheid_of(request.user, today).may("projecten.ronde:edit")
    context = {"lijst": load_rondes(request.GET.get("soort", ""), today), "mag_wijzigen": mag}
    return render(request, "projecten/ronde_list.html", context)


@right("projecten.ronde:view")
@require_GET
def ronde_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The board: what is in, what came back, what is late and who it waits for; chosen by the address."""
    today = klok.today()
    bevoegdheid = bevoegdheid_of(request.user, today)
    ronde = find_ronde(code)
    blad = load_blad(ronde, today, request.GET)
    context = {
        "bord": blad.getoond,
        "toegezegd": count_unanswered(ronde),
        "mag_invullen": bevoegdheid.may("projecten.voortgang:behalf") and ronde.is_open(today),
        "blad": blad,
        "vandaag": today,
        "mag_wijzigen": bevoegdheid.may("projecten.ronde:edit"),
        "mag_heropenen": bevoegdheid.may("projecten.voortgang:reopen"),
        "mag_herinneren": bevoegdheid.may("projecten.ronde:remind"),
        "mag_vragen": bevoegdheid.may("projecten.ronde:ask"),
        "mag_beoordelen": bevoegdheid.may("projecten.voortgang:review"),
    }
    return render(request, "projecten/ronde_detail.html", context)


@right("projecten.ronde:view")
@require_GET
def ronde_export(request: HttpRequest, code: str) -> HttpResponse:
    """What is chosen of the board, all of it, as a file."""
    bord = load_getoond(find_ronde(code), klok.today(), request.GET)
    return csv_response(f"ronde-{code.lower()}", KOP, as_rows(bord))


@right("projecten.ronde:edit")
@require_http_methods(["GET", "POST"])
def ronde_create(request: HttpRequest) -> HttpResponse:
    """A new ronde, with dates of its own: about the next quarter, or (`?soort=jaar`) about the next year."""
    jaar = request.GET.get("soort") == Ronde.Soort.JAAR
    volgende = following_year(klok.today()) if jaar else following_quarter()
    form = NieuweRondeForm(request.POST or None, volgende=volgende)
    if form.is_valid() and form.write(create_ronde, actor=request.user, now=klok.now()):
        messages.success(request, "De ronde staat klaar.")
        return redirect("projecten:ronde_list")
    return render(request, FORM, {"form": form, "titel": "Maak een ronde", "knop": "Maak de ronde"})


@right("projecten.ronde:edit")
@require_http_methods(["GET", "POST"])
def ronde_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Other dates for a ronde."""
    ronde = find_ronde(code)
    dates = {name: getattr(ronde, name) for name in ("open_vanaf", "op_tijd_tot", "dicht_op", "uitgave")}
    form = RondeForm(request.POST or None, initial=dates)
    if form.is_valid() and form.write(update_ronde, actor=request.user, ronde=ronde, now=klok.now()):
        messages.success(request, f"De datums van {ronde} zijn gewijzigd.")
        return redirect("projecten:ronde_detail", ronde.code)
    context = {"form": form, "ronde": ronde, "titel": f"Wijzig de datums van {ronde}", "knop": "Wijzig de datums"}
    return render(request, FORM, context)
