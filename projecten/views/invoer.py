"""The door at which an entry is written: by a person with its buttons, by the page itself while they type."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from koers.lib import klok
from koers.toegang.rights import NotAllowed, right
from koers.ui.herzending import wants_json
from projecten.forms.toezegging import promise_rows
from projecten.forms.voortgang import edit_rows, read_blad, read_inhoud, read_keuzes, read_versie
from projecten.models import Voortgang
from projecten.rules.inhoud import Gemis, Inhoud, missing, no_room, with_dates
from projecten.rules.keuze import chosen
from projecten.selectors.botsing import load_botsing
from projecten.selectors.invoer import Invoer, load_invoer, saved_when
from projecten.selectors.namens import authors_of, may_behalf, who_writes
from projecten.selectors.onderwerp import subject_refusal, write_refusal
from projecten.selectors.toezegginginvoer import proposals
from projecten.selectors.voortgang import inhoud_of, reason_shut
from projecten.selectors.vraag import questions_about
from projecten.services.voortgang import Onvolledig, VersieConflict, save_voortgang, submit_voortgang
from projecten.views.bewijs import change_evidence
from projecten.views.plek import find_subject


@dataclass(frozen=True)
class Uitkomst:
    """What came of saving: the entry, or why not."""

    status: int
    entry: Voortgang | None = None
    gemist: tuple[Gemis, ...] = ()
    conflict: VersieConflict | None = None
    reden: str = ""


@right("projecten.voortgang:edit")
@require_http_methods(["GET", "POST"])
def voortgang_edit(request: HttpRequest, code: str, **slugs: str) -> HttpResponse:
    """Write the entry of one subject in one ronde."""
    invoer = _load(request, code, slugs)
    asks_json = wants_json(request)
    if request.method == "POST":
        return _saved_json(request, invoer) if asks_json else _typed(request, invoer)
    reason = reason_shut(invoer.voortgang, invoer.ronde, klok.today())
    if asks_json:
        return JsonResponse({"wie": request.user.pk, "csrf": get_token(request), "zin": reason})
    if reason and invoer.voortgang is None:
        raise NotAllowed(reason)
    if reason and invoer.voortgang:
        return redirect("projecten:voortgang_detail", invoer.voortgang.pk)
    return _page(request, invoer)


def _load(request: HttpRequest, code: str, slugs: dict[str, str]) -> Invoer:
    """The page as stored, for who writes it themselves or on behalf of an author; NotAllowed for others."""
    ronde, onderwerp = find_subject(request, code, slugs)
    today = klok.today()
    page: dict[str, Any] = {"blad": read_blad(request.POST)}
    if reason := write_refusal(request.user, onderwerp, today):
        if not may_behalf(request.user, today):
            raise NotAllowed(f"{reason} {who_writes(onderwerp, today)}")
        authors = authors_of(onderwerp, today)
        asked = request.POST.get("namens") or request.GET.get("namens")
        voor = next((author for author in authors if str(author.pk) == asked), authors[0] if authors else None)
        page |= {"voor": voor, "namens": tuple(authors)}
    if reason := subject_refusal(onderwerp, ronde, today):
        raise NotAllowed(reason)
    return load_invoer(ronde, onderwerp, today, **page)


def _page(request: HttpRequest, invoer: Invoer, status: int = 200) -> HttpResponse:
    context = {"invoer": invoer, "vragen": questions_about(invoer.ronde, invoer.onderwerp)}
    return render(request, "projecten/voortgang_edit.html", context, status=status)


def _keep(request: HttpRequest, invoer: Invoer, inhoud: Inhoud, versie: int) -> Uitkomst:
    """Save what was typed; of two texts, what was chosen."""
    try:
        if (keuzes := read_keuzes(request.POST)) and invoer.voortgang:
            hun = inhoud_of(invoer.voortgang)
            if invoer.versie != versie:
                raise VersieConflict(invoer.voortgang, inhoud, hun)
            inhoud = chosen(inhoud, hun, keuzes)
        entry = save_voortgang(
            actor=request.user,  # type: ignore[arg-type]
            ronde=invoer.ronde,
            onderwerp=invoer.onderwerp,
            inhoud=inhoud,
            versie=versie,
            voor=invoer.voor,
            blad=invoer.blad,
            now=klok.now(),
        )
    except Onvolledig as refused:
        return Uitkomst(422, gemist=tuple(refused.gemist))
    except VersieConflict as conflict:
        return Uitkomst(409, conflict=conflict)
    except NotAllowed as refused:
        return Uitkomst(403, reden=str(refused))
    return Uitkomst(200, entry)


def _saved_json(request: HttpRequest, invoer: Invoer) -> HttpResponse:
    """What the page tells while one types: the state in words, and the version to go on from."""
    inhoud = read_inhoud(request.POST)
    kept = _keep(request, invoer, inhoud, read_versie(request.POST))
    if kept.entry:
        zin = f"Opgeslagen {saved_when(kept.entry.gewijzigd_op, klok.today())}."
        told = {
            "staat": "opgeslagen",
            "zin": zin,
            "versie": kept.entry.versie,
            "toezeggingen": proposals(invoer.ronde, inhoud),
        }
        return JsonResponse(told)
    if kept.conflict:
        zin = load_botsing(invoer, kept.conflict.voortgang, kept.conflict.mijn, request.user).zin
        return JsonResponse({"staat": "botsing", "zin": zin}, status=409)
    if kept.gemist:
        return JsonResponse({"staat": "te-veel", "zin": kept.gemist[0].tekst}, status=422)
    return JsonResponse({"staat": "dicht", "zin": kept.reden}, status=403)


def _typed(request: HttpRequest, invoer: Invoer) -> HttpResponse:
    """A button of the form: change the rows, keep it, or hand it in. Whatever happens, the words stay."""
    versie, doe = read_versie(request.POST), request.POST.get("doe", "concept")
    inhoud = with_dates(read_inhoud(request.POST), invoer.ronde.eind)
    oud = invoer.ernaast.inhoud.punten if invoer.ernaast else ()
    cijfers, ruimte = {own.sleutel: own.tekst for own in invoer.cijfers}, invoer.vorm.max_punten
    edited = edit_rows(inhoud, doe, oud, cijfers, ruimte) or promise_rows(inhoud, doe, invoer.ronde, invoer.gevraagd)
    if edited == inhoud and doe.startswith("neem-") and len(inhoud.punten) >= ruimte:
        full = replace(invoer, gemist=(Gemis("berichten", no_room(ruimte)),), wat="Niet overgenomen")
        return _page(request, full.typed(inhoud, versie, bewaard=False))
    if edited is not None:
        return _page(request, invoer.typed(edited, versie, bewaard=False))
    kept = _keep(request, invoer, inhoud, versie)
    if kept.conflict:
        botsing = load_botsing(invoer, kept.conflict.voortgang, kept.conflict.mijn, request.user)
        return render(request, "projecten/voortgang_conflict.html", {"botsing": botsing}, status=409)
    if kept.gemist:
        return _page(request, invoer.typed(inhoud, versie, gemist=kept.gemist, bewaard=False), status=422)
    if kept.entry is None:
        return _not_now(request, invoer.typed(inhoud, versie), kept.reden)
    if doe.startswith("bewijs"):
        return _evidence(request, invoer, kept.entry, doe)
    if doe != "indienen":
        return redirect(invoer.url)
    return _hand_in(request, invoer, inhoud, kept.entry)


def _reload(invoer: Invoer) -> Invoer:
    """The page with what was just stored."""
    page = {"blad": invoer.blad, "voor": invoer.voor, "namens": invoer.namens}
    return load_invoer(invoer.ronde, invoer.onderwerp, klok.today(), **page)


def _evidence(request: HttpRequest, invoer: Invoer, entry: Voortgang, doe: str) -> HttpResponse:
    """A file more or less; the text was kept first, and stays whatever comes of the file."""
    try:
        gemist = change_evidence(request, entry, doe, invoer.voor)
    except NotAllowed as refused:
        return _not_now(request, _reload(invoer), str(refused))
    if not gemist:
        return redirect(f"{invoer.url}#bijlagen")
    omschrijving, wat = request.POST.get("bewijs_omschrijving", ""), "Het bestand is niet toegevoegd"
    again = replace(_reload(invoer), gemist=tuple(gemist), wat=wat, omschrijving=omschrijving)
    return _page(request, again, status=422)


def _hand_in(request: HttpRequest, invoer: Invoer, inhoud: Inhoud, entry: Voortgang) -> HttpResponse:
    if gemist := missing(inhoud, invoer.vorm, invoer.gevraagd):
        return _page(request, _reload(invoer).typed(inhoud, entry.versie, gemist=tuple(gemist)), status=422)
    try:
        submit_voortgang(actor=request.user, voortgang=entry, voor=invoer.voor, now=klok.now())  # type: ignore[arg-type]
    except NotAllowed as refused:
        return _not_now(request, invoer.typed(inhoud, entry.versie), str(refused))
    messages.success(request, f"Ingediend: {invoer.naam}. De redacteur keurt het goed of stuurt het terug.")
    return redirect("projecten:voortgang_detail", entry.pk)


def _not_now(request: HttpRequest, typed: Invoer, reason: str) -> HttpResponse:
    """Shut in the meantime: the reason, with the words kept. The same words handed in twice are simply in."""
    entry = typed.voortgang
    if entry and entry.staat == Voortgang.Staat.INGEDIEND and inhoud_of(entry).same_words(typed.inhoud):
        messages.info(request, "Dit was al ingediend; er is niets verloren en niets dubbel.")
        return redirect("projecten:voortgang_detail", entry.pk)
    return _page(request, typed.typed(typed.inhoud, typed.versie, reden=reason, bewaard=False), status=403)
