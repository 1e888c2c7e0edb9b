from django.urls import URLPattern, URLResolver

app_name = "themalijnen"
urlpatterns: list[URLPattern | URLResolver] = []
