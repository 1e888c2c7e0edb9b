"""What the doors with a form share: who asks, what was sent, and how a refusal is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from koers.toegang.models import Gebruiker

form_view = require_http_methods(["GET", "POST"])


def asker(request: HttpRequest) -> Gebruiker:
    return cast(Gebruiker, request.user)


def posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def attempt(form: forms.Form, change: Callable[[], Any]) -> Any:
    """What the change gives; None when the form or the change refuses, with the reason on the form."""
    if not form.is_valid():
        return None
    try:
        return change()
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


def form_page(request: HttpRequest, template: str, form: forms.Form, **context: Any) -> HttpResponse:
    """The page of a form; 422 when what was sent is refused, with all that was typed still in it."""
    return render(request, template, {"form": form, **context}, status=422 if form.is_bound else 200)
