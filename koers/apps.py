from django.apps import AppConfig
from django.conf import settings


class KoersConfig(AppConfig):
    """The roof: holds the commands that wire the floors together."""

    name = "koers"
    verbose_name = "Koers"

    def ready(self) -> None:
        from koers.beheer import werker  # noqa: F401 - connects to what Celery tells

        if settings.SENTRY_DSN:
            from koers.beheer import sentry

            sentry.begin(settings.SENTRY_DSN, environment=settings.KOERS_MODE)
