from django.urls import URLPattern, URLResolver

app_name = "projecten"
urlpatterns: list[URLPattern | URLResolver] = []
