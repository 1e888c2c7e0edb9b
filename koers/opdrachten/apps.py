from django.apps import AppConfig


class OpdrachtenConfig(AppConfig):
    name = "koers.opdrachten"
    label = "opdrachten"
    verbose_name = "Opdrachten"
