from django.urls import path

from koers.toegang.views import aanmelden, account, bericht, deur, log, organisatie, persoon, sleutel, uitnodiging

app_name = "toegang"
urlpatterns = [
    path("aanmelden/", aanmelden.sign_in, name="sign_in"),
    path("afmelden/", aanmelden.sign_out, name="sign_out"),
    path("wachtwoord/vergeten/", aanmelden.reset_ask, name="reset_ask"),
    path("wachtwoord/verstuurd/", aanmelden.reset_sent, name="reset_sent"),
    path("wachtwoord/nieuw/<uidb64>/<token>/", aanmelden.reset_set, name="reset_set"),
    path("wachtwoord/klaar/", aanmelden.reset_done, name="reset_done"),
    path("account/gegevens/", persoon.gegevens_detail, name="gegevens_detail"),
    path("account/gegevens/bestand/", persoon.gegevens_export, name="gegevens_export"),
    path("account/sleutels/", sleutel.sleutel_list, name="sleutel_list"),
    path("account/sleutels/nieuw/", sleutel.sleutel_create, name="sleutel_create"),
    path("account/sleutels/<int:pk>/intrekken/", sleutel.sleutel_revoke, name="sleutel_revoke"),
    path("uitnodiging/", uitnodiging.uitnodiging_accept, name="uitnodiging_accept"),
    path("uitnodiging/<str:key>/", uitnodiging.uitnodiging_open, name="uitnodiging_open"),
    path("mensen/berichten/", bericht.bericht_list, name="bericht_list"),
    path("mensen/berichten/<int:pk>/opnieuw/", bericht.bericht_repeat, name="bericht_repeat"),
    path("logboek/", log.log_list, name="log_list"),
    path("logboek/regels.csv", log.log_export, name="log_export"),
    path("bevestigen/", deur.confirm, name="confirm"),
    path("aanmelden/met/<slug:slug>/", organisatie.oidc_begin, name="oidc_begin"),
    path("account/", account.account, name="account"),
    path("account/wachtwoord/", account.password_change, name="password_change"),
    path("account/tweede-stap/", account.factor_first, name="factor_first"),
    path("account/tweede-stap/app/", account.app_add, name="app_add"),
    path("account/tweede-stap/passkey/", account.key_add, name="key_add"),
    path("account/tweede-stap/<int:pk>/verwijderen/", account.factor_remove, name="factor_remove"),
    path("account/mails/", account.mail_choose, name="mail_choose"),
    path("account/herstelcodes/", account.codes, name="codes"),
    path("account/sessies/beeindigen/", account.sessions_end, name="sessions_end"),
    path("account/sessies/<int:pk>/beeindigen/", account.session_end, name="session_end"),
    path("account/organisaties/<slug:slug>/koppelen/", organisatie.oidc_join, name="oidc_join"),
    path("account/organisaties/<slug:slug>/ontkoppelen/", organisatie.oidc_part, name="oidc_part"),
]
