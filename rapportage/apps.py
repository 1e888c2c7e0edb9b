from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class RapportageConfig(AppConfig):
    name = "rapportage"
    verbose_name = "Rapportage"

    def ready(self) -> None:
        from rapportage import zoekindex

        pre_migrate.connect(zoekindex.before_migrate, sender=self, dispatch_uid="zoekindex")
        post_migrate.connect(zoekindex.after_migrate, sender=self, dispatch_uid="zoekindex")
