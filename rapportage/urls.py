from django.urls import URLPattern, URLResolver, path

from rapportage.views import agenda, bestand, document, eigenaar, over, regio, taken, tekst, zoeken

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
    path("agenda/", agenda.agenda_list, name="agenda_list"),
    path("agenda/<str:sleutel>.ics", agenda.agenda_feed, name="agenda_feed"),
    path("zoeken/", zoeken.zoeken, name="zoeken"),
    path("taken/", taken.taken_list, name="taken_list"),
    path("documenten/", document.document_list, name="document_list"),
    path("documenten/maken/", document.document_build, name="document_build"),
    path("documenten/opdrachten/<int:pk>/", document.opdracht_detail, name="opdracht_detail"),
    path("documenten/<slug:soort>/<slug:periode>/", document.document_detail, name="document_detail"),
    path("documenten/<slug:soort>/<slug:periode>/stappen/<slug:staat>/", document.document_step, name="document_step"),
    path(
        "documenten/<slug:soort>/<slug:periode>/versies/<int:nummer>/pdf/",
        bestand.document_download,
        name="document_download",
    ),
    path(
        "documenten/<slug:soort>/<slug:periode>/versies/<int:nummer>/lezen/",
        bestand.document_read,
        name="document_read",
    ),
    path("publicaties/", document.document_public_list, name="document_public_list"),
    path("teksten/", tekst.tekstblok_list, name="tekstblok_list"),
    path("teksten/nieuw/", tekst.tekstblok_create, name="tekstblok_create"),
    path("teksten/<slug:sleutel>/", tekst.tekstblok_edit, name="tekstblok_edit"),
]
