from django.apps import AppConfig


class EigenarenConfig(AppConfig):
    name = "koers.eigenaren"
    label = "eigenaren"
    verbose_name = "Eigenaren"
