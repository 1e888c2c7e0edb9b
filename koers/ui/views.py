"""The page on which every component and chart stands in all its states."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from koers.ui import voorbeelden


def componenten(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/componenten.html", voorbeelden.context())


# The floor above owns the rights: this is what its `signed_in` writes on a view.
componenten.koers_right = "signed-in"  # type: ignore[attr-defined]
