"""Doors of an entry that is there: read it, open it again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from koers.eigenaren.models import Eigenaar
from koers.lib import klok
from koers.toegang.rights import NotAllowed, right
from projecten.forms.voortgang import HeropenForm
from projecten.models import Voortgang
from projecten.selectors.detailvoortgang import load_voortgang
from projecten.selectors.onderwerp import subject_name
from projecten.services.voortgang import reopen_gemeente, reopen_voortgang
from projecten.views.plek import find_subject
from projecten.views.ronde import find_ronde


@right("projecten.project:view")
@require_GET
def voortgang_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Read one entry: what it says, and by whom and when it was shut."""
    rows = Voortgang.objects.readable_by(request.user, klok.today())
    entry = get_object_or_404(rows.select_related("ronde", "project__gemeente", "gemeente", "rubriek"), pk=pk)
    pagina = load_voortgang(entry, request.user, klok.today())
    return render(request, "projecten/voortgang_detail.html", {"pagina": pagina})


@right("projecten.voortgang:reopen")
@require_http_methods(["GET", "POST"])
def voortgang_reopen(request: HttpRequest, code: str, **slugs: str) -> HttpResponse:
    """Let one author write again, with a reason and until a day."""
    ronde, onderwerp = find_subject(request, code, slugs)
    form = HeropenForm(request.POST or None)
    naam = subject_name(onderwerp, ronde.peildatum)
    if form.is_valid() and form.write(
        reopen_voortgang, actor=request.user, ronde=ronde, onderwerp=onderwerp, now=klok.now()
    ):
        messages.success(request, f"Heropend: {naam}. Er kan weer geschreven worden.")
        return redirect("projecten:ronde_detail", ronde.code)
    return render(request, "projecten/voortgang_reopen.html", {"form": form, "ronde": ronde, "naam": naam})


@right("projecten.voortgang:reopen")
@require_http_methods(["GET", "POST"])
def gemeente_reopen(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Let one gemeente write again, in all it entered in a ronde."""
    ronde = find_ronde(code)
    gemeente = get_object_or_404(Eigenaar.objects.gemeenten(), slug=slug)
    form, reden = HeropenForm(request.POST or None), ""
    act = {"actor": request.user, "ronde": ronde, "gemeente": gemeente, "now": klok.now()}
    try:
        if form.is_valid() and form.write(reopen_gemeente, **act):
            messages.success(request, f"Heropend: alles van {gemeente} in {ronde}. De schrijver krijgt een mail.")
            return redirect("projecten:ronde_detail", ronde.code)
    except NotAllowed as refused:
        reden = str(refused)
    context = {"form": form, "ronde": ronde, "gemeente": gemeente, "reden": reden}
    return render(request, "projecten/gemeente_reopen.html", context, status=403 if reden else 200)
