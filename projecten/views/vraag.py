"""Doors of extra requests: ask one, read its answers, take it back, answer it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from koers.lib import klok
from koers.toegang.rights import NotAllowed, right
from projecten.forms.vraag import AntwoordForm, VraagForm, latest_day
from projecten.models import ExtraVraag, VraagAan
from projecten.selectors.onderwerp import Onderwerp, subject_name, write_refusal
from projecten.selectors.vraag import load_answers
from projecten.selectors.vraagbericht import load_aanschrijving
from projecten.services.vraag import (
    AntwoordConflict,
    answer_extra,
    ask_extra,
    check_extra,
    reason_no_answer,
    withdraw_extra,
)
from projecten.views.ronde import find_ronde

form_door = require_http_methods(["GET", "POST"])


@right("projecten.ronde:ask")
@form_door
def vraag_create(request: HttpRequest, code: str) -> HttpResponse:
    """Ask something of chosen projects and gemeenten in one ronde: first read who is mailed, then ask."""
    ronde, today, stap = find_ronde(code), klok.today(), request.POST.get("stap", "")
    form = VraagForm(request.POST or None, ronde=ronde, initial={"uiterlijk": latest_day(ronde, today)})
    context: dict[str, Any] = {"form": form, "ronde": ronde}
    if stap == "stel" and form.is_valid() and form.write(ask_extra, actor=request.user, ronde=ronde, now=klok.now()):
        messages.success(
            request, "De vraag is gesteld. Wie erover schrijft, ziet haar op Mijn taken en bij de voortgang."
        )
        return redirect("projecten:ronde_detail", ronde.code)
    if stap == "lees" and form.is_valid() and form.write(check_extra, ronde=ronde, today=today):
        context["bericht"] = load_aanschrijving(ronde, form.asked(), today)
        return render(request, "projecten/vraag_confirm.html", context)
    return render(request, "projecten/vraag_form.html", context)


@right("projecten.ronde:ask")
@require_GET
def vraag_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One question and its answers."""
    vraag = get_object_or_404(ExtraVraag.objects.select_related("ronde", "gevraagd_door", "ingetrokken_door"), pk=pk)
    return render(request, "projecten/vraag_detail.html", {"vraag": vraag, "antwoorden": load_answers(vraag)})


@right("projecten.ronde:ask")
@form_door
def vraag_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take a question back."""
    vraag = get_object_or_404(ExtraVraag.objects.select_related("ronde"), pk=pk)
    if request.method == "POST":
        withdraw_extra(actor=request.user, vraag=vraag, now=klok.now())  # type: ignore[arg-type]
        messages.success(request, "De vraag is ingetrokken. Niemand hoeft haar nog te beantwoorden.")
        return redirect("projecten:vraag_detail", pk)
    return render(request, "projecten/vraag_withdraw.html", {"vraag": vraag})


@right("projecten.project:view", write="projecten.voortgang:edit")
@form_door
def vraag_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer one question for one project or gemeente."""
    today = klok.today()
    rows = VraagAan.objects.visible_to(request.user, today).select_related(
        "vraag__ronde", "vraag__ingetrokken_door", "project", "gemeente"
    )
    aan = get_object_or_404(rows, pk=pk)
    onderwerp = Onderwerp(aan.project, aan.gemeente)
    slot = write_refusal(request.user, onderwerp, today) or reason_no_answer(aan, today)
    form = AntwoordForm(request.POST or None, initial={"antwoord": aan.antwoord, "versie": aan.versie})
    naam = subject_name(onderwerp, aan.vraag.ronde.peildatum)
    context: dict[str, Any] = {"aan": aan, "naam": naam, "form": form, "slot": slot}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            if form.write(answer_extra, actor=request.user, aan=aan, now=klok.now()):
                messages.success(
                    request, f"Beantwoord: {aan.vraag}. Tot de ronde sluit kunt u het antwoord nog wijzigen."
                )
                return redirect("projecten:vraag_answer", pk)
        except AntwoordConflict as conflict:
            typed = {"antwoord": form.cleaned_data["antwoord"], "versie": conflict.aan.versie}
            context |= {"ander": conflict.aan, "form": AntwoordForm(initial=typed)}
            status = 409
        except NotAllowed as refused:
            context["reden"], status = str(refused), 403
    return render(request, "projecten/vraag_answer.html", context, status=status)
