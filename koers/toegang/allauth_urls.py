"""The only addresses django-allauth knows by its own names; none of its views is reachable otherwise."""

from django.urls import path

from koers.toegang.views import aanmelden, deur, organisatie

urlpatterns = [
    path("aanmelden/", aanmelden.sign_in, name="account_login"),
    path("aanmelden/code/", deur.second_step, name="mfa_authenticate"),
    path("aanmelden/terug/<slug:provider_id>/", organisatie.oidc_return, name="openid_connect_callback"),
]
