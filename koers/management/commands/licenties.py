"""Write docs/licenties.md: the licences of what the portal runs on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand

from koers.beheer.licenties import as_markdown, packages


class Command(BaseCommand):
    help = "Write docs/licenties.md from requirements.lock; fails on a licence that is unknown or does not fit."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        found = packages(settings.BASE_DIR / "requirements.lock")
        if wrong := [f"{pakket.name} ({pakket.licence})" for pakket in found if not pakket.fits]:
            raise CommandError(f"no fit licence: {', '.join(wrong)}. See koers/beheer/licenties.py.")
        (settings.BASE_DIR / "docs" / "licenties.md").write_text(as_markdown(found))
        self.stdout.write(f"docs/licenties.md: {len(found)} packages")
