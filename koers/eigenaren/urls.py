from django.urls import URLPattern, URLResolver

app_name = "eigenaren"
urlpatterns: list[URLPattern | URLResolver] = []
