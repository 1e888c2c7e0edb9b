from django.urls import URLPattern, URLResolver, path

from rapportage.views import over

app_name = "rapportage"
urlpatterns: list[URLPattern | URLResolver] = [
    path("toegankelijkheid/", over.toegankelijkheid, name="toegankelijkheid"),
    path("privacy/", over.privacy, name="privacy"),
    path("begrippen/", over.begrippen, name="begrippen"),
]
