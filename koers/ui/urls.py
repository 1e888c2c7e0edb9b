from django.urls import path

from koers.ui import views

app_name = "ui"
urlpatterns = [path("componenten/", views.componenten, name="componenten")]
