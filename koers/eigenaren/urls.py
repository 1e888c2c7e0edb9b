from django.urls import path

from koers.eigenaren.views import aanstelling, controle, eigenaar, gebruiker, persoon

app_name = "eigenaren"
urlpatterns = [
    path("mensen/", gebruiker.gebruiker_list, name="gebruiker_list"),
    path("mensen/nieuw/", gebruiker.gebruiker_create, name="gebruiker_create"),
    path("mensen/<int:pk>/", gebruiker.gebruiker_detail, name="gebruiker_detail"),
    path("mensen/<int:pk>/uitnodigen/", gebruiker.gebruiker_invite, name="gebruiker_invite"),
    path("mensen/<int:pk>/uitnodiging/intrekken/", gebruiker.uitnodiging_withdraw, name="uitnodiging_withdraw"),
    path("mensen/<int:pk>/afsluiten/", gebruiker.gebruiker_deactivate, name="gebruiker_deactivate"),
    path("mensen/<int:pk>/gegevens/", persoon.gegevens_export, name="gegevens_export"),
    path("mensen/<int:pk>/wissen/", persoon.gebruiker_erase, name="gebruiker_erase"),
    path("mensen/<int:pk>/tweede-stap/", gebruiker.factors_reset, name="factors_reset"),
    path("mensen/<int:pk>/rollen/nieuw/", aanstelling.aanstelling_grant, name="aanstelling_grant"),
    path("mensen/rollen/<int:pk>/intrekken/", aanstelling.aanstelling_withdraw, name="aanstelling_withdraw"),
    path("mensen/rollen/<int:pk>/vervangen/", aanstelling.aanstelling_replace, name="aanstelling_replace"),
    path("mensen/<int:pk>/overdragen/", aanstelling.werk_hand_over, name="werk_hand_over"),
    path("mensen/controles/", controle.controle_list, name="controle_list"),
    path("mensen/controles/regels.csv", controle.controle_export, name="controle_export"),
    path("mensen/controles/<slug:slug>/", controle.controle_detail, name="controle_detail"),
    path("mensen/controles/<slug:slug>/beginnen/", controle.controle_begin, name="controle_begin"),
    path("eigenaren/", eigenaar.eigenaar_list, name="eigenaar_list"),
    path("eigenaren/<slug:slug>/wijzigen/", eigenaar.eigenaar_edit, name="eigenaar_edit"),
]
