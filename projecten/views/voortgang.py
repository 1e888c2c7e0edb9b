"""Doors of an entry: write it, read it, open it again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from koers.eigenaren.models import Eigenaar
from koers.lib import klok
from koers.toegang.rights import NotAllowed, right
from projecten.forms.voortgang import HeropenForm, edit_rows, read_inhoud, read_versie
from projecten.models import Project, Ronde, Rubriek, Voortgang
from projecten.rules.inhoud import missing
from projecten.selectors.detailvoortgang import load_voortgang
from projecten.selectors.invoer import Invoer, beside_other, load_invoer
from projecten.selectors.onderwerp import Onderwerp, subject_name, subject_refusal, write_refusal
from projecten.selectors.ronde import ronde_by_code
from projecten.selectors.voortgang import inhoud_of, reason_shut
from projecten.selectors.vraag import questions_about
from projecten.services.voortgang import Onvolledig, VersieConflict, reopen_voortgang, save_voortgang, submit_voortgang


def _find(request: HttpRequest, code: str, slugs: dict[str, str]) -> tuple[Ronde, Onderwerp]:
    """The ronde and the subject of an address, as far as this person may see them; 404 otherwise."""
    ronde = ronde_by_code(code)
    if ronde is None:
        raise Http404("geen ronde")
    today = klok.today()
    models: dict[str, Any] = {"project": Project, "gemeente": Eigenaar, "rubriek": Rubriek}
    parts = {
        name: get_object_or_404(models[name].objects.visible_to(request.user, today), slug=slug)
        for name, slug in slugs.items()
    }
    return ronde, Onderwerp(**parts)


@right("projecten.voortgang:edit")
@require_http_methods(["GET", "POST"])
def voortgang_edit(request: HttpRequest, code: str, **slugs: str) -> HttpResponse:
    """Write the entry of one subject in one ronde."""
    ronde, onderwerp = _find(request, code, slugs)
    today = klok.today()
    if reason := write_refusal(request.user, onderwerp, today) or subject_refusal(onderwerp, ronde, today):
        raise NotAllowed(reason)
    invoer = load_invoer(ronde, onderwerp, today)
    if request.method == "POST":
        return _typed(request, invoer)
    if reason := reason_shut(invoer.voortgang, ronde, today):
        if invoer.voortgang is None:
            raise NotAllowed(reason)
        return redirect("projecten:voortgang_detail", invoer.voortgang.pk)
    return _page(request, invoer)


def _page(request: HttpRequest, invoer: Invoer, status: int = 200) -> HttpResponse:
    context = {"invoer": invoer, "vragen": questions_about(invoer.ronde, invoer.onderwerp)}
    return render(request, "projecten/voortgang_edit.html", context, status=status)


def _typed(request: HttpRequest, invoer: Invoer) -> HttpResponse:
    """A button of the form: change the rows, keep it, or hand it in. Whatever happens, the words stay."""
    inhoud, versie, doe = read_inhoud(request.POST), read_versie(request.POST), request.POST.get("doe", "concept")
    oud = invoer.ernaast.inhoud.punten if invoer.ernaast else ()
    if (edited := edit_rows(inhoud, doe, oud)) is not None:
        return _page(request, invoer.typed(edited, versie, bewaard=False))
    typed = invoer.typed(inhoud, versie)
    known: dict[str, Any] = {"actor": request.user, "now": klok.now()}
    try:
        entry = save_voortgang(ronde=invoer.ronde, onderwerp=invoer.onderwerp, inhoud=inhoud, versie=versie, **known)
        if doe != "indienen":
            return redirect(invoer.onderwerp.edit_url(invoer.ronde))
        if gemist := missing(inhoud):
            saved = load_invoer(invoer.ronde, invoer.onderwerp, klok.today())
            return _page(request, saved.typed(inhoud, entry.versie, gemist=tuple(gemist)), status=422)
        submit_voortgang(voortgang=entry, **known)
    except Onvolledig as refused:
        return _page(request, typed.typed(inhoud, versie, gemist=tuple(refused.gemist), bewaard=False), status=422)
    except VersieConflict as conflict:
        return _page(request, beside_other(invoer, conflict.voortgang, inhoud), status=409)
    except NotAllowed as refused:
        return _not_now(request, typed, str(refused))
    messages.success(request, f"Ingediend: {invoer.naam}. De redacteur keurt het goed of stuurt het terug.")
    return redirect("projecten:voortgang_detail", entry.pk)


def _not_now(request: HttpRequest, typed: Invoer, reason: str) -> HttpResponse:
    """Shut in the meantime: the reason, with the words kept. The same words handed in twice are simply in."""
    entry = typed.voortgang
    if entry and entry.staat == Voortgang.Staat.INGEDIEND and inhoud_of(entry).same_words(typed.inhoud):
        messages.info(request, "Dit was al ingediend; er is niets verloren en niets dubbel.")
        return redirect("projecten:voortgang_detail", entry.pk)
    return _page(request, typed.typed(typed.inhoud, typed.versie, reden=reason, bewaard=False), status=403)


@right("projecten.project:view")
@require_GET
def voortgang_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Read one entry: what it says, and by whom and when it was shut."""
    rows = Voortgang.objects.visible_to(request.user, klok.today())
    entry = get_object_or_404(rows.select_related("ronde", "project__gemeente", "gemeente", "rubriek"), pk=pk)
    pagina = load_voortgang(entry, request.user, klok.today())
    return render(request, "projecten/voortgang_detail.html", {"pagina": pagina})


@right("projecten.voortgang:reopen")
@require_http_methods(["GET", "POST"])
def voortgang_reopen(request: HttpRequest, code: str, **slugs: str) -> HttpResponse:
    """Let one author write again, with a reason and until a day."""
    ronde, onderwerp = _find(request, code, slugs)
    form = HeropenForm(request.POST or None)
    naam = subject_name(onderwerp, ronde.peildatum)
    if form.is_valid() and form.write(
        reopen_voortgang, actor=request.user, ronde=ronde, onderwerp=onderwerp, now=klok.now()
    ):
        messages.success(request, f"Heropend: {naam}. Er kan weer geschreven worden.")
        return redirect("projecten:ronde_detail", ronde.code)
    return render(request, "projecten/voortgang_reopen.html", {"form": form, "ronde": ronde, "naam": naam})
