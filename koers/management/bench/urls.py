"""The portal's addresses and the empty view; never part of the portal itself."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from koers import urls
from koers.toegang.rights import signed_in
from koers.urls import handler400, handler403, handler404, handler500  # noqa: F401


@signed_in
def empty(request: HttpRequest) -> HttpResponse:
    """The same server, middleware and session; nothing else."""
    return HttpResponse("ok")


urlpatterns = [path("bench/leeg", empty, name="bench_empty"), *urls.urlpatterns]
