"""Try it out: copy while a writer writes, put the copy back into an empty place, compare."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand

from koers.beheer.kopie import KopieFout
from koers.beheer.kopie.proef import drill
from koers.lib import klok


class Command(BaseCommand):
    help = "Back up while a writer writes, restore into an empty place beside, compare counts and hashes."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        try:
            lines, during = drill(documents=settings.DOCUMENT_DIR, now=klok.now())
        except KopieFout as error:
            raise CommandError(str(error)) from None
        self.stdout.write("| what | in the copy | restored | ok |\n| --- | --- | --- | --- |")
        for line in lines:
            self.stdout.write(f"| {line.what} | {line.copied} | {line.restored} | {'yes' if line.ok else 'NO'} |")
        wrong = [line.what for line in lines if not line.ok]
        self.stdout.write(f"\n{during} pairs of rows were written while the copy was made.")
        if wrong:
            raise CommandError(f"{len(wrong)} of {len(lines)} comparisons differ, first: {wrong[0]}")
        self.stdout.write(f"All {len(lines)} comparisons are equal.")
