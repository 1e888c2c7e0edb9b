from django.urls import URLPattern, URLResolver, path

from projecten.views import (
    beoordelen,
    bewijs,
    borging,
    formulier,
    geschiedenis,
    herinnering,
    herschikken,
    indicator,
    invoer,
    meting,
    planning,
    project,
    ronde,
    toezegging,
    voortgang,
    vraag,
    werkmap,
)

app_name = "projecten"
urlpatterns: list[URLPattern | URLResolver] = [
    path("projecten/", project.project_list, name="project_list"),
    path("projecten/lijst.csv", project.project_export, name="project_export"),
    path("projecten/nieuw/", project.project_create, name="project_create"),
    path("projecten/samenvoegen/", herschikken.project_merge, name="project_merge"),
    path("projecten/<slug:slug>/splitsen/", herschikken.project_split, name="project_split"),
    path(
        "projecten/<slug:slug>/voortzetting/<int:pk>/terugnemen/",
        herschikken.voortzetting_withdraw,
        name="voortzetting_withdraw",
    ),
    path("projecten/<slug:slug>/", project.project_detail, name="project_detail"),
    path("projecten/<slug:slug>/naam/", project.project_rename, name="project_rename"),
    path("projecten/<slug:slug>/naam/<int:pk>/", project.naam_correct, name="naam_correct"),
    path("projecten/<slug:slug>/plaats/", project.project_place, name="project_place"),
    path("projecten/<slug:slug>/leiding/", project.leiding_edit, name="leiding_edit"),
    path("projecten/<slug:slug>/leiding/<int:pk>/", project.leiding_end, name="leiding_end"),
    path("projecten/<slug:slug>/borging/", borging.borging_create, name="borging_create"),
    path("projecten/<slug:slug>/deelname/", project.deelname_edit, name="deelname_edit"),
    path("projecten/<slug:slug>/stappen/<slug:soort>/<int:pk>/", project.stap_withdraw, name="stap_withdraw"),
    path("projecten/<slug:slug>/indicatoren/nieuw/", indicator.indicator_create, name="indicator_create"),
    path("projecten/<slug:slug>/indicatoren/<slug:sleutel>/", indicator.indicator_detail, name="indicator_detail"),
    path(
        "projecten/<slug:slug>/indicatoren/<slug:sleutel>/lijst.csv",
        indicator.indicator_export,
        name="indicator_export",
    ),
    path("projecten/<slug:slug>/indicatoren/<slug:sleutel>/wijzigen/", indicator.indicator_edit, name="indicator_edit"),
    path(
        "projecten/<slug:slug>/indicatoren/<slug:sleutel>/streefwaarden/<int:jaar>/",
        indicator.doelen_edit,
        name="doelen_edit",
    ),
    path("projecten/<slug:project>/metingen/<str:code>/", meting.meting_edit, name="meting_edit"),
    *(
        path(f"projecten/<slug:project>/metingen/<str:code>/{tail}", view, name=name)
        for tail, view, name in (
            ("werkmap.xlsx", werkmap.werkmap_download, "werkmap_download"),
            ("inlezen/", werkmap.werkmap_upload, "werkmap_upload"),
            ("inlezen/opslaan/", werkmap.werkmap_save, "werkmap_save"),
            ("inlezen/fouten.csv", werkmap.werkmap_faults, "werkmap_faults"),
            ("inlezen/<int:pk>/", werkmap.inlezing_detail, "inlezing_detail"),
        )
    ),
    path("projecten/<slug:slug>/mijlpalen/nieuw/", planning.mijlpaal_create, name="mijlpaal_create"),
    path("projecten/<slug:slug>/risicos/nieuw/", planning.risico_create, name="risico_create"),
    path("mijlpalen/<int:pk>/", planning.mijlpaal_edit, name="mijlpaal_edit"),
    path("mijlpalen/<int:pk>/stand/", planning.mijlpaal_set, name="mijlpaal_set"),
    path("risicos/<int:pk>/", planning.risico_edit, name="risico_edit"),
    path("risicos/<int:pk>/stand/", planning.risico_set, name="risico_set"),
    path("borgingen/", borging.borging_list, name="borging_list"),
    path("borgingen/lijst.csv", borging.borging_export, name="borging_export"),
    path("borgingen/<int:pk>/controle/", borging.borging_check, name="borging_check"),
    path("themalijnen/<slug:slug>/projecten/", project.project_order, name="project_order"),
    *(
        path(f"{where}/voortgang/<str:code>/{tail}", view, name=name)
        for where in ("projecten/<slug:project>", "gemeenten/<slug:gemeente>", "rubrieken/<slug:rubriek>")
        for tail, view, name in (
            ("", invoer.voortgang_edit, "voortgang_edit"),
            ("heropenen/", voortgang.voortgang_reopen, "voortgang_reopen"),
        )
    ),
    path(
        "projecten/<slug:project>/voortgang/<str:code>/<slug:gemeente>/",
        invoer.voortgang_edit,
        name="voortgang_edit",
    ),
    path(
        "projecten/<slug:project>/voortgang/<str:code>/<slug:gemeente>/heropenen/",
        voortgang.voortgang_reopen,
        name="voortgang_reopen",
    ),
    path("voortgang/<int:pk>/", voortgang.voortgang_detail, name="voortgang_detail"),
    path("voortgang/<int:pk>/bewijs/<int:nummer>/", bewijs.bewijs_file, name="bewijs_file"),
    path("voortgang/<int:pk>/geschiedenis/", geschiedenis.voortgang_history, name="voortgang_history"),
    path(
        "voortgang/<int:pk>/geschiedenis/<int:nummer>/terugzetten/", geschiedenis.versie_restore, name="versie_restore"
    ),
    path("beoordelen/goedkeuren/", beoordelen.voortgang_approve, name="voortgang_approve"),
    path("beoordelen/", beoordelen.voortgang_review_list, name="voortgang_review_list"),
    path("beoordelen/<int:pk>/", beoordelen.voortgang_review, name="voortgang_review"),
    path("regio/toezeggingen/", toezegging.toezegging_list, name="toezegging_list"),
    path("regio/toezeggingen/lijst.csv", toezegging.toezegging_export, name="toezegging_export"),
    path("rondes/", ronde.ronde_list, name="ronde_list"),
    path("rondes/formulier/<str:soort>/", formulier.formulier_edit, name="formulier_edit"),
    path("rondes/nieuw/", ronde.ronde_create, name="ronde_create"),
    path("rondes/<str:code>/", ronde.ronde_detail, name="ronde_detail"),
    path("rondes/<str:code>/gemeenten/<slug:slug>/heropenen/", voortgang.gemeente_reopen, name="gemeente_reopen"),
    path("rondes/<str:code>/bord.csv", ronde.ronde_export, name="ronde_export"),
    path("rondes/<str:code>/datums/", ronde.ronde_edit, name="ronde_edit"),
    path("rondes/<str:code>/herinneringen/", herinnering.herinnering_list, name="herinnering_list"),
    path("rondes/<str:code>/aankondigen/", herinnering.ronde_announce, name="ronde_announce"),
    path("rondes/<str:code>/vragen/nieuw/", vraag.vraag_create, name="vraag_create"),
    path("vragen/<int:pk>/", vraag.vraag_detail, name="vraag_detail"),
    path("vragen/<int:pk>/intrekken/", vraag.vraag_withdraw, name="vraag_withdraw"),
    path("vragen/antwoord/<int:pk>/", vraag.vraag_answer, name="vraag_answer"),
]
