from django.urls import URLPattern, URLResolver, path

from rapportage.views import eigenaar, over, regio, taken

app_name = "rapportage"
urlpatterns: list[URLPattern | URLResolver] = [
    path("toegankelijkheid/", over.toegankelijkheid, name="toegankelijkheid"),
    path("privacy/", over.privacy, name="privacy"),
    path("begrippen/", over.begrippen, name="begrippen"),
    path("regio/eigenaren/", eigenaar.eigenaar_list, name="eigenaar_list"),
    path("eigenaren/<slug:slug>/", eigenaar.eigenaar_detail, name="eigenaar_detail"),
    path("eigenaren/<slug:slug>/geld/", eigenaar.eigenaar_geld, name="eigenaar_geld"),
    path("regio/", regio.regio_detail, name="regio_detail"),
    path("regio/deelname/", regio.matrix, name="matrix"),
    path("regio/deelname.csv", regio.matrix_export, name="matrix_export"),
    path("taken/", taken.taken_list, name="taken_list"),
]
