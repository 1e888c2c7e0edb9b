"""`bin/demo`: load both sources, build the PDFs by the worker, serve the portal, and end cleanly."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import sqlite3
from argparse import ArgumentParser
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError

from koers import env
from koers.lib import klok
from koers.lib.bestand import read_or_make
from koers.management.processen import Kinderen, wait_until
from koers.opdrachten.models import Opdracht
from koers.toegang.models import Gebruiker
from rapportage.models import Document

DOCUMENTEN = (("kwartaalupdate", "2026-Q1"), ("jaarverslag", "2024"))
BUILD_SECONDS = 600
HOST = "127.0.0.1"


class Command(BaseCommand):
    help = "Set up the demo, build its documents and serve it on 127.0.0.1."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop after the PDFs")
        parser.add_argument("--port", type=int, default=8000, help="port of the portal (default 8000)")

    def handle(self, *, once: bool, port: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("the demo runs in demo mode only: unset KOERS_MODE")
        if not 1 <= port <= 65535:
            raise CommandError(f"{port} is not a port: use a number from 1 to 65535")
        if not once:
            refuse_port_in_use(port)
        try:
            data = writable(settings.DATA_DIR)
            password = demo_password(data)
            self.prepare(password)
        except (OSError, OperationalError, sqlite3.Error) as error:
            raise CommandError(f"the data folder {settings.DATA_DIR} cannot be used: {error}") from None
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, _as_interrupt)
        with Kinderen(data / "log") as kinderen:
            try:
                self.run(kinderen, port, once, password)
            except KeyboardInterrupt:
                self.stdout.write("\nStopping the worker and the web server.")

    def prepare(self, password: str) -> None:
        self.stdout.write("Database and sources")
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("seed_demo", password=password, verbosity=0)

    def run(self, kinderen: Kinderen, port: int, once: bool, password: str) -> None:
        kinderen.start("worker", "celery", "-A", "koers", "worker", "-P", "solo", "-B", "--loglevel", "WARNING")
        self.build_documents(kinderen)
        if once:
            return
        kinderen.start(
            *("web", "gunicorn", "koers.wsgi:application", "--config", "python:koers.web"),
            *("--bind", f"{HOST}:{port}", "--workers", "2"),
        )
        if not wait_until(lambda: answers(port) or bool(kinderen.ended()), 60) or kinderen.ended():
            raise CommandError(f"the web server did not start; its log is {kinderen.logs / 'web.log'}")
        self.stdout.write(greeting(port, password))
        wait_until(lambda: bool(kinderen.ended()), float("inf"))
        raise CommandError(f"the {kinderen.ended()} process ended by itself; its log is in {kinderen.logs}")

    def build_documents(self, kinderen: Kinderen) -> None:
        """Ask for each document as a person would, wait for the worker, print where the files are."""
        from koers.management.seed.adoptie import next_step
        from rapportage.services.document import request_build

        rik = Gebruiker.objects.get(email="rik@koers.example")
        for soort, periode in DOCUMENTEN:
            if not Document.objects.filter(soort=soort, periode=periode, staat=Document.Staat.GEPUBLICEERD).exists():
                self.finish(kinderen, request_build(actor=rik, soort=soort, periode=periode, now=klok.now()))
        while opdracht := next_step(now=klok.now()):
            self.finish(kinderen, opdracht)
        for document in Document.objects.filter(soort__in=[soort for soort, _ in DOCUMENTEN]).order_by("-soort"):
            versie = document.versies.latest("nummer")
            self.stdout.write(f"{document}: {settings.DOCUMENT_DIR / versie.bestand} ({versie.paginas} pages)")

    def finish(self, kinderen: Kinderen, opdracht: Opdracht) -> None:
        def done() -> bool:
            opdracht.refresh_from_db()
            return not opdracht.is_open or bool(kinderen.ended())

        self.stdout.write(f"Building {opdracht.sleutel} in the worker")
        if not wait_until(done, BUILD_SECONDS) or opdracht.is_open:
            raise CommandError(f"{opdracht.sleutel} was not built; the worker's log is {kinderen.logs / 'worker.log'}")
        if opdracht.staat == Opdracht.Staat.MISLUKT:
            raise CommandError(f"{opdracht.sleutel} could not be built: {opdracht.foutmelding}")


def writable(data: Path) -> Path:
    """The data folder, made when absent; OSError when nothing can be written in it."""
    data.mkdir(parents=True, exist_ok=True)
    probe = data / f".probe-{os.getpid()}"
    probe.write_text("x" * 4096)
    probe.unlink()
    return data


def demo_password(data: Path) -> str:
    """From KOERS_DEMO_PASSWORD, else made once for this installation and kept in the data folder."""
    if given := env.read("KOERS_DEMO_PASSWORD"):
        return given
    return read_or_make(data / "wachtwoord", secrets.token_urlsafe(9))


def refuse_port_in_use(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise CommandError(f"port {port} may not be used by this account: choose another with --port") from None
        except OSError:
            raise CommandError(f"port {port} is in use: choose another with --port") from None


def answers(port: int) -> bool:
    connection = HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/aanmelden/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def greeting(port: int, password: str) -> str:
    return (
        f"Open http://{HOST}:{port}/ and sign in as <voornaam>@koers.example with the password {password}\n"
        "  Tom, Pia (project leaders), Rik (editor), Bente (programme manager), Frank (controller), Olga (Hengelo),\n"
        "  Anna (Almelo), Menno (Menzis), Aad (AO), Bram (BO), Bea (administrator)\n"
        "Ctrl-C stops everything; what you enter is kept for the next time."
    )


def _as_interrupt(*args: object) -> None:
    raise KeyboardInterrupt
