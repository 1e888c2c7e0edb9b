"""Where every address of the portal leads."""

from django.urls import include, path

from koers.beheer.views import security_txt
from koers.navigatie import start

urlpatterns = [
    path("", start, name="start"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("api/", include("koers.api")),
    path("", include("koers.toegang.urls")),
    path("", include("koers.toegang.allauth_urls")),
    path("", include("koers.eigenaren.urls")),
    path("", include("koers.ui.urls")),
    path("", include("themalijnen.urls")),
    path("", include("projecten.urls")),
    path("", include("financien.urls")),
    path("", include("rapportage.urls")),
]

handler400 = "koers.toegang.views.fout.bad_request"
handler403 = "koers.toegang.views.fout.refused"
handler404 = "koers.toegang.views.fout.not_found"
handler500 = "koers.toegang.views.fout.broken"
