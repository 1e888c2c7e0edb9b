from django.urls import path

from koers.eigenaren import controleviews, persoonviews, views

app_name = "eigenaren"
urlpatterns = [
    path("mensen/", views.gebruiker_list, name="gebruiker_list"),
    path("mensen/nieuw/", views.gebruiker_create, name="gebruiker_create"),
    path("mensen/<int:pk>/", views.gebruiker_detail, name="gebruiker_detail"),
    path("mensen/<int:pk>/uitnodigen/", views.gebruiker_invite, name="gebruiker_invite"),
    path("mensen/<int:pk>/uitnodiging/intrekken/", views.uitnodiging_withdraw, name="uitnodiging_withdraw"),
    path("mensen/<int:pk>/afsluiten/", views.gebruiker_deactivate, name="gebruiker_deactivate"),
    path("mensen/<int:pk>/gegevens/", persoonviews.gegevens_export, name="gegevens_export"),
    path("mensen/<int:pk>/wissen/", persoonviews.gebruiker_erase, name="gebruiker_erase"),
    path("mensen/<int:pk>/tweede-stap/", views.factors_reset, name="factors_reset"),
    path("mensen/<int:pk>/rollen/nieuw/", views.aanstelling_grant, name="aanstelling_grant"),
    path("mensen/rollen/<int:pk>/intrekken/", views.aanstelling_withdraw, name="aanstelling_withdraw"),
    path("mensen/rollen/<int:pk>/vervangen/", views.aanstelling_replace, name="aanstelling_replace"),
    path("mensen/<int:pk>/overdragen/", views.werk_hand_over, name="werk_hand_over"),
    path("mensen/controles/", controleviews.controle_list, name="controle_list"),
    path("mensen/controles/regels.csv", controleviews.controle_export, name="controle_export"),
    path("mensen/controles/<slug:slug>/", controleviews.controle_detail, name="controle_detail"),
    path("mensen/controles/<slug:slug>/beginnen/", controleviews.controle_begin, name="controle_begin"),
    path("eigenaren/", views.eigenaar_list, name="eigenaar_list"),
    path("eigenaren/<slug:slug>/wijzigen/", views.eigenaar_edit, name="eigenaar_edit"),
]
