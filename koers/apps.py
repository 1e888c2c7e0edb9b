from django.apps import AppConfig


class KoersConfig(AppConfig):
    """The roof: holds the commands that wire the floors together."""

    name = "koers"
    verbose_name = "Koers"

    def ready(self) -> None:
        from koers.beheer import werker  # noqa: F401 - connects to what Celery tells
