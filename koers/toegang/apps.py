from django.apps import AppConfig


class ToegangConfig(AppConfig):
    name = "koers.toegang"
    label = "toegang"
    verbose_name = "Toegang"
