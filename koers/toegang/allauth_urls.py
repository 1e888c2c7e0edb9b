"""The only addresses django-allauth knows by its own names; none of its views is reachable otherwise."""

from django.urls import path

from koers.toegang import deurviews, organisatieviews, views

urlpatterns = [
    path("aanmelden/", views.sign_in, name="account_login"),
    path("aanmelden/code/", deurviews.second_step, name="mfa_authenticate"),
    path("aanmelden/terug/<slug:provider_id>/", organisatieviews.oidc_return, name="openid_connect_callback"),
]
