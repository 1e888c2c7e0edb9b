"""Doors to the workbook of measurements: download it, try it, keep it, and see what was kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from koers.lib import klok
from koers.lib.uitvoer import csv_response
from koers.lib.xlsx import MAX_BYTES, XlsxFout
from koers.toegang.rights import NotAllowed, right
from projecten.exports.bladfouten import KOP, as_rows
from projecten.exports.werkmap import MEDIA_TYPE, write_werkmap
from projecten.forms.werkmap import WerkmapForm
from projecten.imports.werkmap import Bladfout
from projecten.models import Inlezing
from projecten.selectors.onderwerp import project_name
from projecten.selectors.raster import Raster
from projecten.selectors.werkmap import kept_rows
from projecten.services.werkmap import Geweigerd, save_werkmap, try_werkmap
from projecten.views.meting import load_own, shut
from projecten.zegel import Verbroken, open_proef, seal_proef

RIGHT = "projecten.meting:edit"
NIETS = "In deze ronde is er van dit project niets te meten."
OPNIEUW = "Deze bladzijde was niet meer van u of niet meer geldig. Er is niets opgeslagen; kies de werkmap opnieuw."
SHOWN = 200  # faults on the page; the file has them all


@right(RIGHT)
@require_GET
def werkmap_download(request: HttpRequest, project: str, code: str) -> HttpResponse:
    """The workbook with the cells this person may fill in."""
    raster = _open(request, project, code)
    data = write_werkmap(raster, project_name(raster.project, klok.today()))
    naam = f"metingen-{raster.project.slug}-{raster.ronde.code}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{naam}"', "Cache-Control": "private, no-store"}
    return HttpResponse(data, content_type=MEDIA_TYPE, headers=headers)


@right(RIGHT)
@require_http_methods(["GET", "POST"])
def werkmap_upload(request: HttpRequest, project: str, code: str) -> HttpResponse:
    """Choose a workbook; then what it would change, or everything that is wrong in it. Nothing is stored."""
    raster = _open(request, project, code)
    form = WerkmapForm(request.POST, request.FILES) if request.method == "POST" else WerkmapForm()
    if not form.is_valid():
        return _page(request, raster, form)
    upload = form.cleaned_data["werkmap"]
    try:
        proef = try_werkmap(
            actor=request.user,  # type: ignore[arg-type]
            project=raster.project,
            ronde=raster.ronde,
            data=upload.read(MAX_BYTES + 1),
            bestand=upload.name or "",
            now=klok.now(),
        )
    except XlsxFout as refused:
        form.add_error("werkmap", str(refused))
        return _page(request, raster, form)
    except Geweigerd as refused:
        return _faults(request, raster, refused.fouten)
    return render(request, "projecten/werkmap_try.html", _context(raster) | {"proef": proef})


@right(RIGHT)
@require_POST
def werkmap_save(request: HttpRequest, project: str, code: str) -> HttpResponse:
    """Keep what was tried, whole or not at all."""
    raster = _open(request, project, code)
    try:
        kept = save_werkmap(
            actor=request.user,  # type: ignore[arg-type]
            project=raster.project,
            ronde=raster.ronde,
            zegel=request.POST.get("proef", ""),
            now=klok.now(),
        )
    except Verbroken:
        return _page(request, raster, WerkmapForm(), OPNIEUW)
    except Geweigerd as refused:
        return _faults(request, raster, refused.fouten)
    if kept is None:
        messages.info(request, "Alles stond er al zo; er is niets veranderd.")
        return redirect("projecten:werkmap_upload", project, code)
    return redirect("projecten:inlezing_detail", project, code, kept.pk)


@right(RIGHT)
@require_POST
def werkmap_faults(request: HttpRequest, project: str, code: str) -> HttpResponse:
    """What is wrong in the workbook, as a file."""
    raster = _open(request, project, code)
    try:
        rows = open_proef(request.POST.get("fouten", ""), "fouten", request.user.pk, raster.ronde.pk)
    except Verbroken:
        return redirect("projecten:werkmap_upload", project, code)
    return csv_response(f"fouten-{raster.project.slug}-{raster.ronde.code}", KOP, rows)


@right(RIGHT)
@require_GET
def inlezing_detail(request: HttpRequest, project: str, code: str, pk: int) -> HttpResponse:
    """What one workbook changed, for who read it in."""
    raster = load_own(request, project, code)
    own = Inlezing.objects.filter(project=raster.project, ronde=raster.ronde, door=request.user)  # type: ignore[misc]
    inlezing = get_object_or_404(own, pk=pk)
    context = _context(raster) | {"inlezing": inlezing, "regels": kept_rows(inlezing)}
    return render(request, "projecten/inlezing_detail.html", context)


def _open(request: HttpRequest, slug: str, code: str) -> Raster:
    """The grid with the rows this person enters, where something can be entered now; else NotAllowed, with why not."""
    raster = load_own(request, slug, code)
    if not raster.open:
        raise NotAllowed(shut(raster) or NIETS)
    return raster


def _context(raster: Raster) -> dict[str, Any]:
    return {"raster": raster, "naam": project_name(raster.project, klok.today())}


def _page(request: HttpRequest, raster: Raster, form: WerkmapForm, reden: str = "") -> HttpResponse:
    eerder = Inlezing.objects.filter(project=raster.project, ronde=raster.ronde, door=request.user)  # type: ignore[misc]
    context = _context(raster) | {"form": form, "eerder": eerder[:5], "reden": reden}
    return render(request, "projecten/werkmap_upload.html", context, status=422 if form.errors or reden else 200)


def _faults(request: HttpRequest, raster: Raster, fouten: tuple[Bladfout, ...]) -> HttpResponse:
    sealed = seal_proef(list(as_rows(fouten)), "fouten", request.user.pk, raster.ronde.pk)
    context = {"fouten": fouten[:SHOWN], "aantal": len(fouten), "zegel": sealed, "form": WerkmapForm()}
    return render(request, "projecten/werkmap_faults.html", _context(raster) | context, status=422)
