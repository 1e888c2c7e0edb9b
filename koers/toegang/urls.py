from django.urls import path

from koers.toegang import accountviews, deurviews, organisatieviews, persoonviews, views
from koers.toegang import logviews as logboek
from koers.toegang import sleutelviews as sleutels

app_name = "toegang"
urlpatterns = [
    path("aanmelden/", views.sign_in, name="sign_in"),
    path("afmelden/", views.sign_out, name="sign_out"),
    path("wachtwoord/vergeten/", views.reset_ask, name="reset_ask"),
    path("wachtwoord/verstuurd/", views.reset_sent, name="reset_sent"),
    path("wachtwoord/nieuw/<uidb64>/<token>/", views.reset_set, name="reset_set"),
    path("wachtwoord/klaar/", views.reset_done, name="reset_done"),
    path("account/gegevens/", persoonviews.gegevens_detail, name="gegevens_detail"),
    path("account/gegevens/bestand/", persoonviews.gegevens_export, name="gegevens_export"),
    path("account/sleutels/", sleutels.sleutel_list, name="sleutel_list"),
    path("account/sleutels/nieuw/", sleutels.sleutel_create, name="sleutel_create"),
    path("account/sleutels/<int:pk>/intrekken/", sleutels.sleutel_revoke, name="sleutel_revoke"),
    path("uitnodiging/", views.uitnodiging_accept, name="uitnodiging_accept"),
    path("uitnodiging/<str:key>/", views.uitnodiging_open, name="uitnodiging_open"),
    path("mensen/berichten/", views.bericht_list, name="bericht_list"),
    path("mensen/berichten/<int:pk>/opnieuw/", views.bericht_repeat, name="bericht_repeat"),
    path("logboek/", logboek.log_list, name="log_list"),
    path("logboek/regels.csv", logboek.log_export, name="log_export"),
    path("bevestigen/", deurviews.confirm, name="confirm"),
    path("aanmelden/met/<slug:slug>/", organisatieviews.oidc_begin, name="oidc_begin"),
    path("account/", accountviews.account, name="account"),
    path("account/wachtwoord/", accountviews.password_change, name="password_change"),
    path("account/tweede-stap/", accountviews.factor_first, name="factor_first"),
    path("account/tweede-stap/app/", accountviews.app_add, name="app_add"),
    path("account/tweede-stap/passkey/", accountviews.key_add, name="key_add"),
    path("account/tweede-stap/<int:pk>/verwijderen/", accountviews.factor_remove, name="factor_remove"),
    path("account/herstelcodes/", accountviews.codes, name="codes"),
    path("account/sessies/beeindigen/", accountviews.sessions_end, name="sessions_end"),
    path("account/sessies/<int:pk>/beeindigen/", accountviews.session_end, name="session_end"),
    path("account/organisaties/<slug:slug>/koppelen/", organisatieviews.oidc_join, name="oidc_join"),
    path("account/organisaties/<slug:slug>/ontkoppelen/", organisatieviews.oidc_part, name="oidc_part"),
]
