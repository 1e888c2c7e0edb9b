"""Doors to projects: the list, one project, and the changes the programmamanager makes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from koers.eigenaren.bevoegdheid import bevoegdheid_of
from koers.eigenaren.models import Eigenaar
from koers.lib import klok
from koers.lib.notatie import datum, opsomming
from koers.lib.peildatum import Blik, read_blik
from koers.lib.stapform import RedenForm
from koers.lib.uitvoer import csv_response
from koers.toegang.models import Gebruiker
from koers.toegang.rights import right
from projecten.forms.project import (
    DeelnameForm,
    LeidingEindForm,
    LeidingForm,
    NaamForm,
    NaamVerbeterForm,
    PlaatsForm,
    ProjectForm,
    VolgordeForm,
)
from projecten.models import Deelname, Indeling, Project, Projectleiding, ProjectNaam
from projecten.selectors.borging import keep_refusal
from projecten.selectors.detail import entry_url, load_project, measure_url
from projecten.selectors.lijst import KOP, as_rows, load_lijst
from projecten.selectors.planner import plan_refusal
from projecten.selectors.project import load_projecten, load_themas
from projecten.selectors.ronde import open_rondes
from projecten.services.deelname import set_deelname
from projecten.services.houder import held_work
from projecten.services.leiding import end_leiding, set_leiding
from projecten.services.project import (
    begin_project,
    correct_project_naam,
    order_projecten,
    place_project,
    rename_project,
    withdraw_step,
)
from themalijnen.models import Themalijn

DAY = timedelta(days=1)
form_door = require_http_methods(["GET", "POST"])
STAPPEN: dict[str, Any] = {"naam": ProjectNaam, "plaats": Indeling, "deelname": Deelname}


@right("projecten.project:view")
@require_GET
def project_list(request: HttpRequest) -> HttpResponse:
    """All projects, filtered and sorted by the address."""
    blik = read_blik(request.GET, klok.today())
    mag = bevoegdheid_of(request.user, blik.vandaag).may("projecten.project:edit")
    context = {"blik": blik, "lijst": load_lijst(blik, request.GET), "mag_nieuw": mag}
    return render(request, "projecten/project_list.html", context)


@right("projecten.project:view")
@require_GET
def project_export(request: HttpRequest) -> HttpResponse:
    """The list as a file: all that was asked for, also where the screen shows one theme line of it."""
    blik = read_blik(request.GET, klok.today())
    return csv_response(f"projecten-{blik.peildatum}", KOP, as_rows(load_lijst(blik, request.GET, heel=True)))


@right("projecten.project:view")
@require_GET
def project_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One project on a day."""
    blik = read_blik(request.GET, klok.today())
    project = _project(request, slug)
    pagina = load_project(project, blik, request.user, alle_rondes=request.GET.get("rondes") == "alle")
    if pagina is None:
        raise Http404(f"Dit project begint op {datum(project.vanaf)}.")
    may = bevoegdheid_of(request.user, blik.vandaag).may
    rondes = open_rondes(blik.vandaag)
    context = {
        "blik": blik,
        "pagina": pagina,
        "project": pagina.project,
        "alle_rondes": blik.query_with(rondes="alle") if len(pagina.rondes) < pagina.rondes_totaal else "",
        "invul_url": entry_url(project, rondes, blik, request.user) if may("projecten.voortgang:edit") else "",
        "meet_url": measure_url(project, rondes, blik, request.user) if may("projecten.meting:edit") else "",
        "mag": {
            "indicator": may("projecten.indicator:edit"),
            "naam": may("projecten.project:edit"),
            "deelname": may("projecten.deelname:edit"),
            "borging": may("projecten.borging:edit") and not keep_refusal(request.user, project, blik.vandaag),
            "planning": may("projecten.planning:edit") and not plan_refusal(request.user, project, blik.vandaag),
        },
    }
    return render(request, "projecten/project_detail.html", context)


