from django.apps import AppConfig


class KoersConfig(AppConfig):
    """The roof: holds the commands that wire the floors together."""

    name = "koers"
    verbose_name = "Koers"
