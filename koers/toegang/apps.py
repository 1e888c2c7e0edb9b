from django.apps import AppConfig


class ToegangConfig(AppConfig):
    name = "koers.toegang"
    label = "toegang"
    verbose_name = "Toegang"

    def ready(self) -> None:
        from koers.toegang import checks  # noqa: F401 (registers itself)
