"""A real mail server on this machine, that does as it is told."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from aiosmtpd.controller import Controller


class Postbus:
    """Whom it took a mail for, in order; `antwoord` is what it says to an address (or to DATA) instead of yes."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.antwoord: dict[str, str] = {}
        self.port = 0

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        envelope.rcpt_tos.append(address)
        return self.antwoord.get(address, "250 OK")

    async def handle_DATA(self, server, session, envelope) -> str:
        self.taken += envelope.rcpt_tos
        return self.antwoord.get("DATA", "250 OK")


@contextmanager
def postbus() -> Iterator[Postbus]:
    """The server on a free port, until the end of the block."""
    handler = Postbus()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        handler.port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    yield handler
    controller.stop()
