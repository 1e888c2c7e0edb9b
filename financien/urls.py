from django.urls import URLPattern, URLResolver, path

from financien import jaartal  # noqa: F401 (registers itself)
from financien.views import beschikking, boeking, capaciteit, programma

app_name = "financien"
urlpatterns: list[URLPattern | URLResolver] = [
    path("geld/", programma.programma_detail, name="programma_detail"),
    path("geld/rijen.csv", programma.programma_export, name="programma_export"),
    path("geld/regelingen/", programma.regeling_list, name="regeling_list"),
    path("geld/regelingen/<slug:slug>/", programma.regeling_detail, name="regeling_detail"),
    path("geld/regelingen/<slug:slug>/regels/<geldjaar:jaar>/", programma.regel_edit, name="regel_edit"),
    path("geld/beschikkingen/<slug:slug>/", beschikking.beschikking_detail, name="beschikking_detail"),
    path(
        "geld/beschikkingen/<slug:slug>/bestemmingen/<geldjaar:jaar>/",
        beschikking.bestemming_edit,
        name="bestemming_edit",
    ),
    path(
        "geld/beschikkingen/<slug:slug>/toekenningen/<geldjaar:jaar>/",
        beschikking.jaarschijf_edit,
        name="jaarschijf_edit",
    ),
    path("geld/beschikkingen/<slug:slug>/oorzaken/<geldjaar:jaar>/", beschikking.oorzaak_create, name="oorzaak_create"),
    path("geld/beschikkingen/<slug:slug>/boekingen/", boeking.boeking_create, name="boeking_create"),
    path("geld/boekingen/<int:pk>/", boeking.boeking_edit, name="boeking_edit"),
    path("geld/boekingen/<int:pk>/correctie/", boeking.boeking_correct, name="boeking_correct"),
    path("geld/boekingen/<int:pk>/verwijderen/", boeking.boeking_remove, name="boeking_remove"),
    path("geld/oorzaken/<int:pk>/", beschikking.oorzaak_edit, name="oorzaak_edit"),
    path("geld/terugstortingen/<int:pk>/", beschikking.terugstorting_advance, name="terugstorting_advance"),
    path("geld/capaciteit/", capaciteit.capaciteit_list, name="capaciteit_list"),
    path("geld/capaciteit/<slug:slug>/<geldjaar:jaar>/", capaciteit.capaciteit_edit, name="capaciteit_edit"),
]