@right("projecten.project:edit")
@form_door
def project_rename(request: HttpRequest, slug: str) -> HttpResponse:
    """Another name from a day on."""
    project, now = _project(request, slug), klok.now()
    form = NaamForm(request.POST or None, initial={"vanaf": now.date()})
    if form.is_valid() and form.write(rename_project, actor=request.user, project=project, now=now):
        return _done(request, slug, "De nieuwe naam staat vast. Vastgestelde stukken houden de oude.")
    return _form(request, project, form, "Wijzig de naam", "Leg de naam vast")


@right("projecten.project:edit")
@form_door
def naam_correct(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A slip in a name."""
    project = _project(request, slug)
    stap = get_object_or_404(project.namen, pk=pk)
    form = NaamVerbeterForm(request.POST or None, initial={"naam": stap.naam})
    if form.is_valid() and form.write(correct_project_naam, actor=request.user, stap=stap, now=klok.now()):
        return _done(request, slug, "De naam is verbeterd.")
    return _form(request, project, form, f"Verbeter de naam van {datum(stap.vanaf)}", "Verbeter de naam")


@right("projecten.project:edit")
@form_door
def project_place(request: HttpRequest, slug: str) -> HttpResponse:
    """Another theme line, or another place under it."""
    project, now = _project(request, slug), klok.now()
    themas = [thema for thema in load_themas(Blik(now.date(), now.date())) if thema.loopt]
    last = project.indelingen.order_by("vanaf").last()
    initial = {"vanaf": now.date(), "themalijn": last and last.themalijn_id, "volgorde": last and last.volgorde}
    form = PlaatsForm(request.POST or None, initial=initial, themas=themas)
    if form.is_valid() and form.write(place_project, actor=request.user, project=project, now=now):
        return _done(request, slug, "De plaats van het project staat vast.")
    return _form(request, project, form, "Verplaats het project", "Leg de plaats vast")


@right("projecten.project:edit")
@form_door
def project_create(request: HttpRequest) -> HttpResponse:
    """A new project."""
    now = klok.now()
    themas = [thema for thema in load_themas(Blik(now.date(), now.date())) if thema.loopt]
    form = ProjectForm(request.POST or None, initial={"vanaf": now.date()}, themas=themas, day=now.date())
    if form.is_valid() and form.write(begin_project, actor=request.user, now=now):
        slug = slugify(form.cleaned_data["naam"])[:80]
        return _done(request, slug, "Het project staat er. Leg nu vast wie het leidt en wie eraan deelneemt.")
    return render(request, "projecten/project_create.html", {"form": form}, status=_status(form))


@right("projecten.project:edit")
@form_door
def leiding_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Who leads the project from a day on."""
    project, now = _project(request, slug), klok.now()
    form = LeidingForm(request.POST or None, initial={"vanaf": now.date()}, day=now.date())
    if form.is_valid() and form.write(set_leiding, actor=request.user, project=project, now=now):
        return _done(request, slug, f"{form.cleaned_data['gebruiker']} leidt het project.")
    return _form(request, project, form, "Wijs een projectleider aan", "Leg de leiding vast")


@right("projecten.project:edit")
@form_door
def leiding_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The last day on which somebody leads the project."""
    project, now = _project(request, slug), klok.now()
    leiding = get_object_or_404(project.leiding.select_related("gebruiker", "project"), pk=pk)
    wat = held_work(leiding.gebruiker, now.date(), project=project)
    initial = {"laatste_dag": now.date()}
    form = LeidingEindForm(request.POST or None, initial=initial, day=now.date(), van=leiding.gebruiker, wat=wat)
    passed: list[str] = []

    def end(**fields: Any) -> None:
        passed.extend(end_leiding(actor=cast(Gebruiker, request.user), leiding=leiding, now=now, **fields))

    if form.is_valid() and form.write(end):
        return _done(request, slug, _ended(leiding, passed, **form.cleaned_data))
    return _form(
        request, project, form, f"Tot wanneer leidt {leiding.gebruiker} dit project?", "Leg de laatste dag vast"
    )


@right("projecten.deelname:edit")
@form_door
def deelname_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Where an eigenaar stands from a day on."""
    project, now = _project(request, slug), klok.now()
    eigenaar = Eigenaar.objects.filter(slug=request.GET.get("eigenaar", "")).first()
    form = DeelnameForm(request.POST or None, initial={"vanaf": now.date(), "eigenaar": eigenaar}, day=now.date())
    if form.is_valid() and form.write(set_deelname, actor=request.user, project=project, now=now):
        return _done(request, slug, f"De deelname van {form.cleaned_data['eigenaar']} staat vast.")
    return _form(request, project, form, "Leg deelname vast", "Leg deelname vast")


@right("projecten.project:edit")
@form_door
def stap_withdraw(request: HttpRequest, slug: str, soort: str, pk: int) -> HttpResponse:
    """Take back a step that should not have been."""
    project = _project(request, slug)
    if soort not in STAPPEN:
        raise Http404("Zo'n stap is er niet.")
    stap = get_object_or_404(STAPPEN[soort], project=project, pk=pk)
    form = RedenForm(request.POST or None)
    if form.is_valid() and form.write(withdraw_step, actor=request.user, stap=stap, now=klok.now()):
        return _done(request, slug, "De stap is teruggenomen. Het logboek bewaart wat er stond.")
    return _form(request, project, form, f"Neem terug: {stap}, vanaf {datum(stap.vanaf)}", "Neem terug")


@right("projecten.project:edit")
@form_door
def project_order(request: HttpRequest, slug: str) -> HttpResponse:
    """The order of the projects under a theme line."""
    now = klok.now()
    themalijn = get_object_or_404(Themalijn.objects.visible_to(request.user, now.date()), slug=slug)
    koppen = [kop for kop in load_projecten(Blik(now.date(), now.date())) if kop.thema.id == themalijn.pk]
    rows = Project.objects.in_bulk([kop.id for kop in koppen])
    names = [(rows[kop.id], kop.naam) for kop in koppen]
    form = VolgordeForm(request.POST or None, initial={"vanaf": now.date()}, projecten=names)
    if form.is_valid() and form.write(order_projecten, actor=request.user, themalijn=themalijn, now=now):
        messages.success(request, "De volgorde staat vast.")
        return redirect("themalijnen:themalijn_detail", slug)
    thema = next((kop.thema for kop in koppen), None)
    context = {"form": form, "thema": thema, "slug": slug}
    return render(request, "projecten/project_order.html", context, status=_status(form))


def _ended(leiding: Projectleiding, wat: list[str], laatste_dag: date, opvolger: Gebruiker | None) -> str:
    """What became of the leadership, and of the open work that went along."""
    since, zin = datum(laatste_dag + DAY), f"De laatste dag van {leiding.gebruiker} staat vast."
    if opvolger:
        return f"{zin} Vanaf {since} leidt {opvolger} het project{', met ' + opsomming(wat) if wat else ''}."
    return f"{zin} Vanaf {since} wacht op een houder: {opsomming(wat)}." if wat else zin


def _project(request: HttpRequest, slug: str) -> Project:
    rows = Project.objects.visible_to(request.user, klok.today()).select_related("landt", "gemeente")
    return get_object_or_404(rows, slug=slug)


def _done(request: HttpRequest, slug: str, zin: str) -> HttpResponse:
    messages.success(request, zin)
    return redirect("projecten:project_detail", slug)


def _status(form: Form) -> int:
    return 422 if form.errors else 200


def _form(request: HttpRequest, project: Project, form: Form, titel: str, knop: str) -> HttpResponse:
    named: Any = Project.objects.named(klok.today()).get(pk=project.pk)
    context = {"form": form, "project": project, "naam": named.naam_op, "titel": titel, "knop": knop}
    return render(request, "projecten/project_form.html", context, status=_status(form))
