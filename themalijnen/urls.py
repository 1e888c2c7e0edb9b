from django.urls import path

from themalijnen import views

app_name = "themalijnen"
urlpatterns = [
    path("themalijnen/volgorde/", views.themalijn_order, name="themalijn_order"),
    path("themalijnen/<slug:slug>/", views.themalijn_detail, name="themalijn_detail"),
    path("themalijnen/<slug:slug>/naam/", views.themalijn_rename, name="themalijn_rename"),
    path("themalijnen/<slug:slug>/naam/<int:pk>/", views.naam_correct, name="naam_correct"),
]
