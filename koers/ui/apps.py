from django.apps import AppConfig


class UiConfig(AppConfig):
    """Components, charts and the pages that every other page is made of."""

    name = "koers.ui"
    label = "ui"
    verbose_name = "Vormgeving"
