"""The door at which measurements are entered: all eigenaren and indicators of a project in one ronde."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from koers.lib import klok
from koers.toegang.rights import NotAllowed, right
from projecten.forms.meting import read_invoer, with_typed
from projecten.selectors.meetrecht import GEEN, all_shut_reason, load_heropend, load_meetrecht
from projecten.selectors.onderwerp import project_name
from projecten.selectors.raster import Raster, load_raster
from projecten.services.meting import Afgekeurd, save_metingen
from projecten.views.plek import find_subject


@right("projecten.meting:edit")
@require_http_methods(["GET", "POST"])
def meting_edit(request: HttpRequest, project: str, code: str) -> HttpResponse:
    """Fill in the grid."""
    raster = load_own(request, project, code)
    if request.method != "POST":
        return _page(request, raster)
    invoer = read_invoer(request.POST, raster)
    try:
        changes = save_metingen(
            actor=request.user,  # type: ignore[arg-type]
            project=raster.project,
            ronde=raster.ronde,
            invoer=invoer,
            now=klok.now(),
        )
    except Afgekeurd as refused:
        return _page(request, with_typed(raster, invoer, refused.fouten), status=422)
    messages.success(request, _stored(len(changes)))
    return redirect("projecten:meting_edit", project, code)


def load_own(request: HttpRequest, slug: str, code: str) -> Raster:
    """The grid of this address with the rows this person enters; 404 or NotAllowed for others."""
    ronde, onderwerp = find_subject(request, code, {"project": slug})
    project, today = onderwerp.project, klok.today()
    if project is None:
        raise Http404("geen project")
    if not load_meetrecht(request.user, project, today):
        raise NotAllowed(GEEN)
    return load_raster(project, ronde, request.user, today)


def _page(request: HttpRequest, raster: Raster, status: int = 200) -> HttpResponse:
    context = {
        "raster": raster,
        "naam": project_name(raster.project, klok.today()),
        "dicht": shut(raster),
    }
    return render(request, "projecten/meting_edit.html", context, status=status)


def shut(raster: Raster) -> str:
    """Why nothing of the grid can be filled in; "" when something can, or when there is nothing."""
    if raster.open:
        return ""
    ids = [rij.eigenaar.id for rij in raster.rijen]
    return all_shut_reason(raster.ronde, load_heropend(raster.project, raster.ronde), ids, klok.today())


def _stored(number: int) -> str:
    if not number:
        return "Er is niets veranderd."
    return "1 meting is opgeslagen." if number == 1 else f"{number} metingen zijn opgeslagen."
