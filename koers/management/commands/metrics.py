"""Serve the figures of this installation to Prometheus, at a port of their own that is not the public one."""

from __future__ import annotations

import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from prometheus_client import start_http_server

from koers.beheer import cijfers


class Command(BaseCommand):
    help = "Serve figures for Prometheus at http://HOST:PORT/metrics until it is ended."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen at (default 127.0.0.1)")
        parser.add_argument("--port", type=int, default=9100, help="port to listen at (default 9100)")
        parser.add_argument("--empty", action="store_true", help="forget what ended processes counted, and stop")

    def handle(self, *, host: str, port: int, empty: bool, **options: Any) -> None:
        if empty:
            self.stdout.write(f"{cijfers.empty()} files removed")
            return
        if not 0 <= port <= 65535:
            raise CommandError(f"{port} is not a port: use a number from 1 to 65535")
        try:
            server, thread = start_http_server(port, host, cijfers.registry())
        except OSError as error:
            raise CommandError(f"{host}:{port} cannot be listened at: {error.strerror}") from None
        self.stdout.write(f"http://{host}:{server.server_port}/metrics")
        self.stdout.flush()
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, lambda *args: server.shutdown())
        thread.join()
